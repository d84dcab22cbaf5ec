// What goes out live: that something happened, never what it holds. Who may see which entry of the log, and how it is told.
import { z } from 'zod'
import { SEEN_WITH } from './activity.ts'
import { Id } from './fields.ts'
import { grantsOf, type Permission, type Role, type Scope } from './permissions.ts'

/** An entry of the log, as far as it is told. */
export const LiveChange = z
  .strictObject({
    seq: z.number().int().positive().meta({ description: 'Its place among all that happened in the organisation.' }),
    id: z.string(),
    event: z.string(),
    entity: z.strictObject({ type: z.string(), id: z.string(), version: z.number().int().nullable() }),
    projectId: z.string().nullable(),
    accountId: z.string().nullable(),
    actor: z.strictObject({ type: z.enum(['person', 'rule', 'client', 'integration']), id: z.string() }),
    at: z.iso.datetime(),
    causeId: z.string().nullable(),
  })
  .meta({ id: 'LiveChange' })
export type LiveChange = z.output<typeof LiveChange>

const At = { seq: z.number().int().nonnegative() }
export const Looking = z.strictObject({ id: z.string(), name: z.string() })
export const Presence = z.strictObject({ projectId: z.string(), people: z.array(Looking) }).meta({ id: 'Presence' })
export type Presence = z.output<typeof Presence>

export const RELOAD_REASONS = ['too_much', 'not_kept', 'ahead'] as const
export const CLOSING_REASONS = [
  'signed_out',
  'too_slow',
  'too_many_messages',
  'behind',
  'unavailable',
  'stopping',
] as const
export type ReloadReason = (typeof RELOAD_REASONS)[number]
export type ClosingReason = (typeof CLOSING_REASONS)[number]

const BatchProgress = z.strictObject({ done: z.int(), total: z.int() }).meta({
  id: 'LiveBatch',
  description: 'How far a long batch of one’s own is, which this node performs; it counts only once it is answered.',
})
export type BatchProgress = z.output<typeof BatchProgress>

/** All that a client can be told, by name. */
export const TOLD = {
  ready: z.strictObject(At).meta({
    id: 'LiveReady',
    description: 'Where the log stands; what comes after it follows, or what comes after `since`.',
  }),
  change: LiveChange,
  head: z
    .strictObject(At)
    .meta({ id: 'LiveHead', description: 'All up to here that may be seen has been told: the next `since`.' }),
  reload: z.strictObject({ reason: z.enum(RELOAD_REASONS), ...At }).meta({
    id: 'LiveReload',
    description: 'What was missed can not be told: read anew; what comes after `seq` follows.',
  }),
  reach: z.strictObject(At).meta({ id: 'LiveReach', description: 'What may be seen is not what it was.' }),
  behind: z
    .strictObject({})
    .meta({ id: 'LiveBehind', description: 'This node hears nothing of what happens, for now.' }),
  caught_up: z
    .strictObject(At)
    .meta({ id: 'LiveCaughtUp', description: 'It hears again, and has told all it missed.' }),
  presence: Presence,
  batch: BatchProgress,
  closing: z
    .strictObject({ reason: z.enum(CLOSING_REASONS) })
    .meta({ id: 'LiveClosing', description: 'Why the connection ends.' }),
} as const
export type Told = keyof typeof TOLD

const AboutProject = z.strictObject({ projectId: Id }).meta({ id: 'LiveAboutProject' })
/** All that a client can ask for over its socket, by name. */
export const ASKED = {
  follow: AboutProject,
  unfollow: z.strictObject({}),
  look: AboutProject,
  leave: AboutProject,
} as const
export type Asked = keyof typeof ASKED

/** Where to go on from; nothing: from now on. */
export const Since = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** An entry, with what of its thing decides who may see it. */
export interface Seen {
  event: string
  entityType: string
  entityId: string
  projectId: string | null
  accountId: string | null
  traits?: Traits | undefined
}

/** What the database tells of a thing that its project alone does not. */
export interface Traits {
  /** Whose it is: those assigned to a task, who spent the time, who was told. */
  ownerIds: readonly string[]
  /** Whether account managers may see it, as far as the thing itself goes. */
  forAccounts: boolean
  /** Whether it belongs to a task, or a part of the plan: what leads see. */
  ofTask: boolean
  /** Where it has no project: the projects that it is about all the same. */
  projectIds: readonly string[]
}

