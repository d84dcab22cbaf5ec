// The facts of health as they were at an instant, rebuilt from the activity: the second way to what pulse-facts.ts reads.
import { compileCalendar, dateOf, dayNumber } from '../../domain/calendar.ts'
import { capacityOf, type DayMinutes } from '../../domain/capacity.ts'
import type { Thread } from '../../domain/communication.ts'
import type { WorkWeek } from '../../domain/organization.ts'
import {
  LOAD_DAYS,
  MOST_WAITING,
  peakOf,
  standingOf,
  totalsOf,
  type LoadedDay,
  type PulseFacts,
  type TaskFact,
} from '../../domain/pulse-facts.ts'
import { minutesBetweenInstants } from '../../domain/working-time.ts'
import type { DayRun } from '../capacity/booking-drafts.ts'
import { rememberedCalendar } from '../planning/calendar-memory.ts'
import { civilDate } from '../platform/civil-date.ts'
import type { ActivityFold, Thing } from '../activity/activity-fold.ts'
import { calendarFor, type WorkingTime } from './pulse-facts.ts'

/** The kinds of thing that health depends on. */
export const PULSE_ENTITIES = [
  'organization',
  'holiday',
  'person',
  'time_off',
  'project',
  'task',
  'time_entry',
  'request',
  'communication',
  'subscription',
  'allocation',
  'pulse_metric',
]

/** The instant of the facts, and the organisation then. */
interface Moment {
  fold: ActivityFold
  at: Date
  zone: string
  today: string
  time: WorkingTime
}

/** The facts of a project at an instant, when all until then is folded; undefined where the activity knows no such project. */
export function rebuiltFacts(fold: ActivityFold, projectId: string, at: Date): PulseFacts | undefined {
  const project = fold.find('project', projectId)
  const [organization] = fold.all('organization')
  if (!project || !organization || project.fields.engagement === undefined) return undefined
  const zone = text(organization, 'timezone') ?? 'UTC'
  const holidays = fold.all('holiday').map((holiday) => ({ on: text(holiday, 'on') ?? '', name: '' }))
  const time = {
    workWeek: organization.fields.workWeek as WorkWeek,
    holidays: holidays.toSorted((a, b) => (a.on < b.on ? -1 : 1)),
  }
  const moment: Moment = { fold, at, zone, today: civilDate(at, zone), time }
  const tasks = fold.of('task', projectId)
  return {
    at: at.toISOString(),
    on: moment.today,
    engagement: project.fields.engagement as PulseFacts['engagement'],
    tasks: totalsOf(
      tasks.map((task) => taskFact(task, zone)),
      moment.today,
    ),
    waiting: waitingIn(moment, project),
    lastShown: lastShownIn(moment, projectId),
    members: membersOf(project).length,
    peak: peakOf(loadOf(moment, membersOf(project))),
    subscriptions: subscriptionsOf(fold, projectId),
    budget: budgetOf(fold, project, tasks),
    satisfaction: satisfactionOf(moment, projectId),
  }
}

const text = ({ fields }: Thing, field: string) => (fields[field] ?? null) as string | null
const membersOf = ({ fields }: Thing) => (fields.assignedTeam ?? []) as string[]
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

function taskFact(task: Thing, zone: string): TaskFact {
  const completedAt = text(task, 'completedAt')
  return {
    id: task.id,
    weight: (task.fields.weight ?? 1) as number,
    status: (task.fields.status ?? 'pending') as TaskFact['status'],
    dueOn: text(task, 'dueOn'),
    completedOn: completedAt === null ? null : civilDate(new Date(completedAt), zone),
  }
}

interface Message {
  id: string
  thread: Thread
  direction: string
  saidAt: string
}

const messagesOf = (fold: ActivityFold, projectId: string): Message[] =>
  fold.of('communication', projectId).map(({ id, fields }) => ({
    id,
    thread: fields.thread as Thread,
    direction: fields.direction as string,
    saidAt: fields.saidAt as string,
  }))

const keyOf = ({ type, id }: Thread) => `${type} ${id}`
const OPEN_UNTIL_ANSWERED = ['pending', 'in_review']

function waitingIn({ fold, at, zone, time }: Moment, project: Thing): PulseFacts['waiting'] {
  const messages = messagesOf(fold, project.id)
  const requests = fold.of('request', project.id)
  const answered = new Map<string, string>()
  for (const { thread, direction, saidAt } of messages)
    if (direction === 'outgoing') raise(answered, keyOf(thread), saidAt)
  const asked = messages.filter(({ direction }) => direction === 'incoming')
  const since = new Map<string, { thread: Thread; since: string }>()
  const add = (thread: Thread, instant: string) => {
    const known = since.get(keyOf(thread))
    if (!known || instant < known.since) since.set(keyOf(thread), { thread, since: instant })
  }
  for (const { thread, saidAt } of asked) {
    const request = thread.type === 'request' ? fold.find('request', thread.id) : undefined
    if (saidAt > (answered.get(keyOf(thread)) ?? '') && saidAt > settledAt(request)) add(thread, saidAt)
  }
  for (const request of project.fields.status === 'on_hold' ? [] : requests) {
    const thread: Thread = { type: 'request', id: request.id }
    const waits = OPEN_UNTIL_ANSWERED.includes(text(request, 'status') ?? 'pending')
    if (waits && !answered.has(keyOf(thread))) add(thread, request.createdAt)
  }
  const order = (a: { thread: Thread; since: string }) => `${a.since} ${keyOf(a.thread)}`
  const oldest = [...since.values()].toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).slice(0, MOST_WAITING)
  const calendar = calendarFor(time, (project.fields.calendar ?? null) as Parameters<typeof calendarFor>[1])
  return {
    everAsked: asked.length + requests.length > 0,
    count: since.size,
    oldest: oldest.map((each) => ({
      ...each,
      workingMinutes: Math.floor(minutesBetweenInstants(calendar, zone, new Date(each.since), at)),
    })),
  }
}

