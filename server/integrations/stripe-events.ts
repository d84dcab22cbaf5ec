// What Stripe tells us: that something is to be looked at there. What has become of it is never read from the event itself.
import { sql } from 'kysely'
import { Stripe } from 'stripe'
import { z } from 'zod'
import { invalid, Problem } from '../../domain/problems.ts'
import { unavailable } from '../platform/database-errors.ts'
import type { Visit } from '../platform/endpoint.ts'
import { transaction } from '../platform/transaction.ts'
import { refuseUnsigned } from './signatures.ts'
import type { StripeHouse } from './stripe-api.ts'
import { askErrand, stripeContext, type ErrandKind } from './stripe-errands.ts'
import type { Outcome } from './take-mail.ts'

/** A signed event is taken for so long after it was sent. */
const TOLERANCE_SECONDS = 300

const Subject = z.string().regex(/^[A-Za-z0-9_]{1,255}$/)
const named = z.union([Subject, z.object({ id: Subject }).transform(({ id }) => id)]).nullish()
const Event = z.object({
  id: Subject,
  type: z.string().min(1).max(100),
  data: z.object({
    object: z.object({ id: Subject.nullish(), subscription: named, invoice: named, payment_intent: named }),
  }),
})
export type StripeEvent = z.infer<typeof Event>

/** By Stripe's own library, over the bytes as they came. */
export function verifiedEvent(secret: string, body: Buffer, signature: unknown, now: Date): StripeEvent {
  let said: unknown
  try {
    said = Stripe.webhooks.constructEvent(
      body,
      typeof signature === 'string' ? signature : '',
      secret,
      TOLERANCE_SECONDS,
      undefined,
      now.getTime(),
    )
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) throw refuseUnsigned()
    throw notAnEvent()
  }
  const event = Event.safeParse(said)
  if (!event.success) throw notAnEvent()
  return event.data
}

const notAnEvent = () => invalid([{ pointer: '', rule: 'event', message: 'is no event' }], 400)

/** Writes down what is to be looked at; only then is Stripe told that it need not send it again. */
export async function takeStripeEvent(visit: Visit, stripe: StripeHouse, event: StripeEvent): Promise<Outcome> {
  const errand = errandOf(event)
  if (!errand) return 'ignored'
  const whose = await findOrganization(visit, stripe)
  // Stripe sends it again until it is clear whose it is.
  if (!whose)
    throw new Problem('unavailable', 'It is not said to which organisation Stripe belongs: STRIPE_ORGANIZATION.')
  return transaction(visit.database, stripeContext(whose, visit.now, visit.publicUrl), async (tx) => {
    const isNew = await tx.first(sql`insert into stripe_events (organization_id, id, type, received_at)
      values (${whose.organizationId}, ${event.id}, ${event.type}, ${tx.now}) on conflict do nothing returning 1`)
    if (!isNew) return 'known'
    askErrand(tx, ...errand)
    return 'taken'
  })
}

/** What an event says is to be looked at: also what happens to a part of it, such as a discount or a refund. */
function errandOf({ type, data: { object } }: StripeEvent): [ErrandKind, string] | undefined {
  const about = (kind: ErrandKind, subject: string | null | undefined): [ErrandKind, string] | undefined =>
    subject ? [kind, subject] : undefined
  if (type.startsWith('customer.subscription.')) return about('subscription', object.id)
  if (type.startsWith('customer.discount.')) return about('subscription', object.subscription)
  if (/^invoice\.(paid|payment_succeeded|voided|marked_uncollectible)$/.test(type)) return about('invoice', object.id)
  if (type.startsWith('credit_note.')) return about('invoice', object.invoice)
  if (type.startsWith('refund.') || type.startsWith('charge.refund')) return about('payment', object.payment_intent)
  return undefined
}

interface Whose {
  organizationId: string
  timezone: string
}

/** Whose clients this Stripe account bills, where that is clear. */
export const organizationOf = ({ organizationId }: Pick<StripeHouse, 'organizationId'>) =>
  sql<Whose>`select organization_id as "organizationId", timezone from connected_organization(${organizationId ?? null})`

export async function findOrganization({ database }: Visit, stripe: StripeHouse): Promise<Whose | undefined> {
  const [found] = await database.query(organizationOf(stripe)).catch((error: unknown) => {
    throw unavailable(error)
  })
  return found
}
