// Hands a task to somebody else; who has no time for it is refused with who has.
import { MultiSelect } from '@mantine/core'
import { useState } from 'react'
import type { TodayTask } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { usePeople } from '../../lookups.ts'
import { say } from '../../say.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'

export function AssignDialog({ task, onClose }: { task: TodayTask; onClose: () => void }) {
  const [assigneeIds, setAssigneeIds] = useState(task.assignees.map(({ id }) => id))
  const people = usePeople()
  const { mutateAsync: save } = useAct('PUT /v1/admin/projects/tasks/:taskId')
  const active = people.list.filter((person) => person.active || assigneeIds.includes(person.id))
  const send = async () => {
    await save({ params: { taskId: task.id }, body: { assigneeIds } })
    void say({ message: t('{title} is assigned.', { title: task.title }) })
  }
  return (
    <FormDialog
      title={t('Assign {title}', { title: task.title })}
      submit={t('Assign')}
      onSubmit={send}
      onClose={onClose}
    >
      {(fields) => (
        <MultiSelect
          label={t('Who does it')}
          data={active.map(({ id, name }) => ({ value: id, label: name }))}
          value={assigneeIds}
          onChange={setAssigneeIds}
          error={fields.assigneeIds}
          searchable
          hidePickedOptions
          clearable
          clearButtonProps={{ 'aria-label': t('Nobody') }}
          data-autofocus
        />
      )}
    </FormDialog>
  )
}
