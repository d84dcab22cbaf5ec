// Editing a project: only what was changed is sent, with what it was read as; what follows is shown first, and exactly that is done.
import { useState } from 'react'
import type { ListedProject, ProjectChange } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { t } from '../../words.ts'
import { MoneyFields, WhatFields, WhoFields, type Draft } from './project-fields.tsx'

const EDITED = [
  'name',
  'accountId',
  'type',
  'description',
  'engagement',
  'priority',
  'managerId',
  'teamId',
  'assignedTeam',
  'startOn',
  'dueOn',
  'budgetMinutes',
  'contractMinor',
  'billingMode',
  'tags',
] as const

/** What of a draft is another value than that of the project it was made of. */
export const changedOf = (before: ListedProject, draft: Draft): ProjectChange =>
  Object.fromEntries(
    EDITED.filter(
      (field) => draft[field] !== undefined && JSON.stringify(draft[field]) !== JSON.stringify(before[field]),
    ).map((field) => [field, draft[field]]),
  )

export function EditProject({ project, onClose }: { project: ListedProject; onClose: () => void }) {
  // What was read when the dialog was opened stays what the edit is compared with, whatever comes in meanwhile.
  const [before] = useState(project)
  const [draft, setDraft] = useState<Draft>(before)
  const update = useAct('PUT /v1/admin/projects/:projectId')
  const preview = usePreview(t('What follows for the project'), t('Save'))
  const { save, dialog } = useEdit((body: ProjectChange, version) =>
    preview.save((query) => update.mutateAsync({ params: { projectId: before.id }, body, version, query })),
  )
  const change = changedOf(before, draft)
  const { names, assignedTeam } = before
  const called = {
    account: names.account,
    manager: names.manager,
    people: assignedTeam.map((id, index) => ({ id, name: names.assignedTeam[index] ?? '' })),
  }
  const shared = {
    draft,
    called,
    currency: before.currency,
    onChange: (part: Draft) => setDraft((now) => ({ ...now, ...part })),
  }
  return (
    <>
      <FormDialog
        title={t('Edit “{name}”', { name: before.name })}
        submit={t('Save')}
        size="lg"
        disabled={Object.keys(change).length === 0}
        covered={preview.dialog !== undefined || dialog !== undefined}
        onSubmit={() => save(change, before.version)}
        onClose={onClose}
      >
        {(errors) => (
          <>
            <WhatFields {...shared} errors={errors} />
            <WhoFields {...shared} errors={errors} />
            <MoneyFields {...shared} errors={errors} />
          </>
        )}
      </FormDialog>
      {preview.dialog}
      {dialog}
    </>
  )
}
