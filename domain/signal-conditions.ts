// When somebody must look: each condition a pure function of facts, which answers the signal to raise, or nothing. Whoever looks
// for the facts, and when, is not here; those of tasks, requests and budgets are in work-conditions.ts. A key names what a signal is about, so that it is raised once while it is open.
import { inEnglish, say, type Said } from './said.ts'
import type { Signal } from './signal.ts'
import { isLiveSubscription, type Subscription } from './subscription.ts'

/** A signal to raise. */
export type Raising = Pick<Signal, 'type' | 'priority' | 'title' | 'evidence'> & { said: Said; dedupeKey: string }

export interface Thresholds {
  /** Cancelled ÷ total monthly value over so many days: a risk from here on. */
  churnRatio: number
  churnDays: number
  inactiveRequestDays: number
  checkInDays: number
  clientSilentDays: number
  onboardingStalledDays: number
  /** Working days that the plan may end after what was promised, without anybody looking. */
  slipWorkingDays: number
  /** Points that the budget's use may be ahead of the progress. */
  budgetAheadPoints: number
  /** Working days overdue, from the signal on: medium, high, urgent. */
  overdueWorkingDays: readonly [number, number, number]
  /** Working days blocked: for the Project Manager, and for the Project Admin. */
  blockedWorkingDays: readonly [number, number]
  /** Working days of waiting for the client. */
  waitingClientWorkingDays: number
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  churnRatio: 0.5,
  churnDays: 30,
  inactiveRequestDays: 7,
  checkInDays: 90,
  clientSilentDays: 14,
  onboardingStalledDays: 14,
  slipWorkingDays: 0,
  budgetAheadPoints: 20,
  overdueWorkingDays: [1, 2, 4],
  blockedWorkingDays: [1, 5],
  waitingClientWorkingDays: 2,
}

const DAY_MS = 24 * 3_600_000
/** Whole days of 24 hours since an instant. */
const daysSince = (at: string, now: Date): number => Math.floor((now.getTime() - Date.parse(at)) / DAY_MS)
const dayCount = (count: number): Said => (count === 1 ? say`${count} day` : say`${count} days`)
export const workingDays = (count: number): Said =>
  count === 1 ? say`${count} working day` : say`${count} working days`
export const titled = (said: Said): Pick<Raising, 'title' | 'said'> => ({ title: inEnglish(said), said })

export interface Named {
  id: string
  name: string
}
/** A name as it goes into a title, which has room for 300 characters. */
export const named = ({ name }: Pick<Named, 'name'>): string => (name.length > 200 ? `${name.slice(0, 199)}…` : name)

type Bought = Pick<Subscription, 'id' | 'status' | 'monthlyValueMinor' | 'currency' | 'canceledAt'>

/** Of what a client paid a month, in any one currency, half or more was cancelled within the window. */
export function churnRisk(
  { account, subscriptions }: { account: Named; subscriptions: readonly Bought[] },
  now: Date,
  { churnRatio, churnDays }: Thresholds = DEFAULT_THRESHOLDS,
): Raising | undefined {
  const since = now.getTime() - churnDays * DAY_MS
  const cancelled = subscriptions.filter(({ canceledAt }) => canceledAt !== null && Date.parse(canceledAt) >= since)
  const live = subscriptions.filter(({ status }) => isLiveSubscription(status))
  const worth = (bought: readonly Bought[], currency: string) =>
    bought.reduce((sum, one) => sum + (one.currency === currency ? one.monthlyValueMinor : 0), 0)
  const worst = [...new Set(cancelled.map(({ currency }) => currency))]
    .map((currency) => {
      const cancelledMinor = worth(cancelled, currency)
      const totalMinor = cancelledMinor + worth(live, currency)
      return { currency, cancelledMinor, totalMinor, ratio: totalMinor === 0 ? 0 : cancelledMinor / totalMinor }
    })
    .toSorted((a, b) => b.ratio - a.ratio)[0]
  if (!worst || worst.totalMinor === 0 || worst.ratio < churnRatio) return undefined
  const percent = Math.floor(worst.ratio * 100)
  return {
    type: 'churn_risk',
    dedupeKey: `churn_risk:account:${account.id}`,
    priority: worst.ratio === 1 ? 'urgent' : 'high',
    ...titled(say`${named(account)} cancelled ${percent} % of what they pay a month within ${dayCount(churnDays)}`),
    evidence: { ...worst, days: churnDays, subscriptionIds: cancelled.map(({ id }) => id) },
  }
}

/** An open request in which nothing was said for a week. */
export function inactiveRequest(
  { request, lastMessageAt }: { request: { id: string; title: string; open: boolean }; lastMessageAt: string },
  now: Date,
  { inactiveRequestDays }: Thresholds = DEFAULT_THRESHOLDS,
): Raising | undefined {
  const days = daysSince(lastMessageAt, now)
  if (!request.open || days < inactiveRequestDays) return undefined
  return {
    type: 'inactive_request',
    dedupeKey: `inactive_request:request:${request.id}`,
    priority: days >= 2 * inactiveRequestDays ? 'high' : 'medium',
    ...titled(say`Nothing was said for ${dayCount(days)}: ${named({ name: request.title })}`),
    evidence: { requestId: request.id, lastMessageAt, days },
  }
}

