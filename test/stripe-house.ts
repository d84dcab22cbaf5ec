// The house as it is connected to a small Stripe: events come in signed, errands are done at once, and things to buy.
import type { TestContext } from 'node:test'
import pino from 'pino'
import { stripeDoings } from '../server/integrations/stripe-doings.ts'
import { runErrand, type ErrandOptions } from '../server/integrations/stripe-errands.ts'
import type { BillingEntry } from '../domain/billing-entry.ts'
import type { Subscription } from '../domain/subscription.ts'
import { agency, ask, theHouse } from './agency.ts'
import { stripeHeaders } from './deliveries.ts'
import { stripeServer, type Thing } from './stripe-server.ts'

/** The house as it is connected to it: events come in, and errands are done one after another. */
export async function stripeHouse(t: { after(close: () => Promise<unknown>): unknown }) {
  const stripe = await stripeServer(t)
  const house = await theHouse()
  const { api } = stripe
  const { db, clock, baseUrl } = house
  house.stripe.api = api
  const log = pino({ level: 'silent' })
  const doings = stripeDoings({ app: db.app, stripe: api, clock: clock.tick })
  const options: ErrandOptions = { app: db.app, worker: db.worker, doings, log, clock: clock.tick }
  let events = 0
  return {
    ...stripe,
    options,
    /** Bills the clients of this organisation. */
    billsFor: (organizationId: string) => void (house.stripe.organizationId = organizationId),
    /** Delivers an event about a thing, signed. */
    tells(type: string, object: object, id = `evt_${Date.now()}${++events}`) {
      const body = JSON.stringify({ id, object: 'event', type, created: 1, data: { object } })
      return ask(baseUrl, 'POST', '/v1/hooks/stripe', body, stripeHeaders(body, clock.now()))
    },
    /** All that is due; answers how many tries that took. */
    async runErrands() {
      let tries = 0
      while (await runErrand(options)) tries++
      return tries
    },
  }
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

/** A customer, a product and a subscription to it, of which a test says what matters to it. */
export function boughtAt(at: Date, { id = 'sub_1', customer = 'cus_1', ...fields }: Record<string, unknown> = {}) {
  const sold: Thing = { id: `prod_${String(id)}`, object: 'product', name: 'SEO Growth', metadata: { type: 'seo' } }
  const buyer: Thing = {
    id: String(customer),
    object: 'customer',
    name: 'Harbour Cafe',
    email: 'owner@harbour.example',
    metadata: {},
  }
  const subscription: Thing = {
    id: String(id),
    object: 'subscription',
    customer,
    status: 'active',
    currency: 'eur',
    created: seconds(at),
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    ended_at: null,
    discounts: [],
    metadata: {},
    items: { object: 'list', has_more: false, data: [itemOf(sold.id, at)] },
    ...fields,
  }
  return { sold, buyer, subscription }
}

export const itemOf = (product: string, at: Date, price: object = {}, more: object = {}) => ({
  id: `si_${product}`,
  object: 'subscription_item',
  quantity: 1,
  current_period_start: seconds(at),
  current_period_end: seconds(at) + 30 * 86_400,
  discounts: [],
  price: {
    id: `price_${product}`,
    object: 'price',
    product,
    nickname: null,
    metadata: {},
    unit_amount: 90_000,
    unit_amount_decimal: '90000',
    recurring: { interval: 'month', interval_count: 1 },
    ...price,
  },
  ...more,
})

/** An agency whose clients this Stripe bills, with one of them who has bought something. */
export async function connectedAgency(t: TestContext) {
  const house = await agency()
  const stripe = await stripeHouse(t)
  stripe.billsFor(house.organizationId)
  /** At Stripe, with who bought it. */
  const buys = (fields?: Record<string, unknown>) => {
    const bought = boughtAt(house.clock.now(), fields)
    stripe.has(...Object.values(bought))
    return bought
  }
  const subscriptions = async () =>
    (await house.ada.get('/v1/admin/subscriptions')).body.data as (Subscription & { id: string })[]
  const waiting = async () =>
    (await house.db.admin.query('select * from stripe_errands where organization_id = $1', [house.organizationId])).rows
  const entries = async () =>
    (await house.ada.get('/v1/admin/billing/entries?limit=100&sort=postedAt')).body.data as BillingEntry[]
  return { ...house, stripe, buys, subscriptions, waiting, entries, ...buys() }
}

/** Of an invoice. */
export const line = (amount: number, more: object = {}) => ({
  id: `il_${amount}`,
  amount,
  discount_amounts: [],
  taxes: [],
  metadata: {},
  ...more,
})

/** Of 100 and 19 % on top, for the subscription. */
export function invoiceOf(fields: Record<string, unknown> = {}): Thing {
  return {
    id: 'in_1',
    object: 'invoice',
    number: 'A-1',
    status: 'paid',
    currency: 'eur',
    customer: 'cus_1',
    metadata: {},
    total: 11_900,
    total_excluding_tax: 10_000,
    lines: {
      object: 'list',
      has_more: false,
      data: [line(10_000, { taxes: [{ amount: 1_900, tax_behavior: 'exclusive' }] })],
    },
    parent: { subscription_details: { subscription: 'sub_1' } },
    ...fields,
  }
}
