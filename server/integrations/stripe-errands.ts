// What is to be looked at or done at Stripe: written down with what asks for it, done outside of any transaction, as often as it takes.
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { clearAlert, raiseAlert } from '../alerts/raise-alert.ts'
import type { Database } from '../platform/database.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import { daysBefore, type Sweep } from '../platform/sweep.ts'
import { transaction, type Context, type Tx } from '../platform/transaction.ts'
import { say, type Said } from '../../domain/said.ts'
import type { StripeErrandKind } from '../../domain/stripe.ts'
import { MIRRORED_PROVIDER } from '../../domain/subscription.ts'
import { isAnswer, isMissing, whatStripeSaid } from './stripe-api.ts'

export type ErrandKind = StripeErrandKind

/** What an errand of a kind does: asks Stripe, and answers how that is saved, or that it is not time for it yet. */
export type Doing = (errand: Errand) => Promise<(tx: Tx) => Promise<unknown>>
export const NOT_YET = Symbol('not yet')

export interface Errand {
  organizationId: string
  timezone: string
  kind: ErrandKind
  subject: string
  asked: number
  /** This try included. */
  attempts: number
  claim: string
  askedAt: Date
}

export interface ErrandOptions {
  app: Database
  worker: Database
  doings: Record<ErrandKind, Doing>
  log: Logger
  clock: () => Date
}

const POLL_MS = 1_000
const AT_ONCE = 4
/** Longer than one can take; who holds it longer is gone. */
const LEASE_MS = 180_000
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 3_600_000
/** Half a minute of trying: from then on an administrator should know. */
export const TOLD_AFTER = 5
/** Where nothing helps, it is left until somebody asks for it anew. */
const GIVEN_UP_AFTER_MS = 14 * 24 * 3_600_000

/** Asks for an errand; one that waits already is done at once, and one that is being done is done once more. */
export function askErrand(tx: Tx, kind: ErrandKind, subject: string): void {
  tx.send(sql`insert into stripe_errands as e (organization_id, kind, subject, asked_at, next_attempt_at)
    values (${tx.actor.organizationId}, ${kind}, ${subject}, ${tx.now}, ${tx.now})
    on conflict (organization_id, kind, subject) do update set asked = e.asked + 1, asked_at = ${tx.now}, attempts = 0,
      next_attempt_at = case when e.claim is null then ${tx.now} else e.next_attempt_at end`)
}

export const startErrands = (options: ErrandOptions): Loop =>
  startLoop({
    everyMs: POLL_MS,
    log: options.log,
    failure: 'the errands to Stripe could not be read',
    async round(isStopped) {
      const some = async () => {
        while (!isStopped() && (await runErrand(options)));
      }
      await Promise.all(Array.from({ length: AT_ONCE }, some))
    },
  })

/** Does the one that is due longest; false where none is. */
export async function runErrand(options: ErrandOptions): Promise<boolean> {
  const errand = await claim(options)
  if (!errand) return false
  try {
    const save = await options.doings[errand.kind](errand)
    await inTurn(options, errand, async (tx) => {
      if ((await save(tx)) === NOT_YET) putOff(tx, errand, null)
      else settle(tx, errand)
    })
  } catch (error) {
    const { kind, subject } = errand
    // Where it is a customer that is gone, the entry still wants to be brought.
    const isNothing = kind !== 'entry' && isMissing(error)
    if (isNothing) options.log.warn({ kind, subject }, 'Stripe has no such thing: nothing to take over')
    await inTurn(options, errand, (tx) => (isNothing ? settle(tx, errand) : failed(tx, errand, error)))
  }
  return true
}

async function claim({ worker, clock }: ErrandOptions): Promise<Errand | undefined> {
  const now = clock()
  const token = `${now.getTime()}-${randomInt(2 ** 47)}`
  const [errand] = await worker.query<Errand>(sql`
    update stripe_errands e set attempts = e.attempts + 1, claim = ${token}, next_attempt_at = ${new Date(now.getTime() + LEASE_MS)}
    from (select x.organization_id, x.kind, x.subject, o.timezone from stripe_errands x join organizations o on o.id = x.organization_id
      where x.next_attempt_at <= ${now} order by x.next_attempt_at limit 1 for update of x skip locked) due
    where e.organization_id = due.organization_id and e.kind = due.kind and e.subject = due.subject
    returning e.organization_id as "organizationId", due.timezone, e.kind, e.subject, e.asked, e.attempts, e.claim, e.asked_at as "askedAt"`)
  return errand
}

