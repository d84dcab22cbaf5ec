// The walk's lines about what somebody is told: who may, and a request that succeeds.
import { hashSecret } from '../server/access/authenticate.ts'
import { newSecret } from '../server/access/one-time-links.ts'
import type { WalkRequest } from './permission-walk-requests.ts'
import { fresh, ghost, isGhost, type Maker } from './permission-walk-things.ts'

const MY = '/v1/admin/me/notifications'

export const NOTIFICATIONS_ACCESS: Record<string, string> = {
  [`GET ${MY}`]: 'everyone',
  [`POST ${MY}/read-all`]: 'everyone',
  [`POST ${MY}/:notificationId/read`]: 'everyone',
  [`POST ${MY}/:notificationId/unread`]: 'everyone',
  [`DELETE ${MY}/:notificationId`]: 'everyone',
  'GET /v1/admin/me/notification-preferences': 'everyone',
  'PUT /v1/admin/me/notification-preferences': 'everyone',
  'GET /v1/admin/me/digest': 'PA AM',
  'GET /v1/mute/:token': 'public',
  'POST /v1/mute/:token': 'public',
}

/** A notice of the caller's, about themselves: whatever they may, they may see that. */
const notice: Maker = async ({ db, organizationId, olga }, place, caller) => {
  if (isGhost(place)) return { notificationId: ghost(place) }
  if (place === 'out' || place === 'withProject') return undefined
  const notTheirs = place === 'beside' || caller === 'olga' || caller === 'nobody'
  const owner = place === 'foreign' ? 'olga' : notTheirs ? 'una' : caller
  const notificationId = fresh('ntf')
  await db.admin.query(
    `insert into notifications (organization_id, id, person_id, kind, entity_type, entity_id, title, dedupe_key, telling_id,
       actor_type, actor_id, actor_name, created_at, deleted_at)
     values ($1, $2, $3, 'task_ready', 'person', $3, 'Look', $2, $2, 'rule', 'rule:x', 'Rule', now(), $4)`,
    [
      place === 'foreign' ? olga.organizationId : organizationId,
      notificationId,
      owner,
      place === 'deleted' ? new Date() : null,
    ],
  )
  return { notificationId }
}

const muteAddress: Maker = async ({ db, organizationId, olga }, place) => {
  if (place !== 'own' && place !== 'foreign' && !isGhost(place)) return undefined
  if (isGhost(place)) return { token: ghost(place) }
  const token = newSecret()
  const foreign = place === 'foreign'
  await db.admin.query(
    `insert into mute_links (organization_id, id, person_id, kind, secret_hash, created_at) values ($1, $2, $3, 'task_ready', $4, now())`,
    [foreign ? olga.organizationId : organizationId, fresh('mut'), foreign ? 'olga' : 'mia', hashSecret(token)],
  )
  return { token }
}

export const NOTIFICATIONS_REQUESTS: Record<string, WalkRequest> = {
  [`GET ${MY}`]: { lists: notice, query: '?limit=100' },
  [`POST ${MY}/read-all`]: { body: () => ({}) },
  [`POST ${MY}/:notificationId/read`]: { on: notice },
  [`POST ${MY}/:notificationId/unread`]: { on: notice },
  [`DELETE ${MY}/:notificationId`]: { on: notice },
  'GET /v1/admin/me/notification-preferences': {},
  'PUT /v1/admin/me/notification-preferences': { body: () => ({ digestHour: 9 }) },
  'GET /v1/admin/me/digest': {},
  'GET /v1/mute/:token': { on: muteAddress },
  'POST /v1/mute/:token': {
    on: muteAddress,
    body: () => 'List-Unsubscribe=One-Click',
    headers: () => ({ 'content-type': 'application/x-www-form-urlencoded' }),
  },
}
/** Rights that no address asks for, in the document's letters. */
export const NOTIFICATIONS_RIGHTS: Record<string, string> = {}
