// What clients paid at Stripe, and got back, as entries of the ledger: each invoice, credit note and refund once, whatever order it is heard of in.
import { sql } from 'kysely'
import type Stripe from 'stripe'
import { z } from 'zod'
import { postEntry } from '../billing/post-entry.ts'
import { MIRRORED_PROVIDER } from '../../domain/subscription.ts'
import type { Tx } from '../platform/transaction.ts'
import { accountOfCustomer } from '../billing/mirror-subscription.ts'
import { askErrand, NOT_YET } from './stripe-errands.ts'
import { ENTRY_KEY } from './stripe-export.ts'
import { SaidCustomer } from './stripe-subscriptions.ts'
import { customerOf, idOr, PROJECT } from './stripe-terms.ts'

const PAGE = 100
const PATIENCE_MS = 24 * 3_600_000

const Tax = z.object({ amount: z.int(), tax_behavior: z.string().nullish() })
const Line = z.object({
  amount: z.int(),
  discount_amounts: z.array(z.object({ amount: z.int() })).nullish(),
  taxes: z.array(Tax).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
})
const Totals = z.object({ total: z.int(), total_excluding_tax: z.int().nullish() })
const Invoice = Totals.extend({
  id: z.string().max(200),
  number: z.string().nullish(),
  status: z.string().nullish(),
  currency: z.string(),
  customer: SaidCustomer,
  metadata: z.record(z.string(), z.string()).nullish(),
  lines: z.object({ data: z.array(Line.extend({ id: z.string() })), has_more: z.boolean() }),
  parent: z.object({ subscription_details: z.object({ subscription: z.string() }).nullish() }).nullish(),
})
const CreditNote = Totals.extend({
  id: z.string().max(200),
  number: z.string().nullish(),
  status: z.string(),
  post_payment_amount: z.int(),
  refunds: z.array(z.object({ refund: z.string() })),
})
const Refund = z.object({ id: z.string().max(200), amount: z.int(), status: z.string().nullish() })

export interface SaidInvoice {
  invoice: z.infer<typeof Invoice>
  creditNotes: z.infer<typeof CreditNote>[]
  /** What went back to the client otherwise than by a credit note. */
  refunds: z.infer<typeof Refund>[]
}

export async function fetchInvoice(stripe: Stripe, id: string): Promise<SaidInvoice> {
  const invoice = Invoice.parse(await stripe.invoices.retrieve(id, { expand: ['customer'] }))
  const last = invoice.lines.data.at(-1)?.id
  if (invoice.lines.has_more && last !== undefined)
    for await (const line of stripe.invoices.listLineItems(id, { limit: PAGE, starting_after: last }))
      invoice.lines.data.push(Line.extend({ id: z.string() }).parse(line))
  const creditNotes: SaidInvoice['creditNotes'] = []
  for await (const each of stripe.creditNotes.list({ invoice: id, limit: PAGE }))
    creditNotes.push(CreditNote.parse(each))
  const credited = new Set(creditNotes.flatMap(({ refunds }) => refunds.map(({ refund }) => refund)))
  const refunds = await fetchRefunds(stripe, id)
  return { invoice, creditNotes, refunds: refunds.filter((each) => !credited.has(each.id)) }
}

async function fetchRefunds(stripe: Stripe, invoice: string): Promise<SaidInvoice['refunds']> {
  const refunds: SaidInvoice['refunds'] = []
  for await (const { payment } of stripe.invoicePayments.list({ invoice, limit: PAGE })) {
    const intent = idOf(payment.payment_intent)
    if (intent === undefined) continue
    for await (const each of stripe.refunds.list({ payment_intent: intent, limit: PAGE }))
      refunds.push(Refund.parse(each))
  }
  return refunds
}

/** Invoices that were made since, are paid and have something of their own to tell. */
export async function paidSince(stripe: Stripe, since: Date): Promise<string[]> {
  const ids: string[] = []
  const made = { status: 'paid' as const, created: { gte: Math.floor(since.getTime() / 1000) }, limit: PAGE }
  for await (const { id, lines } of stripe.invoices.list(made))
    if (id !== undefined && (lines.has_more || billedBy(lines.data.map((line) => Line.parse(line))) !== 0)) ids.push(id)
  return ids
}

export const notInLedger = async (tx: Tx, ids: readonly string[]): Promise<string[]> =>
  (
    await tx.rows<{
      said: string
    }>(sql`select said from unnest(${ids}::text[]) said where not exists (select 1 from billing_entries b
      where b.organization_id = ${tx.actor.organizationId} and b.key = ${`${MIRRORED_PROVIDER}:`} || said)`)
  ).map(({ said }) => said)

/** The invoices that a payment paid. */
export async function invoiceOfPayment(stripe: Stripe, intent: string): Promise<string[]> {
  const ids: string[] = []
  const paid = { payment: { type: 'payment_intent' as const, payment_intent: intent }, limit: PAGE }
  for await (const { invoice } of stripe.invoicePayments.list(paid)) ids.push(idOf(invoice) ?? '')
  return [...new Set(ids)].filter((id) => id !== '')
}

const idOf = (thing: string | { id: string } | undefined | null): string | undefined =>
  typeof thing === 'string' ? thing : thing?.id

