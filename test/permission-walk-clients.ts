// The walk's lines about subscriptions, signals, clients with all their projects, and collections: who may, and a request that succeeds.
import { randomBytes } from 'node:crypto'
import { accountServer } from './account-system.ts'
import { theHouse, type Person } from './agency.ts'
import { closeAtTheEnd } from './database.ts'
import { ACCOUNTS_SECRET, stripeHeaders, webhookHeaders } from './deliveries.ts'
import { stripeHouse } from './stripe-house.ts'
import type { WalkRequest } from './permission-walk-requests.ts'
import { account, fresh, ghost, isGhost, made, person, project, remove, type Maker } from './permission-walk-things.ts'

/** Of an account in that place. */
export const subscription: Maker = async (agency, place, caller) => {
  if (isGhost(place)) return { subscriptionId: ghost(place) }
  const { ada, olga } = agency
  const ids = await account(agency, place === 'deleted' ? 'own' : place, caller)
  if (!ids) return undefined
  const who = place === 'foreign' ? olga : ada
  const subscriptionId = await made(
    who.post('/v1/admin/subscriptions', {
      id: fresh('subscription'),
      accountId: ids.accountId,
      productType: 'seo',
      productName: 'Care',
      status: 'active',
      amountMinor: 100,
      interval: 'month',
    }),
  )
  if (place === 'deleted') await remove(ada, `/v1/admin/subscriptions/${subscriptionId}`)
  return { subscriptionId }
}

/** Of a project in that place; nobody ever deletes one by itself. */
export const signal: Maker = async (agency, place, caller) => {
  if (isGhost(place)) return { signalId: ghost(place) }
  if (place === 'deleted') return undefined
  const { ada, olga } = agency
  const ids = await project(agency, place === 'withProject' ? 'own' : place, caller)
  if (!ids) return undefined
  const who: Person = place === 'foreign' ? olga : ada
  const { projectId } = ids
  const signalId = await made(who.post('/v1/admin/signals', { id: fresh('signal'), projectId, title: fresh('Look') }))
  if (place === 'withProject') await remove(ada, `/v1/admin/projects/${projectId}?reason=walk`)
  return { signalId }
}

/** What a body names is in the caller's own reach: the path names nothing that could be elsewhere. */
const named =
  (make: Maker): Maker =>
  async (agency, place, caller) =>
    place === (caller === 'olga' ? 'foreign' : 'own') ? make(agency, place, caller) : undefined

/** There is one of each name everywhere, with what is the reader's own. */
const collection: Maker = async (_agency, place, caller) => {
  if (isGhost(place)) return { name: ghost(place) }
  return place === (caller === 'olga' ? 'foreign' : 'own') ? { name: '_projects-tasks' } : undefined
}

/** Stripe is asked, and bills one organisation's clients: whoever is of another is told that it is not connected. */
const ofStripe: Maker = async ({ organizationId }, place, caller) => {
  if (place !== 'own' || caller === 'olga') return undefined
  ;(await theStripe()).billsFor(organizationId)
  return {}
}
let stripe: ReturnType<typeof stripeHouse> | undefined
const theStripe = () => (stripe ??= stripeHouse({ after: closeAtTheEnd }))

/** Somebody who hands over, and who it goes to. */
const leaver: Maker = async (agency, place, caller) => {
  const ids = await person(agency, place, caller)
  if (!ids) return undefined
  const { ada, olga } = agency
  const email = `${fresh('successor')}@new${randomBytes(3).toString('hex')}.example`
  const to = await made(
    (place === 'foreign' ? olga : ada).post('/v1/admin/people', {
      name: 'Successor',
      email,
      roles: ['account_manager'],
    }),
  )
  return { ...ids, to }
}

/** One run that came of a file; nobody deletes one. */
const sync: Maker = async (agency, place) => {
  if (isGhost(place)) return { syncId: ghost(place) }
  if (place !== 'own' && place !== 'foreign') return undefined
  const who = place === 'foreign' ? agency.olga : agency.ada
  const number = fresh('number')
  const file = `name,externalId,version\nClient ${number},${number},1\n`
  await who.post('/v1/admin/accounts/import', file, { 'content-type': 'text/csv' })
  return { syncId: (await who.get('/v1/admin/accounts/sync/runs')).body.data[0].id }
}

/** One organisation has the account system of the house. */
const connected: Maker = async ({ organizationId }, place, caller) => {
  if (place !== 'own' || caller === 'olga') return undefined
  const { accounts } = await theHouse()
  if (!accounts.system) await accountServer({ after: closeAtTheEnd }, organizationId)
  return {}
}

