// Who carries how much, on the days of the plan: quiet where it fits, a red number where it does not.
import { Button } from '@mantine/core'
import { CalendarPlus } from 'lucide-react'
import { memo, type RefObject } from 'react'
import type { Allocation, OverbookedDay, ScheduledPerson } from '../../api-types.ts'
import { showMinutes, showPercent, showShortDay, showWeekday } from '../../formats.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { t, tn } from '../../words.ts'
import type { Begun } from '../schedule/new-booking.ts'
import styles from './load-heat.module.css'
import { bookingsOn, heatCells, LEVELS, overDays, type HeatCell } from './load-cells.ts'
import type { Size } from './gantt-size.ts'
import type { Axis } from './time-axis.ts'
import { useLoadPointing, type Pointed } from './use-load-pointing.ts'
import type { Range } from './use-shown-range.ts'

interface LoadHeatProps {
  scroller: RefObject<HTMLDivElement | null>
  people: readonly ScheduledPerson[]
  /** The day that their load begins on. */
  first: number
  allocations: readonly Allocation[]
  overbooked: readonly OverbookedDay[]
  axis: Axis
  size: Size
  range: Pick<Range, 'left' | 'right'>
  narrow: boolean
  taskTitle: (id: string) => string | undefined
  onScroll: () => void
  /** Left out where one may only look. */
  onBook: ((begun: Begun) => void) | undefined
}
const ROW = 30

export const LoadHeat = memo(function LoadHeat(props: LoadHeatProps) {
  const { scroller, people, first, axis, size, range, narrow, onScroll, onBook, ...about } = props
  const rows = people.map((person) => ({ person, cells: heatCells(person, first, axis, range) }))
  const { pointed, mouse, keys } = useLoadPointing({ rows, rowHeight: ROW, names: size.list, onBook })
  const height = people.length * ROW
  return (
    <section aria-label={t('Team load')}>
      <div className={styles.heading}>
        <h2>{t('Team load')}</h2>
        {onBook && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<CalendarPlus size={13} aria-hidden />}
            onClick={() => onBook({})}
          >
            {t('New booking')}
          </Button>
        )}
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        tabIndex={0}
        role="region"
        aria-label={t('Team load by day: arrows go from day to day')}
        onScroll={onScroll}
        {...keys}
      >
        <div className={styles.sizer} style={{ width: size.list + axis.width, height }}>
          <ul className={styles.people} style={{ width: size.list }}>
            {people.map((person) => (
              <PersonRow key={person.personId} person={person} first={first} narrow={narrow} onBook={onBook} />
            ))}
          </ul>
          <div
            className={styles.cells}
            style={{ left: size.list, width: axis.width, height }}
            data-bookable={onBook !== undefined || undefined}
            {...mouse}
          >
            <Cells rows={rows} range={range} axis={axis} height={height} />
            {pointed?.row !== undefined && (
              <div
                className={styles.place}
                style={{
                  left: pointed.cell.left,
                  top: pointed.row * ROW + 2,
                  width: pointed.cell.width,
                  height: ROW - 4,
                }}
              />
            )}
          </div>
        </div>
      </div>
      <div aria-live={pointed?.row === undefined ? 'off' : 'polite'}>
        {pointed && <CellCard {...pointed} {...about} />}
      </div>
    </section>
  )
})

type PersonRowProps = Pick<LoadHeatProps, 'first' | 'narrow' | 'onBook'> & { person: ScheduledPerson }
const PersonRow = memo(function PersonRow({ person, first, narrow, onBook }: PersonRowProps) {
  const over = overDays(person, first)
  return (
    <li className={styles.person} style={{ height: ROW }}>
      {!narrow && <PersonMark name={person.name} size={22} />}
      <span className={styles.name}>{person.name}</span>
      {over.length > 0 && (
        <span className={styles.over} title={over.map((date) => showWeekday(date)).join(', ')}>
          {tn(over.length, '{count} day over', '{count} days over')}
        </span>
      )}
      {onBook && (
        <button
          type="button"
          className={styles.book}
          aria-label={t('Book {name}', { name: person.name })}
          onClick={() => onBook({ personId: person.personId })}
        >
          <CalendarPlus size={14} aria-hidden />
        </button>
      )}
    </li>
  )
})

interface CellsProps {
  rows: { person: ScheduledPerson; cells: HeatCell[] }[]
  range: Pick<Range, 'left' | 'right'>
  axis: Axis
  height: number
}
/** One path for each level of load, however many days. */
function Cells({ rows, range, axis, height }: CellsProps) {
  const left = Math.max(0, range.left)
  const width = Math.max(0, Math.min(axis.width, range.right) - left)
  const paths = LEVELS.map((level) =>
    rows
      .flatMap(({ cells }, i) =>
        cells.flatMap((cell) =>
          cell.level === level
            ? `M${cell.left + 1} ${i * ROW + 3}h${cell.width - 2}v${ROW - 6}h${2 - cell.width}z`
            : [],
        ),
      )
      .join(''),
  )
  return (
    <svg
      style={{ position: 'absolute', left, top: 0, width, height }}
      viewBox={`${left} 0 ${width} ${height}`}
      aria-hidden
    >
      {LEVELS.map((level, i) => (
        <path key={level} d={paths[i] ?? ''} className={styles.cell} data-level={level} />
      ))}
      {rows.flatMap(({ person, cells }, i) =>
        cells.flatMap((cell) =>
          cell.level === 'over' && cell.width >= 24 ? (
            <text
              key={`${person.personId}${cell.left}`}
              className={styles.number}
              x={cell.left + cell.width / 2}
              y={i * ROW + 19}
            >
              {Math.min(999, Math.round(cell.percent))}
            </text>
          ) : (
            []
          ),
        ),
      )}
    </svg>
  )
}

type CellCardProps = Pointed & Pick<LoadHeatProps, 'allocations' | 'overbooked' | 'taskTitle'>
function CellCard({ person, cell, x, y, allocations, overbooked, taskTitle }: CellCardProps) {
  const booked = bookingsOn(person.personId, cell, allocations, overbooked)
  const when = cell.from === cell.to ? showWeekday(cell.from) : `${showShortDay(cell.from)} – ${showShortDay(cell.to)}`
  const place = { left: Math.min(x + 14, window.innerWidth - 270), bottom: window.innerHeight - y + 14 }
  return (
    <div role="tooltip" className={styles.card} style={place}>
      <strong>{person.name}</strong>
      <div>{when}</div>
      <div className={cell.level === 'over' ? styles.over : ''}>
        {t('{booked} of {capacity} booked ({percent})', {
          booked: showMinutes(cell.bookedMinutes),
          capacity: showMinutes(cell.capacityMinutes),
          percent: showPercent(cell.percent),
        })}
      </div>
      <div>{t('{minutes} on this project', { minutes: showMinutes(cell.projectMinutes) })}</div>
      {booked.map(({ key, taskId, projectName, minutes, tentative }) => (
        <div key={key} className={styles.booking}>
          {projectName ?? (taskId && taskTitle(taskId)) ?? t('This project')}
          {minutes !== null && ` · ${t('{minutes} a day', { minutes: showMinutes(minutes) })}`}
          {tentative && ` · ${t('tentative')}`}
        </div>
      ))}
    </div>
  )
}
