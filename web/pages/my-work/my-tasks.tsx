// The tasks I am assigned to, by when they are due.
import { Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { PartyPopper } from 'lucide-react'
import type { MyTask } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { addDays, mondayOf, today } from '../../formats.ts'
import { ToneBadge, type Tone } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { usePages } from '../../use-pages.ts'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { useMoveTask } from '../tasks/use-move-task.tsx'
import { MyTaskDrawer } from './my-task-drawer.tsx'
import { MyTaskRow } from './my-task-row.tsx'
import styles from './my-work.module.css'

const OPEN = { status: 'pending,in_progress,in_review,blocked', sort: 'dueOn', limit: 100 } as const
const DONE = { status: 'completed', sort: '-updatedAt', limit: 10 } as const

type Due = { title: string; tone: Tone; tasks: MyTask[] }

export function groupsOf(tasks: MyTask[], on: string): Due[] {
  const sunday = addDays(mondayOf(on), 6)
  const due = (from: string, to: string) => tasks.filter(({ dueOn }) => dueOn !== null && dueOn >= from && dueOn <= to)
  const groups: Due[] = [
    { title: t('Overdue'), tone: 'bad', tasks: due('', addDays(on, -1)) },
    { title: t('Today'), tone: 'warn', tasks: due(on, on) },
    { title: t('This week'), tone: 'info', tasks: due(addDays(on, 1), sunday) },
    { title: t('Later'), tone: 'neutral', tasks: due(sunday > on ? addDays(sunday, 1) : addDays(on, 1), '9999') },
    { title: t('Without a date'), tone: 'neutral', tasks: tasks.filter(({ dueOn }) => dueOn === null) },
  ]
  return groups.filter((group) => group.tasks.length > 0)
}

export function MyTasks() {
  const open = usePages('GET /v1/admin/me/tasks', { query: OPEN })
  const done = useDoor('GET /v1/admin/me/tasks', { query: DONE }, { keep: true })
  const [{ open: openId }, change] = useSearchState()
  const { move, dialog } = useMoveTask()
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
      {(tasks) => (
        <Stack gap="md">
          {tasks.length === 0 && (
            <div className="card">
              <EmptyState title={t('Nothing is assigned to you')} icon={<PartyPopper size={30} strokeWidth={1.5} />}>
                {t('Tasks appear here as soon as somebody gives them to you.')}
              </EmptyState>
            </div>
          )}
          {groupsOf(tasks, today()).map(({ title, tone, tasks: due }) => (
            <Card key={title} title={title} flush actions={<ToneBadge tone={tone}>{String(due.length)}</ToneBadge>}>
              <ul className={styles.list}>{due.map(row)}</ul>
            </Card>
          ))}
          {open.hasNextPage && (
            <Group justify="center">
              <Button variant="default" loading={open.isFetchingNextPage} onClick={() => void open.fetchNextPage()}>
                {t('Show more tasks')}
              </Button>
            </Group>
          )}
          {done.data && done.data.data.length > 0 && (
            <Card title={t('Done lately')} flush>
              <ul className={styles.list}>{done.data.data.map(row)}</ul>
            </Card>
          )}
          {dialog}
          {openId && (
            <OpenedTask
              id={openId}
              shown={[...tasks, ...(done.data?.data ?? [])].find(({ id }) => id === openId)}
              onClose={() => change({ open: undefined })}
            />
          )}
        </Stack>
      )}
    </Loaded>
  )
}

interface OpenedTaskProps {
  id: string
  shown: MyTask | undefined
  onClose: () => void
}
/** What the address names may be done long ago, or be another's by now. */
function OpenedTask({ id, shown, onClose }: OpenedTaskProps) {
  const { data } = useDoor('GET /v1/admin/me/tasks', { query: { id } }, { enabled: !shown })
  const task = shown ?? data?.data[0]
  if (task) return <MyTaskDrawer task={task} onClose={onClose} />
  if (!data) return null
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t('Not one of your tasks')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Text size="sm">{t('It was given to somebody else, or taken away.')}</Text>
    </Drawer>
  )
}
