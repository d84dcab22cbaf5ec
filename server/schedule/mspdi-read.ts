// Reads a Microsoft Project plan (MSPDI, Project 2003 to 2021): calendars, tasks, links, and the dates the file itself
// states. What the plan here can not hold is listed with its row; nothing is stored.
import { type Calendar, compileCalendar, previousWorkingMoment, type WorkCalendar } from '../../domain/calendar.ts'
import { DEFAULT_WORK_WEEK } from '../../domain/organization.ts'
import type { PlanLink, PlanTask, WorkSpan } from '../../domain/plan.ts'
import { say, type Said } from '../../domain/said.ts'
import { compileOnDemand, readCalendars } from './mspdi-calendars.ts'
import { dateWithin, readDate, readMoment } from './mspdi-dates.ts'
import { skippedList, type Skip, type SkipInRow, type Skipped } from './mspdi-skipped.ts'
import { readConstraint, readDuration, readLinks } from './mspdi-tasks.ts'
import { child, children, type Element, numberOf, parseXml, textOf, unreadable } from './mspdi-xml.ts'

const MAX_TASKS = 10_000
/** Ids of rows and floats: whatever is beyond is no number of a plan. */
const MAX_NUMBER = 1_000_000_000

/** Dates and floats as the file states them, as moments on the wall clock and working minutes; null where it does not. */
export interface Stated {
  earlyStart: number | null
  earlyFinish: number | null
  lateStart: number | null
  lateFinish: number | null
  totalFloatMinutes: number | null
  freeFloatMinutes: number | null
}

export interface MspdiTask {
  uid: string
  row: number
  title: string
  notes: string
  parentUid: string | null
  isParent: boolean
  kind: PlanTask['kind']
  scheduling: PlanTask['scheduling']
  state: PlanTask['state']
  /** 0 to 100. */
  progress: number
  startOn: string | null
  dueOn: string | null
  finishedOn: string | null
  duration: WorkSpan | null
  constraint: PlanTask['constraint']
  /** Its own calendar; null for the project's. */
  calendarUid: string | null
  links: { predecessorUid: string; type: PlanLink['type']; lag: WorkSpan }[]
  stated: Stated
}

export interface MspdiPlan {
  name: string
  startOn: string | null
  calendar: Calendar
  calendars: ReadonlyMap<string, Calendar>
  tasks: MspdiTask[]
  skipped: Skipped[]
}

/** Fails with `validation_error` (400) where the text is no XML, no plan, or larger than the limits. */
export function readMspdi(text: string): MspdiPlan {
  const project = parseXml(text, 'Project')
  const skipped = skippedList()
  const ofPlan: Skip = (element, reason) => skipped.skip(null, element, reason)
  const calendars = readCalendars(project, ofPlan)
  const calendar = calendars.get(textOf(project, 'CalendarUID')) ?? { week: DEFAULT_WORK_WEEK, exceptions: new Map() }
  if (textOf(project, 'ScheduleFromStart') === '0')
    ofPlan('ScheduleFromStart', say`plans that count back from their finish are planned from their start`)
  // Who is who is not said by a name in a file; whom to assign is decided here.
  const assigned = children(child(project, 'Assignments'), 'Assignment').filter(
    (each) => (numberOf(each, 'ResourceUID') ?? 0) > 0,
  )
  if (assigned.length > 0)
    ofPlan('Assignments', say`${assigned.length} assignments of people and materials are left out`)
  const elements = children(child(project, 'Tasks'), 'Task')
  if (elements.length > MAX_TASKS) throw unreadable(`has more than ${MAX_TASKS.toLocaleString('en')} tasks`)
  const compiled = compileAll(calendars, calendar, (reason) => ofPlan('CalendarUID', reason))
  const tasks = readTasks(elements, compiled, skipped.skip)
  keepPossibleLinks(tasks, skipped.skip)
  return {
    name: textOf(project, 'Title') || textOf(project, 'Name'),
    startOn: readDate(project, 'StartDate', ofPlan),
    calendar,
    calendars,
    tasks,
    skipped: skipped.all(),
  }
}

/** Links to other tasks of the plan. */
function keepPossibleLinks(tasks: readonly MspdiTask[], skip: SkipInRow): void {
  const uids = new Set(tasks.map(({ uid }) => uid))
  for (const task of tasks)
    task.links = task.links.filter(({ predecessorUid }) => {
      if (predecessorUid === task.uid) skip(task.row, 'PredecessorLink', say`waits for the task itself`)
      else if (!uids.has(predecessorUid))
        skip(task.row, 'PredecessorLink', say`waits for a task that is not in the plan`)
      else return true
      return false
    })
}

interface Compiled {
  project: WorkCalendar
  of: (uid: string) => WorkCalendar | undefined
}
const compileAll = (
  calendars: ReadonlyMap<string, Calendar>,
  calendar: Calendar,
  skip?: (reason: Said) => void,
): Compiled => ({ project: compileCalendar(calendar), of: compileOnDemand(calendars, skip) })

