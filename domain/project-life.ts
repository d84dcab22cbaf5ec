// How a project may move through its life. The page offers its moves from here, so nothing heavy is imported.
import { invalidField, Problem } from './problems.ts'
import { say, sayStatus } from './said.ts'
import type { ProjectStatus } from './project.ts'

/** The moves that are open from each status; on hold goes back to where it was, see `nextStatuses`. */
const NEXT: Record<ProjectStatus, readonly ProjectStatus[]> = {
  draft: ['onboarding', 'active', 'cancelled'],
  onboarding: ['active', 'on_hold', 'cancelled'],
  active: ['completed', 'on_hold', 'cancelled'],
  on_hold: ['cancelled'],
  completed: ['active'],
  cancelled: ['active'],
}
const REOPEN_WITHIN_DAYS = 90
const DAY_MS = 24 * 3_600_000

export const isOpenProject = (status: ProjectStatus): boolean => status !== 'completed' && status !== 'cancelled'

/** Where a project may go now. Reopening is open for 90 days. */
export function nextStatuses(project: ProjectLife, now: Date): ProjectStatus[] {
  if (project.status === 'on_hold') return [project.statusBeforeHold ?? 'active', ...NEXT.on_hold]
  const tooLate =
    project.closedAt !== null && now.getTime() - Date.parse(project.closedAt) > REOPEN_WITHIN_DAYS * DAY_MS
  return tooLate ? [] : [...NEXT[project.status]]
}

export interface ProjectLife {
  status: ProjectStatus
  statusBeforeHold: ProjectStatus | null
  closedAt: string | null
  holdReason: string | null
  holdUntil: string | null
  closeReason: string | null
}

/** Holding, cancelling and reopening say why. */
export const needsReason = (from: ProjectStatus, to: ProjectStatus) =>
  to === 'on_hold' || to === 'cancelled' || !isOpenProject(from)

/** The life of a project after the move, or a problem: `invalid_transition` with the moves allowed, or the reason missing. */
export function moveProject(
  project: ProjectLife,
  to: ProjectStatus,
  reason: string | undefined,
  now: Date,
): ProjectLife {
  const allowed = nextStatuses(project, now)
  if (!allowed.includes(to)) {
    throw new Problem(
      'invalid_transition',
      say`A project that is ${sayStatus(project.status)} can not become ${sayStatus(to)}.`,
      { allowed },
    )
  }
  if (needsReason(project.status, to) && reason === undefined) {
    throw invalidField(
      '/reason',
      'required',
      say`is needed to move from ${sayStatus(project.status)} to ${sayStatus(to)}`,
    )
  }
  return {
    status: to,
    statusBeforeHold: to === 'on_hold' ? project.status : null,
    holdReason: to === 'on_hold' ? (reason ?? null) : null,
    holdUntil: null,
    closeReason: to === 'cancelled' ? (reason ?? null) : to === 'completed' ? (reason ?? null) : null,
    closedAt: isOpenProject(to) ? null : now.toISOString(),
  }
}
