// Editing a project: only what was changed is sent, with what it was read as, and what follows for dates is shown first.
import { useState } from 'react'
import type { ListedProject, ProjectChange } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { usePeople } from '../../lookups.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { showValue } from '../../ui/preview.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { t } from '../../words.ts'
import { MoneyFields, WhatFields, WhoFields, type Draft } from './project-fields.tsx'
import { useProjectPlan } from './project-plan.ts'
import { WhatFollows } from './move-project.tsx'

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

/** Only these can move anything else; a plan is shown where one of them changes. */
const MOVING = ['startOn', 'accountId'] as const

export function EditProject({ project, onClose }: { project: ListedProject; onClose: () => void }) {
  // What was read when the dialog was opened stays what the edit is compared with, whatever comes in meanwhile.
  const [before] = useState(project)
  const [draft, setDraft] = useState<Draft>(before)
  const people = usePeople()
  const update = useAct('PUT /v1/admin/projects/:projectId')
  const show = (field: string, value: unknown): string => {
    const ids = field === 'managerId' || field === 'assignedTeam' ? [value].flat() : []
    return ids.length > 0 ? ids.map((id) => people.name(id as string) || t('nobody')).join(', ') : showValue(value)
  }
  const { save, dialog } = useEdit(
    (body: ProjectChange, version) => update.mutateAsync({ params: { projectId: before.id }, body, version }),
    show,
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
        onSubmit={() => save(change, before.version)}
        onClose={onClose}
      >
        {(errors) => (
          <>
            <WhatFields {...shared} errors={errors} />
            <WhoFields {...shared} errors={errors} />
            <MoneyFields {...shared} errors={errors} />
            {MOVING.some((field) => field in change) && <Follows project={before} change={change} />}
          </>
        )}
      </FormDialog>
      {dialog}
    </>
  )
}

const Follows = ({ project, change }: { project: ListedProject; change: ProjectChange }) => (
  <WhatFollows project={project} plan={useProjectPlan(project, change)} />
)
