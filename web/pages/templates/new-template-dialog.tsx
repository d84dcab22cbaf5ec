// A new template: from nothing, or with the plan of another one.
import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct, useDoor } from '../../api.ts'
import type { NewTemplate, Template } from '../../api-types.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { ENGAGEMENT, useProjectTypes } from '../project/project-words.ts'

interface NewTemplateDialogProps {
  /** What it begins as a copy of. */
  from?: Template
  onMade: (template: Template) => void
  onClose: () => void
}

type Draft = Pick<NewTemplate, 'name' | 'type'> & { engagement: Template['engagement'] }

export function NewTemplateDialog({ from, onMade, onClose }: NewTemplateDialogProps) {
  const create = useAct('POST /v1/admin/templates')
  const others = useDoor('GET /v1/admin/templates', { query: { limit: 100, sort: 'name' } }).data?.data ?? []
  const [source, setSource] = useState(from)
  const [draft, setDraft] = useState<Draft>({
    name: from ? t('{name}, copy', { name: from.name }) : '',
    type: from?.type ?? 'website',
    engagement: from?.engagement ?? 'one_off',
  })
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const begin = (id: string | null) => {
    const found = others.find((each) => each.id === id)
    setSource(found)
    if (found) set({ type: found.type, engagement: found.engagement })
  }
  const plan = source && { stages: source.stages, tasks: source.tasks }
  const types = useProjectTypes(draft.type)
  return (
    <FormDialog
      title={from ? t('Copy a template') : t('New template')}
      submit={t('Create')}
      onSubmit={async () => onMade(await create.mutateAsync({ body: { ...draft, ...plan } }))}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <TextInput
            label={t('Name')}
            required
            maxLength={200}
            value={draft.name}
            error={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            data-autofocus
          />
          <Select
            label={t('Begins with the plan of')}
            placeholder={t('Nothing: an empty plan')}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('Nothing: an empty plan') }}
            value={source?.id ?? null}
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={begin}
          />
          <Select
            label={t('Type of project')}
            required
            allowDeselect={false}
            value={draft.type}
            data={types}
            error={fields.type}
            onChange={(type) => type !== null && set({ type })}
          />
          <Select
            label={t('Engagement')}
            allowDeselect={false}
            value={draft.engagement}
            data={Object.entries(ENGAGEMENT()).map(([value, label]) => ({ value, label }))}
            onChange={(engagement) => set({ engagement: engagement as Draft['engagement'] })}
          />
        </>
      )}
    </FormDialog>
  )
}
