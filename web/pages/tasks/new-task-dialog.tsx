// A new task: filled in, what follows from it shown, then added.
import { useState } from 'react'
import { useAct } from '../../api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { TaskFields, type TaskDraft } from './task-fields.tsx'
import { WhatFollows } from './what-follows.tsx'

interface NewTaskProps {
  projectId: string
  /** What is known of it already: its stage, its day. */
  given?: Partial<TaskDraft>
  onClose: () => void
}

export function NewTaskDialog({ projectId, given = {}, onClose }: NewTaskProps) {
  const [draft, setDraft] = useState<TaskDraft>({ title: '', ...given })
  const { mutateAsync: add } = useAct('POST /v1/admin/projects/:projectId/tasks')
  const params = { projectId }
  return (
    <FormDialog
      title={t('New task')}
      submit={t('Add task')}
      size="lg"
      onSubmit={() => add({ params, body: draft })}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <TaskFields projectId={projectId} draft={draft} onChange={setDraft} fields={fields} />
          <WhatFollows
            projectId={projectId}
            draft={draft.title === '' ? undefined : draft}
            preview={(body) => add({ params, body, query: { dryRun: 'true' } })}
          />
        </>
      )}
    </FormDialog>
  )
}
