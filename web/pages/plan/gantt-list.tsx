// The list at the left of the plan: what each row is, who does it, what can be folded away.
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { showDay, showPercent } from '../../formats.ts'
import { hueOf, initialsOf } from '../../ui/badges.tsx'
import { t } from '../../words.ts'
import type { Size } from './gantt-size.ts'
import styles from './gantt.module.css'
import type { PlanRow } from './plan-rows.ts'
import { dateOf } from './time-axis.ts'

interface GanttListProps {
  rows: readonly PlanRow[]
  first: number
  last: number
  size: Size
  narrow: boolean
  markedKey: string | null
  nameOf: (personId: string) => string
  onFold: (key: string) => void
  onOpen: (row: PlanRow) => void
}

export const GanttList = memo(function GanttList({ rows, first, last, size, markedKey, ...rest }: GanttListProps) {
  return (
    <div className={styles.list} style={{ width: size.list, height: rows.length * size.row }}>
      {rows.slice(first, last + 1).map((row, i) => (
        <ListRow
          key={row.key}
          row={row}
          top={(first + i) * size.row}
          height={size.row}
          active={row.key === markedKey}
          {...rest}
        />
      ))}
    </div>
  )
})

interface ListRowProps extends Pick<GanttListProps, 'narrow' | 'nameOf' | 'onFold' | 'onOpen'> {
  row: PlanRow
  top: number
  height: number
  active: boolean
}
const INDENT = 16

const ListRow = memo(function ListRow({ row, top, height, active, narrow, nameOf, onFold, onOpen }: ListRowProps) {
  const group = row.kind === 'stage' || row.kind === 'summary'
  const Fold = row.open ? ChevronDown : ChevronRight
  return (
    <div
      className={styles.row}
      style={{ top, height, paddingLeft: 6 + row.depth * (narrow ? 8 : INDENT) }}
      {...(group && { 'data-group': true })}
      {...(active && { 'data-active': true })}
    >
      {group ? (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={row.open}
          aria-label={row.open ? t('Fold {title}', { title: row.title }) : t('Unfold {title}', { title: row.title })}
          onClick={() => onFold(row.key)}
        >
          <Fold size={15} aria-hidden />
        </button>
      ) : (
        <span style={{ width: narrow ? 4 : 24, flex: 'none' }} />
      )}
      <button
        type="button"
        className={styles.title}
        title={row.title}
        onClick={() => (row.task ? onOpen(row) : onFold(row.key))}
      >
        {row.title}
        {narrow && row.start !== null && row.finish !== null && (
          <span className={styles.dates}>
            {row.undated
              ? t('no dates')
              : row.start === row.finish
                ? showDay(dateOf(row.start))
                : t('{from} – {to}', { from: showDay(dateOf(row.start)), to: showDay(dateOf(row.finish)) })}
          </span>
        )}
      </button>
      {group && !narrow && <span className={`numbers ${styles.percent}`}>{showPercent(row.progress)}</span>}
      {!group && !narrow && <Owners ids={row.task?.assigneeIds ?? []} nameOf={nameOf} />}
    </div>
  )
})

/** Lighter than PersonMark: many of them pass by while one scrolls. */
function Owners({ ids, nameOf }: { ids: readonly string[]; nameOf: (id: string) => string }) {
  const [first, ...others] = ids.map(nameOf)
  if (first === undefined) return null
  return (
    <>
      <Owner name={first} />
      {others.length === 1 && others[0] !== undefined && <Owner name={others[0]} />}
      {others.length > 1 && (
        <span className={styles.owner} style={{ background: 'var(--surface-sunken)' }} title={others.join(', ')}>
          +{others.length}
        </span>
      )}
    </>
  )
}

function Owner({ name }: { name: string }) {
  const hue = hueOf(name)
  const colors = {
    background: `light-dark(hsl(${hue} 45% 88%), hsl(${hue} 30% 26%))`,
    color: `light-dark(hsl(${hue} 60% 20%), hsl(${hue} 55% 88%))`,
  }
  return (
    <span className={styles.owner} style={colors} title={name} role="img" aria-label={name}>
      {initialsOf(name)}
    </span>
  )
}
