// When somebody must look at work: tasks and requests past their time, and budgets used up ahead of it. Pure, as in
// signal-conditions.ts, which says what the others are.
import type { PRIORITIES } from './fields.ts'
import { say } from './said.ts'
import {
  DEFAULT_THRESHOLDS,
  named,
  titled,
  workingDays,
  type Named,
  type Raising,
  type Thresholds,
} from './signal-conditions.ts'
import type { BlockedReason } from './task.ts'

export interface BudgetFacts {
  project: Named
  open: boolean
  budgetMinutes: number | null
  spentMinutes: number
  /** 0 to 100. */
  progress: number
}

/** The budget is used up, or used so much further than the work has come. */
export function budgetBurn(
  { project, open, budgetMinutes, spentMinutes, progress }: BudgetFacts,
  { budgetAheadPoints }: Thresholds = DEFAULT_THRESHOLDS,
): Raising | undefined {
  if (!open || budgetMinutes === null || budgetMinutes === 0) return undefined
  const spentPercent = Math.floor((100 * spentMinutes) / budgetMinutes)
  const isUsedUp = spentPercent >= 100 && progress < 100
  if (!isUsedUp && spentPercent - progress < budgetAheadPoints) return undefined
  return {
    type: 'budget_burn',
    dedupeKey: `budget_burn:project:${project.id}`,
    priority: isUsedUp ? 'urgent' : 'high',
    ...titled(say`${named(project)} has used ${spentPercent} % of its budget at ${progress} % of its work`),
    evidence: { budgetMinutes, spentMinutes, spentPercent, progress },
  }
}

interface TaskFacts {
  task: { id: string; title: string; open: boolean }
}

/** A task past its due date, the more urgent the longer. Its assignee is told at once, without a signal. */
export function taskOverdue(
  { task, dueOn, workingDaysLate }: TaskFacts & { dueOn: string; workingDaysLate: number },
  { overdueWorkingDays }: Thresholds = DEFAULT_THRESHOLDS,
): Raising | undefined {
  const [first, second, third] = overdueWorkingDays
  if (!task.open || workingDaysLate < first) return undefined
  return {
    type: 'task_overdue',
    dedupeKey: `task_overdue:task:${task.id}`,
    priority: workingDaysLate >= third ? 'urgent' : workingDaysLate >= second ? 'high' : 'medium',
    ...titled(say`${workingDays(workingDaysLate)} overdue: ${named({ name: task.title })}`),
    evidence: { taskId: task.id, dueOn, workingDaysLate },
  }
}

interface BlockedFacts extends TaskFacts {
  blockedReason: BlockedReason | null
  /** When it was blocked. */
  since: string
  workingDaysBlocked: number
}

/**
 * A task that is blocked, for those who plan it; waiting for the client is no lateness of theirs, but the client's account
 * manager has to know. They may read titles and ages, and no more of tasks, so the evidence holds no more.
 */
export function taskBlocked(
  { task, blockedReason, since, workingDaysBlocked }: BlockedFacts,
  { blockedWorkingDays, waitingClientWorkingDays }: Thresholds = DEFAULT_THRESHOLDS,
): Raising | undefined {
  if (blockedReason === null || !task.open) return undefined
  const waits = blockedReason === 'waiting_client'
  const [first, second] = waits ? [waitingClientWorkingDays, blockedWorkingDays[1]] : blockedWorkingDays
  if (workingDaysBlocked < first) return undefined
  const title = named({ name: task.title })
  const days = workingDays(workingDaysBlocked)
  return {
    type: 'task_blocked',
    dedupeKey: `task_blocked:task:${task.id}`,
    priority: workingDaysBlocked >= second ? 'urgent' : waits ? 'medium' : 'high',
    ...titled(waits ? say`Waiting for the client for ${days}: ${title}` : say`Blocked for ${days}: ${title}`),
    evidence: { taskId: task.id, since, workingDaysBlocked, waitsForClient: waits },
  }
}

export interface RequestFacts {
  request: { id: string; title: string; priority: (typeof PRIORITIES)[number]; open: boolean }
  /** Null while its clocks stand still. */
  respondBy: string | null
  resolveBy: string | null
  firstRespondedAt: string | null
}

/** A request past its first response, or past its resolution. At the very instant it is still in time. */
export function requestOverdue(
  { request, respondBy, resolveBy, firstRespondedAt }: RequestFacts,
  now: Date,
): Raising | undefined {
  if (!request.open) return undefined
  const isPast = (at: string | null) => at !== null && Date.parse(at) < now.getTime()
  const unanswered = firstRespondedAt === null && isPast(respondBy)
  const unresolved = isPast(resolveBy)
  if (!unanswered && !unresolved) return undefined
  const title = named({ name: request.title })
  return {
    type: 'request_overdue',
    dedupeKey: `request_overdue:request:${request.id}`,
    priority: unresolved || request.priority === 'urgent' ? 'urgent' : 'high',
    ...titled(unanswered ? say`The first answer is overdue: ${title}` : say`The resolution is overdue: ${title}`),
    evidence: { requestId: request.id, respondBy, resolveBy, firstRespondedAt },
  }
}
