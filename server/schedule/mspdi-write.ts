// Writes a plan as Microsoft Project XML (MSPDI), each element where its schema has it; mspdi-read.ts reads the same plan.
import {
  compileCalendar,
  dateOf,
  DAY_MINUTES,
  dayNumber,
  dayOf,
  previousWorkingMoment,
  type WorkCalendar,
} from '../../domain/calendar.ts'
import { weekMinutes } from '../../domain/organization.ts'
import type { WorkSpan } from '../../domain/plan.ts'
import { writeCalendars } from './mspdi-write-calendars.ts'
import { element, group } from './mspdi-elements.ts'
import type { MspdiPlan, MspdiTask } from './mspdi-read.ts'

/** The ids are any that tell the tasks apart: in the file they are the numbers of the rows. */
export interface WrittenPlan extends Pick<MspdiPlan, 'name' | 'startOn' | 'calendar' | 'calendars'> {
  tasks: readonly WrittenTask[]
}
export type WrittenTask = Omit<MspdiTask, 'row' | 'isParent'>

/**
 * The plan as a file. Rows are in the order of the outline, siblings as they are given; links to tasks that are not given
 * are left out. Characters that XML can not hold become spaces. Durations and lags in days have the project's longest day.
 */
export function writeMspdi(plan: WrittenPlan): string {
  const rows = outlined(plan.tasks)
  const calendars = new Map([...plan.calendars].filter(([, calendar]) => calendar !== plan.calendar))
  const numbers = new Map([...calendars.keys()].map((uid, i) => [uid, i + 2]))
  const week = weekMinutes(plan.calendar.week)
  const context: Context = {
    rowOf: new Map(rows.map(({ task }, i) => [task.uid, i + 1])),
    numberOf: (uid) => (uid === null ? undefined : numbers.get(uid)),
    project: compileCalendar(plan.calendar),
    byUid: new Map([...calendars].map(([uid, calendar]) => [uid, compileCalendar(calendar)])),
    dayMinutes: Math.max(1, ...week),
  }
  const start = plan.startOn === null ? null : opening(context.project, plan.startOn)
  const parts = [
    element('SaveVersion', 14),
    element('Name', plan.name),
    element('Title', plan.name),
    element('ScheduleFromStart', 1),
    element('StartDate', written(start)),
    element('CalendarUID', 1),
    element('MinutesPerDay', context.dayMinutes),
    element(
      'MinutesPerWeek',
      week.reduce((sum, minutes) => sum + minutes, 0),
    ),
    element('DurationFormat', 7),
    element('NewTasksAreManual', 0),
    writeCalendars([plan.calendar, ...calendars.values()]),
    group(
      'Tasks',
      rows.map((row, i) => taskElement(row, i + 1, context)),
    ),
  ]
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Project xmlns="http://schemas.microsoft.com/project">${parts.join('')}</Project>
`
}

interface Context {
  /** The row of a task, from 1. */
  rowOf: ReadonlyMap<string, number>
  /** The number of a task's own calendar; undefined for the project's, which is 1. */
  numberOf: (calendarUid: string | null) => number | undefined
  project: WorkCalendar
  byUid: ReadonlyMap<string, WorkCalendar>
  /** What a day of duration has. */
  dayMinutes: number
}

/** No field of Microsoft Project holds more. */
const MAX_OUTLINE = 255

interface Row {
  task: WrittenTask
  /** `1.2.1`: the first part of the second part of the first row of the top; null where it is too long to be written. */
  outline: string | null
  level: number
  isParent: boolean
}

/** Each parent before its parts. A parent that is not given is none. */
function outlined(tasks: readonly WrittenTask[]): Row[] {
  const parts = new Map<string | null, WrittenTask[]>()
  const known = new Set(tasks.map(({ uid }) => uid))
  for (const task of tasks) {
    const parent = task.parentUid !== null && known.has(task.parentUid) ? task.parentUid : null
    const siblings = parts.get(parent)
    if (siblings) siblings.push(task)
    else parts.set(parent, [task])
  }
  // A stack of our own: as many parents within each other as there are tasks must not overflow the machine's.
  const rows: Row[] = []
  const open = rowsOf(parts.get(null) ?? [], null)
  for (let row = open.pop(); row; row = open.pop()) {
    const children = parts.get(row.task.uid) ?? []
    rows.push({ ...row, isParent: children.length > 0 })
    for (const below of rowsOf(children, row)) open.push(below)
  }
  return rows
}

/** The rows below one, the last first. */
const rowsOf = (tasks: readonly WrittenTask[], above: Row | null): Row[] =>
  tasks
    .map((task, i) => {
      const outline = above ? above.outline && `${above.outline}.${i + 1}` : `${i + 1}`
      const isShort = outline !== null && outline.length <= MAX_OUTLINE
      return { task, outline: isShort ? outline : null, level: (above?.level ?? 0) + 1, isParent: false }
    })
    .toReversed()

function taskElement({ task, outline, level, isParent }: Row, row: number, context: Context): string {
  const calendar = context.byUid.get(task.calendarUid ?? '') ?? context.project
  const { stated } = task
  const isMilestone = task.kind === 'milestone' && !isParent
  const start = startOf(task, calendar)
  const finish = finishOf(task, calendar, isMilestone)
  const minutes = isMilestone ? 0 : isParent || task.duration === null ? null : minutesOf(task.duration, context)
  return group('Task', [
    element('UID', row),
    element('ID', row),
    element('Name', task.title),
    element('Active', task.state === 'cancelled' ? 0 : 1),
    element('Manual', task.scheduling === 'manual' ? 1 : 0),
    element('WBS', outline),
    element('OutlineNumber', outline),
    element('OutlineLevel', level),
    element('Start', written(start)),
    element('Finish', written(finish)),
    element('Duration', minutes === null ? null : `PT${Math.floor(minutes / 60)}H${minutes % 60}M0S`),
    element('DurationFormat', minutes === null ? null : formatOf(minutes, context)),
    element('Milestone', isMilestone ? 1 : 0),
    element('Summary', isParent ? 1 : 0),
    element('EarlyStart', written(stated.earlyStart)),
    element('EarlyFinish', written(stated.earlyFinish)),
    element('LateStart', written(stated.lateStart)),
    element('LateFinish', written(stated.lateFinish)),
    element('FreeSlack', tenths(stated.freeFloatMinutes)),
    element('TotalSlack', tenths(stated.totalFloatMinutes)),
    element('PercentComplete', progressOf(task)),
    ...actual(task, calendar, start),
    ...constraint(task, calendar, context),
    element('Notes', task.notes === '' ? null : task.notes),
    ...links(task, context),
  ])
}

/** In a file, progress is what tells that work has begun. */
const progressOf = ({ state, progress }: WrittenTask): number =>
  state === 'finished' ? 100 : state === 'open' ? 0 : progress

/** When work began and was finished; what is open says neither. */
function actual({ state, finishedOn }: WrittenTask, calendar: WorkCalendar, start: number | null): string[] {
  if (state !== 'started' && state !== 'finished') return []
  const finish = state === 'finished' && finishedOn !== null ? closing(calendar, finishedOn, true) : null
  return [element('ActualStart', written(start)), element('ActualFinish', written(finish))]
}

/** "Must finish by" only tells that it will be missed, as a deadline does; "finish no later than" would move the task. */
function constraint({ constraint: is, calendarUid }: WrittenTask, calendar: WorkCalendar, context: Context): string[] {
  const isBound = is?.kind === 'not_before'
  return [
    element('ConstraintType', isBound ? 4 : 0),
    element('CalendarUID', context.numberOf(calendarUid) ?? -1),
    element('ConstraintDate', isBound ? written(opening(calendar, is.on)) : null),
    element('Deadline', is?.kind === 'must_finish_by' ? written(closing(calendar, is.on, false)) : null),
  ]
}

const LINK_TYPES = { FF: 0, FS: 1, SF: 2, SS: 3 } as const

const links = (task: WrittenTask, context: Context): string[] =>
  task.links.flatMap(({ predecessorUid, type, lag }) => {
    const row = context.rowOf.get(predecessorUid)
    if (row === undefined) return []
    const minutes = minutesOf(lag, context)
    return group('PredecessorLink', [
      element('PredecessorUID', row),
      element('Type', LINK_TYPES[type]),
      element('CrossProject', 0),
      element('LinkLag', tenths(minutes)),
      element('LagFormat', formatOf(minutes, context)),
    ])
  })

const tenths = (minutes: number | null): number | null => (minutes === null ? null : minutes * 10)
const minutesOf = (span: WorkSpan, { dayMinutes }: Context): number =>
  'days' in span ? span.days * dayMinutes : span.minutes
/** How it is shown: in days, hours or minutes, whichever are whole. */
const formatOf = (minutes: number, { dayMinutes }: Context): number =>
  minutes % dayMinutes === 0 ? 7 : minutes % 60 === 0 ? 5 : 3

/** The moment planned where it is of the task's own day, else where that day's work begins. */
function startOf({ startOn, stated: { earlyStart } }: WrittenTask, calendar: WorkCalendar): number | null {
  if (startOn === null) return null
  return earlyStart !== null && dateOf(dayOf(earlyStart)) === startOn ? earlyStart : opening(calendar, startOn)
}

function finishOf({ dueOn, stated }: WrittenTask, calendar: WorkCalendar, isMilestone: boolean): number | null {
  if (dueOn === null) return null
  const { earlyFinish } = stated
  if (earlyFinish === null) return closing(calendar, dueOn, isMilestone)
  const last = isMilestone ? earlyFinish : previousWorkingMoment(calendar, earlyFinish) - 1
  return dateOf(dayOf(last)) === dueOn ? earlyFinish : closing(calendar, dueOn, isMilestone)
}

const opening = (calendar: WorkCalendar, date: string): number =>
  dayNumber(date) * DAY_MINUTES + calendar.opensAt(dayNumber(date))

/** Where a day's work ends; `within` the day, where the date of the moment is what counts, so that 24:00 is 23:59. */
function closing(calendar: WorkCalendar, date: string, within: boolean): number {
  const day = dayNumber(date)
  const minute = calendar.closesAt(day) || DAY_MINUTES - 1
  return day * DAY_MINUTES + (within ? Math.min(minute, DAY_MINUTES - 1) : minute)
}

/** `2014-10-17T08:00:00`. */
function written(moment: number | null): string | null {
  if (moment === null) return null
  const minute = moment - dayOf(moment) * DAY_MINUTES
  const two = (value: number) => String(value).padStart(2, '0')
  return `${dateOf(dayOf(moment))}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`
}
