// What a project's health is computed from: facts as JSON keeps them, the same whether they were read from the tables or
// rebuilt from the activity. What they are worth is in pulse-values.ts.
import { dateOf, dayNumber } from './calendar.ts'
import type { Thread } from './communication.ts'
import type { Project } from './project.ts'
import type { TaskStatus } from './task.ts'

export interface PulseFacts {
  /** The instant they are the facts of, and its civil date in the organisation's zone. */
  at: string
  on: string
  engagement: Project['engagement']
  tasks: TaskTotals
  waiting: Waiting
  /** The last message that the client could see, whoever wrote it. */
  lastShown: { on: string; communicationId: string } | null
  members: number
  /** The members' fullest day of the next two weeks; null where none of them is booked. */
  peak: LoadedDay | null
  subscriptions: { id: string; standing: Standing }[]
  budget: { budgetMinutes: number; spentMinutes: number } | null
  /** What people or another system recorded last. */
  satisfaction: { value: number; on: string; id: string } | null
}

/** A task as far as health is concerned. */
export interface TaskFact {
  id: string
  weight: number
  status: TaskStatus
  dueOn: string | null
  /** The civil date of its completion. */
  completedOn: string | null
}

/** Sums of weights over a project's tasks, those cancelled left out; and how many are late. */
export interface TaskTotals {
  total: number
  done: number
  /** Due before today. */
  planned: number
  /** How many have a due date. */
  dated: number
  overdue: number
  overdueIds: string[]
  /** Of those completed in the last 30 days that had a due date: how many by then, how many after. */
  onTime: number
  late: number
}

/** What of the client's has not been answered, thread by thread. */
export interface Waiting {
  /** Whether the client ever wrote or asked. */
  everAsked: boolean
  count: number
  /** The oldest of them, oldest first, with the working minutes that have passed since. */
  oldest: { thread: Thread; since: string; workingMinutes: number }[]
}

export interface LoadedDay {
  personId: string
  on: string
  bookedMinutes: number
  capacityMinutes: number
}

/** How a subscription stands for health; others do not count. */
export const STANDINGS = ['active', 'trialing', 'ending', 'past_due', 'unpaid'] as const
export type Standing = (typeof STANDINGS)[number]

/** Days ahead in which members' load counts, today included. */
export const LOAD_DAYS = 14
/** So many are named in the evidence; all of them count. */
export const MOST_NAMED = 20
/** So many of the oldest threads are named: what answering one is worth depends on the next. */
export const MOST_WAITING = 5
const RECENT_DAYS = 30

export function totalsOf(tasks: readonly TaskFact[], today: string): TaskTotals {
  const recentFrom = dateOf(dayNumber(today) - RECENT_DAYS)
  const totals = { total: 0, done: 0, planned: 0, dated: 0, overdue: 0, onTime: 0, late: 0 }
  const overdueIds: string[] = []
  for (const { id, weight, status, dueOn, completedOn } of tasks) {
    if (status === 'cancelled') continue
    const past = dueOn !== null && dueOn < today
    totals.total += weight
    if (dueOn !== null) totals.dated++
    if (past) totals.planned += weight
    if (status === 'completed') totals.done += weight
    else if (past) overdueIds.push(id)
    if (dueOn !== null && completedOn !== null && completedOn > recentFrom)
      totals[completedOn <= dueOn ? 'onTime' : 'late']++
  }
  totals.overdue = overdueIds.length
  return { ...totals, overdueIds: overdueIds.toSorted().slice(0, MOST_NAMED) }
}

/** How far a project is: completed weight ÷ weight not cancelled, rounded down; null where there is nothing to do. */
export const progressOf = ({ total, done }: TaskTotals): number | null =>
  total === 0 ? null : Math.floor((100 * done) / total)

/** A day's share of what it holds; a day that holds nothing and has something booked is fuller than any. */
export const shareOf = ({ bookedMinutes, capacityMinutes }: LoadedDay): number =>
  capacityMinutes === 0 ? Infinity : bookedMinutes / capacityMinutes

/** The fullest of these days; of equal ones the earliest, then by person. */
export function peakOf(days: readonly LoadedDay[]): LoadedDay | null {
  const order = (a: LoadedDay, b: LoadedDay) =>
    a.on === b.on ? (a.personId < b.personId ? -1 : 1) : a.on < b.on ? -1 : 1
  const booked = days.filter(({ bookedMinutes }) => bookedMinutes > 0)
  const most = Math.max(...booked.map(shareOf))
  return booked.filter((day) => shareOf(day) === most).toSorted(order)[0] ?? null
}

export function standingOf(subscription: { status: string; cancelAtPeriodEnd: boolean }): Standing | undefined {
  const { status, cancelAtPeriodEnd } = subscription
  if (cancelAtPeriodEnd && (status === 'active' || status === 'trialing')) return 'ending'
  return STANDINGS.find((standing) => standing === status)
}
