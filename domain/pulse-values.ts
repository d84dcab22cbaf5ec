// What each metric of health is worth, 0 to 100, or why it can not be told; each with a sentence for people and the evidence.
import { dayNumber } from './calendar.ts'
import { say, type Said } from './said.ts'
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
  reason: Said
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

const unavailable = (reason: Said, evidence: Record<string, unknown> = {}): Reading => ({
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
  const counted = facts.engagement === 'one_off' ? { plannedWeight: planned, doneWeight: done } : { onTime, late }
  return {
    value: Math.max(0, base.value - penalty),
    reason: withOverdue(base.reason, overdue, penalty),
    evidence: { ...counted, overdue, overdueTaskIds: overdueIds },
  }
}

function withOverdue(reason: Said, overdue: number, penalty: number): Said {
  if (overdue === 0) return say`${reason}.`
  return overdue === 1
    ? say`${reason}; ${overdue} task is overdue, ${penalty} points less.`
    : say`${reason}; ${overdue} tasks are overdue, ${penalty} points less.`
}

/** Progress against what was planned for today. */
function against({ tasks: { planned, done, dated } }: PulseFacts): Pick<Reading, 'value' | 'reason'> {
  if (planned > 0)
    return {
      value: Math.min(100, rounded(100 * done, planned)),
      reason: say`Work of weight ${done} is done, and ${planned} was due before today`,
    }
  if (dated > 0) return { value: 100, reason: say`Nothing was due before today` }
  return { value: null, reason: say`No task has a due date.` }
}

/** What was finished by its date, of what was finished in the last 30 days. */
function punctual({ tasks: { onTime, late, dated } }: PulseFacts): Pick<Reading, 'value' | 'reason'> {
  if (onTime + late > 0)
    return {
      value: rounded(100 * onTime, onTime + late),
      reason: punctuality(onTime, onTime + late),
    }
  if (dated > 0) return { value: 100, reason: say`No task with a due date was finished in the last 30 days` }
  return { value: null, reason: say`No task has a due date.` }
}

function punctuality(onTime: number, all: number): Said {
  if (all === 1)
    return onTime === 1
      ? say`${onTime} of the ${all} task finished in the last 30 days was on time`
      : say`${onTime} of the ${all} task finished in the last 30 days were on time`
  return onTime === 1
    ? say`${onTime} of the ${all} tasks finished in the last 30 days was on time`
    : say`${onTime} of the ${all} tasks finished in the last 30 days were on time`
}

const HOUR = 60

function responsiveness({ waiting: { everAsked, count, oldest } }: PulseFacts): Reading {
  if (!everAsked) return unavailable(say`The client has not written or asked for anything yet.`)
  const [first] = oldest
  if (!first) return { value: 100, reason: say`Nothing of the client’s waits for an answer.`, evidence: { waiting: 0 } }
  const hours = Math.floor(first.workingMinutes / HOUR)
  const time = hours === 1 ? say`${hours} working hour` : say`${hours} working hours`
  const oldestOne =
    first.thread.type === 'request'
      ? say`The oldest unanswered request has waited ${time}`
      : say`The oldest unanswered message has waited ${time}`
  const alone = say`${oldestOne}.`
  const more = count === 2 ? say`${oldestOne}, and ${1} more waits.` : say`${oldestOne}, and ${count - 1} more wait.`
  return {
    value: falling(first.workingMinutes, 24 * HOUR, 120 * HOUR),
    reason: count > 1 ? more : alone,
    evidence: { waiting: count, oldest },
  }
}

function communication({ on, lastShown }: PulseFacts): Reading {
  if (!lastShown) return unavailable(say`No message that the client can see was ever written.`)
  const days = daysFrom(lastShown.on, on)
  return {
    value: falling(days, 7, 30),
    reason: age(days),
    evidence: { days, communicationId: lastShown.communicationId },
  }
}

function age(days: number): Said {
  if (days === 0) return say`The last message that the client could see is of today.`
  return days === 1
    ? say`The last message that the client could see is ${days} day old.`
    : say`The last message that the client could see is ${days} days old.`
}

const FULL_UP_TO = 80
const OVER_AT = 130

function workload({ members, peak }: PulseFacts): Reading {
  if (members === 0) return unavailable(say`Nobody is on the project’s team.`)
  if (!peak)
    return { value: 100, reason: say`Nobody on the team is booked in the next two weeks.`, evidence: { members } }
  const { bookedMinutes: booked, capacityMinutes: capacity } = peak
  const value =
    capacity === 0 || booked * 100 >= capacity * OVER_AT
      ? 0
      : booked * 100 <= capacity * FULL_UP_TO
        ? 100
        : rounded(100 * (OVER_AT * capacity - 100 * booked), (OVER_AT - FULL_UP_TO) * capacity)
  return {
    value,
    reason:
      capacity === 0
        ? say`The fullest day on the team in the next two weeks is ${peak.on}, when somebody is booked on a day off.`
        : say`The fullest day on the team in the next two weeks is ${peak.on}, when somebody is booked to ${rounded(100 * booked, capacity)} %.`,
    evidence: { members, ...peak },
  }
}

const WORTH: Record<Standing, [value: number, is: Said]> = {
  active: [100, say`is active`],
  trialing: [90, say`is on trial`],
  ending: [50, say`ends with its period`],
  past_due: [40, say`is past due`],
  unpaid: [0, say`is unpaid`],
}

function billing({ subscriptions }: PulseFacts): Reading {
  const worst = subscriptions.toSorted(
    (a, b) => WORTH[a.standing][0] - WORTH[b.standing][0] || (a.id < b.id ? -1 : 1),
  )[0]
  if (!worst) return unavailable(say`The project has no subscription that says how it stands.`)
  const [value, is] = WORTH[worst.standing]
  return {
    value,
    reason:
      subscriptions.length === 1
        ? say`Its subscription ${is}.`
        : say`Of ${subscriptions.length} subscriptions the worst ${is}.`,
    evidence: { subscriptionId: worst.id, subscriptions: subscriptions.length },
  }
}

function budget({ budget: kept, tasks: totals }: PulseFacts): Reading {
  if (!kept || kept.budgetMinutes === 0) return unavailable(say`The project has no budget of time.`)
  const done = progressOf(totals) ?? 0
  const { budgetMinutes, spentMinutes } = kept
  const ahead = 100 * spentMinutes - done * budgetMinutes
  const over = Math.min(100, Math.max(0, rounded(ahead, budgetMinutes)))
  return {
    value: 100 - over,
    reason: say`${Math.floor((100 * spentMinutes) / budgetMinutes)} % of the budget is spent, and ${done} % of the work is done.`,
    evidence: { budgetMinutes, spentMinutes, progress: done },
  }
}

const GOOD_FOR_DAYS = 90

function satisfaction({ on, satisfaction: said }: PulseFacts): Reading {
  if (!said) return unavailable(say`Nobody recorded how satisfied the client is.`)
  const days = daysFrom(said.on, on)
  if (days > GOOD_FOR_DAYS)
    return unavailable(say`What was recorded last is ${days} days old, and counts for ${GOOD_FOR_DAYS}.`, {
      recordId: said.id,
    })
  return { value: said.value, reason: say`It was recorded on ${said.on}.`, evidence: { recordId: said.id, days } }
}

function progress({ tasks: totals }: PulseFacts): Reading {
  const value = progressOf(totals)
  if (value === null) return unavailable(say`There is nothing to be done yet.`)
  return {
    value,
    reason: say`Work of weight ${totals.done} of ${totals.total} is done.`,
    evidence: { doneWeight: totals.done, totalWeight: totals.total },
  }
}

const daysFrom = (from: string, to: string) => dayNumber(to) - dayNumber(from)
