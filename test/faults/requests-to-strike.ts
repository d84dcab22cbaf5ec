// The requests that are struck: those of the permission walk, and others where the walk's only knocks at the door.
import { randomBytes } from 'node:crypto'
import { accountServer } from '../account-system.ts'
import { signsIn, startsWith, theHouse, type Agency } from '../agency.ts'
import { closeAtTheEnd } from '../database.ts'
import { ACCOUNTS_SECRET, slackHeaders, stripeHeaders, webhookHeaders } from '../deliveries.ts'
import { mimeOf, NINA, withNina } from '../mail-house.ts'
import { requestFor, type WalkRequest } from '../permission-walk-requests.ts'
import { fresh, made, stranger, type Ids, type Maker } from '../permission-walk-things.ts'
import { slackServer } from '../slack-server.ts'
import { boughtAt, stripeHouse } from '../stripe-house.ts'

/** They look and tell, and leave nothing behind. */
export const WRITES_NOTHING = new Set([
  'POST /v1/admin/projects/preview-set-up',
  'POST /v1/admin/projects/:projectId/pulse/preview',
  'POST /v1/admin/automation/:ruleId/rehearse',
])
/** Does its work after its reply, so that the reply's time does not tell who works here: what is lost is asked for again. */
export const AFTER_ITS_REPLY = new Set(['POST /v1/auth/password-reset'])
/** They concern systems that a house has one of. */
export const OF_THE_HOUSE = /stripe|subscriptions\/sync|billing\/export|accounts\/sync|hooks/

const after = { after: closeAtTheEnd }
let stripe: ReturnType<typeof stripeHouse> | undefined
let system: ReturnType<typeof accountServer> | undefined
let slack: ReturnType<typeof slackServer> | undefined

/** Stripe bills this organisation, and the bakery has bought something there. */
const buyer: Maker = async ({ organizationId, ada, clock }) => {
  const there = await (stripe ??= stripeHouse(after))
  there.billsFor(organizationId)
  there.has(...Object.values(boughtAt(clock.now())))
  await ada.put('/v1/admin/accounts/bakery', { stripeCustomerId: 'cus_1' })
  await ada.post('/v1/admin/billing/entries', { accountId: 'bakery', amountMinor: 500, note: 'Pictures' })
  return {}
}

const accountsThere: Maker = async ({ organizationId }) => {
  const { has } = await (system ??= accountServer(after, organizationId))
  const { accounts } = await theHouse()
  accounts.organization = organizationId
  return { told: JSON.stringify([has(fresh('one')), has(fresh('two'))]) }
}

/** The agency wrote to Nina, and she answers. */
const question: Maker = async (agency) => {
  const { db, organizationId, max } = agency
  await withNina(agency)
  const communicationId = await made(
    max.post('/v1/admin/projects/site/communications', { visibility: 'client', body: 'Which colour?' }),
  )
  const { rows } = await db.admin.query<{ token: string }>(
    `select headers ->> 'replyToken' as token from outgoing_messages where organization_id = $1 and communication_id = $2`,
    [organizationId, communicationId],
  )
  return {
    to: `reply+${rows[0]?.token}@in.agency.example`,
    messageId: `<${randomBytes(6).toString('hex')}@bakery.example>`,
  }
}

const channel: Maker = async (agency) => {
  await withNina(agency)
  const { people } = await (slack ??= slackServer(after as unknown as Parameters<typeof slackServer>[0]))
  people.set('UNINA', { name: 'Nina Brot', email: NINA })
  const channelId = `C${randomBytes(5).toString('hex').toUpperCase()}`
  await agency.max.put('/v1/admin/projects/site/channel', { provider: 'slack', channelId, visibility: 'client' })
  return { channelId }
}

const signedIn: Maker = async ({ mia, baseUrl, db, organizationId }): Promise<Ids> => {
  await db.admin.query('delete from passwords where organization_id = $1 and person_id = $2', [organizationId, 'mia'])
  await startsWith(mia, 'correct horse battery staple')
  return { cookie: (await signsIn(baseUrl, mia.email, 'correct horse battery staple')).session }
}

const suspended: Maker = async (agency) => {
  const ids = await requestFor('POST /v1/admin/people/:personId/suspend').on?.(agency, 'own', 'ada')
  await agency.ada.post(`/v1/admin/people/${ids?.personId}/suspend`)
  return ids
}

const noticed: Maker = async (agency) =>
  requestFor('POST /v1/admin/me/notifications/:notificationId/read').on?.(agency, 'own', 'ada')

