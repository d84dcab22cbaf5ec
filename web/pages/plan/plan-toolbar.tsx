// What stands above the plan: how near one looks, what it is compared with, what does not fit, what can be taken along.
import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import { CalendarCheck2, ChevronsDownUp, ChevronsUpDown, Download, Redo2, TriangleAlert, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Segments } from '../../ui/segments.tsx'
import { t, tn } from '../../words.ts'
import styles from './plan-panel.module.css'
import { ZOOMS, type Zoom } from './time-axis.ts'

interface PlanToolbarProps {
  projectId: string
  zoom: Zoom
  onZoom: (zoom: Zoom) => void
  onToday: () => void
  folded: boolean
  onFoldAll: () => void
  conflicts: number
  onConflicts: () => void
  /** How many have no dates, and the way to where they wait. */
  undated: number
  onUndated: () => void
  /** What the last change was called, and the last one taken back; nothing where there is none. */
  undoable: string | undefined
  onUndo: () => void
  redoable: string | undefined
  onRedo: () => void
  /** The way to days that are not shown, where there are such. */
  years: ReactNode
  children: ReactNode
}

const ZOOM_WORDS = (): Record<Zoom, string> => ({ day: t('Day'), week: t('Week'), month: t('Month') })

export function PlanToolbar({ zoom, onZoom, ...on }: PlanToolbarProps) {
  const FoldIcon = on.folded ? ChevronsUpDown : ChevronsDownUp
  return (
    <Group px="sm" py={10} gap="xs" justify="space-between">
      <Group gap="xs">
        <Segments
          size="xs"
          label={t('Zoom')}
          value={zoom}
          onChange={onZoom}
          choices={ZOOMS.map((value) => ({ value, label: ZOOM_WORDS()[value] }))}
        />
        <Button size="xs" variant="default" leftSection={<CalendarCheck2 size={14} />} onClick={on.onToday}>
          {t('Today')}
        </Button>
        <Tool label={on.folded ? t('Unfold all') : t('Fold all')} onClick={on.onFoldAll}>
          <FoldIcon size={16} />
        </Tool>
        {on.undoable !== undefined && (
          <Tool label={t('Undo: {change}', { change: on.undoable })} onClick={on.onUndo}>
            <Undo2 size={16} />
          </Tool>
        )}
        {on.redoable !== undefined && (
          <Tool label={t('Redo: {change}', { change: on.redoable })} onClick={on.onRedo}>
            <Redo2 size={16} />
          </Tool>
        )}
        {on.years}
        {on.undated > 0 && (
          <Button size="xs" variant="default" onClick={on.onUndated}>
            {tn(on.undated, '{count} without dates', '{count} without dates')}
          </Button>
        )}
      </Group>
      <Group gap="xs">
        <Button
          size="xs"
          variant={on.conflicts > 0 ? 'light' : 'default'}
          {...(on.conflicts > 0 && { color: 'red', leftSection: <TriangleAlert size={14} /> })}
          onClick={on.onConflicts}
        >
          {on.conflicts === 0 ? t('Everything fits') : tn(on.conflicts, '{count} conflict', '{count} conflicts')}
        </Button>
        {on.children}
        <Tooltip label={t('Export for Microsoft Project')}>
          <ActionIcon
            component="a"
            href={`/v1/admin/projects/${encodeURIComponent(on.projectId)}/export?format=mspdi`}
            download
            variant="default"
            size={30}
            aria-label={t('Export for Microsoft Project')}
          >
            <Download size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  )
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={30} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

const SIGNS = (): [string, string, string][] => [
  [t('Task'), 'var(--accent)', 'bar'],
  [t('Critical path'), 'var(--critical)', 'bar'],
  [t('Done'), 'var(--good-mark)', 'bar'],
  [t('Milestone'), 'var(--accent)', 'diamond'],
  [t('Today'), 'var(--accent)', 'line'],
  [t('Does not fit'), 'var(--bad-mark)', 'bar'],
]
/** What the colours and shapes mean; what is not shown is not explained. */
export function Legend({ baseline, mayChange, narrow }: { baseline: boolean; mayChange: boolean; narrow: boolean }) {
  const signs = [...SIGNS(), ...(baseline ? [[t('Baseline'), 'var(--mantine-color-dimmed)', 'thin'] as const] : [])]
  return (
    <div className={styles.legend}>
      {signs.map(([word, tint, shape]) => (
        <span key={word}>
          <i
            className={styles.swatch}
            data-shape={shape}
            style={{ '--tint': tint } as React.CSSProperties}
            aria-hidden
          />
          {word}
        </span>
      ))}
      {mayChange && !narrow && (
        <span style={{ marginLeft: 'auto' }}>
          {t('Drag a bar or use the arrow keys, with Shift to lengthen it; Enter opens it')}
        </span>
      )}
    </div>
  )
}
