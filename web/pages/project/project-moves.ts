// The moves of a project's life as a person reads them: what each is called, and what is asked before it.
import { isOpenProject, needsReason, nextStatuses } from '../../../domain/project-life.ts'
import type { Project } from '../../api-types.ts'
import { t } from '../../words.ts'

type Status = Project['status']
export interface Move {
  to: Status
  name: string
  danger: boolean
  needsReason: boolean
}

export const isOver = (status: Status): boolean => !isOpenProject(status)

/** Where a project may go now. On hold it goes back to where it was, which only the server knows: `resume` finds out. */
export function movesOf(project: Project): Move[] {
  const { status, closedAt, holdReason, holdUntil, closeReason } = project
  const life = { status, closedAt, holdReason, holdUntil, closeReason, statusBeforeHold: null }
  return nextStatuses(life, new Date()).map((to) => ({
    to,
    name: nameOfMove(status, to),
    danger: to === 'cancelled',
    needsReason: needsReason(status, to),
  }))
}

function nameOfMove(from: Status, to: Status): string {
  if (isOver(from)) return t('Reopen…')
  if (from === 'on_hold' && to !== 'cancelled') return t('Go on with it…')
  const names: Record<Status, string> = {
    draft: t('Back to draft'),
    onboarding: t('Start onboarding…'),
    active: t('Make active…'),
    on_hold: t('Put on hold…'),
    completed: t('Complete…'),
    cancelled: t('Cancel the project…'),
  }
  return names[to]
}
