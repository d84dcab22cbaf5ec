// A new task: filled in, what follows from it shown where anything does, then added.
import { useState } from 'react'
import { useAct } from '../../api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { t } from '../../words.ts'
import { TaskFields, type TaskDraft } from './task-fields.tsx'

interface NewTaskProps {
  projectId: string
  /** What is known of it already: its stage, its day. */
  given?: Partial<TaskDraft>
  onClose: () => void
}

export function NewTaskDialog({ projectId, given = {}, onClose }: NewTaskProps) {
  const [draft, setDraft] = useState<TaskDraft>({ title: '', ...given })
  const { mutateAsync: add } = useAct('POST /v1/admin/projects/:projectId/tasks')
  const preview = usePreview(t('What moves with this task'), t('Add task'))
  return (
    <>
      <FormDialog
        title={t('New task')}
        submit={t('Add task')}
        size="lg"
        covered={preview.dialog !== undefined}
        onSubmit={() => preview.save((query) => add({ params: { projectId }, body: draft, query }))}
        onClose={onClose}
      >
        {(fields) => <TaskFields projectId={projectId} draft={draft} onChange={setDraft} fields={fields} />}
      </FormDialog>
      {preview.dialog}
    </>
  )
}
