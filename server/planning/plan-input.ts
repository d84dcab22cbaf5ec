// A network as the law of dates takes it: each task with the calendar it is done by, how long it takes, and where it stands.
import { compileCalendar, dayNumber, limitCalendar, type WorkCalendar } from '../../domain/calendar.ts'
import { capacityOf, type WorkingPerson } from '../../domain/capacity.ts'
import { weekMinutes, type WorkWeek } from '../../domain/organization.ts'
import type { PlanLink, PlanTask } from '../../domain/plan.ts'
import { rememberedCalendar } from './calendar-memory.ts'
import { calendarOf, type Network, type NetworkLink, type NetworkPerson, type NetworkTask } from './network.ts'

export interface PlanInput {
  tasks: PlanTask[]
  links: PlanLink[]
  othersEndOn: ReadonlyMap<string, string>
}

/** The plan's input, in the order of the network. */
export function planInput(network: Network): PlanInput {
  const calendars = taskCalendars(network)
  const starts = new Map(network.projects.map((project) => [project.id, project.startOn]))
  const dailyMinutes = new Map(network.people.map((person) => [person.id, typicalMinutes(person, network.workWeek)]))
  const tasks = network.tasks.map((task): PlanTask => ({
    id: task.id,
    parentId: task.parentId,
    projectId: task.projectId,
    kind: task.kind,
    ...calendars(task),
    scheduling: task.scheduling,
    state: stateOf(task),
    startOn: task.startOn,
    dueOn: task.dueOn,
    finishedOn: task.completedOn,
    duration: durationOf(task, dailyMinutes, network.workWeek),
    constraint: task.constraint,
    notBefore: starts.get(task.projectId) ?? null,
  }))
  return { tasks, links: network.links.map(planLink), othersEndOn: network.othersEndOn ?? new Map() }
}

const planLink = ({ taskId, predecessorId, type, lagDays, lagMinutes }: NetworkLink): PlanLink => ({
  taskId,
  predecessorId,
  type,
  lag: lagMinutes === null ? { days: lagDays } : { minutes: lagMinutes },
})

/** Where a task stands for the plan, by its status. */
export function stateOf({
  status,
  statusBeforeBlock,
}: Pick<NetworkTask, 'status' | 'statusBeforeBlock'>): PlanTask['state'] {
  if (status === 'completed') return 'finished'
  if (status === 'cancelled') return 'cancelled'
  return (statusBeforeBlock ?? status) === 'pending' ? 'open' : 'started'
}

/** Said by hand, or what the estimate takes those who do it, at least a day; null where nobody knows. */
function durationOf(task: NetworkTask, daily: ReadonlyMap<string, number>, week: WorkWeek): PlanTask['duration'] {
  if (task.durationMinutes !== null) return { minutes: task.durationMinutes }
  if (task.durationDays !== null) return { days: task.durationDays }
  if (task.estimateMinutes === null) return null
  const together = task.assigneeIds.reduce((sum, id) => sum + (daily.get(id) ?? 0), 0)
  return { days: Math.max(1, Math.ceil(task.estimateMinutes / (together || longestDay(week)))) }
}

const longestDay = (week: WorkWeek): number => Math.max(1, ...weekMinutes(week))

/** What somebody does on a day of theirs: the mean over their working days, by their week as it is or will be. */
function typicalMinutes(person: NetworkPerson, week: WorkWeek): number {
  const days = workedMinutes(person, week).filter((minutes) => minutes > 0)
  return days.length === 0 ? 0 : Math.max(1, Math.floor(days.reduce((sum, minutes) => sum + minutes, 0) / days.length))
}

function workedMinutes({ weeks, availabilityFactor }: NetworkPerson, week: WorkWeek): number[] {
  const own = weeks.at(-1)?.minutes
  return weekMinutes(week).map((open, day) => Math.floor(Math.min(open, own?.[day] ?? open) * availabilityFactor))
}

/** By which calendar each task is done, found once for each project and set of people. */
function taskCalendars(network: Network): (task: NetworkTask) => Pick<PlanTask, 'calendar' | 'projectCalendar'> {
  const projects = new Map(network.projects.map((project) => [project.id, project]))
  const known = new Map<string, WorkCalendar>()
  const once = (key: string, find: () => WorkCalendar) => {
    const calendar = known.get(key) ?? find()
    known.set(key, calendar)
    return calendar
  }
  return ({ projectId, assigneeIds, kind, status }) => {
    const project = projects.get(projectId)
    const { week, exceptions } = calendarOf(network, project)
    const madeOf = [week, [...exceptions]]
    // Projects without a calendar of their own share the organisation's.
    const key = project?.calendar ? projectId : ''
    const projectCalendar = once(key, () => rememberedCalendar(madeOf, () => compileCalendar({ week, exceptions })))
    if (assigneeIds.length === 0 || kind === 'milestone' || status === 'cancelled')
      return { calendar: projectCalendar, projectCalendar }
    const calendar = once(`${key} ${assigneeIds.join(' ')}`, () => {
      const people = limitingPeople(network, assigneeIds, week)
      return people.length === 0
        ? projectCalendar
        : rememberedCalendar([madeOf, people.map(({ id: _, ...days }) => days)], () =>
            withPeople(projectCalendar, people),
          )
    })
    return { calendar, projectCalendar }
  }
}

/**
 * Those by whose days a task is limited: none where one of them works whenever the project does. Who never works on the
 * project's days can not limit them; capacity tells what is wrong with booking them.
 */
function limitingPeople(network: Network, ids: readonly string[], week: WorkWeek): NetworkPerson[] {
  const works = (person: NetworkPerson) => workedMinutes(person, week).some((minutes) => minutes > 0)
  const people = network.people.filter((person) => ids.includes(person.id) && works(person))
  const always = ({ weeks, timeOff }: NetworkPerson) => weeks.length === 0 && timeOff.length === 0
  return people.some(always) ? [] : people
}

function withPeople(calendar: WorkCalendar, people: readonly NetworkPerson[]): WorkCalendar {
  const capacities = people.map((person) => capacityOf(calendar, workingPerson(person)))
  return limitCalendar(calendar, (day) => capacities.some((on) => on(day) > 0))
}

const workingPerson = ({ weeks, availabilityFactor, timeOff }: NetworkPerson): WorkingPerson => ({
  availabilityFactor,
  weeks: weeks.map(({ validFrom, minutes }) => ({ from: dayNumber(validFrom), minutes })),
  timeOff: timeOff.map(({ startOn, endOn, minutesPerDay }) => ({
    from: dayNumber(startOn),
    to: dayNumber(endOn),
    minutesPerDay,
  })),
})