/** Nothing of it happens where somebody else took over meanwhile. */
const inTurn = ({ app, clock }: ErrandOptions, errand: Errand, work: (tx: Tx) => unknown): Promise<unknown> =>
  transaction(app, stripeContext(errand, clock()), async (tx) => {
    const isOurs = await tx.first(
      sql`select 1 from stripe_errands where ${sameAs(errand)} and claim = ${errand.claim} for update`,
    )
    if (isOurs) await work(tx)
  })

const sameAs = ({ organizationId, kind, subject }: Errand) =>
  sql`organization_id = ${organizationId} and kind = ${kind} and subject = ${subject}`

/** Asked for again while it was done, it is due again; otherwise it is gone. Stripe is there, and what it refused is over. */
function settle(tx: Tx, errand: Errand): void {
  tx.send(sql`delete from stripe_errands where ${sameAs(errand)} and asked = ${errand.asked}`)
  tx.send(
    sql`update stripe_errands set claim = null, attempts = 0, last_error = null, next_attempt_at = ${tx.now} where ${sameAs(errand)}`,
  )
  clearAlert(tx, UNREACHED)
  clearAlert(tx, refusedAlert(errand))
}

/** Answers whether it is given up. */
function putOff(tx: Tx, errand: Errand, says: string | null): boolean {
  const isGivenUp = tx.now.getTime() - errand.askedAt.getTime() > GIVEN_UP_AFTER_MS
  const next = isGivenUp ? sql`'infinity'` : sql`${new Date(tx.now.getTime() + pauseMs(errand.attempts))}::timestamptz`
  tx.send(sql`update stripe_errands set claim = null, last_error = ${says},
    next_attempt_at = case when asked = ${errand.asked} then ${next} else ${tx.now} end where ${sameAs(errand)}`)
  return isGivenUp
}

function failed(tx: Tx, errand: Errand, error: unknown): void {
  const { attempts, kind, subject } = errand
  const says = whatStripeSaid(error)
  const isGivenUp = putOff(tx, errand, says)
  if (attempts < TOLD_AFTER) return
  const reached = isAnswer(error)
  raiseAlert(tx, {
    fingerprint: reached ? refusedAlert(errand) : UNREACHED,
    severity: 'warning',
    title: reached ? WHAT_FAILED[kind] : say`Stripe could not be reached`,
    detail: { kind, subject, error: says, attempts, ...(isGivenUp && { givenUp: true }) },
  })
}

const WHAT_FAILED: Record<ErrandKind, Said> = {
  subscription: say`A subscription could not be taken over from Stripe`,
  payment: say`A refund could not be taken over from Stripe`,
  invoice: say`An invoice could not be taken over from Stripe`,
  entry: say`A billing entry could not be brought to Stripe`,
}
const UNREACHED = 'stripe:unreached'
const refusedAlert = ({ kind, subject }: Errand): string => `stripe:${kind}:${subject}`

/** Stripe sends an event for three days; what an event asked for stays until it is done. */
export const stripeSweep: Sweep = {
  name: 'events of Stripe',
  remove: (now) => sql`delete from stripe_events where ctid = any(array(
    select ctid from stripe_events where received_at < ${daysBefore(now, 30)} limit 500)) returning 1`,
}

/** Doubling, and up to half as long again by chance: Stripe coming back is not met by all at once. */
const pauseMs = (attempts: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS) * (1 + randomInt(500) / 1000)

/** In whose name Stripe's say is taken over. */
export const stripeContext = (
  { organizationId, timezone }: Pick<Errand, 'organizationId' | 'timezone'>,
  now: Date,
  publicUrl = '',
): Context => ({
  actor: {
    type: 'integration',
    id: MIRRORED_PROVIDER,
    name: 'Stripe',
    organizationId,
    roles: [],
    tokenScopes: ['*'],
    timezone,
  },
  permission: 'subscription.write',
  scopes: ['organization'],
  now,
  publicUrl,
})
