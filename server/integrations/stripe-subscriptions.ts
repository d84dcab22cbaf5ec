// A subscription as Stripe says it now, read with what belongs to it; what it means for us is in stripe-terms.ts.
import type Stripe from 'stripe'
import { z } from 'zod'
import { isMissing } from './stripe-api.ts'

const At = z.int().nullish()
const Metadata = z.record(z.string(), z.string()).nullish()
const Product = z.object({ id: z.string(), name: z.string().nullish(), metadata: Metadata })
const Coupon = z.object({
  id: z.string(),
  name: z.string().nullish(),
  amount_off: z.int().nullish(),
  currency: z.string().nullish(),
  percent_off: z.number().nullish(),
  duration: z.string(),
  applies_to: z.object({ products: z.array(z.string()) }).nullish(),
})
export type Product = z.infer<typeof Product>
export type Coupon = z.infer<typeof Coupon>

/** Of a subscription with its coupon, of an item with the coupon's id: Stripe expands four levels at most. */
const Discount = z.object({ end: At, source: z.object({ coupon: z.union([z.string(), Coupon]).nullish() }) })
const Item = z.object({
  quantity: z.number().nullish(),
  current_period_start: z.int(),
  current_period_end: z.int(),
  discounts: z.array(Discount),
  price: z.object({
    product: z.string(),
    nickname: z.string().nullish(),
    metadata: Metadata,
    unit_amount: z.int().nullish(),
    // The library reads it as a number of its own that has all its digits.
    unit_amount_decimal: z.unknown().transform((decimal) => ((decimal ?? null) === null ? undefined : Number(decimal))),
    recurring: z.object({ interval: z.enum(['day', 'week', 'month', 'year']), interval_count: z.int().min(1) }),
  }),
})
export type Item = z.infer<typeof Item>

export const SaidCustomer = z.object({
  id: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  metadata: Metadata,
})
export type SaidCustomer = z.infer<typeof SaidCustomer>

const Said = z.object({
  id: z.string().max(200),
  customer: SaidCustomer,
  status: z.string(),
  currency: z.string(),
  created: z.int(),
  cancel_at: At,
  cancel_at_period_end: z.boolean(),
  canceled_at: At,
  ended_at: At,
  discounts: z.array(Discount),
  items: z.object({ data: z.array(Item).min(1), has_more: z.boolean() }),
  metadata: Metadata,
})

export interface SaidSubscription extends z.infer<typeof Said> {
  products: ReadonlyMap<string, Product>
  coupons: ReadonlyMap<string, Coupon>
}

const EXPANDED = ['customer', 'discounts.source.coupon', 'items.data.discounts']
const PAGE = 100
/** What is more than that is not looked at in one go. */
const MOST = 10_000

export async function fetchSubscription(stripe: Stripe, id: string): Promise<SaidSubscription> {
  return complete(stripe, await stripe.subscriptions.retrieve(id, { expand: EXPANDED }), remembering(stripe))
}

/** All there are, ended ones too, one after another. */
export async function* fetchSubscriptions(stripe: Stripe): AsyncGenerator<SaidSubscription> {
  const known = remembering(stripe)
  const expand = EXPANDED.map((path) => `data.${path}`)
  let count = 0
  for await (const each of stripe.subscriptions.list({ status: 'all', limit: PAGE, expand })) {
    if (++count > MOST) throw new Error(`Stripe has more than ${MOST} subscriptions`)
    yield complete(stripe, each, known)
  }
}

/** Products, and to what coupons apply, are asked for by themselves, each once. */
async function complete(stripe: Stripe, answer: unknown, known: Known): Promise<SaidSubscription> {
  const said = Said.parse(answer)
  if (said.items.has_more) await addItems(stripe, said, (answer as Stripe.Subscription).items.data.at(-1)?.id ?? '')
  const products = new Map<string, Product>()
  const coupons = new Map<string, Coupon>()
  for (const { price } of said.items.data) products.set(price.product, await known.product(price.product))
  for (const { source } of [said, ...said.items.data].flatMap(({ discounts }) => discounts)) {
    const coupon = source.coupon ? await known.coupon(source.coupon) : undefined
    if (coupon) coupons.set(coupon.id, coupon)
  }
  return { ...said, products, coupons }
}

async function addItems(stripe: Stripe, { id, items }: z.infer<typeof Said>, last: string): Promise<void> {
  const more = { subscription: id, limit: PAGE, starting_after: last, expand: ['data.discounts'] }
  for await (const item of stripe.subscriptionItems.list(more)) items.data.push(Item.parse(item))
}

type Known = ReturnType<typeof remembering>

function remembering(stripe: Stripe) {
  const products = new Map<string, Promise<Product>>()
  const coupons = new Map<string, Promise<Coupon | undefined>>()
  return {
    product: (id: string) =>
      once(products, id, async () => Product.parse((await found(stripe.products.retrieve(id))) ?? { id })),
    /** One that was deleted since still counts where it was given. */
    coupon: (given: string | Coupon) => {
      const embedded = typeof given === 'string' ? undefined : given
      const id = embedded?.id ?? (given as string)
      return once(coupons, id, async () =>
        Coupon.optional().parse((await found(stripe.coupons.retrieve(id, { expand: ['applies_to'] }))) ?? embedded),
      )
    },
  }
}

const found = <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })

function once<T>(known: Map<string, Promise<T>>, id: string, ask: () => Promise<T>): Promise<T> {
  const asked = known.get(id) ?? ask()
  known.set(id, asked)
  return asked
}
