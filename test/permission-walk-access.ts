// Who may ask what, written down a second time in the original document's own letters, and what follows for each caller.
// Not drawn from domain/permissions.ts: the walk holds the two against each other.
import type { Grants, Scope } from '../domain/permissions.ts'
import { SIGN_IN_ACCESS } from './permission-walk-sign-in.ts'
import { ASKING_ACCESS, ASKING_RIGHTS } from './permission-walk-asking.ts'
import { COMMUNICATIONS_ACCESS, COMMUNICATIONS_RIGHTS } from './permission-walk-communications.ts'
import { PULSE_ACCESS, PULSE_RIGHTS } from './permission-walk-pulse.ts'
import { LOG_ACCESS, LOG_RIGHTS } from './permission-walk-log.ts'
import { AUTOMATION_ACCESS, AUTOMATION_RIGHTS } from './permission-walk-automation.ts'
import { NOTIFICATIONS_ACCESS, NOTIFICATIONS_RIGHTS } from './permission-walk-notifications.ts'
import { ANALYTICS_ACCESS } from './permission-walk-analytics.ts'
import { LIVE_ACCESS, LIVE_RIGHTS } from './permission-walk-live.ts'
import { BILLING_ACCESS } from './permission-walk-billing.ts'
import { CLIENTS_ACCESS, CLIENTS_RIGHTS } from './permission-walk-clients.ts'

/**
 * PA Project Admin, PM Project Manager, TL Team Lead, AM Account Manager, as the access lines have them.
 * `everyone`: whoever is signed in, on what is theirs. `own`: the others too, on what is theirs. `public`: nobody need be signed in.
 */
