// What the demo's clients were billed: what their projects earned as they went, what was paid by subscription, what was charged by hand.
import { sql } from 'kysely'
import { ruleActor } from '../automation/engine.ts'
import { billProject, projectsBehind } from '../billing/bill-project.ts'
import { enterByHand, voidEntry } from '../billing/billing-operations.ts'
import { postEntry } from '../billing/post-entry.ts'
import type { Tx } from '../platform/transaction.ts'
import type { CastAgency } from './cast-agency.ts'
import { DAY } from './demo-calendar.ts'
import { randomOf } from './demo-random.ts'
import type { Happening } from './live-projects.ts'
import type { PlannedProject } from './plan-projects.ts'

/** Working days in a month, near enough. */
const MONTH = 21
const EXTRAS = ['Stock photography', 'An extra round of changes', 'Rush fee', 'Translation of two pages', 'Voice-over']

/** The same, and at once what the project's rule then bills. */
export const billing =
  (agency: CastAgency, projectId: string, run: Happening['run']): Happening['run'] =>
  async (tx) => {
    await run(tx)
    const as = tx.as({ actor: ruleActor('bill-progress', { organizationId: agency.id, timezone: agency.timezone }) })
    if ((await projectsBehind(as, [projectId])).length > 0) await billProject(as, projectId)
  }

/** A retainer's invoices, month by month, and here and there something beside the contract. */
export function billedBesides(agency: CastAgency, projects: readonly PlannedProject[]): Happening[] {
  const by = agency.people[0]?.id ?? ''
  const running = projects.filter(({ cast }) => cast.status !== 'draft' && cast.deletedDay === undefined)
  return running
    .flatMap((project) => (project.engagement === 'retainer' ? invoices(project, by) : extras(project, by)))
    .toSorted((a, b) => a.at - b.at)
}

function invoices({ id, cast, createdDay }: PlannedProject, by: string): Happening[] {
  const months = Math.floor((Math.min(cast.endDay ?? -2, -2) - createdDay) / MONTH)
  return Array.from({ length: Math.max(0, months) }, (_, n): Happening => {
    const key = `ledger:${cast.slug}:${n}`
    const run = (tx: Tx) =>
      payFor(tx, { id, subscriptionId: `sub_${cast.slug}`, key, externalId: `${cast.slug}-${n + 1}` })
    return { at: (createdDay + (n + 1) * MONTH) * DAY + 90, by, may: 'billing.write', run }
  })
}

interface Payment {
  id: string
  subscriptionId: string
  key: string
  externalId: string
}
async function payFor(tx: Tx, { id, subscriptionId, key, externalId }: Payment): Promise<void> {
  const bought = await tx.first<{ accountId: string; amountMinor: number; currency: string; productName: string }>(sql`
    select account_id as "accountId", amount_minor as "amountMinor", currency, product_name as "productName"
    from subscriptions where organization_id = ${tx.actor.organizationId} and id = ${subscriptionId}`)
  if (!bought) return
  const { productName: note, ...paid } = bought
  const paidTo = tx.as({ actor: { ...tx.actor, type: 'integration', id: 'ledger', name: 'ledger' } })
  await postEntry(paidTo, { ...paid, projectId: id, kind: 'invoice', key, note, provider: 'ledger', externalId })
}

function extras({ id, cast, createdDay }: PlannedProject, by: string): Happening[] {
  const random = randomOf(`${cast.slug} extras`)
  const at = random.between(createdDay + 3, -2) * DAY + random.between(60, 300)
  if (createdDay > -6 || !random.chance(0.45)) return []
  const entry = {
    id: `bil_${cast.slug}`,
    projectId: id,
    amountMinor: random.between(4, 60) * 2_500,
    note: random.pick(EXTRAS),
  }
  const charged: Happening = { at, by, may: 'billing.write', run: (tx) => enterByHand(tx, entry) }
  if (!random.chance(0.25)) return [charged]
  const run = (tx: Tx) => voidEntry(tx, entry.id, 'It was part of what was agreed.')
  return [charged, { at: at + 40, by, may: 'billing.write', run }]
}
