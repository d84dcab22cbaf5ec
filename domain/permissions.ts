// Who may do what, and to which things: the one table that route guards, SQL scopes, OpenAPI and the published matrix are drawn from.

export const ROLES = ['project_admin', 'project_manager', 'team_lead', 'account_manager'] as const
export type Role = (typeof ROLES)[number]

/**
 * How far a grant reaches. organization: everything in it. assigned: projects one manages or is on the team of.
 * team: projects of the teams one leads. accounts: projects of the accounts one manages, or whose parent one does.
 * own: what carries one's own name.
 */
export type Scope = 'organization' | 'assigned' | 'team' | 'accounts' | 'own'

/** `member` is everyone who is signed in, whatever their roles. */
export type Grants = Partial<Record<Role | 'member', Scope>>

const ADMIN = { project_admin: 'organization' } as const
const STAFF = { project_admin: 'organization', project_manager: 'organization', team_lead: 'organization' } as const
const ALL_LEADS = { project_admin: 'organization', project_manager: 'assigned', team_lead: 'team' } as const
const MANAGERS = { project_admin: 'organization', project_manager: 'assigned' } as const
/** Whoever speaks with the client about a project. */
const CLIENT_FACING = { ...MANAGERS, account_manager: 'accounts' } as const
const ACCOUNT_SIDE = { project_admin: 'organization', account_manager: 'accounts' } as const

export const PERMISSIONS = {
  'project.list': { project_admin: 'organization', account_manager: 'accounts' },
  'project.read': { project_admin: 'organization', project_manager: 'assigned', account_manager: 'accounts' },
  'project.create': ADMIN,
  'project.update': MANAGERS,
  'project.assign': MANAGERS,
  'project.delete': ADMIN,
  'project.restore': ADMIN,
  // The door alone: each operation in it needs its own.
  'project.batch': ALL_LEADS,
  'task.read': ALL_LEADS,
  'task.create': MANAGERS,
  'task.update': MANAGERS,
  'task.update_status': ALL_LEADS,
  'task.assign': MANAGERS,
  'task.delete': MANAGERS,
  'task.discuss': { ...ALL_LEADS, member: 'own' },
  'communication.read': CLIENT_FACING,
  'communication.write': CLIENT_FACING,
  'channel.manage': MANAGERS,
  'attachment.read': { ...ALL_LEADS, account_manager: 'accounts', member: 'own' },
  'attachment.write': { ...ALL_LEADS, account_manager: 'accounts', member: 'own' },
  'request.read': CLIENT_FACING,
  'request.create': CLIENT_FACING,
  'request.update': MANAGERS,
  'request.process': MANAGERS,
  'client_link.manage': CLIENT_FACING,
  'pulse.read': MANAGERS,
  'pulse.update': MANAGERS,
  'signal.read': CLIENT_FACING,
  'signal.update': CLIENT_FACING,
  'subscription.read': ACCOUNT_SIDE,
  'subscription.write': ADMIN,
  'billing.read': CLIENT_FACING,
  'billing.write': ADMIN,
  'analytics.read': CLIENT_FACING,
  'collection.read': ADMIN,
  'activity.read': MANAGERS,
  'audit.read': ADMIN,
  'automation.manage': ADMIN,
  'alert.manage': ADMIN,
  'job.manage': ADMIN,
  'time.read': { ...MANAGERS, member: 'own' },
  'time.write': { ...MANAGERS, member: 'own' },
  'schedule.read': ALL_LEADS,
  'schedule.update': MANAGERS,
  'schedule.people': { project_admin: 'organization', project_manager: 'organization', team_lead: 'team' },
  'account.read': ACCOUNT_SIDE,
  'account.write': ADMIN,
  'account.coordinate': ADMIN,
  'person.read': STAFF,
  'person.write': ADMIN,
  'team.read': STAFF,
  'team.write': ADMIN,
  'template.read': { project_admin: 'organization', project_manager: 'organization' },
  'template.write': ADMIN,
  'settings.read': { project_admin: 'organization', project_manager: 'organization' },
  'settings.write': ADMIN,
  'me.read': { member: 'own' },
  'me.projects': {
    project_admin: 'organization',
    project_manager: 'assigned',
    team_lead: 'team',
    account_manager: 'accounts',
  },
  'me.update_task_status': { member: 'own' },
  'me.password': { member: 'own' },
  'me.sign_in': { member: 'own' },
  'me.notifications': { member: 'own' },
  'me.digest': ACCOUNT_SIDE,
  'live.follow': { member: 'own' },
  'feed.manage': { member: 'own' },
  'token.manage': { member: 'own' },
} as const satisfies Record<string, Grants>

export type Permission = keyof typeof PERMISSIONS
export const permissionNames = Object.keys(PERMISSIONS) as Permission[]

/**
 * How far this person's rights for the permission reach: the union over their roles, each with its own scope.
 * Empty: not at all. `tokenScopes` narrows what an API token may use; `*` leaves the person's rights as they are.
 */
export function grantsOf(
  roles: readonly Role[],
  permission: Permission,
  tokenScopes: readonly string[] = ['*'],
): Scope[] {
  if (!tokenScopes.includes('*') && !tokenScopes.includes(permission)) return []
  const grants: Grants = PERMISSIONS[permission]
  const scopes = new Set<Scope>()
  for (const role of [...roles, 'member'] as const) {
    const scope = grants[role]
    if (scope) scopes.add(scope)
  }
  return scopes.has('organization') ? ['organization'] : [...scopes]
}
