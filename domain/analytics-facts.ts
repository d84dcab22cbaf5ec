// What tasks and requests add to the figures of analytics, and on which day: the one place that says what is counted. Pure.
import type { Measure } from './analytics-figures.ts'
import { serviceLevel, type WorkingTime } from './request-clocks.ts'
import type { Request } from './request.ts'
import type { BlockedReason, TaskStatus } from './task.ts'

export interface Fact {
  measure: Measure
  /** The day it counts for, in the organisation's zone. */
  on: string
  /** Whole minutes, or 1 where it is only counted. */
  amount: number
  /** Which of its subject's, where that has several: those with one number belong together. */
  n: number
}

/** How long it took by the working time of the project, and on which day an instant was. */
export interface Measuring {
  time: WorkingTime
  dayOf(instant: Date): string
}

/** A step of a task's history, in order; one that stays in its status and reason is none of its own. */
export interface TaskStep {
  status: TaskStatus
  blockedReason: BlockedReason | null
  at: Date
}
export interface CountedTask {
  createdAt: Date
  completedAt: Date | null
  dueOn: string | null
  estimateMinutes: number | null
  spentMinutes: number
  steps: readonly TaskStep[]
}

const MINUTE_MS = 60_000
/** Never below 0: what was taken over from elsewhere may be done before it came here. */
const wholeMinutes = (ms: number): number => Math.max(0, Math.floor(Math.round(ms) / MINUTE_MS))
const minutesBetween = ({ time }: Measuring, from: Date, to: Date): number => wholeMinutes(time.between(from, to))

/** What a task adds. One that was reopened counts as completed when it last was; milestones are no work and are not asked about. */
export function factsOfTask(task: CountedTask, measuring: Measuring): Fact[] {
  const { createdAt, completedAt } = task
  const made: Fact = { measure: 'created', on: measuring.dayOf(createdAt), amount: 1, n: 0 }
  return [made, ...(completedAt ? completion(task, completedAt, measuring) : []), ...staysOf(task.steps, measuring)]
}

function completion(task: CountedTask, completedAt: Date, measuring: Measuring): Fact[] {
  const { createdAt, dueOn, estimateMinutes, spentMinutes, steps } = task
  const on = measuring.dayOf(completedAt)
  const fact = (measure: Measure, amount: number): Fact => ({ measure, on, amount, n: 0 })
  const facts = [fact('lead', minutesBetween(measuring, createdAt, completedAt))]
  const begun = steps.find(({ status }) => status === 'in_progress')
  if (begun) facts.push(fact('cycle', minutesBetween(measuring, begun.at, completedAt)))
  if (dueOn !== null) facts.push(fact('due', on <= dueOn ? 1 : 0))
  // An estimate of a task that nobody recorded time on is neither right nor wrong.
  if (estimateMinutes && spentMinutes > 0)
    facts.push(
      fact('estimated', estimateMinutes),
      fact('spent', spentMinutes),
      fact('off', Math.abs(spentMinutes - estimateMinutes)),
    )
  return facts
}

/** Each time that a task left one of its open statuses, or was blocked for another reason. */
function staysOf(steps: readonly TaskStep[], measuring: Measuring): Fact[] {
  const moves = steps.filter((step, n) => kindOf(step) !== kindOf(steps[n - 1]))
  return moves.flatMap((step, n): Fact[] => {
    const [measure, next] = [kindOf(step), moves[n + 1]]
    if (measure === undefined || !next) return []
    return [{ measure, on: measuring.dayOf(next.at), amount: minutesBetween(measuring, step.at, next.at), n: n + 1 }]
  })
}

const STATUS_MEASURES: Partial<Record<TaskStatus, Measure>> = {
  pending: 'in_pending',
  in_progress: 'in_progress',
  in_review: 'in_review',
}
const kindOf = (step: TaskStep | undefined): Measure | undefined =>
  step?.status === 'blocked' ? `blocked_${step.blockedReason ?? 'other'}` : step && STATUS_MEASURES[step.status]

export interface CountedRequest {
  createdAt: Date
  priority: Request['priority']
  status: Request['status']
  firstRespondedAt: Date | null
  respondBy: Date | null
  /** Which promise `respondBy` was by. */
  responsePriority: Request['priority'] | null
  closedAt: Date | null
  resolveLeftMs: number | null
}

/**
 * What a request adds. Answer and resolution took what their clocks counted, so that holds, and waiting for the client, are
 * not in them. What was taken back by the client is closed and was not resolved.
 */
export function factsOfRequest(request: CountedRequest, measuring: Measuring): Fact[] {
  const { createdAt, priority, status, firstRespondedAt, respondBy, closedAt, resolveLeftMs } = request
  const fact = (measure: Measure, at: Date, amount = 1): Fact => ({ measure, on: measuring.dayOf(at), amount, n: 0 })
  const facts = [fact('asked', createdAt)]
  if (firstRespondedAt) {
    const took = measuring.time.between(createdAt, firstRespondedAt) - stoodBefore(request, measuring)
    facts.push(fact('answered', firstRespondedAt, wholeMinutes(took)))
    if (respondBy && firstRespondedAt > respondBy) facts.push(fact('answered_late', firstRespondedAt))
  }
  if (!closedAt) return facts
  facts.push(fact('closed', closedAt))
  if (status === 'cancelled' || resolveLeftMs === null) return facts
  facts.push(fact('resolved', closedAt, wholeMinutes(serviceLevel(priority).resolveMs - resolveLeftMs)))
  if (resolveLeftMs < 0) facts.push(fact('resolved_late', closedAt))
  return facts
}

/** For how long the clock of the answer stood still until then: its deadline was put off by as much. */
function stoodBefore({ createdAt, respondBy, responsePriority }: CountedRequest, { time }: Measuring): number {
  if (!respondBy || !responsePriority) return 0
  return Math.max(0, time.between(createdAt, respondBy) - serviceLevel(responsePriority).respondMs)
}