interface Posting {
  id: string
  key: string
  amountMinor: number
  note: string
  /** What it takes back, and is nothing without. */
  of?: string
}

/** What it comes to in the ledger. It bills without taxes, and without the items that came from the ledger themselves. */
function postingsOf({ invoice, creditNotes, refunds }: SaidInvoice): Posting[] {
  const called = invoice.number ?? invoice.id
  const { id, status } = invoice
  const billed = billedBy(invoice.lines.data)
  const postings: Posting[] = []
  if (status === 'paid') postings.push({ id, key: id, amountMinor: billed, note: `Invoice ${called}` })
  if (status === 'void')
    postings.push({ id, key: `${id}:void`, amountMinor: -billed, note: `Invoice ${called}, voided`, of: id })
  for (const credit of creditNotes) {
    const amount = netOf(credit.post_payment_amount, credit)
    const note = `Credit note ${credit.number ?? credit.id}`
    if (credit.status !== 'void') postings.push({ id: credit.id, key: credit.id, amountMinor: -amount, note })
    else postings.push({ ...isOver(credit.id), amountMinor: amount, note: `${note}, voided` })
  }
  for (const refund of refunds) {
    const amount = netOf(refund.amount, invoice)
    const note = `Refund of invoice ${called}`
    const goesBack = refund.status === 'succeeded' || refund.status === 'pending'
    if (goesBack) postings.push({ id: refund.id, key: refund.id, amountMinor: -amount, note })
    else postings.push({ ...isOver(refund.id), amountMinor: amount, note: `${note}, which came to nothing` })
  }
  return postings.filter(({ amountMinor }) => amountMinor !== 0)
}

const isOver = (id: string) => ({ id, key: `${id}:over`, of: id })

/** Posts what it says and is not in the ledger yet; not before its subscription is here and has its project, for a day. */
export async function postInvoice(tx: Tx, said: SaidInvoice, askedAt: Date): Promise<unknown> {
  const postings = postingsOf(said)
  if (postings.length === 0) return undefined
  const payer = await findPayer(tx, said.invoice)
  if (payer.waits && tx.now.getTime() - askedAt.getTime() < PATIENCE_MS) return NOT_YET
  for (const { id, key, amountMinor, note, of } of postings)
    if (of === undefined || (await isPosted(tx, of)))
      await postEntry(tx, {
        accountId: payer.accountId ?? (await accountOfCustomer(tx, customerOf(said.invoice.customer))),
        projectId: payer.projectId,
        kind: amountMinor > 0 ? 'invoice' : 'refund',
        amountMinor,
        currency: said.invoice.currency.toUpperCase(),
        key: `${MIRRORED_PROVIDER}:${key}`,
        provider: MIRRORED_PROVIDER,
        externalId: id,
        note,
      })
  return undefined
}

const isPosted = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.first(sql`select 1 from billing_entries where organization_id = ${tx.actor.organizationId}
    and key = ${`${MIRRORED_PROVIDER}:${id}`}`)) !== undefined

const billedBy = (lines: readonly z.infer<typeof Line>[]): number =>
  lines
    .filter(({ metadata }) => metadata?.[ENTRY_KEY] === undefined)
    .reduce((sum, { amount, discount_amounts: off, taxes }) => {
      const included = (taxes ?? []).filter(({ tax_behavior: how }) => how === 'inclusive')
      return sum + amount - total(off ?? []) - total(included)
    }, 0)

const total = (parts: readonly { amount: number }[]): number => parts.reduce((sum, { amount }) => sum + amount, 0)

/** Without its share of taxes. */
const netOf = (amount: number, { total: all, total_excluding_tax: net }: z.infer<typeof Totals>): number =>
  all === 0 ? amount : Math.round((amount * (net ?? all)) / all)

interface Payer {
  accountId: string | null
  projectId: string | null
  waits: boolean
}

/** The client of its subscription and the project that this pays for; else what the invoice says, and whoever its customer is. */
async function findPayer(tx: Tx, { parent, customer, metadata }: SaidInvoice['invoice']): Promise<Payer> {
  const organization = tx.actor.organizationId
  const subscription = parent?.subscription_details?.subscription ?? null
  const found = await tx.first<Payer & { subscriptionId: string | null }>(sql`
    select s.id as "subscriptionId", a.id as "accountId", p.id as "projectId", w.subscription_id is not null as waits
    from (select 1) one
    left join subscriptions s on s.organization_id = ${organization} and s.provider = ${MIRRORED_PROVIDER} and s.external_id = ${subscription}
    left join purchases w on w.organization_id = s.organization_id and w.subscription_id = s.id
    left join accounts a on a.organization_id = ${organization}
      and (a.id = s.account_id or s.id is null and a.stripe_customer_id = ${customer.id})
    left join projects p on p.organization_id = ${organization} and p.account_id = a.id
      and p.id = coalesce(s.project_id, ${idOr(metadata?.[PROJECT])})`)
  if (!found || subscription === null || found.subscriptionId !== null)
    return found ?? { accountId: null, projectId: null, waits: false }
  askErrand(tx, 'subscription', subscription)
  return { ...found, waits: true }
}
