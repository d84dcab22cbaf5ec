// Reads a Microsoft Project plan (MSPDI, Project 2003 to 2021): calendars, tasks, links, and the dates the file itself
// states. What the plan here can not hold is listed with its row; nothing is stored.
import {
  type Calendar,
  compileCalendar,
  dateOf,
  DAY_MINUTES,
  dayNumber,
  dayOf,
  previousWorkingMoment,
  type WorkCalendar,
} from '../../domain/calendar.ts'
import { DEFAULT_WORK_WEEK } from '../../domain/organization.ts'
import type { PlanLink, PlanTask, WorkSpan } from '../../domain/plan.ts'
import { readCalendars } from './mspdi-calendars.ts'
import { readConstraint, readDuration, readLinks } from './mspdi-tasks.ts'
import { child, children, type Element, numberOf, parseXml, textOf, unreadable } from './mspdi-xml.ts'

const MAX_TASKS = 10_000

/** What could not be understood. The row is the task's number in Microsoft Project, null where it is no task's. */
export interface Skipped {
  row: number | null
  element: string
  reason: string
}

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
  const skipped: Skipped[] = []
  const calendars = readCalendars(project, (element, reason) => skipped.push({ row: null, element, reason }))
  const calendar = calendars.get(textOf(project, 'CalendarUID')) ?? { week: DEFAULT_WORK_WEEK, exceptions: new Map() }
  if (textOf(project, 'ScheduleFromStart') === '0')
    skipped.push({
      row: null,
      element: 'ScheduleFromStart',
      reason: 'plans that count back from their finish are planned from their start',
    })
  const elements = children(child(project, 'Tasks'), 'Task')
  if (elements.length > MAX_TASKS) throw unreadable(`has more than ${MAX_TASKS.toLocaleString('en')} tasks`)
  const compiled = compileAll(calendars, calendar)
  const tasks = readTasks(elements, compiled, skipped)
  const uids = new Set(tasks.map(({ uid }) => uid))
  for (const task of tasks)
    task.links = task.links.filter(({ predecessorUid }) => {
      if (uids.has(predecessorUid)) return true
      skipped.push({ row: task.row, element: 'PredecessorLink', reason: 'waits for a task that is not in the plan' })
      return false
    })
  return {
    name: textOf(project, 'Title') || textOf(project, 'Name'),
    startOn: dateText(project, 'StartDate'),
    calendar,
    calendars,
    tasks,
    skipped,
  }
}

interface Compiled {
  project: WorkCalendar
  byUid: ReadonlyMap<string, WorkCalendar>
}
const compileAll = (calendars: ReadonlyMap<string, Calendar>, calendar: Calendar): Compiled => ({
  project: compileCalendar(calendar),
  byUid: new Map([...calendars].map(([uid, each]) => [uid, compileCalendar(each)])),
})

function readTasks(elements: readonly Element[], compiled: Compiled, skipped: Skipped[]): MspdiTask[] {
  const tasks: MspdiTask[] = []
  /** The parents that are open at each outline level. */
  const levels: (MspdiTask | undefined)[] = []
  for (const element of elements) {
    const level = numberOf(element, 'OutlineLevel') ?? 1
    // Level 0 is the project itself; null tasks are empty rows.
    if (level === 0 || textOf(element, 'IsNull') === '1') continue
    const task = readTask(element, compiled, skipped)
    if (!task) continue
    const parent = levels.slice(0, level).findLast((above) => above !== undefined)
    task.parentUid = parent?.uid ?? null
    if (parent) Object.assign(parent, { isParent: true, duration: null, kind: 'task' })
    levels.length = level
    levels[level] = task
    tasks.push(task)
  }
  return tasks
}

