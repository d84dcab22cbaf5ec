// Moving a task: at once where nothing more is asked, else with the reason that the law wants. Shown moved before the server has said so.
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react'
import { nextTaskStatuses } from '../../../domain/task-life.ts'
import type { Me, Task, TaskStatusChange, TaskWithHistory } from '../../api-types.ts'
import { ApiProblem, call } from '../../api.ts'
import { may, useMe } from '../../me.ts'
import { say } from '../../say.ts'
import { t } from '../../words.ts'

const MoveDialog = lazy(() => import('./move-dialog.tsx').then((m) => ({ default: m.MoveDialog })))

export type TaskStatus = Task['status']
export type Movable = Pick<Task, 'id' | 'title' | 'status'> & {
  /** One's own: moved also where one may not move the project's others. */
  mine?: boolean
  /** Where a blocked one goes back to, as far as it is known. */
  statusBeforeBlock?: TaskStatus | null
}

export const BLOCKED_REASON = (): Record<NonNullable<Task['blockedReason']>, { text: string; tone: 'bad' }> => ({
  waiting_client: { text: t('Waiting for the client'), tone: 'bad' },
  waiting_dependency: { text: t('Waiting for other work'), tone: 'bad' },
  waiting_approval: { text: t('Waiting for approval'), tone: 'bad' },
  waiting_access: { text: t('Waiting for access'), tone: 'bad' },
  capacity: { text: t('Nobody has time'), tone: 'bad' },
  other: { text: t('Something else'), tone: 'bad' },
})

/** Where the task may go now; a blocked one goes back to where it was, which only its history tells. */
export function movesOf(task: Movable & Partial<Pick<TaskWithHistory, 'statusHistory'>>): TaskStatus[] {
  const blocked = task.statusHistory?.findLast(({ to }) => to === 'blocked')
  const statusBeforeBlock = task.statusBeforeBlock ?? blocked?.from ?? null
  const life = { progress: 0, blockedReason: null, completionNotes: null, completedAt: null }
  return nextTaskStatuses({ ...life, status: task.status, statusBeforeBlock })
}

/** `move` asks where something must be said; `dialog` is to be shown beside whatever offers the moves. */
export function useMoveTask(): { move: (task: Movable, to: TaskStatus) => void; dialog: ReactNode } {
  const me = useMe()
  const client = useQueryClient()
  const [asking, setAsking] = useState<{ task: Movable; to: TaskStatus }>()
  // The same for as long as it can be: rows and cards by the hundred have it.
  const move = useCallback(
    (task: Movable, to: TaskStatus) => {
      if (to === task.status) return
      if (to === 'blocked' || to === 'cancelled' || task.status === 'completed') setAsking({ task, to })
      else void moveNow(client, me, task, to)
    },
    [client, me],
  )
  const dialog = asking && (
    <Suspense>
      <MoveDialog
        {...asking}
        onSend={async (body) => {
          await send(me, asking.task, body)
          await refresh(client)
        }}
        onClose={() => setAsking(undefined)}
      />
    </Suspense>
  )
  return { move, dialog }
}

function send(me: Me, task: Movable, body: TaskStatusChange): Promise<unknown> {
  const params = { taskId: task.id }
  return !task.mine && may(me, 'task.update_status')
    ? call('PUT /v1/admin/projects/tasks/:taskId/status', { params, body })
    : call('PUT /v1/admin/me/tasks/:taskId/status', { params, body })
}
const refresh = (client: QueryClient): Promise<void> => client.invalidateQueries({ refetchType: 'active' })

async function moveNow(client: QueryClient, me: Me, task: Movable, to: TaskStatus): Promise<void> {
  const undo = showMoved(client, task.id, to)
  try {
    await send(me, task, { status: to })
  } catch (error) {
    undo()
    void say({ tone: 'bad', title: task.title, message: wordsOf(error) })
  } finally {
    await refresh(client)
  }
}

/** What keeps it from its move, with the tasks it waits for counted. */
function wordsOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return t('The server could not be reached. Nothing was changed.')
  return error.message
}

type Listed = { data?: Movable[] }
/** Wherever the task is listed it stands as moved at once; answers with what takes that back. */
function showMoved(client: QueryClient, taskId: string, status: TaskStatus): () => void {
  const before = client.getQueriesData<Listed & Partial<Movable>>({
    predicate: ({ queryKey }) => String(queryKey[0]).includes('task'),
  })
  for (const [key, data] of before) {
    if (Array.isArray(data?.data))
      client.setQueryData(key, {
        ...data,
        data: data.data.map((task) => (task.id === taskId ? { ...task, status } : task)),
      })
    else if (data?.id === taskId) client.setQueryData(key, { ...data, status })
  }
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data)
  }
}