function readTasks(elements: readonly Element[], compiled: Compiled, skip: SkipInRow): MspdiTask[] {
  const tasks = new Map<string, MspdiTask>()
  /** The task last read, behind those that it is within. */
  const open: { level: number; task: MspdiTask }[] = []
  for (const [i, element] of elements.entries()) {
    const row = wholeNumber(element, 'ID') ?? wholeNumber(element, 'UID') ?? i
    const inRow: Skip = (name, reason) => skip(row, name, reason)
    // Level 0 is the project itself; null tasks are empty rows.
    if (numberOf(element, 'OutlineLevel') === 0 || textOf(element, 'IsNull') === '1') continue
    const level = levelOf(element, inRow)
    const task = readTask(element, row, compiled, inRow)
    if (!task) continue
    const twin = tasks.get(task.uid)
    if (twin || task.uid === '')
      throw unreadable(twin ? `has one UID at rows ${twin.row} and ${row}` : `has no UID at row ${row}`)
    while ((open.at(-1)?.level ?? 0) >= level) open.pop()
    const parent = open.at(-1)?.task
    task.parentUid = parent?.uid ?? null
    if (parent) Object.assign(parent, { isParent: true, duration: null, kind: 'task' })
    open.push({ level, task })
    tasks.set(task.uid, task)
  }
  return [...tasks.values()]
}

function levelOf(element: Element, skip: Skip): number {
  const level = numberOf(element, 'OutlineLevel') ?? 1
  if (Number.isInteger(level) && level >= 1 && level <= MAX_TASKS) return level
  skip('OutlineLevel', say`is no level from 1 to ${MAX_TASKS}`)
  return Math.min(MAX_TASKS, Math.max(1, Math.round(level)))
}

function readTask(element: Element, row: number, compiled: Compiled, skip: Skip): MspdiTask | null {
  if (textOf(element, 'ExternalTask') === '1' || textOf(element, 'IsSubproject') === '1') {
    skip('Task', say`belongs to another file`)
    return null
  }
  const ownCalendar = textOf(element, 'CalendarUID')
  const own = compiled.of(ownCalendar)
  const calendar = own ?? compiled.project
  const duration = readDuration(element, skip)
  if ((numberOf(element, 'LevelingDelay') ?? 0) > 0) skip('LevelingDelay', say`delays from levelling are left out`)
  const finish = readMoment(element, 'Finish', skip)
  return {
    uid: textOf(element, 'UID'),
    row,
    title: textOf(element, 'Name').replaceAll(/\s+/g, ' '),
    notes: textOf(element, 'Notes'),
    parentUid: null,
    isParent: false,
    kind: duration === 0 ? 'milestone' : 'task',
    scheduling: textOf(element, 'Manual') === '1' ? 'manual' : 'automatic',
    ...progressOf(element, skip),
    startOn: readDate(element, 'Start', skip),
    dueOn: finish === null ? null : dateWithin(duration === 0 ? finish : previousWorkingMoment(calendar, finish) - 1),
    duration: duration === null || duration === 0 ? null : { minutes: duration },
    constraint: readConstraint(element, calendar, skip),
    calendarUid: own ? ownCalendar : null,
    links: readLinks(element, skip),
    stated: statedOf(element, skip),
  }
}

function progressOf(element: Element, skip: Skip): Pick<MspdiTask, 'state' | 'progress' | 'finishedOn'> {
  const progress = Math.min(100, Math.max(0, Math.round(numberOf(element, 'PercentComplete') ?? 0)))
  const finishedOn = readDate(element, 'ActualFinish', skip)
  if (textOf(element, 'Active') === '0') return { state: 'cancelled', progress, finishedOn: null }
  if (progress === 100 || finishedOn !== null)
    return { state: 'finished', progress: 100, finishedOn: finishedOn ?? readDate(element, 'Finish', () => undefined) }
  const hasBegun = progress > 0 || textOf(element, 'ActualStart') !== ''
  return { state: hasBegun ? 'started' : 'open', progress, finishedOn: null }
}

/** Slack is in tenths of minutes. */
function statedOf(element: Element, skip: Skip): Stated {
  const moment = (name: string) => readMoment(element, name, skip)
  const tenths = (name: string) => {
    const value = numberOf(element, name)
    return value === null || Math.abs(value) > MAX_NUMBER ? null : Math.round(value / 10)
  }
  return {
    earlyStart: moment('EarlyStart'),
    earlyFinish: moment('EarlyFinish'),
    lateStart: moment('LateStart'),
    lateFinish: moment('LateFinish'),
    totalFloatMinutes: tenths('TotalSlack'),
    freeFloatMinutes: tenths('FreeSlack'),
  }
}

function wholeNumber(element: Element, name: string): number | null {
  const value = numberOf(element, name)
  return value !== null && Number.isInteger(value) && Math.abs(value) <= MAX_NUMBER ? value : null
}

/** The plan as the law takes it, under one project's id. */
export function planInput(plan: MspdiPlan, projectId = 'project'): { tasks: PlanTask[]; links: PlanLink[] } {
  const compiled = compileAll(plan.calendars, plan.calendar)
  const tasks = plan.tasks.map((task): PlanTask => {
    const calendar = compiled.of(task.calendarUid ?? '') ?? compiled.project
    const { uid: id, parentUid: parentId, ...rest } = task
    return { ...rest, id, parentId, projectId, notBefore: plan.startOn, calendar, projectCalendar: calendar }
  })
  const links = plan.tasks.flatMap(({ uid, links: own }) =>
    own.map(({ predecessorUid, type, lag }) => ({ taskId: uid, predecessorId: predecessorUid, type, lag })),
  )
  return { tasks, links }
}
