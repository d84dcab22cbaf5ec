// A change of a task: only what was changed is sent; what follows from it is shown before, and exactly that is done.
import { useState } from 'react'
import type { TaskWithHistory } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { t } from '../../words.ts'
import { TaskFields, type TaskDraft } from './task-fields.tsx'

const FIELDS = [
  'title',
  'description',
  'priority',
  'assigneeIds',
  'stage',
  'startOn',
  'dueOn',
  'durationDays',
  'estimateMinutes',
  'scheduling',
  'dependencies',
  'parentId',
  'required',
  'weight',
  'constraint',
  'billableMinor',
] as const

export function EditTaskDialog({ task, onClose }: { task: TaskWithHistory; onClose: () => void }) {
  // What was read when the dialog opened: a change that arrives meanwhile is met when saving.
  const [read] = useState(task)
  const [draft, setDraft] = useState<TaskDraft>(
    () => ({ kind: task.kind, ...Object.fromEntries(FIELDS.map((field) => [field, task[field]])) }) as TaskDraft,
  )
  const { mutateAsync: change } = useAct('PUT /v1/admin/projects/tasks/:taskId')
  const params = { taskId: task.id }
  const preview = usePreview(t('What moves with this task'), t('Save'))
  const { save, dialog } = useEdit((body: Partial<TaskDraft>, version) =>
    preview.save((query) => change({ params, body, version, query })),
  )
  const changed = Object.fromEntries(
    FIELDS.filter((field) => JSON.stringify(draft[field]) !== JSON.stringify(read[field])).map((field) => [
      field,
      draft[field],
    ]),
  ) as Partial<TaskDraft>
  const isChanged = Object.keys(changed).length > 0
  return (
    <>
      <FormDialog
        title={t('Change task')}
        submit={t('Save')}
        size="lg"
        disabled={!isChanged}
        covered={preview.dialog !== undefined || dialog !== undefined}
        onSubmit={() => save(changed, read.version)}
        onClose={onClose}
      >
        {(fields) => (
          <TaskFields projectId={task.projectId} taskId={task.id} draft={draft} onChange={setDraft} fields={fields} />
        )}
      </FormDialog>
      {preview.dialog}
      {dialog}
    </>
  )
}
