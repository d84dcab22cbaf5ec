// How a task may move through its life. The page offers its moves from here, so nothing heavy is imported.
import { invalid, invalidField, Problem } from './problems.ts'
import { say, sayStatus, type Said } from './said.ts'
import type { BlockedReason, TaskStatus, TaskStatusChange } from './task.ts'

/** The moves that are open from each status; blocked goes back to where it was, see `nextTaskStatuses`. */
const NEXT: Record<TaskStatus, readonly TaskStatus[]> = {
  pending: ['in_progress', 'completed', 'blocked', 'cancelled'],
  in_progress: ['in_review', 'completed', 'blocked', 'cancelled'],
  in_review: ['completed', 'in_progress', 'blocked', 'cancelled'],
  blocked: ['cancelled'],
  completed: ['in_progress'],
  cancelled: [],
}

export const isOpenTask = (status: TaskStatus): boolean => status !== 'completed' && status !== 'cancelled'

/** The part of a task that a move changes. */
export interface TaskLife {
  status: TaskStatus
  statusBeforeBlock: TaskStatus | null
  progress: number
  blockedReason: BlockedReason | null
  completionNotes: string | null
  completedAt: string | null
}

export const nextTaskStatuses = (task: TaskLife): TaskStatus[] =>
  task.status === 'blocked' ? [task.statusBeforeBlock ?? 'pending', ...NEXT.blocked] : [...NEXT[task.status]]

/** What a move has to know beyond the task itself. */
interface Around {
  /** What keeps it from being completed: by id where the caller may see it, counted where not. */
  waitsFor: { seen: readonly string[]; hidden: number }
  /** Where a completed task stood before, to which reopening returns. */
  progressBefore: number
  now: Date
}

/** The task after the move. Progress 100 completes nothing; completing makes progress 100. */
export function moveTask(task: TaskLife, change: TaskStatusChange, around: Around): TaskLife {
  const to = change.status ?? task.status
  if (to === task.status) return stayWithin(task, change)
  checkMove(task, change, to, around.waitsFor)
  const before = task.status === 'completed' ? around.progressBefore : task.progress
  return {
    status: to,
    statusBeforeBlock: to === 'blocked' ? task.status : null,
    progress: to === 'completed' ? 100 : (change.progress ?? before),
    blockedReason: to === 'blocked' ? (change.blockedReason ?? null) : null,
    completedAt: to === 'completed' ? around.now.toISOString() : null,
    ...notesOf(task, change, to),
  }
}

function checkMove(
  task: TaskLife,
  change: TaskStatusChange,
  to: TaskStatus,
  { seen, hidden }: Around['waitsFor'],
): void {
  const allowed = nextTaskStatuses(task)
  const refuse = (detail: string | Said, extra = {}) => new Problem('invalid_transition', detail, { allowed, ...extra })
  if (!allowed.includes(to))
    throw refuse(say`A task that is ${sayStatus(task.status, 'task')} can not become ${sayStatus(to, 'task')}.`)
  if (to === 'completed' && seen.length + hidden > 0) {
    throw refuse('It waits for tasks that are still open.', {
      allowed: allowed.filter((status) => status !== 'completed'),
      blockedBy: seen,
      ...(hidden > 0 && { blockedByHidden: hidden }),
    })
  }
  if (to === 'blocked' && change.blockedReason === undefined)
    throw invalidField('/blockedReason', 'required', 'is needed to block a task')
  if (task.status === 'completed' && change.reason === undefined)
    throw invalidField('/reason', 'required', 'is needed to reopen a task')
  if (to === 'completed' && change.progress !== undefined && change.progress !== 100)
    throw invalidField('/progress', 'completed', 'is 100 on a completed task')
}

/** Progress within a status, which closed tasks do not make. */
function stayWithin(task: TaskLife, change: TaskStatusChange): TaskLife {
  const { status, statusBeforeBlock, blockedReason, completedAt } = task
  const progress = change.progress ?? task.progress
  if (progress !== task.progress && !isOpenTask(task.status))
    throw new Problem(
      'invalid_transition',
      say`The progress of a task that is ${sayStatus(task.status, 'task')} does not change.`,
      {
        allowed: nextTaskStatuses(task),
      },
    )
  return { status, statusBeforeBlock, blockedReason, completedAt, progress, ...notesOf(task, change, status) }
}

function notesOf(task: TaskLife, change: TaskStatusChange, to: TaskStatus) {
  const errors = []
  if (change.completionNotes !== undefined && to !== 'completed')
    errors.push({ pointer: '/completionNotes', rule: 'completed', message: 'goes with status completed' })
  if (change.blockedReason !== undefined && to !== 'blocked')
    errors.push({ pointer: '/blockedReason', rule: 'blocked', message: 'goes with status blocked' })
  if (errors.length > 0) throw invalid(errors)
  return {
    completionNotes: change.completionNotes ?? (to === 'completed' ? task.completionNotes : null),
    ...(to === task.status && { blockedReason: change.blockedReason ?? task.blockedReason }),
  }
}
