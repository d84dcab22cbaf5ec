// A network as the law of dates takes it: each task with the calendar it is done by, how long it takes, and where it stands.
import { compileCalendar, dayNumber, limitCalendar, type WorkCalendar } from '../../domain/calendar.ts'
import { capacityOf, type WorkingPerson } from '../../domain/capacity.ts'
import { weekMinutes, type WorkWeek } from '../../domain/organization.ts'
import type { PlanLink, PlanTask } from '../../domain/plan.ts'
import { calendarOf, type Network, type NetworkLink, type NetworkPerson, type NetworkTask } from './network.ts'

export interface PlanInput {
  tasks: PlanTask[]
  links: PlanLink[]
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
  return { tasks, links: network.links.map(planLink) }
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

/** Calendars are made once for each project and set of people: their tables are what makes planning fast. */
function taskCalendars(network: Network): (task: NetworkTask) => Pick<PlanTask, 'calendar' | 'projectCalendar'> {
  const projects = new Map(network.projects.map((project) => [project.id, project]))
  const known = new Map<string, WorkCalendar>()
  const remember = (key: string, make: () => WorkCalendar) => {
    const calendar = known.get(key) ?? make()
    known.set(key, calendar)
    return calendar
  }
  return ({ projectId, assigneeIds, kind, status }) => {
    const project = projects.get(projectId)
    // Projects without a calendar of their own share the organisation's.
    const key = project?.calendar ? projectId : ''
    const projectCalendar = remember(key, () => compileCalendar(calendarOf(network, project)))
    if (assigneeIds.length === 0 || kind === 'milestone' || status === 'cancelled')
      return { calendar: projectCalendar, projectCalendar }
    const calendar = remember(`${key} ${assigneeIds.join(' ')}`, () => {
      const week = project?.calendar?.workWeek ?? network.workWeek
      // Who never works on the project's days can not limit them; capacity tells what is wrong with booking them.
      const works = (person: NetworkPerson) => workedMinutes(person, week).some((minutes) => minutes > 0)
      const people = network.people.filter((person) => assigneeIds.includes(person.id) && works(person))
      return people.length === 0 ? projectCalendar : withPeople(projectCalendar, people)
    })
    return { calendar, projectCalendar }
  }
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
