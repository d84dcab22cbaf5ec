// My days: what I have room for, what I am booked for, where I am away.
import { Group, Stack, Text } from '@mantine/core'
import type { MySchedule } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { addDays, showDay, showMinutes } from '../../formats.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import styles from './my-work.module.css'
import { useWeek, WeekDays, WeekHead } from './week-bar.tsx'

export function MyDays() {
  const [monday] = useWeek()
  const query = useDoor(
    'GET /v1/admin/me/schedule',
    { query: { from: monday, to: addDays(monday, 13) } },
    { keep: true },
  )
  return (
    <Loaded query={query}>
      {(schedule) => (
        <Stack gap="md">
          <div>
            <WeekHead says={saysOf(schedule)} weeks={2} />
            <Stack gap={8}>
              <WeekDays days={daysOf(schedule).slice(0, 7)} />
              <WeekDays days={daysOf(schedule).slice(7)} />
            </Stack>
          </div>
          <Bookings schedule={schedule} />
        </Stack>
      )}
    </Loaded>
  )
}

const saysOf = ({ bookedMinutes, capacityMinutes }: MySchedule) =>
  t('{booked} booked of {capacity}', { booked: showMinutes(bookedMinutes), capacity: showMinutes(capacityMinutes) })

function daysOf({ days, holidays, timeOff }: MySchedule) {
  return days.map(({ date, bookedMinutes, capacityMinutes }) => {
    const holiday = holidays.find(({ on }) => on === date)?.name
    const isAway = timeOff.some((off) => off.startOn <= date && date <= off.endOn)
    return { on: date, minutes: bookedMinutes, capacityMinutes, off: holiday ?? (isAway ? t('Time off') : undefined) }
  })
}

function Bookings({ schedule: { bookings } }: { schedule: MySchedule }) {
  return (
    <Card title={t('Booked for')} flush>
      {bookings.length === 0 ? (
        <EmptyState title={t('Nobody has booked you for these days')} />
      ) : (
        <ul className={styles.list}>
          {bookings.map((booking, n) => (
            <li
              key={booking.allocationId ?? n}
              className={styles.entry}
              style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}
            >
              <Group gap="xs">
                <Text size="sm" fw={550}>
                  {booking.projectName ?? t('A project')}
                </Text>
                {booking.status === 'tentative' && <ToneBadge tone="warn">{t('Tentative')}</ToneBadge>}
              </Group>
              <Text size="sm" c="dimmed" className="numbers">
                {`${showDay(booking.startOn)} – ${showDay(booking.endOn)} · ${showMinutes(booking.bookedMinutes)}`}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
