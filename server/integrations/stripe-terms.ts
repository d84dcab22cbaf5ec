// What a subscription as Stripe says it is for us: one price for a period, what is taken off it, and what was bought. Pure.
import {
  isLiveSubscription,
  SUBSCRIPTION_STATUSES,
  type Discount,
  type Subscription,
  type SubscriptionStatus,
} from '../../domain/subscription.ts'
import { isId, Slug } from '../../domain/fields.ts'
import { invalidField } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import type { Customer, Mirrored } from '../billing/mirror-subscription.ts'
import type { Coupon, Item, SaidCustomer, SaidSubscription } from './stripe-subscriptions.ts'

/** What whoever keeps the products may say of them at Stripe; the rest is found out. */
const TYPE = 'type'
const TIER = 'tier'
const TEMPLATE = 'template'
/** Said of a customer, and of a subscription. */
const ACCOUNT = 'accountId'
export const PROJECT = 'projectId'

/** The first item says the period; what is paid in other periods is counted at its share of that one. */
export function mirroredOf(said: SaidSubscription, now: Date): Mirrored {
  const { customer, status, items, products } = said
  const [first] = items.data as [Item, ...Item[]]
  const { interval, interval_count: intervalCount } = first.price.recurring
  const parts = items.data.map((item) => ({ item, amount: amountOf(item) * shareOf(item, first) }))
  const product = products.get(first.price.product)
  const type = Slug.safeParse(product?.metadata?.[TYPE])
  const template = product?.metadata?.[TEMPLATE]
  const projectId = said.metadata?.[PROJECT]
  return {
    customer: customerOf(customer, said.metadata?.[ACCOUNT]),
    boughtAt: instantOf(said.created),
    templateId: idOr(template),
    projectId: idOr(projectId),
    fields: {
      productType: type.success ? type.data : 'custom',
      productName: cut(
        [...new Set(items.data.map(({ price }) => products.get(price.product)?.name ?? price.product))].join(' + '),
        200,
      ),
      tier: tierOf(said),
      status: statusOf(status),
      amountMinor: Math.round(parts.reduce((sum, { amount }) => sum + amount, 0)),
      currency: said.currency.toUpperCase(),
      interval,
      intervalCount,
      discounts: discountsOf(said, parts, now),
      currentPeriodStart: instantOf(first.current_period_start),
      currentPeriodEnd:
        first.current_period_end > first.current_period_start ? instantOf(first.current_period_end) : null,
      cancelAtPeriodEnd: isLiveSubscription(statusOf(status)) && (said.cancel_at_period_end || isThere(said.cancel_at)),
      // Its clock may be ahead of ours.
      canceledAt:
        status === 'canceled'
          ? instantOf(Math.min(said.ended_at ?? said.canceled_at ?? said.created, Math.floor(now.getTime() / 1000)))
          : null,
      externalId: said.id,
    },
  }
}

/** `accountId`: which account it is, as what was bought says it. */
export const customerOf = ({ id, name, email, phone, metadata }: SaidCustomer, accountId?: string): Customer => ({
  id,
  name: name ?? null,
  email: email ?? null,
  phone: phone ?? null,
  accountId: idOr(accountId ?? metadata?.[ACCOUNT]),
})

const isThere = (value: number | null | undefined): value is number => (value ?? null) !== null
const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString()
export const idOr = (text: string | undefined): string | null => (text !== undefined && isId(text) ? text : null)
const cut = (words: string, most: number): string => Array.from(oneLine(words)).slice(0, most).join('') || '?'
const oneLine = (words: string): string =>
  words
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()

function statusOf(status: string): SubscriptionStatus {
  const known = SUBSCRIPTION_STATUSES.find((each) => each === status)
  if (known === undefined)
    throw invalidField('/status', 'known', say`is ${status.slice(0, 50)}, which is not known here`)
  return known
}

function tierOf({ items, products }: SaidSubscription): string | null {
  const [{ price }] = items.data as [Item]
  const said = price.metadata?.[TIER] ?? products.get(price.product)?.metadata?.[TIER] ?? price.nickname
  return said?.trim() ? cut(said, 100) : null
}

/** What is paid by use has no price before it is used. */
const amountOf = ({ price, quantity }: Item): number =>
  (price.unit_amount ?? price.unit_amount_decimal ?? 0) * (quantity ?? 1)

const DAYS: Record<Subscription['interval'], number> = { day: 1, week: 7, month: 365 / 12, year: 365 }
const daysOf = ({ price: { recurring } }: Item): number => DAYS[recurring.interval] * recurring.interval_count
const shareOf = (item: Item, first: Item): number => daysOf(first) / daysOf(item)

interface Part {
  item: Item
  amount: number
}

/** Items' own first, then those of the whole. What is taken off once, or is over, says nothing of the next period. */
function discountsOf(said: SaidSubscription, parts: readonly Part[], now: Date): Discount[] {
  const couponOf = ({ end, source }: SaidSubscription['discounts'][number]): Coupon[] => {
    const id = typeof source.coupon === 'string' ? source.coupon : source.coupon?.id
    const coupon = said.coupons.get(id ?? '')
    const isOver = isThere(end) && end * 1000 <= now.getTime()
    return coupon === undefined || coupon.duration === 'once' || isOver ? [] : [coupon]
  }
  const net = parts.map((part) => ({ ...part }))
  const ofItems = net.flatMap((part) =>
    part.item.discounts.flatMap(couponOf).map((each) => takeOff(said, each, [part])),
  )
  const ofAll = said.discounts.flatMap(couponOf).map((coupon) => {
    const products = coupon.applies_to?.products
    const these = net.filter(({ item }) => products?.includes(item.price.product) ?? true)
    const { percent_off: percent } = coupon
    const isPlain = these.length === net.length && isThere(percent) && Number.isInteger(percent)
    const taken = takeOff(said, coupon, these)
    return isPlain ? { name: nameOf(coupon), percentOff: percent } : taken
  })
  return [...ofItems, ...ofAll].slice(0, 20)
}

const nameOf = ({ name, id }: Coupon): string => cut(name ?? id, 200)

/** Takes it off these parts, each by its share; percentages that are not whole, or not of all, are said as an amount. */
function takeOff({ currency }: SaidSubscription, coupon: Coupon, these: readonly Part[]): Discount {
  const before = these.reduce((sum, { amount }) => sum + amount, 0)
  const off = isThere(coupon.percent_off)
    ? (before * coupon.percent_off) / 100
    : Math.min(before, coupon.currency === currency ? (coupon.amount_off ?? 0) : 0)
  for (const part of these) if (before > 0) part.amount -= (off * part.amount) / before
  return { name: nameOf(coupon), amountOffMinor: Math.round(off) }
}
