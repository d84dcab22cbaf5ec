// A new project: what one says of it, and beside it what will be set up for it, before anything is.
import { Select, Stack, Switch } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { NewProject } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { MoneyFields, WhatFields, WhoFields, type Draft } from '../project/project-fields.tsx'
import { SetUpPlan } from './set-up-plan.tsx'
import styles from './projects.module.css'

const isSayable = (draft: Draft): draft is NewProject => Boolean(draft.name?.trim() && draft.accountId && draft.type)

export function CreateProject({ onClose }: { onClose: () => void }) {
  const [search] = useSearchState()
  const navigate = useNavigate()
  const create = useAct('POST /v1/admin/projects')
  // A client's own page leads here with the client named.
  const [draft, setDraft] = useState<Draft>(search.newFor ? { accountId: search.newFor } : {})
  // A template is one of its type.
  const change = (part: Draft) => setDraft((now) => ({ ...now, ...(part.type && { templateId: undefined }), ...part }))
  const body = isSayable(draft) ? draft : undefined
  const send = async () => {
    if (!body) return
    const { id } = await create.mutateAsync({ body })
    await navigate({ to: '/projects/$projectId', params: { projectId: id }, search: {} })
  }
  const shared = { draft, onChange: change }
  return (
    <FormDialog
      title={t('New project')}
      submit={draft.draft ? t('Create the draft') : t('Create')}
      size={1120}
      disabled={!body}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <div className={styles.create}>
          <Stack gap="sm">
            <WhatFields {...shared} errors={errors} />
            <TemplatePick {...shared} error={errors.templateId} />
            <WhoFields {...shared} errors={errors} />
            <MoneyFields {...shared} errors={errors} />
            <Switch
              label={t('Only a draft for now')}
              description={t('Nothing is set up or told before it is started.')}
              checked={draft.draft ?? false}
              onChange={(event) => change({ draft: event.currentTarget.checked || undefined })}
            />
          </Stack>
          <SetUpPlan body={body} />
        </div>
      )}
    </FormDialog>
  )
}

interface TemplatePickProps {
  draft: Draft
  onChange: (part: Draft) => void
  error: string | undefined
}
function TemplatePick({ draft, onChange, error }: TemplatePickProps) {
  const { data } = useDoor('GET /v1/admin/templates', { query: { limit: 100, sort: 'name' } })
  const fitting = (data?.data ?? []).filter(({ type }) => draft.type === undefined || type === draft.type)
  return (
    <Select
      label={t('Template')}
      placeholder={t('The usual one of its type')}
      clearable
      data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
      value={draft.templateId ?? null}
      error={error}
      onChange={(templateId) => onChange({ templateId: templateId ?? undefined })}
      clearButtonProps={{ 'aria-label': t('Clear {label}', { label: t('Template') }) }}
    />
  )
}
