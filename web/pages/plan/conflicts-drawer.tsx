// What in the plan does not fit: each with its words, and what can be done about it.
import { Button, Drawer, Group, Stack, Text } from '@mantine/core'
import type { Allocation, OverbookedDay, ProjectSchedule, Task } from '../../api-types.ts'
import { showMinutes } from '../../formats.ts'
import { EmptyState } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { sayDates } from './bar-words.ts'
import { runsOf } from './load-cells.ts'
import { FindRoom } from './offer-buttons.tsx'
import { withoutLink, type TaskMove } from './plan-moves.ts'
import type { Wish } from './use-plan-change.ts'
import { sayTrouble, type Trouble } from './why-words.ts'

interface ConflictsDrawerProps {
  schedule: ProjectSchedule
  tasks: ReadonlyMap<string, Task>
  titleOf: (taskId: string) => string
  mayChange: boolean
  onShow: (taskId: string) => void
  onMove: (label: string, move: TaskMove) => void
  onPropose: (wish: Wish) => void
  onChange: (booking: Allocation) => void
  onClose: () => void
}

export function ConflictsDrawer(props: ConflictsDrawerProps) {
  const { schedule, onClose } = props
  const overbooked = schedule.conflicts.filter((each): each is OverbookedDay => each.kind === 'overbooked')
  const others = schedule.conflicts.filter(({ kind }) => kind !== 'overbooked')
  const people = Map.groupBy(overbooked, ({ personId }) => personId)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={420}
      title={t('What does not fit')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Stack gap="lg">
        {schedule.conflicts.length === 0 && <EmptyState title={t('Everything fits')} />}
        {[...people].map(([personId, days]) => (
          <OverbookedPerson key={personId} days={days} {...props} />
        ))}
        {others.map((trouble) => (
          <TaskTrouble key={JSON.stringify(trouble)} trouble={trouble} {...props} />
        ))}
      </Stack>
    </Drawer>
  )
}

function OverbookedPerson({
  days,
  schedule,
  titleOf,
  mayChange,
  onPropose,
  onChange,
}: ConflictsDrawerProps & { days: OverbookedDay[] }) {
  const [first] = days
  if (!first) return null
  const dates = new Set(days.map(({ date }) => date))
  const booked = new Set(
    days.flatMap(({ bookings }) => bookings.flatMap((each) => ('hidden' in each ? [] : each.allocationId))),
  )
  const here = schedule.allocations.filter(({ id }) => booked.has(id))
  const elsewhere = new Map(
    days
      .flatMap(({ bookings }) => bookings)
      .flatMap((each) =>
        'hidden' in each || each.projectId === schedule.projectId ? [] : [[each.projectId, each.projectName]],
      ),
  )
  const over = days.reduce((sum, { minutesOver }) => sum + minutesOver, 0)
  return (
    <section>
      <Text fw={600} size="sm" c="var(--bad)">
        {t('{name} is over capacity', { name: first.name })}
      </Text>
      <Text size="sm">
        {t('{minutes} too much on {days}', {
          minutes: showMinutes(over),
          days: runsOf([...dates])
            .map(({ from, to }) => sayDates(from, to))
            .join(', '),
        })}
      </Text>
      {[...elsewhere].map(([id, project]) => (
        <Text key={id} size="sm" c="dimmed">
          {t('Booked by {project}', { project })}
        </Text>
      ))}
      {here.map((booking) => (
        <div key={booking.id} style={{ marginTop: 8 }}>
          <Text size="sm" mb={4}>
            {`${booking.taskId ? titleOf(booking.taskId) : t('This project')} · ${sayDates(booking.startOn, booking.endOn)}`}
          </Text>
          {mayChange && (
            <Group gap={6}>
              <FindRoom booking={booking} onPropose={onPropose} />
              <Button size="xs" variant="default" onClick={() => onChange(booking)}>
                {t('Change…')}
              </Button>
            </Group>
          )}
        </div>
      ))}
    </section>
  )
}

function TaskTrouble({
  trouble,
  tasks,
  titleOf,
  mayChange,
  onShow,
  onMove,
}: ConflictsDrawerProps & { trouble: Exclude<Trouble, OverbookedDay> | Trouble }) {
  if (trouble.kind === 'overbooked') return null
  const task = tasks.get(trouble.taskId)
  const open = task && task.status !== 'completed' && task.status !== 'cancelled'
  return (
    <section>
      <Text size="sm" c="var(--bad)" fw={600}>
        {trouble.kind === 'broken_link' ? t('A link is not kept') : t('A deadline is missed')}
      </Text>
      <Text size="sm" mb={6}>
        {sayTrouble(trouble, titleOf)}
      </Text>
      <Group gap={6}>
        <Button size="xs" variant="default" onClick={() => onShow(trouble.taskId)}>
          {t('Show in the plan')}
        </Button>
        {mayChange && task && <Remedies {...{ trouble, task, open: Boolean(open), titleOf, onMove }} />}
      </Group>
    </section>
  )
}

interface RemediesProps {
  trouble: Exclude<Trouble, OverbookedDay>
  task: Task
  open: boolean
  titleOf: (taskId: string) => string
  onMove: (label: string, move: TaskMove) => void
}
function Remedies({ trouble, task, open, titleOf, onMove }: RemediesProps) {
  const { id } = task
  if (trouble.kind === 'missed_deadline') {
    const release = () => onMove(t('Take the deadline off {title}', { title: task.title }), { id, constraint: null })
    return (
      <Button size="xs" variant="light" onClick={release}>
        {t('Take the deadline off')}
      </Button>
    )
  }
  const before = trouble.predecessorId
  const automatic = () =>
    onMove(t('Let {title} follow its links', { title: task.title }), { id, scheduling: 'automatic' })
  const unlink = () =>
    before && onMove(t('Remove the link to {title}', { title: titleOf(before) }), withoutLink(task, before))
  return (
    <>
      {open && task.scheduling === 'manual' && (
        <Button size="xs" variant="light" onClick={automatic}>
          {t('Let it follow its links')}
        </Button>
      )}
      {before && (
        <Button size="xs" variant="light" onClick={unlink}>
          {t('Remove the link')}
        </Button>
      )}
    </>
  )
}
