// What an administrator sees and asks of the connection to Stripe.
import { z } from 'zod'
import { Id, Instant } from './fields.ts'

export const STRIPE_ERRANDS = ['subscription'] as const
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
  })
  .meta({ id: 'SubscriptionSync' })
export type SubscriptionSync = z.infer<typeof SubscriptionSync>
