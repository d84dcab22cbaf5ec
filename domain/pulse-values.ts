// What each metric of health is worth, 0 to 100, or why it can not be told; each with a sentence for people and the evidence.
import { dayNumber } from './calendar.ts'
import { progressOf, type PulseFacts, type Standing } from './pulse-facts.ts'

export const METRICS = [
  'schedule',
  'responsiveness',
  'communication',
  'workload',
  'billing',
  'budget',
  'client_satisfaction',
  'progress',
] as const
export type Metric = (typeof METRICS)[number]

export interface Reading {
  /** Null where it is not available. */
  value: number | null
  reason: string
  evidence: Record<string, unknown>
}

export const METRIC_OF: Record<Metric, (facts: PulseFacts) => Reading> = {
  schedule,
  responsiveness,
  communication,
  workload,
  billing,
  budget,
  client_satisfaction: satisfaction,
  progress,
}

const unavailable = (reason: string, evidence: Record<string, unknown> = {}): Reading => ({
  value: null,
  reason,
  evidence,
})
/** Rounds half up, exactly. */
export const rounded = (numerator: number, denominator: number): number =>
  Math.floor((2 * numerator + denominator) / (2 * denominator))
/** 100 up to `full`, down to 0 at `none`. */
const falling = (amount: number, full: number, none: number): number =>
  amount <= full ? 100 : amount >= none ? 0 : rounded(100 * (none - amount), none - full)

const PER_OVERDUE = 5
const MOST_FOR_OVERDUE = 40

function schedule(facts: PulseFacts): Reading {
  const { overdue, overdueIds, onTime, late, planned, done } = facts.tasks
  const penalty = Math.min(MOST_FOR_OVERDUE, PER_OVERDUE * overdue)
  const base = facts.engagement === 'one_off' ? against(facts) : punctual(facts)
  if (base.value === null) return unavailable(base.reason)
  const less =
    overdue === 0 ? '' : `; ${tasks(overdue)} ${overdue === 1 ? 'is' : 'are'} overdue, ${penalty} points less`
  const counted = facts.engagement === 'one_off' ? { plannedWeight: planned, doneWeight: done } : { onTime, late }
  return {
    value: Math.max(0, base.value - penalty),
    reason: `${base.reason}${less}.`,
    evidence: { ...counted, overdue, overdueTaskIds: overdueIds },
  }
}

/** Progress against what was planned for today. */
function against({ tasks: { planned, done, dated } }: PulseFacts): Pick<Reading, 'value' | 'reason'> {
  if (planned > 0)
    return {
      value: Math.min(100, rounded(100 * done, planned)),
      reason: `Work of weight ${done} is done, and ${planned} was due before today`,
    }
  if (dated > 0) return { value: 100, reason: 'Nothing was due before today' }
  return { value: null, reason: 'No task has a due date.' }
}

/** What was finished by its date, of what was finished in the last 30 days. */
function punctual({ tasks: { onTime, late, dated } }: PulseFacts): Pick<Reading, 'value' | 'reason'> {
  if (onTime + late > 0)
    return {
      value: rounded(100 * onTime, onTime + late),
      reason: `${onTime} of the ${tasks(onTime + late)} finished in the last 30 days ${onTime === 1 ? 'was' : 'were'} on time`,
    }
  if (dated > 0) return { value: 100, reason: 'No task with a due date was finished in the last 30 days' }
  return { value: null, reason: 'No task has a due date.' }
}

const HOUR = 60

function responsiveness({ waiting: { everAsked, count, oldest } }: PulseFacts): Reading {
  if (!everAsked) return unavailable('The client has not written or asked for anything yet.')
  const [first] = oldest
  if (!first) return { value: 100, reason: 'Nothing of the client’s waits for an answer.', evidence: { waiting: 0 } }
  const hours = Math.floor(first.workingMinutes / HOUR)
  const others = count > 1 ? `, and ${count - 1} more ${count === 2 ? 'waits' : 'wait'}` : ''
  return {
    value: falling(first.workingMinutes, 24 * HOUR, 120 * HOUR),
    reason: `The oldest unanswered ${first.thread.type === 'request' ? 'request' : 'message'} has waited ${many(hours, 'working hour')}${others}.`,
    evidence: { waiting: count, oldest },
  }
}

