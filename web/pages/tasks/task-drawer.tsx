// One task, beside the page one is on: how it stands, why it has its dates, what was said and done.
import { Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { TaskWithHistory } from '../../api-types.ts'
import { ApiProblem, useAct, useDoor } from '../../api.ts'
import { useMay, useMe } from '../../me.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { MyTaskDrawer } from '../my-work/my-task-drawer.tsx'
import { useMayIn } from '../project/use-project.ts'
import { EditTaskDialog } from './edit-task-dialog.tsx'
import { MoveMenu } from './move-menu.tsx'
import { TaskDiscussion } from './task-discussion.tsx'
import { TaskFacts } from './task-facts.tsx'
import { TaskFiles } from './task-files.tsx'
import { TaskHistory } from './task-history.tsx'
import { MilestoneMark, TaskStatusBadge } from './task-marks.tsx'
import { TaskTime } from './task-time.tsx'
import { useMoveTask } from './use-move-task.tsx'

/** One's own task opens as such where one has no way to its project. */
export function TaskDrawer({ taskId }: { taskId: string }) {
  const [, setSearch] = useSearchState()
  const mayRead = useMay('task.read')
  const task = useDoor('GET /v1/admin/projects/tasks/:taskId', { params: { taskId } }, { enabled: mayRead })
  const isOutOfSight = !mayRead || (task.error instanceof ApiProblem && task.error.problem.status === 404)
  const mine = useDoor('GET /v1/admin/me/tasks', { query: { id: taskId } }, { enabled: isOutOfSight })
  const close = () => setSearch({ task: undefined })
  const [own] = mine.data?.data ?? []
  if (isOutOfSight && own) return <MyTaskDrawer task={own} onClose={close} />
  const error = isOutOfSight ? mine.error : task.error
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size="lg"
      title={task.data?.title ?? t('Task')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {task.data ? (
        <OpenTask task={task.data} onGone={close} />
      ) : error ? (
        <ErrorState error={error} />
      ) : mine.data ? (
        <EmptyState title={t('No such task')}>{t('It is gone, or it is not one that you see.')}</EmptyState>
      ) : (
        <LoadingRows />
      )}
    </Drawer>
  )
}

function OpenTask({ task, onGone }: { task: TaskWithHistory; onGone: () => void }) {
  const [open, setOpen] = useState<'edit' | 'delete'>()
  const { move, dialog } = useMoveTask()
  const { mutateAsync: remove } = useAct('DELETE /v1/admin/projects/tasks/:taskId')
  const preview = usePreview(t('What moves without this task'), t('Delete'))
  const may = useMayIn(task.projectId)
  const isMine = task.assigneeIds.includes(useMe().id)
  const close = () => setOpen(undefined)
  return (
    <Stack gap="lg">
      <Group gap="xs">
        {task.kind === 'milestone' && <MilestoneMark />}
        <TaskStatusBadge status={task.status} />
        {may('task.update_status') && <MoveMenu task={task} size="sm" onMove={(to) => move(task, to)} />}
        {may('task.update') && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<Pencil size={14} />}
            onClick={() => setOpen('edit')}
          >
            {t('Change')}
          </Button>
        )}
        {may('task.delete') && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            leftSection={<Trash2 size={14} />}
            onClick={() => setOpen('delete')}
          >
            {t('Delete')}
          </Button>
        )}
      </Group>
      <TaskFacts task={task} />
      <TaskFiles task={task} mayBring={may('attachment.write', isMine)} mayRun={may('project.update')} />
      {may('time.read', isMine) && <TaskTime task={task} />}
      <TaskDiscussion taskId={task.id} />
      <TaskHistory task={task} />
      {dialog}
      {preview.dialog}
      {open === 'edit' && <EditTaskDialog task={task} onClose={close} />}
      {open === 'delete' && (
        <Confirm
          title={t('Delete this task?')}
          says={t('It goes out of every view, and what waits for it no longer does.')}
          submit={t('Delete')}
          covered={preview.dialog !== undefined}
          onConfirm={async () => {
            await preview.save((query) => remove({ params: { taskId: task.id }, query }))
            onGone()
          }}
          onClose={close}
        />
      )}
      <Text size="xs" c="dimmed">
        {task.id}
      </Text>
    </Stack>
  )
}
