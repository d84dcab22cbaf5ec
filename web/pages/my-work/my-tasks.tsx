// The tasks I am assigned to, by when they are due.
import { Stack } from '@mantine/core'
import { PartyPopper } from 'lucide-react'
import type { MyTask } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { addDays, mondayOf, today } from '../../formats.ts'
import { ToneBadge, type Tone } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { useMoveTask } from '../tasks/use-move-task.tsx'
import { MyTaskDrawer } from './my-task-drawer.tsx'
import { MyTaskRow } from './my-task-row.tsx'
import styles from './my-work.module.css'

const OPEN = { status: 'pending,in_progress,in_review,blocked', sort: 'dueOn', limit: 100 } as const
const DONE = { status: 'completed', sort: '-updatedAt', limit: 10 } as const

type Group = { title: string; tone: Tone; tasks: MyTask[] }

export function groupsOf(tasks: MyTask[], on: string): Group[] {
  const sunday = addDays(mondayOf(on), 6)
  const due = (from: string, to: string) => tasks.filter(({ dueOn }) => dueOn !== null && dueOn >= from && dueOn <= to)
  const groups: Group[] = [
    { title: t('Overdue'), tone: 'bad', tasks: due('', addDays(on, -1)) },
    { title: t('Today'), tone: 'warn', tasks: due(on, on) },
    { title: t('This week'), tone: 'info', tasks: due(addDays(on, 1), sunday) },
    { title: t('Later'), tone: 'neutral', tasks: due(sunday > on ? addDays(sunday, 1) : addDays(on, 1), '9999') },
    { title: t('Without a date'), tone: 'neutral', tasks: tasks.filter(({ dueOn }) => dueOn === null) },
  ]
  return groups.filter((group) => group.tasks.length > 0)
}

export function MyTasks() {
  const open = useDoor('GET /v1/admin/me/tasks', { query: OPEN }, { keep: true })
  const done = useDoor('GET /v1/admin/me/tasks', { query: DONE }, { keep: true })
  const [{ open: openId }, change] = useSearchState()
  const { move, dialog } = useMoveTask()
  const shown = [...(open.data?.data ?? []), ...(done.data?.data ?? [])].find(({ id }) => id === openId)
  const row = (task: MyTask) => (
    <MyTaskRow
      key={task.id}
      task={task}
      onMove={(to) => move({ ...task, mine: true }, to)}
      onOpen={() => change({ open: task.id })}
    />
  )
  return (
    <Loaded query={open}>
      {({ data }) => (
        <Stack gap="md">
          {data.length === 0 && (
            <div className="card">
              <EmptyState title={t('Nothing is assigned to you')} icon={<PartyPopper size={30} strokeWidth={1.5} />}>
                {t('Tasks appear here as soon as somebody gives them to you.')}
              </EmptyState>
            </div>
          )}
          {groupsOf(data, today()).map(({ title, tone, tasks }) => (
            <Card key={title} title={title} flush actions={<ToneBadge tone={tone}>{String(tasks.length)}</ToneBadge>}>
              <ul className={styles.list}>{tasks.map(row)}</ul>
            </Card>
          ))}
          {done.data && done.data.data.length > 0 && (
            <Card title={t('Done lately')} flush>
              <ul className={styles.list}>{done.data.data.map(row)}</ul>
            </Card>
          )}
          {dialog}
          {shown && <MyTaskDrawer task={shown} onClose={() => change({ open: undefined })} />}
        </Stack>
      )}
    </Loaded>
  )
}
