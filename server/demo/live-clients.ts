// What the demo's clients pay for, and since when: a subscription for each retainer, hosting for most clients, in every status.
import type { NewSubscription, SubscriptionStatus } from '../../domain/subscription.ts'
import { createSubscription, updateSubscription } from '../billing/subscription-operations.ts'
import type { Tx } from '../platform/transaction.ts'
import type { CastAgency } from './cast-agency.ts'
import { DAY, type DemoCalendar } from './demo-calendar.ts'
import { randomOf } from './demo-random.ts'
import type { Happening } from './live-projects.ts'
import type { PlannedProject } from './plan-projects.ts'

const TIERS = ['Essential', 'Growth', 'Premium']
/** Working days in a month, near enough. */
const MONTH = 21

/** All that was bought, in the order of time. */
export function subscriptionsBought(
  agency: CastAgency,
  calendar: DemoCalendar,
  projects: readonly PlannedProject[],
): Happening[] {
  const by = agency.people[0]?.id ?? ''
  const retainers = projects.filter(
    ({ engagement, cast }) => engagement === 'retainer' && cast.deletedDay === undefined,
  )
  return [
    ...retainers.flatMap((project, n) => retainer(project, n, by, calendar)),
    ...agency.accounts.flatMap((account, n) => hosting(account.id, n, by, agency, calendar)),
  ].toSorted((a, b) => a.at - b.at)
}

/** It follows its project; the payments of three that go on do not. */
function retainer(
  { id, cast, createdDay, account }: PlannedProject,
  n: number,
  by: string,
  calendar: DemoCalendar,
): Happening[] {
  const random = randomOf(`${cast.slug} pays`)
  const subscription: NewSubscription & { id: string } = {
    id: `sub_${cast.slug}`,
    accountId: account.id,
    projectId: id,
    productType: cast.type,
    productName: `${cast.name} (retainer)`,
    tier: random.pick(TIERS),
    status: 'active',
    amountMinor: random.between(8, 45) * 10_000,
    interval: 'month',
    discounts: random.chance(0.3) ? [{ name: 'Second year', percentOff: 10 }] : [],
    ...period(calendar, random.between(-MONTH + 2, -2), MONTH),
    provider: 'ledger',
    externalId: `L-${1000 + n}`,
  }
  return withTurn(subscription, Math.min(createdDay, -3), turnOf(cast.status, n), by, calendar)
}

/** How its payment stands now, and since which working day. */
function turnOf(status: string, n: number): [SubscriptionStatus, number] | undefined {
  if (status === 'completed' || status === 'cancelled') return ['canceled', -12]
  if (status === 'on_hold') return ['paused', -8]
  if (status === 'draft') return ['incomplete', -2]
  const late: Record<number, [SubscriptionStatus, number]> = {
    1: ['past_due', -4],
    3: ['unpaid', -6],
    5: ['trialing', -2],
  }
  return late[n]
}

const HOSTING_TURNS: (SubscriptionStatus | undefined)[] = [
  undefined,
  'canceled',
  undefined,
  'past_due',
  'incomplete_expired',
]

/** Two of three clients have their website hosted, paid by the year. */
function hosting(accountId: string, n: number, by: string, agency: CastAgency, calendar: DemoCalendar): Happening[] {
  if (n % 3 === 2) return []
  const random = randomOf(`${accountId} hosting`)
  const boughtDay = Math.max(agency.foundedDay + 20, -random.between(60, 200))
  const status = HOSTING_TURNS[n % HOSTING_TURNS.length]
  const subscription: NewSubscription & { id: string } = {
    id: `sub_hosting_${accountId.slice(4)}`,
    accountId,
    productType: 'website',
    productName: 'Hosting and care',
    status: status === 'incomplete_expired' ? 'incomplete' : 'active',
    amountMinor: random.between(6, 24) * 10_000,
    interval: 'year',
    discounts: random.chance(0.2) ? [{ name: 'Goodwill', amountOffMinor: 12_000 }] : [],
    cancelAtPeriodEnd: random.chance(0.15),
    ...period(calendar, boughtDay, 12 * MONTH),
  }
  return withTurn(subscription, boughtDay, status && [status, -random.between(2, 15)], by, calendar)
}

const period = (calendar: DemoCalendar, startDay: number, days: number) => ({
  currentPeriodStart: calendar.instant(startDay * DAY).toISOString(),
  currentPeriodEnd: calendar.instant((startDay + days) * DAY).toISOString(),
})

function withTurn(
  subscription: NewSubscription & { id: string },
  boughtDay: number,
  turn: [SubscriptionStatus, number] | undefined,
  by: string,
  calendar: DemoCalendar,
): Happening[] {
  const { id } = subscription
  const random = randomOf(`${id} bought`)
  const at = boughtDay * DAY + random.between(30, 400)
  // Of what was not paid yet, the period begins when it was bought.
  const bought = { ...subscription, ...(boughtDay > -MONTH && period(calendar, boughtDay, MONTH)) }
  const happenings: Happening[] = [
    { at, by, may: 'subscription.write', run: (tx: Tx) => createSubscription(tx, bought) },
  ]
  if (turn) {
    const [status, day] = turn
    const turned = Math.max(day * DAY + random.between(10, 400), at + 5)
    happenings.push({ at: turned, by, may: 'subscription.write', run: (tx) => updateSubscription(tx, id, { status }) })
  }
  return happenings
}