export const ACCESS: Record<string, string> = {
  ...ASKING_ACCESS,
  ...COMMUNICATIONS_ACCESS,
  ...PULSE_ACCESS,
  ...CLIENTS_ACCESS,
  ...BILLING_ACCESS,
  ...LOG_ACCESS,
  ...AUTOMATION_ACCESS,
  ...NOTIFICATIONS_ACCESS,
  ...LIVE_ACCESS,
  ...ANALYTICS_ACCESS,
  ...SIGN_IN_ACCESS,
  // The original's thirteen, as far as they are built.
  'GET /v1/admin/projects': 'PA AM',
  'POST /v1/admin/projects': 'PA',
  'PUT /v1/admin/projects/:projectId': 'PA PM',
  'DELETE /v1/admin/projects/:projectId': 'PA',
  'GET /v1/admin/projects/:projectId/tasks': 'PA PM TL',
  'POST /v1/admin/projects/:projectId/tasks': 'PA PM',
  'PUT /v1/admin/projects/tasks/:taskId/status': 'PA PM TL',
  'GET /v1/admin/projects/:projectId/schedule': 'PA PM TL',
  'PUT /v1/admin/projects/:projectId/schedule': 'PA PM',
  // The other doors.
  'GET /v1/admin/projects/:projectId': 'PA PM AM',
  'POST /v1/admin/projects/:projectId/restore': 'PA',
  'GET /v1/admin/projects/tasks/:taskId': 'PA PM TL',
  'PUT /v1/admin/projects/tasks/:taskId': 'PA PM',
  'DELETE /v1/admin/projects/tasks/:taskId': 'PA PM',
  'GET /v1/admin/projects/tasks/:taskId/why': 'PA PM TL',
  'GET /v1/admin/projects/:projectId/export': 'PA PM TL',
  'GET /v1/admin/schedule': 'PA PM TL',
  'GET /v1/admin/me/schedule': 'everyone',
  'GET /v1/admin/holidays': 'PA PM',
  'POST /v1/admin/holidays': 'PA',
  'POST /v1/admin/holidays/import': 'PA',
  'GET /v1/admin/holidays/:holidayId': 'PA PM',
  'PUT /v1/admin/holidays/:holidayId': 'PA',
  'DELETE /v1/admin/holidays/:holidayId': 'PA',
  'GET /v1/admin/people/:personId/time-off': 'PA PM TL',
  'POST /v1/admin/people/:personId/time-off': 'PA',
  'GET /v1/admin/people/:personId/time-off/:timeOffId': 'PA PM TL',
  'PUT /v1/admin/people/:personId/time-off/:timeOffId': 'PA',
  'DELETE /v1/admin/people/:personId/time-off/:timeOffId': 'PA',
  'GET /v1/admin/projects/:projectId/baselines': 'PA PM TL',
  'POST /v1/admin/projects/:projectId/baselines': 'PA PM',
  'GET /v1/admin/projects/:projectId/baselines/:baselineId': 'PA PM TL',
  'PUT /v1/admin/projects/:projectId/baselines/:baselineId': 'PA PM',
  'DELETE /v1/admin/projects/:projectId/baselines/:baselineId': 'PA PM',
  'GET /v1/admin/me/feeds': 'everyone',
  'POST /v1/admin/me/feeds': 'everyone',
  'DELETE /v1/admin/me/feeds/:feedId': 'everyone',
  'GET /feeds/:token': 'public',
  'POST /v1/admin/people/import': 'PA',
  'POST /v1/admin/accounts/import': 'PA',
  'POST /v1/admin/projects/import': 'PA',
  'GET /v1/admin/me/projects': 'PA PM TL AM',
  'GET /v1/admin/me/tasks': 'everyone',
  'PUT /v1/admin/me/tasks/:taskId/status': 'everyone',
  'GET /v1/admin/me': 'everyone',
  'GET /v1/admin/me/time': 'everyone',
  'GET /v1/admin/projects/tasks/:taskId/time': 'PA PM own',
  'POST /v1/admin/projects/tasks/:taskId/time': 'PA PM own',
  'PUT /v1/admin/projects/tasks/:taskId/time/:entryId': 'PA PM own',
  'DELETE /v1/admin/projects/tasks/:taskId/time/:entryId': 'PA PM own',
  'GET /v1/admin/accounts': 'PA AM',
  'POST /v1/admin/accounts': 'PA',
  'GET /v1/admin/accounts/:accountId': 'PA AM',
  'PUT /v1/admin/accounts/:accountId': 'PA',
  'GET /v1/admin/people': 'PA PM TL',
  'POST /v1/admin/people': 'PA',
  'GET /v1/admin/people/:personId': 'PA PM TL',
  'PUT /v1/admin/people/:personId': 'PA',
  'POST /v1/admin/people/:personId/invite': 'PA',
  'POST /v1/admin/people/:personId/suspend': 'PA',
  'POST /v1/admin/people/:personId/reinstate': 'PA',
  'GET /v1/admin/teams': 'PA PM TL',
  'POST /v1/admin/teams': 'PA',
  'GET /v1/admin/teams/:teamId': 'PA PM TL',
  'PUT /v1/admin/teams/:teamId': 'PA',
  'DELETE /v1/admin/teams/:teamId': 'PA',
  'GET /v1/admin/templates': 'PA PM',
  'POST /v1/admin/templates': 'PA',
  'GET /v1/admin/templates/:templateId': 'PA PM',
  'PUT /v1/admin/templates/:templateId': 'PA',
  'DELETE /v1/admin/templates/:templateId': 'PA',
  'GET /v1/admin/settings': 'PA PM',
  'PUT /v1/admin/settings': 'PA',
  'POST /v1/auth/login': 'public',
  'POST /v1/auth/logout': 'public',
  'PUT /v1/auth/password': 'everyone',
  'GET /v1/auth/invitations/:token': 'public',
  'POST /v1/auth/invitations/:token': 'public',
  'POST /v1/auth/password-reset': 'public',
  'PUT /v1/auth/password-reset/:token': 'public',
  'GET /v1/auth/tokens': 'everyone',
  'POST /v1/auth/tokens': 'everyone',
  'DELETE /v1/auth/tokens/:tokenId': 'everyone',
  'GET /livez': 'public',
  'GET /readyz': 'public',
}

