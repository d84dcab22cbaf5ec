// A project becomes a plan for Microsoft Project: its calendar, outline, links and dates, and when its people do not work.
import { sql } from 'kysely'
import { type Calendar, dateOf, dayNumber, type WorkCalendar } from '../../domain/calendar.ts'
import { notFound } from '../../domain/problems.ts'
import { type Plan, type PlannedTask, planNetwork, type PlanTask } from '../../domain/plan.ts'
import { projectScope } from '../access/scopes.ts'
import type { Tx } from '../platform/transaction.ts'
import { calendarOf, type NetworkTask, readNetwork } from '../planning/network.ts'
import { planInput, type PlanInput } from '../planning/plan-input.ts'
import { type WrittenTask, writeMspdi } from './mspdi-write.ts'

interface Words {
  id: string
  description: string
  progress: number
}

/**
 * The project as a file; not found where it is out of scope. Links to other projects are left out: a file has one project.
 * What somebody assigned does not work is told as a calendar of the task's own, so that the dates are the same there.
 */
export async function exportPlan(tx: Tx, projectId: string): Promise<string> {
  const found = await tx.first<{ name: string }>(
    sql`select p.name from projects p where p.id = ${projectId} and ${projectScope(tx)}`,
  )
  if (!found) throw notFound('project')
  const [network, words] = await Promise.all([
    readNetwork(tx, [projectId]),
    tx.rows<Words>(sql`select id, coalesce(description, '') as description, progress from tasks
      where organization_id = ${tx.actor.organizationId} and project_id = ${projectId} and deleted_at is null`),
  ])
  const project = network.projects.find(({ id }) => id === projectId)
  const calendar = calendarOf(network, project)
  const input = planInput(network)
  const plan = planNetwork(input.tasks, input.links)
  const planned: Plan['tasks'] = 'cycle' in plan ? new Map() : plan.tasks
  const own = inOutline(network.tasks).filter((task) => task.projectId === projectId)
  const byId = new Map(input.tasks.map((task) => [task.id, task]))
  const calendars = ownCalendars(own, byId, planned, calendar)
  const links = linksInto(input)
  const wordsOf = new Map(words.map((each) => [each.id, each]))
  const tasks = own.flatMap((task): WrittenTask[] => {
    const asPlanned = byId.get(task.id)
    if (!asPlanned) return []
    const { description = '', progress = 0 } = wordsOf.get(task.id) ?? {}
    const calendarUid = calendars.uidOf.get(asPlanned.calendar) ?? null
    const more = { notes: description, progress, calendarUid, links: links.get(task.id) ?? [] }
    return [{ ...written(task, asPlanned, planned.get(task.id)), ...more }]
  })
  return writeMspdi({
    name: found.name,
    startOn: project?.startOn ?? null,
    calendar,
    calendars: calendars.byUid,
    tasks,
  })
}

/** Siblings in the order of the task list: by their dates. */
const inOutline = (tasks: readonly NetworkTask[]): NetworkTask[] =>
  tasks.toSorted((a, b) => {
    const [one, other] = [a, b].map(({ startOn, dueOn, id }) => `${startOn ?? '~'} ${dueOn ?? '~'} ${id}`)
    return (one ?? '') < (other ?? '') ? -1 : 1
  })

function linksInto({ links }: PlanInput): Map<string, WrittenTask['links']> {
  const into = new Map<string, WrittenTask['links']>()
  for (const { taskId, predecessorId, type, lag } of links) {
    const link = { predecessorUid: predecessorId, type, lag }
    const others = into.get(taskId)
    if (others) others.push(link)
    else into.set(taskId, [link])
  }
  return into
}

type Kept = Omit<WrittenTask, 'notes' | 'progress' | 'calendarUid' | 'links'>

function written({ title }: NetworkTask, task: PlanTask, planned: PlannedTask | undefined): Kept {
  const { id: uid, parentId: parentUid, kind, scheduling, state, startOn, dueOn, finishedOn, constraint } = task
  const stated = {
    earlyStart: planned?.earlyStart ?? null,
    earlyFinish: planned?.earlyFinish ?? null,
    lateStart: planned?.lateStart ?? null,
    lateFinish: planned?.lateFinish ?? null,
    totalFloatMinutes: planned?.totalFloatMinutes ?? null,
    freeFloatMinutes: planned?.freeFloatMinutes ?? null,
  }
  const facts = { uid, title, parentUid, kind, scheduling, state, startOn, dueOn, finishedOn, constraint }
  return { ...facts, duration: durationOf(task, planned), stated }
}

/** Days are not as long as each other: where it is planned, the working minutes of just those that it has. */
function durationOf({ duration, calendar, state, scheduling }: PlanTask, planned: PlannedTask | undefined) {
  const { earlyStart = null, earlyFinish = null } = planned ?? {}
  const isFree = scheduling === 'automatic' && (state === 'open' || state === 'started')
  if (!duration || 'minutes' in duration || !isFree || earlyStart === null || earlyFinish === null) return duration
  const minutes = calendar.position(earlyFinish) - calendar.position(earlyStart)
  return minutes > 0 ? { minutes } : duration
}

interface OwnCalendars {
  uidOf: ReadonlyMap<WorkCalendar, string>
  byUid: ReadonlyMap<string, Calendar>
}

/** For each set of people that works on fewer days than the project: its calendar, less those days of the plan's. */
function ownCalendars(
  own: readonly NetworkTask[],
  byId: ReadonlyMap<string, PlanTask>,
  planned: Plan['tasks'],
  calendar: Calendar,
): OwnCalendars {
  const dates = own.flatMap(({ id }) => {
    const { startOn, dueOn, lateFinishOn } = planned.get(id) ?? {}
    return [startOn, dueOn, lateFinishOn].flatMap((date) => (date ? dayNumber(date) : []))
  })
  const [first, last] = dates.reduce(([from, to], day) => [Math.min(from, day), Math.max(to, day)], [Infinity, 0])
  const uidOf = new Map<WorkCalendar, string>()
  const byUid = new Map<string, Calendar>()
  for (const { id } of own) {
    const task = byId.get(id)
    if (!task || task.calendar === task.projectCalendar || uidOf.has(task.calendar)) continue
    const off: [string, []][] = []
    for (let day = first; day <= last; day++)
      if (task.projectCalendar.isWorkingDay(day) && !task.calendar.isWorkingDay(day)) off.push([dateOf(day), []])
    if (off.length === 0) continue
    const uid = `people ${uidOf.size}`
    uidOf.set(task.calendar, uid)
    byUid.set(uid, { week: calendar.week, exceptions: new Map([...calendar.exceptions, ...off]) })
  }
  return { uidOf, byUid }
}
