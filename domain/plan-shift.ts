// Moving all that has not begun of some projects by a number of working days: what has to be said of which tasks, so that the plan
// comes out so. Pure; whatever follows by links is left to them.
import { addWorkingDays, nextWorkingDay, workingDaysBetween, type WorkCalendar } from './calendar.ts'
import { planNetwork, type Plan, type PlanLink, type PlanTask } from './plan.ts'

export interface Shift {
  projectIds: ReadonlySet<string>
  /** Working days of each project's calendar, not 0; negative is earlier. */
  byDays: number
  today: string
}

interface Dates {
  startOn: string | null
  dueOn: string | null
}

export interface Shifted {
  /** The new constraints of tasks that get another one. */
  constraints: Map<string, PlanTask['constraint']>
  /** The new dates of manual tasks. */
  dates: Map<string, Dates>
  /** What a deadline keeps from being told from when it may start, in the order of ids. */
  kept: string[]
}

/**
 * Moves a date by working days. What is past or today does not come earlier, and nothing comes before today; from a day off
 * the first step forth is the next working day.
 */
export function shiftedDate(
  date: string,
  { byDays, today }: Pick<Shift, 'byDays' | 'today'>,
  calendar: WorkCalendar,
): string {
  if (byDays > 0) return addWorkingDays(calendar, date, byDays)
  if (date <= today) return date
  const earlier = addWorkingDays(calendar, date, byDays)
  const first = nextWorkingDay(calendar, today)
  return earlier > first ? earlier : first < date ? first : date
}

/** The same for a day on which something starts: on a day off that is the next working day. */
export function shiftedStart(date: string, shift: Pick<Shift, 'byDays' | 'today'>, calendar: WorkCalendar): string {
  if (shift.byDays < 0 && date <= shift.today) return date
  return shiftedDate(nextWorkingDay(calendar, date), shift, calendar)
}

/**
 * Manual tasks get other dates, constraints other days, and tasks that would stay behind since nothing moves them may not
 * start before they should. Those that wait for others follow them and are told nothing. `notBefore` of the tasks is their
 * project's start as it will be.
 */
export function shiftPlan(
  before: readonly PlanTask[],
  after: readonly PlanTask[],
  links: readonly PlanLink[],
  shift: Shift,
): Shifted {
  const tasks = after.map((task) => moved(task, shift))
  const targets = targetsOf(before, links, shift)
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const deadlines = new Set<string>()
  for (let round = 0; ; round++) {
    const behind = tasksBehind(planOf(tasks, links), targets, shift).filter((id) => !deadlines.has(id))
    if (behind.length === 0) break
    const first = round < MAX_ROUNDS ? firstOf(behind, byId, links) : behind
    for (const id of first) {
      const task = byId.get(id)
      const on = targets.get(id)
      if (!task || on === undefined) continue
      if (task.constraint?.kind === 'must_finish_by') deadlines.add(id)
      else task.constraint = { kind: 'not_before', on }
    }
    // What was told all at once is where it should be, or nothing brings it there.
    if (round > MAX_ROUNDS) break
  }
  return { ...differences(before, tasks), kept: [...deadlines].toSorted() }
}

/** So often it is looked for what follows by itself; then all that is behind is told. */
const MAX_ROUNDS = 60

const isShifted = (task: PlanTask, { projectIds }: Shift) => task.state === 'open' && projectIds.has(task.projectId)

/** A copy, with what the task itself says moved. */
function moved(task: PlanTask, shift: Shift): PlanTask {
  if (!isShifted(task, shift)) return { ...task }
  const { constraint, projectCalendar } = task
  const by = constraint?.kind === 'not_before' ? shiftedStart : shiftedDate
  return {
    ...task,
    constraint: constraint && { ...constraint, on: by(constraint.on, shift, projectCalendar) },
    ...(task.scheduling === 'manual' && movedDates(task, shift)),
  }
}

/** A manual task keeps its length in working days. */
function movedDates({ startOn, dueOn, projectCalendar }: PlanTask, shift: Shift): Dates {
  if (startOn === null) return { startOn, dueOn: dueOn === null ? null : shiftedDate(dueOn, shift, projectCalendar) }
  const start = shiftedStart(startOn, shift, projectCalendar)
  if (dueOn === null || start === startOn) return { startOn: start, dueOn }
  const due = addWorkingDays(projectCalendar, start, workingDaysBetween(projectCalendar, startOn, dueOn))
  return { startOn: start, dueOn: due < start ? start : due }
}

/** Where automatic tasks without parts of their own should start. */
function targetsOf(before: readonly PlanTask[], links: readonly PlanLink[], shift: Shift): Map<string, string> {
  const plan = planOf(before, links)
  const parents = new Set(before.map(({ parentId }) => parentId))
  const targets = new Map<string, string>()
  for (const task of before) {
    const startOn = plan.tasks.get(task.id)?.startOn ?? null
    if (!isShifted(task, shift) || task.scheduling === 'manual' || parents.has(task.id) || startOn === null) continue
    const target = shiftedStart(startOn, shift, task.projectCalendar)
    // Who does it may not work on that day, nor on any before the one it starts on now: then it stays.
    const isLater = shift.byDays < 0 && nextWorkingDay(task.calendar, target) >= startOn
    targets.set(task.id, isLater ? startOn : target)
  }
  return targets
}

/** Later: all that would start too early. Earlier: all that stays only because nothing says from when. */
function tasksBehind(plan: Plan, targets: ReadonlyMap<string, string>, { byDays }: Shift): string[] {
  return [...targets].flatMap(([id, target]) => {
    const startOn = plan.tasks.get(id)?.startOn ?? null
    if (startOn === null || startOn === target) return []
    const isBehind = byDays > 0 ? startOn < target : plan.heldBy(id).length === 0
    return isBehind ? [id] : []
  })
}

/** Those that wait, also through their parents, for none of the others: once these are told, the others may follow. */
function firstOf(behind: readonly string[], byId: ReadonlyMap<string, PlanTask>, links: readonly PlanLink[]): string[] {
  const within = new Set<string>()
  for (const id of behind) for (const each of withParents(id, byId)) within.add(each)
  const waiting = new Set(links.flatMap(({ taskId, predecessorId }) => (within.has(predecessorId) ? taskId : [])))
  const first = behind.filter((id) => !withParents(id, byId).some((each) => waiting.has(each)))
  return first.length > 0 ? first : [...behind]
}

function withParents(id: string, byId: ReadonlyMap<string, PlanTask>): string[] {
  const path: string[] = []
  for (let at: string | null | undefined = id; at !== null && at !== undefined; at = byId.get(at)?.parentId)
    path.push(at)
  return path
}

function differences(before: readonly PlanTask[], after: readonly PlanTask[]): Omit<Shifted, 'kept'> {
  const constraints: Shifted['constraints'] = new Map()
  const dates: Shifted['dates'] = new Map()
  for (const [i, task] of after.entries()) {
    const was = before[i]
    if (!was) continue
    if (JSON.stringify(was.constraint) !== JSON.stringify(task.constraint)) constraints.set(task.id, task.constraint)
    if (was.startOn !== task.startOn || was.dueOn !== task.dueOn)
      dates.set(task.id, { startOn: task.startOn, dueOn: task.dueOn })
  }
  return { constraints, dates }
}

function planOf(tasks: readonly PlanTask[], links: readonly PlanLink[]): Plan {
  const plan = planNetwork(tasks, links)
  if ('cycle' in plan) throw new Error(`the plan has a circle: ${plan.cycle.join(', ')}`)
  return plan
}