export const CLIENTS_ACCESS: Record<string, string> = {
  'GET /v1/admin/accounts/sync': 'PA',
  'POST /v1/admin/accounts/sync': 'PA',
  'GET /v1/admin/accounts/sync/runs': 'PA',
  'GET /v1/admin/accounts/sync/runs/:syncId': 'PA',
  'POST /v1/hooks/accounts': 'public',
  'GET /v1/admin/me/today': 'everyone',
  'GET /v1/admin/search': 'everyone',
  'GET /v1/admin/collections/:name': 'PA',
  'GET /v1/admin/accounts/:accountId/overview': 'PA AM',
  'PUT /v1/admin/accounts/:accountId/projects': 'PA',
  'POST /v1/admin/people/:personId/hand-over': 'PA',
  'GET /v1/admin/subscriptions': 'PA AM',
  'POST /v1/admin/subscriptions': 'PA',
  'GET /v1/admin/subscriptions/:subscriptionId': 'PA AM',
  'PUT /v1/admin/subscriptions/:subscriptionId': 'PA',
  'DELETE /v1/admin/subscriptions/:subscriptionId': 'PA',
  'POST /v1/admin/subscriptions/sync': 'PA',
  'GET /v1/admin/billing/stripe': 'PA',
  'POST /v1/admin/billing/export': 'PA',
  'POST /v1/hooks/stripe': 'public',
  'GET /v1/admin/signals': 'PA PM AM',
  'POST /v1/admin/signals': 'PA PM AM',
  'GET /v1/admin/signals/:signalId': 'PA PM AM',
  'PUT /v1/admin/signals/:signalId': 'PA PM AM',
  'PUT /v1/admin/signals/:signalId/status': 'PA PM AM',
  'GET /v1/admin/signals/:signalId/communications': 'PA PM AM',
  'POST /v1/admin/signals/:signalId/communications': 'PA PM AM',
}
export const CLIENTS_REQUESTS: Record<string, WalkRequest> = {
  'GET /v1/admin/accounts/sync': {},
  'POST /v1/admin/accounts/sync': { on: connected },
  'GET /v1/admin/accounts/sync/runs': {},
  'GET /v1/admin/accounts/sync/runs/:syncId': { on: sync },
  'POST /v1/hooks/accounts': {
    on: connected,
    body: () => ({ data: { externalId: 'half' } }),
    headers: ({ clock }, body) => webhookHeaders(body, clock.now(), undefined, ACCOUNTS_SECRET),
  },
  'GET /v1/admin/me/today': {},
  'GET /v1/admin/search': { query: '?q=website' },
  'GET /v1/admin/collections/:name': { on: collection },
  'GET /v1/admin/accounts/:accountId/overview': { on: account },
  'PUT /v1/admin/accounts/:accountId/projects': { on: account, body: () => ({ resume: {} }) },
  'POST /v1/admin/people/:personId/hand-over': { on: leaver, body: (_, { to }) => ({ to }) },
  'GET /v1/admin/subscriptions': { lists: subscription },
  'POST /v1/admin/subscriptions': {
    body: () => ({
      accountId: 'bakery',
      productType: 'seo',
      productName: 'Care',
      status: 'active',
      amountMinor: 100,
      interval: 'month',
    }),
  },
  'GET /v1/admin/subscriptions/:subscriptionId': { on: subscription },
  'PUT /v1/admin/subscriptions/:subscriptionId': { on: subscription, body: () => ({ productName: fresh('Name') }) },
  'DELETE /v1/admin/subscriptions/:subscriptionId': { on: subscription },
  'POST /v1/admin/subscriptions/sync': { on: ofStripe },
  'GET /v1/admin/billing/stripe': {},
  'POST /v1/admin/billing/export': { on: ofStripe, body: () => ({ provider: 'stripe' }) },
  'POST /v1/hooks/stripe': {
    body: () => ({ id: 'evt_walk', type: 'product.created', data: { object: { id: 'prod_1' } } }),
    headers: ({ clock }, body) => stripeHeaders(body, clock.now()),
  },
  'GET /v1/admin/signals': { lists: signal },
  'POST /v1/admin/signals': {
    on: named(project),
    body: (_, { projectId }) => ({ title: fresh('Look'), projectId }),
  },
  'GET /v1/admin/signals/:signalId': { on: signal },
  'PUT /v1/admin/signals/:signalId': { on: signal, body: () => ({ title: fresh('Title') }) },
  'PUT /v1/admin/signals/:signalId/status': { on: signal, body: () => ({ status: 'acknowledged' }) },
  'GET /v1/admin/signals/:signalId/communications': { on: signal },
  'POST /v1/admin/signals/:signalId/communications': { on: signal, body: () => ({ body: 'Words' }) },
}
/** Rights that no address asks for, in the document's letters. */
export const CLIENTS_RIGHTS: Record<string, string> = {}