/** Rights that no address asks for by itself: operations look at them where a body hands out work. */
export const RIGHTS_WITHOUT_ADDRESS: Record<string, string> = {
  ...ASKING_RIGHTS,
  ...COMMUNICATIONS_RIGHTS,
  ...PULSE_RIGHTS,
  ...CLIENTS_RIGHTS,
  ...LOG_RIGHTS,
  ...AUTOMATION_RIGHTS,
  ...NOTIFICATIONS_RIGHTS,
  ...LIVE_RIGHTS,
  'project.assign': 'PA PM',
  'task.assign': 'PA PM',
}

/** What is below these belongs to the organisation and to no project or account: whoever may read it reads all of it. */
const OF_THE_ORGANISATION = /^(GET|POST|PUT|DELETE) \/v1\/admin\/(people|teams|templates|settings|holidays|time-off)\b/

export const ROLE_OF = { PA: 'project_admin', PM: 'project_manager', TL: 'team_lead', AM: 'account_manager' } as const
type Letter = keyof typeof ROLE_OF
const REACH_OF = { PA: 'organization', PM: 'assigned', TL: 'team', AM: 'accounts' } as const

export function lettersOf(address: string): string[] {
  const letters = ACCESS[address]
  if (letters === undefined)
    throw new Error(
      `${address} has no line in ACCESS (test/permission-walk-access.ts): write down there who may, in the document’s letters.`,
    )
  return letters.split(' ')
}

const isRole = (letter: string): letter is Letter => letter in ROLE_OF

/** Who plans with people plans with all of them; a lead sees those of their teams. */
const REACH_AT: Record<string, Partial<Record<Letter, Scope>>> = {
  'GET /v1/admin/schedule': { PM: 'organization' },
  'GET /v1/admin/analytics/utilisation': { PM: 'organization' },
  'GET /v1/admin/analytics/utilisation/rows': { PM: 'organization' },
}

/** The row that domain/permissions.ts must have for these letters. */
export function grantsFor(letters: readonly string[], address = ''): Grants {
  const wide = OF_THE_ORGANISATION.test(address)
  const roles = letters
    .filter(isRole)
    .map((letter) => [ROLE_OF[letter], wide ? 'organization' : (REACH_AT[address]?.[letter] ?? REACH_OF[letter])])
  const member = letters.includes('everyone') || letters.includes('own')
  return { ...Object.fromEntries(roles), ...(member && { member: 'own' }) } as Grants
}

/** Where the thing is that the path names, as the caller sees it. */
export const PLACES = ['own', 'beside', 'out', 'foreign', 'deleted', 'withProject', 'unknown', 'malformed'] as const
/**
 * own: in the caller’s scope, and theirs by name. beside: in their scope, nobody’s by name. out: of the same organisation, in
 * nobody’s scope. foreign: of the other organisation. withProject: deleted together with its project.
 */
export type Place = (typeof PLACES)[number]

const GONE = new Set<Place>(['deleted', 'withProject', 'unknown', 'malformed'])

export interface Caller {
  name: string
  /** What they are by the document's letters; none for a member. */
  letters: readonly Letter[]
  from: 'here' | 'elsewhere' | 'nowhere'
}

/** 'done', or the status of the refusal: by who asks first, by what they may see second. */
export function expectedOf(address: string, caller: Caller, place: Place): 'done' | 401 | 403 | 404 {
  const letters = lettersOf(address)
  const gone = GONE.has(place)
  if (letters.includes('public')) return gone ? 404 : 'done'
  if (caller.from === 'nowhere') return 401
  const granted = caller.letters.filter((letter) => letters.includes(letter))
  const byName = letters.includes('everyone') || letters.includes('own')
  if (granted.length === 0 && !byName) return 403
  if (gone) return 404
  if (caller.from === 'elsewhere') return place === 'foreign' ? 'done' : 404
  if (place === 'foreign') return 404
  if (granted.includes('PA') || (granted.length > 0 && OF_THE_ORGANISATION.test(address))) return 'done'
  if (place === 'out') return 404
  if (place === 'beside') return granted.length > 0 ? 'done' : 404
  return 'done'
}
