// What the ledger holds: entries that are added and stay. What a project's work earns is in billing.ts.
import { z } from 'zod'
import { CivilDate, Currency, Id, Instant, line, Minor, Minutes, Percent } from './fields.ts'
import { BILLING_MODES, PROJECT_STATUSES } from './project.ts'

/**
 * progress, milestone: what the work earned. cancellation: credits what was posted until then; reopening takes that back.
 * void takes any one back. charge, credit: by hand. invoice, refund: what a client paid for by a subscription, and got back.
 */
export const ENTRY_KINDS = [
  'progress',
  'milestone',
  'charge',
  'credit',
  'cancellation',
  'reopening',
  'void',
  'invoice',
  'refund',
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** Far less than a number holds, so that the sum of all there may be is a number too. */
const MOST = 10 ** 13
const SignedMinor = z
  .int()
  .min(-Number.MAX_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER)
  .meta({ description: 'In the currency’s minor unit; negative where the client owes less by it.' })

export const BillingEntry = z
  .strictObject({
    id: Id,
    accountId: Id,
    accountName: z.string(),
    projectId: Id.nullable(),
    projectName: z.string().nullable().meta({ description: 'As it was called then; the project may be gone.' }),
    kind: z.enum(ENTRY_KINDS),
    amountMinor: SignedMinor,
    currency: Currency,
    progress: Percent.nullable().meta({ description: 'Of the contract: up to how much of it this bills.' }),
    contractMinor: Minor.nullable(),
    taskId: Id.nullable().meta({ description: 'The milestone.' }),
    taskTitle: z.string().nullable(),
    reversesId: Id.nullable().meta({ description: 'The entry that it takes back.' }),
    reversedById: Id.nullable().meta({ description: 'The entry that takes it back.' }),
    note: z.string(),
    provider: z.string().nullable(),
    externalId: z.string().nullable(),
    exported: z
      .strictObject({ provider: z.string(), externalId: z.string(), at: Instant })
      .nullable()
      .meta({ description: 'The system that took it over, and what it is called there.' }),
    actor: z.strictObject({
      type: z.enum(['person', 'rule', 'client', 'integration']),
      id: z.string(),
      name: z.string().nullable(),
    }),
    postedOn: CivilDate,
    postedAt: Instant,
  })
  .meta({ id: 'BillingEntry' })
export type BillingEntry = z.infer<typeof BillingEntry>

export const NewBillingEntry = z
  .strictObject({
    id: Id.optional(),
    accountId: Id.optional().meta({ description: 'Where it is for no project.' }),
    projectId: Id.optional(),
    amountMinor: SignedMinor.min(-MOST)
      .max(MOST)
      .refine((amount) => amount !== 0, 'is not nothing')
      .meta({
        description: 'A charge; a credit where it is negative.',
      }),
    note: line(1000).meta({ description: 'What it is for.' }),
  })
  .refine(
    ({ accountId, projectId }) => (accountId === undefined) !== (projectId === undefined),
    'names a project or an account',
  )
  .meta({ id: 'NewBillingEntry' })
export type NewBillingEntry = z.infer<typeof NewBillingEntry>

export const VoidedEntry = z.strictObject({ reason: line(1000) }).meta({ id: 'VoidedEntry' })

/** What was charged, what of it was credited, and what that leaves. */
const sums = {
  billedMinor: Minor.meta({ description: 'All that was charged.' }),
  creditedMinor: Minor.meta({ description: 'All that was credited, as a positive amount.' }),
  netMinor: SignedMinor.meta({ description: 'What was charged less what was credited.' }),
}

export const ProjectBilling = z
  .strictObject({
    projectId: Id,
    status: z.enum(PROJECT_STATUSES),
    billingMode: z.enum(BILLING_MODES),
    currency: Currency,
    contractMinor: Minor.nullable(),
    ...sums,
    leftMinor: SignedMinor.nullable().meta({
      description: 'What its work is still to earn; nothing is known of where it earns nothing by itself.',
    }),
    acceptedProgress: Percent.meta({
      description:
        'The highest progress that counted: while it was active, or on hold from there. Completed, it is all.',
    }),
    next: z
      .strictObject({
        progress: Percent.nullable().meta({ description: 'The step of the contract at which it is posted.' }),
        milestone: z.strictObject({ taskId: Id, title: z.string() }).nullable(),
        amountMinor: Minor,
      })
      .nullable(),
    isBehind: z.boolean().meta({ description: 'Something changed that is about to be posted.' }),
    budget: z.strictObject({
      minutes: Minutes.nullable(),
      spentMinutes: z.int(),
      leftMinutes: z.int().nullable().meta({ description: 'Negative where more was spent.' }),
    }),
  })
  .meta({ id: 'ProjectBilling' })
export type ProjectBilling = z.infer<typeof ProjectBilling>

/** At most so many months, accounts and lines of a file. */
export const MOST_MONTHS = 36
export const MOST_BILLED_ACCOUNTS = 500
export const MOST_EXPORTED = 20_000

export const BillingTotals = z
  .strictObject({
    total: z.array(z.strictObject({ currency: Currency, entries: z.int(), ...sums })),
    months: z
      .array(z.strictObject({ month: z.string().regex(/^\d{4}-\d\d$/), currency: Currency, ...sums }))
      .meta({ description: 'The latest first.' }),
    accounts: z
      .array(z.strictObject({ accountId: Id, name: z.string(), currency: Currency, ...sums }))
      .meta({ description: 'Those that were billed most first.' }),
  })
  .meta({ id: 'BillingTotals' })
export type BillingTotals = z.infer<typeof BillingTotals>
