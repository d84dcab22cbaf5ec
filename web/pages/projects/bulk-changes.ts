// What can be done with some projects at once: for each of them its own call, made of what was said once.
import type { ListedProject, ProjectChange } from '../../api-types.ts'
import { call } from '../../api.ts'
import type { Permission } from '../../../domain/permissions.ts'
import { t } from '../../words.ts'

export type BulkKind = 'status' | 'priority' | 'manager' | 'people' | 'tags' | 'hold' | 'delete'

/** What is said once for all. */
export interface Said {
  status?: ListedProject['status']
  priority?: ListedProject['priority']
  managerId?: string | null
  people: string[]
  tags: string[]
  takeAway: boolean
  reason: string
  holdUntil: string
}
export const NOTHING_SAID: Said = { people: [], tags: [], takeAway: false, reason: '', holdUntil: '' }

export const BULK_WORDS = (): Record<BulkKind, string> => ({
  status: t('Set status'),
  priority: t('Set priority'),
  manager: t('Set manager'),
  people: t('Assign people'),
  tags: t('Change tags'),
  hold: t('Put on hold'),
  delete: t('Delete'),
})
export const BULK_NEEDS: Record<BulkKind, Permission> = {
  status: 'project.update',
  priority: 'project.update',
  manager: 'project.assign',
  people: 'project.assign',
  tags: 'project.update',
  hold: 'project.update',
  delete: 'project.delete',
}

/** Whether enough was said to begin. */
export const isSaid: Record<BulkKind, (said: Said) => boolean> = {
  status: ({ status }) => status !== undefined,
  priority: ({ priority }) => priority !== undefined,
  manager: ({ managerId }) => managerId !== undefined,
  people: ({ people }) => people.length > 0,
  tags: ({ tags }) => tags.length > 0,
  hold: ({ reason }) => reason.trim() !== '',
  delete: ({ reason }) => reason.trim() !== '',
}

const joined = (before: string[], more: string[], takeAway: boolean): string[] =>
  takeAway ? before.filter((each) => !more.includes(each)) : [...new Set([...before, ...more])]
const because = ({ reason }: Said) => (reason.trim() ? { reason: reason.trim() } : {})

const CHANGE: Record<Exclude<BulkKind, 'delete'>, (project: ListedProject, said: Said) => ProjectChange> = {
  status: (_, said) => ({ status: said.status, ...because(said) }),
  priority: (_, { priority }) => ({ priority }),
  manager: (_, { managerId }) => ({ managerId }),
  people: ({ assignedTeam }, { people, takeAway }) => ({ assignedTeam: joined(assignedTeam, people, takeAway) }),
  tags: ({ tags }, said) => ({ tags: joined(tags, said.tags, said.takeAway) }),
  hold: (_, said) => ({ status: 'on_hold', ...because(said), ...(said.holdUntil && { holdUntil: said.holdUntil }) }),
}

/** Sends it for one project. What is added to a list is refused where somebody else changed the list since it was seen. */
export function sendBulk(kind: BulkKind, project: ListedProject, said: Said): Promise<unknown> {
  const params = { projectId: project.id }
  if (kind === 'delete')
    return call('DELETE /v1/admin/projects/:projectId', { params, body: { reason: said.reason.trim() } })
  const body = CHANGE[kind](project, said)
  const version = kind === 'people' || kind === 'tags' ? { version: project.version } : {}
  return call('PUT /v1/admin/projects/:projectId', { params, body, ...version })
}
