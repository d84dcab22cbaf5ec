// What can be done with some projects at once: for each of them its own operation, made of what was said once.
import type { BatchOperation, ListedProject } from '../../api-types.ts'
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

const OPERATION: Record<BulkKind, (project: ListedProject, said: Said) => BatchOperation> = {
  status: (_, said) => ({ op: 'status', data: { status: said.status, ...because(said) } }),
  priority: (_, { priority }) => ({ op: 'update', data: { priority } }),
  manager: (_, { managerId }) => ({ op: 'update', data: { managerId } }),
  people: (_, { people, takeAway }) => ({ op: 'assign', data: { [takeAway ? 'remove' : 'add']: people } }),
  // Refused where somebody else changed the list since it was seen.
  tags: ({ tags, version }, said) => ({
    op: 'update',
    ifVersion: version,
    data: { tags: joined(tags, said.tags, said.takeAway) },
  }),
  hold: (_, said) => ({
    op: 'status',
    data: { status: 'on_hold', ...because(said), ...(said.holdUntil && { holdUntil: said.holdUntil }) },
  }),
  delete: (_, said) => ({ op: 'delete', data: because(said) }),
}

/** What is to be done with one project. */
export const bulkOperation = (kind: BulkKind, project: ListedProject, said: Said): BatchOperation => ({
  ...OPERATION[kind](project, said),
  id: project.id,
})