const manager: Maker = async (agency) => {
  const ids = await requestFor('POST /v1/admin/people/:personId/hand-over').on?.(agency, 'own', 'ada')
  const { ada } = agency
  const { personId = '' } = ids ?? {}
  await ada.put(`/v1/admin/people/${personId}`, { roles: ['account_manager'] })
  await ada.post('/v1/admin/accounts', { id: fresh('handed'), name: 'Handed over', accountManagerIds: [personId] })
  return ids
}

/** A client with a project that runs. */
const running: Maker = async ({ ada }) => {
  const accountId = await made(ada.post('/v1/admin/accounts', { id: fresh('runs'), name: 'Runs' }))
  const id = await made(ada.post('/v1/admin/projects', { id: fresh('run'), name: 'Runs', accountId, type: 'seo' }))
  await ada.adds(id, { title: 'Something to do', startOn: '2026-12-07', durationDays: 2 })
  return { accountId }
}

const json = (value: unknown) => JSON.stringify(value)
const DEEPER: Record<string, WalkRequest> = {
  'POST /v1/admin/projects/batch': {
    on: async ({ ada }) => ({
      id: await made(ada.post('/v1/admin/projects', { name: 'Many', accountId: 'bakery', type: 'seo' })),
    }),
    body: (_, { id }) => ({
      mode: 'atomic',
      operations: [
        { op: 'create', data: { name: 'One of many', accountId: 'bakery', type: 'seo' } },
        { op: 'update', id, data: { name: 'Another of many' } },
      ],
    }),
  },
  // All that Mia has of two days; who comes later has none.
  'PUT /v1/admin/projects/:projectId/schedule': {
    on: requestFor('PUT /v1/admin/projects/:projectId/schedule').on as Maker,
    body: () => ({
      allocations: { create: [{ personId: 'mia', startOn: '2030-01-07', endOn: '2030-01-08', minutesPerDay: 480 }] },
    }),
  },
  'PUT /v1/admin/accounts/:accountId/projects': { on: running, body: () => ({ hold: { reason: 'They build' } }) },
  'POST /v1/admin/people/:personId/hand-over': { on: manager, body: (_, { to }) => ({ to }) },
  'POST /v1/admin/people/:personId/reinstate': { on: suspended },
  'POST /v1/admin/me/notifications/read-all': { on: noticed, body: () => ({}) },
  'POST /v1/auth/logout': { on: signedIn },
  'POST /v1/auth/password-reset': { on: stranger, body: (_, { email }) => ({ email }) },
  'POST /v1/admin/subscriptions/sync': { on: buyer },
  'POST /v1/admin/billing/export': { on: buyer, body: () => ({ provider: 'stripe' }) },
  'POST /v1/hooks/stripe': {
    on: buyer,
    body: () => ({
      id: fresh('evt').replace('-', '_'),
      type: 'customer.subscription.updated',
      data: { object: { id: 'sub_1' } },
    }),
    headers: ({ clock }, body) => stripeHeaders(body, clock.now()),
  },
  'POST /v1/admin/accounts/sync': { on: accountsThere },
  'POST /v1/hooks/accounts': {
    on: accountsThere,
    body: (_, { told = '' }) => json({ type: 'account.changed', data: JSON.parse(told) as unknown }),
    headers: ({ clock }, body) => webhookHeaders(body, clock.now(), undefined, ACCOUNTS_SECRET),
  },
  'POST /v1/hooks/mail': {
    on: question,
    body: (_, { to = '', messageId = '' }) => mimeOf({ to, text: 'Blue.', messageId }),
    headers: ({ clock }, body) => ({ ...webhookHeaders(body, clock.now()), 'content-type': 'message/rfc822' }),
  },
  'POST /v1/hooks/slack': {
    on: channel,
    body: ({ clock }, { channelId }) => ({
      type: 'event_callback',
      event: {
        type: 'message',
        channel: channelId,
        user: 'UNINA',
        text: 'Blue.',
        ts: `${Math.floor(clock.now().getTime() / 1000)}.000100`,
      },
    }),
    headers: ({ clock }, body) => slackHeaders(body, clock.now()),
  },
}

export const requestToStrike = (address: string): WalkRequest => DEEPER[address] ?? requestFor(address)

/** Who sends it, by a token, or as a browser would. */
export const credentialFor = (address: string, { ada }: Agency, ids: Ids): Ids =>
  address === 'POST /v1/auth/logout' ? { cookie: ids.cookie ?? '' } : { authorization: `Bearer ${ada.token}` }
