// What an administrator sees and asks of the connection to Stripe.
import { z } from 'zod'
import { CivilDate, Currency, Id, idList, Instant } from './fields.ts'

export const STRIPE_ERRANDS = ['subscription', 'payment', 'invoice', 'entry'] as const
export type StripeErrandKind = (typeof STRIPE_ERRANDS)[number]

export const StripeConnection = z
  .strictObject({
    connected: z.boolean().meta({ description: 'Whether the settings connect Stripe, for this organisation.' }),
    lastEventAt: Instant.nullable().meta({ description: 'Within thirty days.' }),
    waiting: z.int().meta({ description: 'What is to be looked at or done at Stripe.' }),
    failing: z.array(
      z.strictObject({
        kind: z.enum(STRIPE_ERRANDS),
        subject: z.string().meta({ description: 'Of an entry its id; of anything else what Stripe calls it.' }),
        attempts: z.int(),
        error: z.string(),
        nextAttemptAt: Instant.nullable().meta({ description: 'Null where it was given up.' }),
      }),
    ),
  })
  .meta({ id: 'StripeConnection' })
export type StripeConnection = z.infer<typeof StripeConnection>

const Named = z.strictObject({ externalId: z.string(), productName: z.string(), customerName: z.string() })

export const SubscriptionSync = z
  .strictObject({
    created: z.array(Named).meta({ description: 'At Stripe and not here.' }),
    updated: z.array(Named.extend({ id: Id, fields: z.array(z.string()) })),
    unchanged: z.int(),
    missing: z
      .array(z.strictObject({ id: Id, externalId: z.string(), productName: z.string() }))
      .meta({ description: 'Here and not at Stripe: of another Stripe account. Nothing is done about them.' }),
    failed: z.array(Named.extend({ error: z.string() })).meta({ description: 'What can not be taken over, and why.' }),
    invoices: z.int().meta({ description: 'Paid within thirty days and not in the ledger yet.' }),
  })
  .meta({ id: 'SubscriptionSync' })
export type SubscriptionSync = z.infer<typeof SubscriptionSync>

export const EntriesToExport = z
  .strictObject({
    provider: z.literal('stripe'),
    entryIds: idList(500).optional(),
    accountId: Id.optional(),
    projectId: Id.optional(),
    from: CivilDate.optional(),
    to: CivilDate.optional(),
  })
  .meta({ id: 'EntriesToExport', description: 'All that are not exported yet, or fewer.' })
export type EntriesToExport = z.infer<typeof EntriesToExport>

export const EntryExport = z
  .strictObject({
    entries: z
      .array(
        z.strictObject({ id: Id, accountId: Id, projectId: Id.nullable(), amountMinor: z.int(), currency: Currency }),
      )
      .meta({ description: 'What goes now, as items of each client’s next invoice.' }),
    exported: z.int().meta({ description: 'Went before.' }),
    fromStripe: z.int().meta({ description: 'Came from there.' }),
    withoutCustomer: z.int().meta({ description: 'Of clients who have no customer there.' }),
    more: z.int().meta({ description: 'So many are left for another go.' }),
  })
  .meta({ id: 'EntryExport' })
export type EntryExport = z.infer<typeof EntryExport>