/** A quarter since somebody last checked in with a client, or took them on. */
export function quarterlyCheckIn(
  { account, lastCheckInAt }: { account: Named; lastCheckInAt: string },
  now: Date,
  { checkInDays }: Thresholds = DEFAULT_THRESHOLDS,
): Raising | undefined {
  const days = daysSince(lastCheckInAt, now)
  if (days < checkInDays) return undefined
  return {
    type: 'quarterly_check_in',
    dedupeKey: `quarterly_check_in:account:${account.id}`,
    priority: 'low',
    ...titled(say`Check in with ${named(account)}: the last time was ${dayCount(days)} ago`),
    evidence: { lastCheckInAt, days },
  }
}

/** A client with work going on who has said nothing for two weeks. */
export function clientSilent(
  { account, lastHeardAt, openProjects }: { account: Named; lastHeardAt: string; openProjects: number },
  now: Date,
  { clientSilentDays }: Thresholds = DEFAULT_THRESHOLDS,
): Raising | undefined {
  const days = daysSince(lastHeardAt, now)
  if (openProjects === 0 || days < clientSilentDays) return undefined
  return {
    type: 'client_silent',
    dedupeKey: `client_silent:account:${account.id}`,
    priority: days >= 2 * clientSilentDays ? 'high' : 'medium',
    ...titled(say`${named(account)} has said nothing for ${dayCount(days)}`),
    evidence: { lastHeardAt, days, openProjects },
  }
}

/** A project still in onboarding of whose onboarding tasks none was finished for two weeks, or since it began. */
export function onboardingStalled(
  { project, status, lastStepAt, openTasks }: { project: Named; status: string; lastStepAt: string; openTasks: number },
  now: Date,
  { onboardingStalledDays }: Thresholds = DEFAULT_THRESHOLDS,
): Raising | undefined {
  const days = daysSince(lastStepAt, now)
  if (status !== 'onboarding' || days < onboardingStalledDays) return undefined
  return {
    type: 'onboarding_stalled',
    dedupeKey: `onboarding_stalled:project:${project.id}`,
    priority: days >= 2 * onboardingStalledDays ? 'high' : 'medium',
    ...titled(say`The onboarding of ${named(project)} has stood still for ${dayCount(days)}`),
    evidence: { lastStepAt, days, openTasks },
  }
}

export interface BookedDay {
  on: string
  capacityMinutes: number
  bookedMinutes: number
}
const MOST_DAYS_TOLD = 31

/** Somebody has a day that holds more than it has room for. */
export function capacityOverload({ person, days }: { person: Named; days: readonly BookedDay[] }): Raising | undefined {
  const over = days
    .filter(({ bookedMinutes, capacityMinutes }) => bookedMinutes > capacityMinutes)
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
  const [first] = over
  if (!first) return undefined
  const minutesOver = over.reduce((sum, { bookedMinutes, capacityMinutes }) => sum + bookedMinutes - capacityMinutes, 0)
  return {
    type: 'capacity_overload',
    dedupeKey: `capacity_overload:person:${person.id}`,
    priority: over.length >= 5 ? 'high' : 'medium',
    ...titled(say`${named(person)} is booked beyond their hours on ${dayCount(over.length)}, from ${first.on}`),
    evidence: { minutesOver, days: over.length, first: over.slice(0, MOST_DAYS_TOLD) },
  }
}

/** The plan ends after the day that was promised. */
export function scheduleSlip(
  facts: { project: Named; open: boolean; dueOn: string | null; finishOn: string | null; workingDaysLate: number },
  { slipWorkingDays }: Thresholds = DEFAULT_THRESHOLDS,
): Raising | undefined {
  const { project, open, dueOn, finishOn, workingDaysLate } = facts
  if (!open || dueOn === null || finishOn === null || finishOn <= dueOn || workingDaysLate <= slipWorkingDays)
    return undefined
  return {
    type: 'schedule_slip',
    dedupeKey: `schedule_slip:project:${project.id}`,
    priority: workingDaysLate >= 10 ? 'high' : 'medium',
    ...titled(say`${named(project)} is planned to end ${workingDays(workingDaysLate)} after it is due`),
    evidence: { dueOn, finishOn, workingDaysLate },
  }
}

/** A payment that did not come. */
export function paymentPastDue({
  subscription,
  account,
}: {
  subscription: Pick<
    Subscription,
    'id' | 'status' | 'productName' | 'amountMinor' | 'currency' | 'currentPeriodStart' | 'projectId'
  >
  account: Named
}): Raising | undefined {
  const { id, status, productName, amountMinor, currency, currentPeriodStart, projectId } = subscription
  if (status !== 'past_due' && status !== 'unpaid') return undefined
  return {
    type: 'payment_past_due',
    dedupeKey: `payment_past_due:subscription:${id}`,
    priority: status === 'unpaid' ? 'urgent' : 'high',
    ...titled(say`${named(account)} has not paid for ${productName.slice(0, 60)}`),
    evidence: { subscriptionId: id, status, amountMinor, currency, currentPeriodStart, projectId },
  }
}
