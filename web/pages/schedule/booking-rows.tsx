// The bookings behind the heat: those of somebody who was opened, and those that nobody does yet, each with who has time.
import { Menu, Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { memo } from 'react'
import type { OpenBooking } from '../../api-types.ts'
import { showMinutes } from '../../formats.ts'
import { t, tn } from '../../words.ts'
import { BookingBar } from './booking-bar.tsx'
import { RowFrame, type RowProps } from './row-frame.tsx'
import { isAble, nameOfPlaceholder, type Lanes, type ScheduledPerson } from './schedule-rows.ts'
import { useFreeTime } from './use-people-schedule.ts'
import styles from './schedule.module.css'

const LANE = 28

export const BookingsOf = memo(function BookingsOf(
  props: RowProps & { person: ScheduledPerson; lanes?: Lanes | undefined },
) {
  const { person, lanes, axis, labelWidth, onPropose } = props
  const { personId, name } = person.schedule
  const count = lanes?.flat().length
  const bars = (
    <div role="cell" aria-colindex={2}>
      {lanes?.map((lane, n) =>
        lane.map((booking) => (
          <BookingBar
            key={booking.allocationId ?? `${booking.startOn}${booking.endOn}${n}`}
            booking={booking}
            axis={axis}
            top={6 + n * LANE}
            stickAt={labelWidth + 8}
            onPropose={onPropose}
          />
        )),
      )}
    </div>
  )
  return (
    <RowFrame {...props} tone="open" personId={personId} days={bars}>
      <div className={styles.about}>
        <Text size="xs" c="dimmed">
          {count === undefined && t('Loading…')}
          {count === 0 && t('No bookings on these days')}
          {count ? tn(count, '{count} booking', '{count} bookings') : ''}
        </Text>
        <Link to="/people/$personId" params={{ personId }}>
          {t('Open {name}', { name })}
        </Link>
      </div>
    </RowFrame>
  )
})

export const OpenBookingRow = memo(function OpenBookingRow(props: RowProps & { booking: OpenBooking }) {
  const { booking, axis, labelWidth, onPropose } = props
  const bar = (
    <div role="cell" aria-colindex={2}>
      <BookingBar booking={booking} axis={axis} top={6} stickAt={labelWidth + 8} onPropose={onPropose} />
    </div>
  )
  return (
    <RowFrame {...props} days={bar}>
      <div className={styles.wanted}>
        <span className={styles.name}>{nameOfPlaceholder(booking)}</span>
        <span className={styles.count}>{booking.projectName}</span>
      </div>
      {onPropose && <AssignMenu {...props} />}
    </RowFrame>
  )
})

/** Who is able and has time while it is to be done, those with most of it first. */
function AssignMenu({ booking, data, onPropose }: RowProps & { booking: OpenBooking }) {
  const propose = (personId: string | null) => onPropose?.({ booking, wish: { personId } })
  return (
    <Menu position="bottom-start" width={280} shadow="md" withinPortal keepMounted={false}>
      <Menu.Target>
        <UnstyledButton
          className={styles.assign}
          aria-label={t('Assign {work} of {project}', {
            work: nameOfPlaceholder(booking),
            project: booking.projectName,
          })}
        >
          <UserPlus size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('Who has time')}</Menu.Label>
        <Candidates booking={booking} all={data.all} onChoose={propose} />
        <Menu.Divider />
        <Menu.Item onClick={() => propose(null)}>{t('Somebody else, or other days…')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface CandidatesProps {
  booking: OpenBooking
  all: readonly ScheduledPerson[]
  onChoose: (personId: string) => void
}
const MOST = 8
/** Looked for when the menu opens, not before. */
function Candidates({ booking: { placeholder, startOn, endOn }, all, onChoose }: CandidatesProps) {
  const freeOf = useFreeTime(startOn, endOn)
  const able = 'skill' in placeholder ? `skill:${placeholder.skill}` : `service:${placeholder.service}`
  const found = all
    .filter(({ person, schedule }) => schedule.active && isAble(person, able))
    .map(({ schedule: { personId, name } }) => ({ personId, name, free: freeOf(personId) }))
    .toSorted((a, b) => (b.free ?? 0) - (a.free ?? 0))
    .slice(0, MOST)
  if (found.length === 0)
    return (
      <Text size="sm" c="dimmed" px="sm" py={6}>
        {t('Nobody here has this skill.')}
      </Text>
    )
  return found.map(({ personId, name, free }) => (
    <Menu.Item
      key={personId}
      onClick={() => onChoose(personId)}
      rightSection={
        free !== undefined && <span className="numbers">{t('{time} free', { time: showMinutes(free) })}</span>
      }
    >
      {name}
    </Menu.Item>
  ))
}
