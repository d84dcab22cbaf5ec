// How to make what hangs on plans, in each place it can be: baselines of projects, and calendars to subscribe to.
import { randomBytes } from 'node:crypto'
import { hashSecret } from '../server/access/authenticate.ts'
import type { Agency } from './agency.ts'
import type { Place } from './permission-walk-access.ts'
import { fresh, ghost, isGhost, made, project, remove, type Maker } from './permission-walk-things.ts'

/** Known under its own project only. */
export const baseline: Maker = async (agency, place) => {
  const { ada, olga } = agency
  const ids = await project(
    agency,
    isGhost(place) || place === 'deleted' || place === 'withProject' ? 'own' : place,
    '',
  )
  if (!ids || isGhost(place)) return ids && { ...ids, baselineId: ghost(place) }
  const path = `/v1/admin/projects/${ids.projectId}`
  const baselineId = await made((place === 'foreign' ? olga : ada).post(`${path}/baselines`, { name: 'Frozen' }))
  if (place === 'deleted') await remove(ada, `${path}/baselines/${baselineId}`)
  if (place === 'withProject') await remove(ada, `${path}?reason=walk`)
  return { ...ids, baselineId }
}

async function makeFeed({ db, organizationId, olga }: Agency, place: Place, owner: string) {
  const feedId = fresh('feed')
  const secret = randomBytes(32).toString('base64url')
  await db.admin.query(
    `insert into calendar_feeds (organization_id, id, person_id, kind, secret_hash, created_at) values ($1, $2, $3, 'mine', $4, now())`,
    [place === 'foreign' ? olga.organizationId : organizationId, feedId, owner, hashSecret(secret)],
  )
  return { feedId, secret }
}

/** Everybody has their own, like API tokens. */
export const feed: Maker = async (agency, place, caller) => {
  if (isGhost(place)) return { feedId: ghost(place) }
  if (place !== 'own' && place !== 'beside' && place !== 'foreign') return undefined
  const notTheirs = place === 'beside' || caller === 'olga' || caller === 'nobody'
  const { feedId } = await makeFeed(agency, place, place === 'foreign' ? 'olga' : notTheirs ? 'una' : caller)
  return { feedId }
}

/** The secret address of a calendar; a deleted one was taken back. */
export const feedAddress: Maker = async (agency, place) => {
  if (isGhost(place)) return { token: ghost(place) }
  if (place !== 'own' && place !== 'foreign' && place !== 'deleted') return undefined
  const { feedId, secret } = await makeFeed(agency, place, place === 'foreign' ? 'olga' : 'mia')
  if (place === 'deleted') await remove(agency.mia, `/v1/admin/me/feeds/${feedId}`)
  return { token: secret }
}
