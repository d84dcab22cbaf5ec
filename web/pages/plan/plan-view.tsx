// The plan as one works on it: the chart with the team's load, what a change would do, and what is known of each bar.
import { VisuallyHidden } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { OverbookedDay, ProjectSchedule } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { today as todayOn } from '../../formats.ts'
import { EmptyState } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { useMayIn, useProject } from '../project/use-project.ts'
import type { Begun } from '../schedule/new-booking.ts'
import { BarCard, type Hovered } from './bar-card.tsx'
import { BaselineSummary } from './baseline-choice.tsx'
import { GanttChart } from './gantt-chart.tsx'
import { bookedBy } from './load-cells.ts'
import { LoadHeat } from './load-heat.tsx'
import { PlanDialogs, type Opened } from './plan-dialogs.tsx'
import type { IsOff } from './plan-moves.ts'
import { movedTasks } from './plan-outcome.ts'
import type { PlanRow } from './plan-rows.ts'
import styles from './plan-panel.module.css'
import { Legend } from './plan-toolbar.tsx'
import { PlanTools } from './plan-tools.tsx'
import { PreviewPanel, sayMoves } from './preview-panel.tsx'
import { dayNumber, ZOOMS, type Zoom } from './time-axis.ts'
import { useBarKeys } from './use-bar-keys.ts'
import { usePlanChange } from './use-plan-change.ts'
import { usePlanScroll } from './use-plan-scroll.ts'
import { usePlanShown } from './use-plan-shown.ts'
import { usePlanWishes } from './use-plan-wishes.ts'

export interface PlanViewProps {
  projectId: string
  schedule: ProjectSchedule
  window: { from: string; to: string }
  isOff: IsOff
}
const WIDE = { row: 32, list: 320 }
const NARROW = { row: 44, list: 168 }

/** All that the plan's parts share. */
function usePlan({ projectId, schedule, window, isOff }: PlanViewProps) {
  const mayChange = useMayIn(projectId)('schedule.update')
  const projectName = useProject(projectId).data?.name ?? ''
  const narrow = useMediaQuery('(max-width: 48em)') ?? false
  const size = narrow ? NARROW : WIDE
  const [search, setSearch] = useSearchState()
  const [zoom, setZoom] = useZoom(search.zoom, setSearch)
  const baselineId = search.baseline ?? null
  const { data: compared } = useDoor(
    'GET /v1/admin/projects/:projectId/baselines/:baselineId',
    { params: { projectId, baselineId: baselineId ?? '' } },
    { enabled: baselineId !== null },
  )
  const comparison = baselineId === null ? undefined : compared
  const today = dayNumber(todayOn())
  const shown = usePlanShown(schedule, zoom, today, comparison)
  // The chart is drawn first, the load under it in a moment.
  const withLoad = useDeferredValue(true, false)
  const scroll = usePlanScroll(shown.axis, size.list, { today, first: shown.first, withLoad })
  const planned = usePlanChange(projectId, window)
  const { preview } = planned
  const { byId } = shown
  const moved = useMemo(() => (preview ? movedTasks(preview, byId) : []), [preview, byId])
  const { reveal } = scroll
  useEffect(() => {
    const [first] = moved
    if (first) reveal(first.start, first.finish)
  }, [moved, reveal])
  const movedById = useMemo(() => new Map(moved.map((each) => [each.taskId, each])), [moved])
  const wishes = usePlanWishes({ planned, tasks: byId, allocations: schedule.allocations, isOff, mayChange })
  useHotkeys([
    ['mod+Z', wishes.undo],
    ['mod+shift+Z', wishes.redo],
    ['mod+Y', wishes.redo],
  ])
  const names = useMemo(() => new Map(schedule.people.map(({ personId, name }) => [personId, name])), [schedule.people])
  const nameOf = useCallback((id: string) => names.get(id) ?? t('Somebody'), [names])
  const told = { mayChange, projectName, narrow, size, zoom, baselineId, comparison, today, setSearch, setZoom }
  return { ...told, shown, scroll, withLoad, planned, moved, movedById, wishes, nameOf }
}

/** Drawn at once; the address, which the whole page listens to, says the same a moment later. */
function useZoom(inAddress: string | undefined, setSearch: (change: Record<string, string | undefined>) => void) {
  const [zoom, setZoom] = useState<Zoom>(() => ZOOMS.find((each) => each === inAddress) ?? 'day')
  const choose = (wanted: Zoom) => {
    setZoom(wanted)
    setTimeout(() => setSearch({ zoom: wanted === 'day' ? undefined : wanted }))
  }
  return [zoom, choose] as const
}
export type Plan = ReturnType<typeof usePlan>

