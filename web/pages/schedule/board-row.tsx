// One row of the schedule, whatever it is: a team, a person, somebody's bookings, or what nobody does yet.
import { VisuallyHidden } from '@mantine/core'
import { CalendarPlus, ChevronDown, ChevronRight } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { showPercent } from '../../formats.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { t, tn } from '../../words.ts'
import { BookingsOf, OpenBookingRow } from './booking-rows.tsx'
import { DrawnSpan, sayDrawn, useDrawnSpan } from './drawn-span.tsx'
import { HeatCells } from './heat-cells.tsx'
import { RowFrame, type RowProps } from './row-frame.tsx'
import type { ScheduledPerson, TeamGroup } from './schedule-rows.ts'
import styles from './schedule.module.css'

export const BoardRow = memo(function BoardRow(props: RowProps) {
  const { row, onToggle } = props
  switch (row.kind) {
    case 'open-heading':
      return (
        <RowFrame {...props} tone="heading">
          <Toggle isOpen={row.isOpen} onToggle={() => onToggle('closed', 'open')}>
            {tn(row.count, '{count} booking without a person', '{count} bookings without a person')}
          </Toggle>
        </RowFrame>
      )
    case 'open':
      return <OpenBookingRow {...props} booking={row.booking} />
    case 'team':
      return <TeamRow {...props} group={row.group} isOpen={row.isOpen} />
    case 'person':
      return <PersonRow {...props} person={row.person} isOpen={row.isOpen} />
    case 'bookings':
      return <BookingsOf {...props} person={row.person} lanes={row.lanes} />
  }
})

interface ToggleProps {
  isOpen: boolean
  onToggle: () => void
  /** What else its keys do. */
  keys?: ReturnType<typeof useDrawnSpan>['keys']
  children: ReactNode
}
function Toggle({ isOpen, onToggle, keys, children }: ToggleProps) {
  const Mark = isOpen ? ChevronDown : ChevronRight
  return (
    <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={onToggle} {...keys}>
      <Mark size={15} aria-hidden className={styles.chevron} />
      {children}
    </button>
  )
}

function TeamRow(props: RowProps & { group: TeamGroup; isOpen: boolean }) {
  const { group, isOpen, onToggle } = props
  const { booked, capacity } = group.total
  const cells = <HeatCells {...props} loads={group.loads} asShare />
  return (
    <RowFrame {...props} tone="heading" days={cells}>
      <Toggle isOpen={isOpen} onToggle={() => onToggle('closed', group.id)}>
        <span className={styles.name}>{group.name}</span>
        <span className={styles.count}>{tn(group.people.length, '{count} person', '{count} people')}</span>
        <Share booked={booked} capacity={capacity} />
      </Toggle>
    </RowFrame>
  )
}

function PersonRow(props: RowProps & { person: ScheduledPerson; isOpen: boolean }) {
  const { person, axis, isOpen, onToggle, onBook } = props
  const { personId, name, active, bookedMinutes, capacityMinutes } = person.schedule
  const cells = <HeatCells {...props} loads={person.loads} off={person.off} />
  const span = useDrawnSpan(axis)
  const book = onBook && active ? onBook : undefined
  const days = (
    <DrawnSpan axis={axis} person={person} span={span} onDrawn={book && ((drawn) => book({ personId, ...drawn }))}>
      {cells}
    </DrawnSpan>
  )
  return (
    <RowFrame {...props} personId={personId} days={days}>
      <Toggle isOpen={isOpen} onToggle={() => onToggle('open', personId)} keys={span.keys}>
        <PersonMark name={name} size={24} />
        <span className={styles.name}>
          {name}
          {!active && <span className={styles.count}> {t('suspended')}</span>}
        </span>
        <Share booked={bookedMinutes} capacity={capacityMinutes} />
      </Toggle>
      {span.days && <VisuallyHidden role="status">{sayDrawn(person, axis, span)}</VisuallyHidden>}
      {book && (
        <button
          type="button"
          className={styles.assign}
          aria-label={t('Book {name}', { name })}
          title={t('Book {name}', { name })}
          {...span.keys}
          onClick={() => book({ personId, ...span.days })}
        >
          <CalendarPlus size={16} aria-hidden />
        </button>
      )}
    </RowFrame>
  )
}

function Share({ booked, capacity }: { booked: number; capacity: number }) {
  return (
    <span className={`numbers ${styles.share}`}>{capacity === 0 ? '–' : showPercent((booked / capacity) * 100)}</span>
  )
}
