// What a client has bought and pays for, as the provider says it, and what that is worth in a month.
import { z } from 'zod'
import { Currency, Id, Instant, InstantInput, line, Minor, Percent, Slug } from './fields.ts'
import { invalidField, Problem } from './problems.ts'
import { say, sayStatus } from './said.ts'

export const SUBSCRIPTION_STATUSES = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'canceled',
] as const
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number]
export const INTERVALS = ['day', 'week', 'month', 'year'] as const

/** What we mirror ourselves; of any other provider, whoever brings it says what it says. */
export const MIRRORED_PROVIDER = 'stripe'

const Discount = z
  .union([
    z.strictObject({ name: line(200), percentOff: Percent }),
    z.strictObject({ name: line(200), amountOffMinor: Minor.meta({ description: 'Off each period.' }) }),
  ])
  .meta({ id: 'Discount' })
export type Discount = z.infer<typeof Discount>

const fields = {
  accountId: Id,
  projectId: Id.nullable().meta({ description: 'A project of the account, where it pays for one.' }),
  productType: Slug,
  productName: line(200),
  tier: line(100).nullable(),
  status: z.enum(SUBSCRIPTION_STATUSES),
  amountMinor: Minor.meta({ description: 'Of one period, before discounts.' }),
  currency: Currency,
  interval: z.enum(INTERVALS),
  intervalCount: z.int().min(1).max(365).meta({ description: 'Intervals in a period: 3 months are a quarter.' }),
  discounts: z.array(Discount).max(20).meta({ description: 'Taken off one after another, in this order.' }),
  cancelAtPeriodEnd: z.boolean(),
  provider: line(50).nullable().meta({ description: 'The system that it mirrors; null where it is kept by hand.' }),
  externalId: line(200).nullable().meta({ description: 'What the provider calls it.' }),
}
const instants = <T extends z.ZodType>(instant: T) => ({
  currentPeriodStart: instant,
  currentPeriodEnd: instant,
  canceledAt: instant,
})

export const Subscription = z
  .strictObject({
    id: Id,
    ...fields,
    ...instants(Instant.nullable()),
    monthlyValueMinor: Minor.meta({ description: 'A month’s worth, net of discounts.' }),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Subscription' })
export type Subscription = z.infer<typeof Subscription>

const When = InstantInput.refine((at) => {
  const year = new Date(at).getUTCFullYear()
  return year >= 1900 && year < 2200
}, 'is from 1900 to 2199')
const input = { ...fields, ...instants(When.nullable()) }
export const NewSubscription = z
  .strictObject({ id: Id, ...input })
  .partial()
  .required({ accountId: true, productType: true, productName: true, status: true, amountMinor: true, interval: true })
  .meta({ id: 'NewSubscription' })
export type NewSubscription = z.infer<typeof NewSubscription>

export const SubscriptionChange = z
  .strictObject(input)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'SubscriptionChange', description: 'Any subset; what is not named stays.' })
export type SubscriptionChange = z.infer<typeof SubscriptionChange>

/** Over for good: a client who buys again has a new one. */
const ENDED: readonly SubscriptionStatus[] = ['canceled', 'incomplete_expired']
/** What a client has now: begun and not over, paid or not. */
export const LIVE_STATUSES = SUBSCRIPTION_STATUSES.filter(
  (status) => status !== 'incomplete' && !ENDED.includes(status),
)
export const isLiveSubscription = (status: SubscriptionStatus): boolean => LIVE_STATUSES.includes(status)

type Priced = Pick<Subscription, 'amountMinor' | 'interval' | 'intervalCount' | 'discounts'>

/** Months in an interval, as a fraction: a year has twelve, and 365 days or 365 ÷ 7 weeks. */
const MONTHS: Record<Priced['interval'], readonly [bigint, bigint]> = {
  day: [12n, 365n],
  week: [84n, 365n],
  month: [1n, 1n],
  year: [12n, 1n],
}

/**
 * A month's worth, net of discounts, in the currency's minor unit: what a period costs after its discounts in their order,
 * never less than nothing, divided by the months in it. Rounded once, at the end, halves up.
 */
export function monthlyValueMinor({ amountMinor, interval, intervalCount, discounts }: Priced): number {
  let [net, parts] = [BigInt(amountMinor), 1n]
  for (const discount of discounts) {
    if ('percentOff' in discount) [net, parts] = [net * BigInt(100 - discount.percentOff), parts * 100n]
    else net -= BigInt(discount.amountOffMinor) * parts
    if (net <= 0n) return 0
  }
  const [months, of] = MONTHS[interval]
  const numerator = net * of
  const denominator = parts * months * BigInt(intervalCount)
  const rounded = (2n * numerator + denominator) / (2n * denominator)
  // Only what is paid by the day can be worth more in a month than there are numbers for.
  return rounded > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(rounded)
}

type Kept = Pick<
  Subscription,
  'status' | 'canceledAt' | 'currentPeriodStart' | 'currentPeriodEnd' | 'provider' | 'externalId'
>

/**
 * A subscription after a change (before: undefined for a new one). It mirrors its provider, so any status may follow any
 * other but an ended one, which stays. Fails with `invalid_transition`, or with what does not fit together.
 */
export function checkedSubscription<T extends Kept>(before: Kept | undefined, after: T, now: Date): T {
  if (before && ENDED.includes(before.status) && after.status !== before.status)
    throw new Problem(
      'invalid_transition',
      say`A subscription that is ${sayStatus(before.status)} stays so; add a new one.`,
      {
        allowed: [],
      },
    )
  const { currentPeriodStart: from, currentPeriodEnd: to, status } = after
  if (from !== null && to !== null && to <= from)
    throw invalidField('/currentPeriodEnd', 'order', 'is after currentPeriodStart')
  if ((after.provider === null) !== (after.externalId === null))
    throw invalidField(
      after.provider === null ? '/provider' : '/externalId',
      'together',
      'goes with the other: provider and externalId are both given, or neither',
    )
  if (status !== 'canceled') {
    if (after.canceledAt !== null) throw invalidField('/canceledAt', 'canceled', 'goes with status canceled')
    return after
  }
  const canceledAt = after.canceledAt ?? now.toISOString()
  if (canceledAt > now.toISOString()) throw invalidField('/canceledAt', 'future', 'is not in the future')
  return { ...after, canceledAt }
}