/** What one person reaches besides the whole organisation. Deleted projects are among it: that they went is told, nothing else. */
export interface Reach {
  assigned: ReadonlySet<string>
  team: ReadonlySet<string>
  accounts: ReadonlySet<string>
  managed: ReadonlySet<string>
  deleted: ReadonlySet<string>
}

export interface Viewer {
  personId: string
  roles: readonly Role[]
  tokenScopes: readonly string[]
  reach: Reach
}

/** Ways to see a thing besides that of the activity: what is one's own, and what leads and members discuss. */
const ALSO_WITH: Record<string, readonly Permission[]> = {
  task: ['me.read'],
  communication: ['task.discuss'],
  notification: ['me.notifications'],
}
/** What somebody does with their own sign-in is no matter of whoever works with them. */
const ADMINS_ONLY = new Set([
  'person.second_factor_removed',
  'person.second_factor_set',
  'person.sessions_ended',
  'person.signed_in',
  'person.signed_out',
  'person.password_changed',
  'person.notifications_chosen',
])
/** Told of nobody else, Project Admins included. */
const PRIVATE = new Set(['notification'])
/** Of these the thing itself decides: where nothing is known of it, it is not for those who see only some. */
const MIXED = new Set(['attachment', 'communication', 'signal'])
const unknown = (type: string): Traits => ({
  ownerIds: [],
  forAccounts: !MIXED.has(type),
  ofTask: !MIXED.has(type),
  projectIds: [],
})

/** Whether the viewer may be told of the entry, by what they may see now. */
export function maySee(viewer: Viewer, entry: Seen): boolean {
  const { entityType: type, event } = entry
  const seenWith = ADMINS_ONLY.has(event) ? undefined : SEEN_WITH[type]
  const ways = [...(PRIVATE.has(type) ? [] : [seenWith ?? 'activity.read']), ...(ALSO_WITH[type] ?? [])]
  const isAdminsOnly = !seenWith && !PRIVATE.has(type)
  return ways.some((permission) =>
    grantsOf(viewer.roles, permission, viewer.tokenScopes).some(
      (scope) => (!isAdminsOnly || scope === 'organization') && reaches(viewer, scope, permission, entry),
    ),
  )
}

function reaches({ personId, reach }: Viewer, scope: Scope, permission: Permission, entry: Seen): boolean {
  const { event, projectId, accountId, traits = unknown(entry.entityType) } = entry
  // What is discussed under a task is for who reads the task; other threads have a permission of their own.
  if (permission === 'task.discuss' && !traits.ofTask) return false
  if (scope === 'organization') return true
  if (projectId !== null && reach.deleted.has(projectId) && event !== 'project.deleted') return false
  const within = (projects: ReadonlySet<string>) =>
    projectId === null ? traits.projectIds.some((id) => projects.has(id)) : projects.has(projectId)
  switch (scope) {
    case 'assigned':
      return within(reach.assigned)
    case 'team':
      return traits.ofTask && within(reach.team)
    case 'accounts':
      return traits.forAccounts && (projectId === null ? reach.managed.has(accountId ?? '') : within(reach.accounts))
    case 'own':
      return traits.ownerIds.includes(personId)
  }
}

/** Whether the entry may change what somebody reaches: after it, that has to be looked at again. */
export const changesReach = ({ event, entityType }: Pick<Seen, 'event' | 'entityType'>): boolean =>
  ['project', 'team', 'account', 'person'].includes(entityType) && !HARMLESS.has(event)
const HARMLESS = new Set([
  'person.second_factor_removed',
  'person.second_factor_set',
  'person.sessions_ended',
  'project.health_changed',
  'project.status_changed',
  'person.signed_in',
  'person.signed_out',
  'person.overloaded',
])

/** Whether a project is among those the viewer has to do with: who looks at it is told to those. */
export const seesProject = ({ roles, tokenScopes, reach }: Viewer, projectId: string): boolean =>
  grantsOf(roles, 'me.projects', tokenScopes).some((scope) => {
    if (scope === 'organization') return true
    if (scope === 'own' || reach.deleted.has(projectId)) return false
    return reach[scope].has(projectId)
  })