const raise = (latest: Map<string, string>, key: string, instant: string): void => {
  if (instant > (latest.get(key) ?? '')) latest.set(key, instant)
}

/** When a request was closed, which settles what was said before. */
const settledAt = (request: Thing | undefined): string => (request && text(request, 'closedAt')) ?? ''

function lastShownIn({ fold, zone }: Moment, projectId: string): PulseFacts['lastShown'] {
  const shown = messagesOf(fold, projectId).filter(({ direction }) => direction !== 'internal')
  const last = shown.toSorted((a, b) => (a.saidAt === b.saidAt ? byId(a, b) : a.saidAt < b.saidAt ? -1 : 1)).at(-1)
  return last ? { on: civilDate(new Date(last.saidAt), zone), communicationId: last.id } : null
}

/** The booked days of these people in the coming two weeks, whatever projects they are booked on. */
function loadOf({ fold, today, time }: Moment, personIds: readonly string[]): LoadedDay[] {
  const people = new Set(personIds)
  const [from, to] = [today, dateOf(dayNumber(today) + LOAD_DAYS - 1)]
  const booked = new Map<string, number>()
  for (const { fields, projectId } of fold.all('allocation')) {
    const personId = fields.personId as string | null
    if (fields.status !== 'confirmed' || personId === null || !people.has(personId)) continue
    if (projectId === null || fold.find('project', projectId)?.gone === true) continue
    for (const [first, last, minutes] of (fields.days ?? []) as DayRun[])
      for (let day = later(first, from); day <= dayNumber(last < to ? last : to); day++)
        booked.set(`${personId} ${dateOf(day)}`, (booked.get(`${personId} ${dateOf(day)}`) ?? 0) + minutes)
  }
  const capacities = new Map<string, DayMinutes>()
  return [...booked].map(([key, bookedMinutes]) => {
    const [personId = '', on = ''] = key.split(' ')
    const capacityOn = capacities.get(personId) ?? capacityOfPerson(fold, time, personId)
    capacities.set(personId, capacityOn)
    return { personId, on, bookedMinutes, capacityMinutes: capacityOn(dayNumber(on)) }
  })
}

const later = (a: string, b: string) => dayNumber(a > b ? a : b)

function capacityOfPerson(fold: ActivityFold, { workWeek, holidays }: WorkingTime, personId: string): DayMinutes {
  const fields = fold.find('person', personId)?.fields ?? {}
  const weeks = (fields.weeklyCapacity ?? []) as { validFrom: string; minutes: number[] }[]
  const exceptions = new Map(holidays.map(({ on }) => [on, []]))
  const calendar = rememberedCalendar([workWeek, [...exceptions]], () =>
    compileCalendar({ week: workWeek, exceptions }),
  )
  return capacityOf(calendar, {
    availabilityFactor: (fields.availabilityFactor ?? 1) as number,
    weeks: weeks
      .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
      .map(({ validFrom, minutes }) => ({ from: dayNumber(validFrom), minutes })),
    timeOff: fold
      .all('time_off')
      .filter((off) => off.fields.personId === personId)
      .map((off) => ({
        from: dayNumber(text(off, 'startOn') ?? ''),
        to: dayNumber(text(off, 'endOn') ?? ''),
        minutesPerDay: (off.fields.minutesPerDay ?? null) as number | null,
      })),
  })
}

const subscriptionsOf = (fold: ActivityFold, projectId: string): PulseFacts['subscriptions'] =>
  fold
    .all('subscription')
    .filter(({ fields }) => fields.projectId === projectId)
    .toSorted(byId)
    .flatMap(({ id, fields }) => {
      const { status = '', cancelAtPeriodEnd = false } = fields as { status?: string; cancelAtPeriodEnd?: boolean }
      const standing = standingOf({ status, cancelAtPeriodEnd })
      return standing ? [{ id, standing }] : []
    })

function budgetOf(fold: ActivityFold, project: Thing, tasks: readonly Thing[]): PulseFacts['budget'] {
  const budgetMinutes = (project.fields.budgetMinutes ?? null) as number | null
  if (budgetMinutes === null) return null
  const live = new Set(tasks.map(({ id }) => id))
  const spent = fold.of('time_entry', project.id).filter(({ fields }) => live.has(fields.taskId as string))
  return { budgetMinutes, spentMinutes: spent.reduce((sum, { fields }) => sum + (fields.minutes as number), 0) }
}

function satisfactionOf({ fold, at, zone }: Moment, projectId: string): PulseFacts['satisfaction'] {
  const recorded = fold
    .of('pulse_metric', projectId)
    .filter(({ fields }) => fields.metric === 'client_satisfaction')
    .map(({ id, fields }) => ({ id, value: fields.value as number, at: fields.recordedAt as string }))
    .filter((record) => new Date(record.at) <= at)
  const last = recorded.toSorted((a, b) => (a.at === b.at ? byId(a, b) : a.at < b.at ? -1 : 1)).at(-1)
  return last ? { value: last.value, on: civilDate(new Date(last.at), zone), id: last.id } : null
}
