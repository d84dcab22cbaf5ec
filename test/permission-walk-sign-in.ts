// The walk's lines about how people get in: sessions, second factors.
import { randomBytes } from 'node:crypto'
import { draftOf } from '../server/access/second-factor-operations.ts'
import { codeAt, newTimeSecret, stepAt } from '../server/access/time-code.ts'
import { seal } from './agency.ts'
import type { WalkRequest } from './permission-walk-requests.ts'
import { fresh, ghost, isGhost, person, type Maker } from './permission-walk-things.ts'

export const SIGN_IN_ACCESS = {
  'GET /v1/auth/sessions': 'everyone',
  'DELETE /v1/auth/sessions/:sessionId': 'everyone',
  'GET /v1/auth/second-factor': 'everyone',
  'POST /v1/auth/second-factor': 'everyone',
  'PUT /v1/auth/second-factor': 'everyone',
  'DELETE /v1/auth/second-factor': 'everyone',
  'DELETE /v1/admin/people/:personId/sessions': 'PA',
  'DELETE /v1/admin/people/:personId/second-factor': 'PA',
}

/** Everybody has their own; nobody sees those of others. */
const session: Maker = async (agency, place, caller) => {
  if (isGhost(place)) return { sessionId: ghost(place) }
  if (place !== 'own' && place !== 'beside' && place !== 'foreign') return undefined
  const owner =
    place === 'foreign' ? 'olga' : place === 'beside' || caller === 'olga' || caller === 'nobody' ? 'una' : caller
  const at = place === 'foreign' ? agency.olga.organizationId : agency.organizationId
  const ids = { sessionId: fresh('session'), owner, at }
  await opens(agency, ids)
  return ids
}

/** Opens it, again where another request has ended all that its person had. */
const opens: NonNullable<WalkRequest['before']> = async ({ db }, { sessionId, owner, at }) => {
  if (owner === undefined) return
  await db.admin.query(
    `insert into sessions (organization_id, id, person_id, secret_hash, created_at, expires_at)
     values ($1, $2, $3, $4, now(), '2099-01-01') on conflict (organization_id, id) do nothing`,
    [at, sessionId, owner, randomBytes(32)],
  )
}

/** Whose draft it is, so that its body can be made. */
const drafted: Maker = async ({ organizationId, olga }, place, caller) => {
  if (place !== (caller === 'olga' ? 'foreign' : 'own')) return undefined
  return { owner: `${caller === 'olga' ? olga.organizationId : organizationId} ${caller}` }
}

export const SIGN_IN_REQUESTS: Record<string, WalkRequest> = {
  'GET /v1/auth/sessions': {},
  'DELETE /v1/auth/sessions/:sessionId': { on: session, takesTurn: true, before: opens },
  'GET /v1/auth/second-factor': {},
  'POST /v1/auth/second-factor': {},
  'PUT /v1/auth/second-factor': {
    takesTurn: true,
    on: drafted,
    body: ({ clock }, { owner = '' }) => {
      const secret = newTimeSecret()
      return { draft: draftOf(seal, owner, secret, clock.now()), code: codeAt(secret, stepAt(clock.now())) }
    },
  },
  'DELETE /v1/auth/second-factor': { takesTurn: true },
  'DELETE /v1/admin/people/:personId/sessions': { on: person },
  'DELETE /v1/admin/people/:personId/second-factor': { on: person },
}
