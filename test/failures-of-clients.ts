// What can be wrong with subscriptions, signals, clients with all their projects, and collections.
import assert from 'node:assert/strict'
import { BILLING_FAILURES } from './failures-of-billing.ts'
import type { Failure } from './failures-provoked.ts'

const admin = '/v1/admin'
const care = {
  id: 'care',
  accountId: 'bakery',
  productType: 'seo',
  productName: 'Care',
  status: 'canceled',
  amountMinor: 100,
  interval: 'month',
}

export const CLIENTS_FAILURES: Failure[] = [
  ...BILLING_FAILURES,
  {
    says: 'a search for nothing',
    code: 'validation_error',
    status: 400,
    when: (a) => a.mia.get(`${admin}/search?q=`),
  },
  {
    says: 'an unknown subscription',
    code: 'subscription_not_found',
    status: 404,
    when: (a) => a.ada.get(`${admin}/subscriptions/none`),
  },
  {
    says: 'an account that the account system owns, renamed by hand',
    code: 'validation_error',
    status: 422,
    given: (a) =>
      a.ada.post(`${admin}/accounts/import`, 'name,externalId,version\nIn step,7,1\n', { 'content-type': 'text/csv' }),
    when: async (a) => {
      const { id } = (await a.ada.get(`${admin}/accounts?externalId=7`)).body.data[0]
      return a.ada.put(`${admin}/accounts/${id}`, { name: 'By hand' })
    },
    also: ({ body }) => assert.deepEqual([body.errors[0].pointer, body.errors[0].rule], ['/name', 'owned_outside']),
  },
  {
    says: 'accounts brought in step with a system that is not there',
    code: 'not_connected',
    status: 409,
    when: (a) => a.ada.post(`${admin}/accounts/sync`),
  },
  {
    says: 'an unknown run of bringing accounts in step',
    code: 'sync_not_found',
    status: 404,
    when: (a) => a.ada.get(`${admin}/accounts/sync/runs/none`),
  },
  {
    says: 'accounts told without a signature',
    code: 'unauthenticated',
    status: 401,
    when: (a) => a.nobody.post('/v1/hooks/accounts', { data: {} }),
  },
  {
    says: 'a comparison with a Stripe that is not connected',
    code: 'route_not_found',
    status: 404,
    when: (a) => a.ada.post(`${admin}/subscriptions/sync`, undefined),
  },
  {
    says: 'an export to a Stripe that is not connected',
    code: 'route_not_found',
    status: 404,
    when: (a) => a.ada.post(`${admin}/billing/export`, { provider: 'stripe' }),
  },
  {
    says: 'an event of Stripe that is not signed',
    code: 'unauthenticated',
    status: 401,
    when: (a) => a.nobody.post('/v1/hooks/stripe', { id: 'evt_1', type: 'customer.subscription.created' }),
  },
  {
    says: 'a subscription said to be Stripe’s by somebody else',
    code: 'validation_error',
    status: 422,
    when: (a) => a.ada.post(`${admin}/subscriptions`, { ...care, provider: 'stripe', externalId: 'sub_1' }),
    also: ({ body }) => assert.deepEqual([body.errors[0].pointer, body.errors[0].rule], ['/provider', 'mirrored']),
  },
  {
    says: 'a client who is another one at Stripe',
    code: 'already_exists',
    status: 409,
    given: (a) => a.ada.put(`${admin}/accounts/dental`, { stripeCustomerId: 'cus_1' }),
    when: (a) => a.ada.put(`${admin}/accounts/bakery`, { stripeCustomerId: 'cus_1' }),
    adds: { pointer: '/stripeCustomerId' },
  },
  {
    says: 'an unknown signal',
    code: 'signal_not_found',
    status: 404,
    when: (a) => a.ada.get(`${admin}/signals/none`),
  },
  {
    says: 'a collection that nobody named',
    code: 'collection_not_found',
    status: 404,
    when: (a) => a.ada.get(`${admin}/collections/people`),
  },
  {
    says: 'a subscription that ended and is to go on',
    code: 'invalid_transition',
    status: 409,
    given: (a) => a.ada.post(`${admin}/subscriptions`, care),
    when: (a) => a.ada.put(`${admin}/subscriptions/care`, { status: 'active' }),
    adds: { allowed: [] },
  },
  {
    says: 'a snoozed signal that is to be acknowledged',
    code: 'invalid_transition',
    status: 409,
    given: async (a) => {
      await a.ada.post(`${admin}/signals`, { id: 'look', accountId: 'bakery', title: 'Look' })
      const snoozedUntil = new Date(a.clock.now().getTime() + 3_600_000).toISOString()
      await a.ada.put(`${admin}/signals/look/status`, { status: 'snoozed', snoozedUntil })
    },
    when: (a) => a.ada.put(`${admin}/signals/look/status`, { status: 'acknowledged' }),
    adds: { allowed: ['completed', 'dismissed'] },
  },
  {
    says: 'a signal that is open already',
    code: 'already_exists',
    status: 409,
    given: (a) => a.ada.post(`${admin}/signals`, { id: 'look', accountId: 'bakery', title: 'Look' }),
    when: (a) => a.ada.post(`${admin}/signals`, { accountId: 'bakery', title: 'look' }),
    adds: { id: 'look' },
  },
  {
    says: 'an account of which something goes on, archived',
    code: 'in_use',
    status: 409,
    when: (a) => a.ada.put(`${admin}/accounts/bakery`, { status: 'archived' }),
    adds: { openProjects: 1, activeChildren: 0, liveSubscriptions: 0 },
  },
  {
    says: 'a Project Manager who gives a project to another client',
    code: 'permission_denied',
    status: 403,
    when: (a) => a.max.put(`${admin}/projects/site`, { accountId: 'dental' }),
  },
  {
    says: 'a hold that is over before it begins',
    code: 'validation_error',
    status: 422,
    when: (a) =>
      a.ada.put(`${admin}/accounts/bakery/projects`, { hold: { reason: 'Rebuilding', until: '2026-11-01' } }),
    also: ({ body }) => assert.equal(body.errors[0].pointer, '/hold/until'),
  },
  {
    says: 'somebody who leaves and hands over to a member',
    code: 'validation_error',
    status: 422,
    when: (a) => a.ada.post(`${admin}/people/amy/suspend`, { handOverTo: 'mia' }),
    also: ({ body }) => assert.equal(body.errors[0].pointer, '/handOverTo'),
  },
]