function readTask(element: Element, compiled: Compiled, skipped: Skipped[]): MspdiTask | null {
  const row = numberOf(element, 'ID') ?? numberOf(element, 'UID') ?? 0
  const skip = (name: string, reason: string) => skipped.push({ row, element: name, reason })
  if (textOf(element, 'ExternalTask') === '1' || textOf(element, 'IsSubproject') === '1') {
    skip('Task', 'belongs to another file')
    return null
  }
  const ownCalendar = textOf(element, 'CalendarUID')
  const calendarUid = compiled.byUid.has(ownCalendar) ? ownCalendar : null
  const calendar = compiled.byUid.get(ownCalendar) ?? compiled.project
  const duration = readDuration(element, skip)
  if ((numberOf(element, 'LevelingDelay') ?? 0) > 0) skip('LevelingDelay', 'delays from levelling are left out')
  const finish = momentOfText(textOf(element, 'Finish'))
  return {
    uid: textOf(element, 'UID'),
    row,
    title: textOf(element, 'Name').replaceAll(/\s+/g, ' '),
    notes: textOf(element, 'Notes'),
    parentUid: null,
    isParent: false,
    kind: duration === 0 ? 'milestone' : 'task',
    scheduling: textOf(element, 'Manual') === '1' ? 'manual' : 'automatic',
    ...progressOf(element),
    startOn: dateText(element, 'Start'),
    dueOn:
      finish === null ? null : dateOf(dayOf(duration === 0 ? finish : previousWorkingMoment(calendar, finish) - 1)),
    duration: duration === null || duration === 0 ? null : { minutes: duration },
    constraint: readConstraint(element, calendar, skip),
    calendarUid,
    links: readLinks(element, skip),
    stated: statedOf(element),
  }
}

function progressOf(element: Element): Pick<MspdiTask, 'state' | 'progress' | 'finishedOn'> {
  const progress = Math.min(100, Math.max(0, Math.round(numberOf(element, 'PercentComplete') ?? 0)))
  const finishedOn = dateText(element, 'ActualFinish')
  if (textOf(element, 'Active') === '0') return { state: 'cancelled', progress, finishedOn: null }
  if (progress === 100 || finishedOn !== null)
    return { state: 'finished', progress: 100, finishedOn: finishedOn ?? dateText(element, 'Finish') }
  const hasBegun = progress > 0 || textOf(element, 'ActualStart') !== ''
  return { state: hasBegun ? 'started' : 'open', progress, finishedOn: null }
}

/** Slack is in tenths of minutes. */
function statedOf(element: Element): Stated {
  const moment = (name: string) => momentOfText(textOf(element, name))
  const tenths = (name: string) => {
    const value = numberOf(element, name)
    return value === null ? null : Math.round(value / 10)
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

const dateText = (element: Element, name: string): string | null =>
  /^\d{4}-\d\d-\d\d/.exec(textOf(element, name))?.[0] ?? null

/** `2014-10-17T08:00:00` as a moment on the wall clock, which is what the file means. */
export function momentOfText(text: string): number | null {
  const [, date, hours, minutes] = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(text) ?? []
  return date === undefined ? null : dayNumber(date) * DAY_MINUTES + Number(hours) * 60 + Number(minutes)
}

/** The plan as the law takes it, under one project's id. */
export function planInput(plan: MspdiPlan, projectId = 'project'): { tasks: PlanTask[]; links: PlanLink[] } {
  const compiled = compileAll(plan.calendars, plan.calendar)
  const tasks = plan.tasks.map((task): PlanTask => {
    const {
      uid: id,
      parentUid: parentId,
      kind,
      scheduling,
      state,
      startOn,
      dueOn,
      duration,
      constraint,
      finishedOn,
    } = task
    const calendar = compiled.byUid.get(task.calendarUid ?? '') ?? compiled.project
    return {
      id,
      parentId,
      projectId,
      kind,
      scheduling,
      state,
      startOn,
      dueOn,
      duration,
      constraint,
      finishedOn,
      notBefore: plan.startOn,
      calendar,
      projectCalendar: calendar,
    }
  })
  const links = plan.tasks.flatMap(({ uid, links: own }) =>
    own.map(({ predecessorUid, type, lag }) => ({ taskId: uid, predecessorId: predecessorUid, type, lag })),
  )
  return { tasks, links }
}