export function PlanView(props: PlanViewProps) {
  const plan = usePlan(props)
  const [hovered, setHovered] = useState<Hovered | null>(null)
  const [opened, setOpened] = useState<Opened>(null)
  const { planned, wishes, shown, setSearch } = plan
  const open = useCallback((next: Opened) => {
    setHovered(null)
    setOpened(next)
  }, [])
  const onOpen = useCallback(({ key }: PlanRow) => open({ details: key }), [open])
  const onHover = useCallback(
    (row: PlanRow | null, bar: HTMLElement | null) =>
      setHovered(row && bar ? { row, box: bar.getBoundingClientRect() } : null),
    [],
  )
  const { allocations } = props.schedule
  const onBook = useCallback(
    (begun: Begun) => open(bookedBy(begun, allocations).length > 0 ? { cell: begun } : { book: begun }),
    [allocations, open],
  )
  const onTitle = useCallback(({ key }: PlanRow) => setSearch({ task: key }), [setSearch])
  const keys = useBarKeys({
    rows: shown.rows,
    axis: shown.axis,
    size: plan.size,
    scroller: plan.scroll.chart,
    onStep: (...step) => {
      setHovered(null)
      wishes.onStep(...step)
    },
    onOpen,
    onFold: shown.onFold,
    onCancel: () => {
      setHovered(null)
      planned.cancel()
    },
    onCommit: () => {
      if (planned.preview) void planned.commit()
      return planned.wish !== null
    },
  })
  if (shown.tasks.length === 0 && props.schedule.extent.from === null)
    return <EmptyState title={t('No tasks yet')}>{t('They stand here on their days, once there are some.')}</EmptyState>
  const { comparison, nameOf } = plan
  return (
    <section className="card" aria-label={t('Plan')}>
      <PlanTools {...props} plan={plan} focusRow={keys.focusRow} onConflicts={() => open('conflicts')} />
      {comparison && <BaselineSummary comparison={comparison} />}
      <div className={styles.surround}>
        <div className={styles.drawing}>
          {shown.tasks.length === 0 && <EmptyState title={t('No tasks on these days')} />}
          <Drawing {...props} {...{ plan, keys, onOpen, onTitle, onHover, onBook }} />
        </div>
        <PreviewPanel planned={planned} schedule={props.schedule} moved={plan.moved} titleOf={shown.titleOf} />
      </div>
      <Legend baseline={comparison !== undefined} mayChange={plan.mayChange} narrow={plan.narrow} />
      {hovered && opened === null && (
        <BarCard
          {...hovered}
          nameOf={nameOf}
          trouble={shown.trouble.get(hovered.row.key)}
          baseline={shown.baseline?.get(hovered.row.key)}
        />
      )}
      <VisuallyHidden role="status">{planned.preview ? sayMoves(plan.moved.length) : ''}</VisuallyHidden>
      <PlanDialogs {...{ plan, opened, open }} schedule={props.schedule} onShow={keys.focusRow} />
    </section>
  )
}

interface DrawingProps extends PlanViewProps {
  plan: Plan
  keys: ReturnType<typeof useBarKeys>
  onOpen: (row: PlanRow) => void
  onTitle: (row: PlanRow) => void
  onHover: (row: PlanRow | null, bar: HTMLElement | null) => void
  onBook: (begun: Begun) => void
}
function Drawing({ plan, keys, schedule, isOff, onOpen, onTitle, onHover, onBook }: DrawingProps) {
  const { shown, scroll, size, narrow, today, mayChange, nameOf, wishes, movedById, planned } = plan
  const { rows, axis, links, trouble, brokenLinks, baseline, onFold, titleOf } = shown
  const { range } = scroll
  const { people, allocations, conflicts } = planned.preview ?? schedule
  const overbooked = useMemo(
    () => conflicts.filter((each): each is OverbookedDay => each.kind === 'overbooked'),
    [conflicts],
  )
  return (
    <>
      <GanttChart
        {...{ range, rows, links, axis, size, narrow, isOff, today, mayChange, nameOf, trouble, brokenLinks, baseline }}
        {...{ onOpen, onTitle, onHover, onFold }}
        holidays={schedule.holidays}
        scroller={scroll.chart}
        onScroll={scroll.onChartScroll}
        activeKey={keys.activeKey}
        markedKey={keys.markedKey}
        onActive={keys.setActive}
        onKeyDown={keys.onKeyDown}
        onDates={wishes.onDates}
        onLink={wishes.onLink}
        moved={movedById}
        corner={
          <>
            <span>{t('Task')}</span>
            {!narrow && <span>{t('Owner')}</span>}
          </>
        }
      />
      {plan.withLoad && (
        <LoadHeat
          {...{ axis, size, range, narrow, overbooked, people, allocations }}
          first={dayNumber(schedule.from)}
          scroller={scroll.load}
          taskTitle={titleOf}
          onScroll={scroll.onLoadScroll}
          onBook={mayChange ? onBook : undefined}
        />
      )}
    </>
  )
}
