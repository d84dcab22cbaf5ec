// The plan as rows: stages and parents with what is in them, what is folded away left out. Nothing of the DOM.
import type { Task } from '../../api-types.ts'
import { dayNumber } from './time-axis.ts'

export interface PlanRow {
  key: string
  kind: 'stage' | 'summary' | 'task' | 'milestone'
  depth: number
  title: string
  /** Null of a stage. */
  task: Task | null
  start: number | null
  finish: number | null
  /** It has no dates: its bar waits where it is drawn to be put on some. */
  undated: boolean
  progress: number
  critical: boolean
  open: boolean
}

export const NO_STAGE = ''
/** What has no dates lies by itself, after all stages. */
export const UNDATED = 'undated'
const stageKey = (stage: string): string => `stage:${stage}`

interface Totals {
  start: number | null
  finish: number | null
  weight: number
  done: number
  critical: boolean
}

/**
 * All rows that are seen, in order of time; tasks whose parent is not here stand by themselves. What is `undated` waits on
 * the day `on`, or where one of its dates is known.
 */
export function planRows(
  tasks: readonly Task[],
  folded: ReadonlySet<string>,
  stageTitle: (stage: string) => string,
  { undated, on }: { undated: readonly Task[]; on: number } = { undated: [], on: 0 },
): PlanRow[] {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const children = new Map<string, Task[]>()
  const stages = new Map<string, Task[]>()
  for (const task of tasks.toSorted(byTime)) {
    if (task.parentId !== null && byId.has(task.parentId)) pushTo(children, task.parentId, task)
    else pushTo(stages, task.stage ?? NO_STAGE, task)
  }
  const draw = new Drawing(children, folded)
  if (stages.size === 1 && stages.has(NO_STAGE)) draw.tasks(stages.get(NO_STAGE) ?? [], 0)
  else for (const [stage, roots] of inOrder(stages)) draw.stage(stage, stageTitle(stage), roots)
  if (undated.length > 0) draw.undated(stageTitle(UNDATED), undated, on)
  return draw.rows
}

/** Writes rows down one after another. */
class Drawing {
  readonly rows: PlanRow[] = []
  readonly #children: ReadonlyMap<string, Task[]>
  readonly #folded: ReadonlySet<string>
  constructor(children: ReadonlyMap<string, Task[]>, folded: ReadonlySet<string>) {
    this.#children = children
    this.#folded = folded
  }

  stage(stage: string, title: string, roots: readonly Task[]): void {
    const key = stageKey(stage)
    const open = !this.#folded.has(key)
    const told = { key, kind: 'stage', depth: 0, title, task: null, undated: false, open } as const
    this.rows.push({ ...told, ...shown(this.#totals(roots)) })
    if (open) this.tasks(roots, 1)
  }

  undated(title: string, tasks: readonly Task[], on: number): void {
    const open = !this.#folded.has(UNDATED)
    const none = { start: null, finish: null, undated: false, progress: 0, critical: false, open }
    this.rows.push({ key: UNDATED, kind: 'stage', depth: 0, title, task: null, ...none })
    if (!open) return
    for (const task of tasks) {
      const { id, kind, progress } = task
      const own = { key: id, kind, depth: 1, title: task.title, task, progress }
      this.rows.push({ ...own, ...waitsAt(task, on), undated: true, critical: false, open })
    }
  }

  tasks(tasks: readonly Task[], depth: number): void {
    for (const task of tasks) {
      const within = this.#children.get(task.id)
      const open = !this.#folded.has(task.id)
      const own = { key: task.id, depth, title: task.title, task, undated: false, ...datesOf(task) }
      if (within) {
        const { progress } = shown(this.#totals(within))
        this.rows.push({ ...own, kind: 'summary', progress, critical: task.critical, open })
        if (open) this.tasks(within, depth + 1)
      } else this.rows.push({ ...own, kind: task.kind, progress: task.progress, critical: task.critical, open })
    }
  }

  #totals(tasks: readonly Task[]): Totals {
    const totals: Totals = { start: null, finish: null, weight: 0, done: 0, critical: false }
    for (const task of tasks) {
      const within = this.#children.get(task.id)
      const { start, finish } = datesOf(task)
      const inside = within ? this.#totals(within) : null
      totals.start = least(least(totals.start, start), inside?.start ?? null)
      totals.finish = most(most(totals.finish, finish), inside?.finish ?? null)
      if (task.status === 'cancelled') continue
      totals.weight += inside?.weight ?? task.weight
      totals.done += inside?.done ?? task.weight * task.progress
      totals.critical ||= task.critical
    }
    return totals
  }
}

const shown = ({ start, finish, weight, done, critical }: Totals) => ({
  start,
  finish,
  critical,
  progress: weight > 0 ? done / weight : 0,
})
const datesOf = (task: Task) => ({
  start: task.startOn === null ? null : dayNumber(task.startOn),
  finish: task.dueOn === null ? null : dayNumber(task.dueOn),
})
function waitsAt(task: Task, on: number): { start: number; finish: number } {
  const { start, finish } = datesOf(task)
  const from = start ?? finish ?? on
  return { start: from, finish: from + Math.max(1, task.durationDays ?? 1) - 1 }
}
const least = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b))
const most = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b))

function pushTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

// Civil dates compare as text; locale rules would cost a tenth of a second over two thousand titles.
const LAST = '9999'
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const byTime = (a: Task, b: Task): number =>
  compare(a.startOn ?? LAST, b.startOn ?? LAST) ||
  compare(a.dueOn ?? LAST, b.dueOn ?? LAST) ||
  compare(a.title, b.title) ||
  compare(a.id, b.id)

/** Stages by their first start; what has none comes last. */
const inOrder = (stages: ReadonlyMap<string, Task[]>): [string, Task[]][] =>
  [...stages].toSorted(
    ([a, [first]], [b, [second]]) =>
      Number(a === NO_STAGE) - Number(b === NO_STAGE) || (first && second ? byTime(first, second) : 0),
  )

/** Every row that can be folded. */
export function foldable(tasks: readonly Task[]): string[] {
  const parents = new Set(tasks.flatMap(({ parentId }) => parentId ?? []))
  const stages = new Set(tasks.flatMap(({ stage }) => (stage === null ? [] : stageKey(stage))))
  return [...parents, ...stages, ...(stages.size > 0 ? [stageKey(NO_STAGE)] : []), UNDATED]
}