function communication({ on, lastShown }: PulseFacts): Reading {
  if (!lastShown) return unavailable('No message that the client can see was ever written.')
  const days = daysFrom(lastShown.on, on)
  return {
    value: falling(days, 7, 30),
    reason: `The last message that the client could see is ${days === 0 ? 'of today' : `${many(days, 'day')} old`}.`,
    evidence: { days, communicationId: lastShown.communicationId },
  }
}

const FULL_UP_TO = 80
const OVER_AT = 130

function workload({ members, peak }: PulseFacts): Reading {
  if (members === 0) return unavailable('Nobody is on the project’s team.')
  if (!peak) return { value: 100, reason: 'Nobody on the team is booked in the next two weeks.', evidence: { members } }
  const { bookedMinutes: booked, capacityMinutes: capacity } = peak
  const value =
    capacity === 0 || booked * 100 >= capacity * OVER_AT
      ? 0
      : booked * 100 <= capacity * FULL_UP_TO
        ? 100
        : rounded(100 * (OVER_AT * capacity - 100 * booked), (OVER_AT - FULL_UP_TO) * capacity)
  const share = capacity === 0 ? 'on a day off' : `to ${rounded(100 * booked, capacity)} %`
  return {
    value,
    reason: `The fullest day on the team in the next two weeks is ${peak.on}, when somebody is booked ${share}.`,
    evidence: { members, ...peak },
  }
}

const WORTH: Record<Standing, [value: number, is: string]> = {
  active: [100, 'is active'],
  trialing: [90, 'is on trial'],
  ending: [50, 'ends with its period'],
  past_due: [40, 'is past due'],
  unpaid: [0, 'is unpaid'],
}

function billing({ subscriptions }: PulseFacts): Reading {
  const worst = subscriptions.toSorted(
    (a, b) => WORTH[a.standing][0] - WORTH[b.standing][0] || (a.id < b.id ? -1 : 1),
  )[0]
  if (!worst) return unavailable('The project has no subscription that says how it stands.')
  const [value, is] = WORTH[worst.standing]
  const which = subscriptions.length === 1 ? 'Its subscription' : `Of ${subscriptions.length} subscriptions the worst`
  return {
    value,
    reason: `${which} ${is}.`,
    evidence: { subscriptionId: worst.id, subscriptions: subscriptions.length },
  }
}

function budget({ budget: kept, tasks: totals }: PulseFacts): Reading {
  if (!kept || kept.budgetMinutes === 0) return unavailable('The project has no budget of time.')
  const done = progressOf(totals) ?? 0
  const { budgetMinutes, spentMinutes } = kept
  const ahead = 100 * spentMinutes - done * budgetMinutes
  const over = Math.min(100, Math.max(0, rounded(ahead, budgetMinutes)))
  return {
    value: 100 - over,
    reason: `${Math.floor((100 * spentMinutes) / budgetMinutes)} % of the budget is spent, and ${done} % of the work is done.`,
    evidence: { budgetMinutes, spentMinutes, progress: done },
  }
}

const GOOD_FOR_DAYS = 90

function satisfaction({ on, satisfaction: said }: PulseFacts): Reading {
  if (!said) return unavailable('Nobody recorded how satisfied the client is.')
  const days = daysFrom(said.on, on)
  if (days > GOOD_FOR_DAYS)
    return unavailable(`What was recorded last is ${days} days old, and counts for ${GOOD_FOR_DAYS}.`, {
      recordId: said.id,
    })
  return { value: said.value, reason: `It was recorded on ${said.on}.`, evidence: { recordId: said.id, days } }
}

function progress({ tasks: totals }: PulseFacts): Reading {
  const value = progressOf(totals)
  if (value === null) return unavailable('There is nothing to be done yet.')
  return {
    value,
    reason: `Work of weight ${totals.done} of ${totals.total} is done.`,
    evidence: { doneWeight: totals.done, totalWeight: totals.total },
  }
}

const daysFrom = (from: string, to: string) => dayNumber(to) - dayNumber(from)
const many = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`
const tasks = (n: number) => many(n, 'task')
