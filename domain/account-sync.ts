// What came of bringing accounts in step with the system outside: each account's outcome, how many of each, and why not.
import { z } from 'zod'
import { Id, Instant } from './fields.ts'

/** What wants a look comes first. */
export const SYNC_OUTCOMES = [
  'refused',
  'conflict',
  'waiting',
  'only_here',
  'created',
  'linked',
  'updated',
  'unchanged',
] as const
export type SyncOutcome = (typeof SYNC_OUTCOMES)[number]

const Difference = z.strictObject({ from: z.unknown().optional(), to: z.unknown().optional() })
export const SyncedAccount = z
  .strictObject({
    outcome: z.enum(SYNC_OUTCOMES).meta({
      description:
        'refused: it can not be here as it is there. conflict: it says something else under a version that is here already. waiting: archived there, and something of theirs goes on here. only_here: not there (any more). linked: was here without a number. unchanged: nothing new.',
    }),
    externalId: z.string().nullable(),
    accountId: Id.nullable(),
    name: z.string().nullable(),
    changes: z.record(z.string(), Difference).meta({ description: 'Field by field, from what to what.' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'SyncedAccount' })
export type SyncedAccount = z.infer<typeof SyncedAccount>

const Counts = z.strictObject(
  Object.fromEntries(SYNC_OUTCOMES.map((outcome) => [outcome, z.int()])) as Record<SyncOutcome, z.ZodInt>,
)
export type SyncCounts = Record<SyncOutcome, number>

const told = {
  source: z.enum(['pull', 'delivery', 'file']).meta({ description: 'How what the system says came here.' }),
  status: z.enum(['done', 'failed']),
  startedBy: Id.nullable().meta({ description: 'The person who asked for it; null where it came by itself.' }),
  counts: Counts,
  error: z.string().nullable(),
  tries: z.int().meta({ description: 'How often a pull failed in a row.' }),
  startedAt: Instant,
  endedAt: Instant,
}
export const AccountSync = z.strictObject({ id: Id, ...told }).meta({ id: 'AccountSync' })
export type AccountSync = z.infer<typeof AccountSync>

/** So many are told one by one; all are counted. */
export const MOST_TOLD = 1_000
export const AccountSyncReport = z
  .strictObject({
    id: Id,
    ...told,
    rows: z.array(SyncedAccount).meta({
      description: `All but the unchanged, what wants a look first; of more than ${MOST_TOLD}, the first.`,
    }),
  })
  .meta({ id: 'AccountSyncReport' })
export type AccountSyncReport = z.infer<typeof AccountSyncReport>

export const AccountConnection = z
  .strictObject({
    host: z.string().nullable().meta({ description: 'Who is asked; null where nobody is.' }),
    takesDeliveries: z
      .boolean()
      .meta({ description: 'Whether POST /v1/hooks/accounts is open for this organisation.' }),
    everyMinutes: z.int().meta({ description: 'How often it is asked by itself.' }),
    inStep: z.int().meta({ description: 'How many accounts are kept in step.' }),
    waiting: z.int().meta({ description: 'Of them, archived there and still active here.' }),
    last: AccountSync.nullable(),
  })
  .meta({ id: 'AccountConnection' })
export type AccountConnection = z.infer<typeof AccountConnection>

/** How many of each outcome. */
export const countsOf = (rows: readonly Pick<SyncedAccount, 'outcome'>[]): SyncCounts =>
  Object.fromEntries(
    SYNC_OUTCOMES.map((each) => [each, rows.filter(({ outcome }) => outcome === each).length]),
  ) as SyncCounts
