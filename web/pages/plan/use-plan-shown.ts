// What of a plan is drawn: its rows, links and axis, and what stands out on them. Worked out once for each change.
import { useCallback, useMemo, useState } from 'react'
import type { BaselineComparison, ProjectSchedule, Task } from '../../api-types.ts'
import { t } from '../../words.ts'
import { linksOf } from './link-route.ts'
import { foldable, NO_STAGE, planRows, UNDATED, type PlanRow } from './plan-rows.ts'
import { dayNumber, makeAxis, type Zoom } from './time-axis.ts'
import { sayTrouble } from './why-words.ts'

const stageTitle = (stage: string): string =>
  stage === UNDATED
    ? t('Without dates')
    : stage === NO_STAGE
      ? t('Other tasks')
      : stage.slice(0, 1).toUpperCase() + stage.slice(1).replaceAll('_', ' ')

export function usePlanShown(schedule: ProjectSchedule, zoom: Zoom, today: number, compared?: BaselineComparison) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const { undated } = schedule
  const tasks = useMemo(() => [...schedule.tasks, ...schedule.milestones], [schedule.tasks, schedule.milestones])
  const all = useMemo(() => [...tasks, ...undated], [tasks, undated])
  const byId = useMemo(() => new Map(all.map((task) => [task.id, task])), [all])
  const [first, last] = useMemo(() => extentOf(tasks, schedule, today), [tasks, schedule, today])
  const on = Math.max(first, Math.min(last, today))
  const rows = useMemo(() => planRows(tasks, folded, stageTitle, { undated, on }), [tasks, folded, undated, on])
  const links = useMemo(() => linksOf(rows), [rows])
  const titleOf = useCallback((id: string) => byId.get(id)?.title ?? t('a task of another project'), [byId])
  const baseline = useMemo(() => compared && new Map(compared.tasks.map((each) => [each.taskId, each])), [compared])
  const axis = useMemo(() => makeAxis(zoom, first, last), [first, last, zoom])
  const trouble = useMemo(() => troubleOf(schedule.conflicts, titleOf), [schedule.conflicts, titleOf])
  const onFold = useCallback(
    (key: string) =>
      setFolded((before) => {
        const next = new Set(before)
        if (!next.delete(key)) next.add(key)
        return next
      }),
    [],
  )
  const foldAll = () => setFolded(folded.size > 0 ? new Set() : new Set(foldable(tasks)))
  return {
    tasks: all,
    first,
    byId,
    rows,
    links,
    titleOf,
    baseline: baseline ?? null,
    axis,
    ...trouble,
    folded,
    onFold,
    foldAll,
  }
}

export const rowOf = (rows: readonly PlanRow[], key: string | null): PlanRow | undefined =>
  key === null ? undefined : rows.find((row) => row.key === key)

/** From the first to the last day that is drawn: of the tasks and today, as far as the days go that were asked for. */
function extentOf(
  tasks: readonly Task[],
  shown: Pick<ProjectSchedule, 'from' | 'to'>,
  today: number,
): [first: number, last: number] {
  const [from, to] = [dayNumber(shown.from), dayNumber(shown.to)]
  let [first, last] = today < from || today > to ? [to, from] : [today, today]
  for (const { startOn, dueOn } of tasks) {
    if (startOn !== null) first = Math.min(first, dayNumber(startOn))
    if (dueOn !== null) last = Math.max(last, dayNumber(dueOn))
  }
  return first > last ? [from, to] : [Math.max(first, from), Math.min(last, to)]
}

function troubleOf(conflicts: ProjectSchedule['conflicts'], titleOf: (id: string) => string) {
  const byTask = new Map<string, string>()
  const brokenLinks = new Set<string>()
  for (const trouble of conflicts) {
    if (trouble.kind === 'overbooked') continue
    byTask.set(trouble.taskId, sayTrouble(trouble, titleOf))
    if (trouble.kind === 'broken_link') brokenLinks.add(`${trouble.predecessorId}>${trouble.taskId}`)
  }
  return { trouble: byTask, brokenLinks }
}
