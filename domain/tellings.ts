// What is worth telling: from what happened to the people concerned. Who of them may see it is asked where it is told.
import type { NoticeKind } from './notification.ts'

/** An entry of the activity, as far as it says whom it concerns. */
export interface Happening {
  id: string
  event: string
  entityType: string
  entityId: string
  projectId: string | null
  accountId: string | null
  changes: Record<string, { from?: unknown; to?: unknown }>
  /** What kind of actor did it. */
  actorType?: string
}

/** The people around a thing: a task's assignees, a request's or signal's assignee; those of its project and its client. */
export type Circle = 'assignees' | 'assignee' | 'manager' | 'team' | 'account_managers'

export interface Telling {
  kind: NoticeKind
  about: { type: string; id: string }
  /** Whose circles those are; the thing itself unless it is said in a thread. */
  of: { type: string; id: string }
  to: readonly Circle[]
  /** And these, by name. */
  personIds?: readonly string[]
}

type Tells = (happening: Happening) => Telling[]

const itself = ({ entityType: type, entityId: id }: Happening) => ({ type, id })
const telling = (
  h: Happening,
  kind: NoticeKind,
  to: readonly Circle[],
  personIds: readonly string[] = [],
): Telling => ({
  kind,
  about: itself(h),
  of: itself(h),
  to,
  personIds,
})

/** Who is in a list of people, or in a field for one, and was not before. */
function joined({ changes }: Happening, field: string): string[] {
  const { from, to } = changes[field] ?? {}
  const [before, after] = [from, to].map((value) => (Array.isArray(value) ? value : [value]) as unknown[])
  return (after ?? []).filter((id): id is string => typeof id === 'string' && !before?.includes(id))
}

const toThem = (h: Happening, kind: NoticeKind, field: string): Telling[] => {
  const personIds = joined(h, field)
  return personIds.length > 0 ? [telling(h, kind, [], personIds)] : []
}

const assigned: Tells = (h) => toThem(h, 'task_assigned', 'assigneeIds')
const onTheProject: Tells = (h) => {
  const personIds = ['assignedTeam', 'managerId'].flatMap((field) => joined(h, field))
  return personIds.length > 0 ? [telling(h, 'project_assigned', [], personIds)] : []
}

const THREAD_CIRCLES: Record<string, readonly Circle[]> = {
  project: ['team', 'manager', 'account_managers'],
  // What tasks are called is not for account managers.
  task: ['assignees', 'manager'],
  request: ['assignee', 'manager', 'account_managers'],
  signal: ['assignee', 'manager', 'account_managers'],
}

function said(h: Happening): Telling[] {
  // What a rule says it tells by itself whom it concerns.
  if (h.actorType === 'rule') return []
  const thread = h.changes.thread?.to as { type: string; id: string } | undefined
  const to = thread && THREAD_CIRCLES[thread.type]
  return thread && to ? [{ kind: 'message_received', about: itself(h), of: thread, to }] : []
}

/** Of these a rule tells by itself, step by step; who is to look at them is told here, like of any other. */
const ESCALATED: readonly unknown[] = ['task_overdue', 'task_blocked', 'request_overdue']

function raised(h: Happening): Telling[] {
  const personIds = joined(h, 'assigneeId')
  if (personIds.length > 0) return [telling(h, 'signal_raised', [], personIds)]
  if (h.actorType === 'rule' && ESCALATED.includes(h.changes.type?.to)) return []
  return [telling(h, 'signal_raised', ['manager', 'account_managers'])]
}

const REQUEST_CIRCLES = ['assignee', 'manager', 'account_managers'] as const

/** Work that a rule made gets its first dates: whoever has it is told that they have it. */
const isFirstPlan = ({ actorType, changes }: Happening) =>
  actorType === 'rule' && Object.values(changes).every(({ from }) => from === null || from === undefined)

/** Subject by subject, so that an agency can switch each off: the events, and whom they concern. */
export const TELLINGS = {
  tasks: {
    'task.created': assigned,
    'task.updated': (h) => {
      const isMoved = 'startOn' in h.changes || 'dueOn' in h.changes
      return [...assigned(h), ...(isMoved ? [telling(h, 'schedule_changed', ['assignees'])] : [])]
    },
    'task.dates_moved': (h) => (isFirstPlan(h) ? [] : [telling(h, 'schedule_changed', ['assignees'])]),
    'task.status_changed': (h) => [telling(h, 'task_status_changed', ['assignees', 'manager'])],
  },
  projects: {
    'project.created': onTheProject,
    'project.updated': onTheProject,
    'project.status_changed': (h) => [
      telling(h, 'project_status_changed', ['team', 'manager', 'account_managers']),
      ...onTheProject(h),
    ],
  },
  requests: {
    'request.created': (h) => [telling(h, 'request_received', REQUEST_CIRCLES)],
    'request.updated': (h) => toThem(h, 'request_received', 'assigneeId'),
    'request.status_changed': (h) => [telling(h, 'request_status_changed', REQUEST_CIRCLES)],
  },
  messages: { 'communication.added': said },
  signals: {
    'signal.raised': raised,
    'signal.updated': (h) => toThem(h, 'signal_raised', 'assigneeId'),
  },
} satisfies Record<string, Record<string, Tells>>
export type Subject = keyof typeof TELLINGS

/** Whom it concerns, of one subject; nobody where that knows nothing of such events. */
export const tellingsOf = (subject: Subject, happening: Happening): Telling[] =>
  (TELLINGS[subject] as Record<string, Tells>)[happening.event]?.(happening) ?? []
