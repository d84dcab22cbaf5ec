// The loop that sends what the transactions of others wrote down to be sent, by mail or by chat; not the words in it.
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from './database.ts'
import { startLoop, type Loop } from './loop.ts'

/** The last try comes about a day after the first. */
export const MAX_ATTEMPTS = 12
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 4 * 3_600_000
/** Longer than one sending can take: when it is over, whoever held the message is gone. */
const LEASE_MS = 120_000
const POLL_MS = 1_000

export interface OutgoingMessage {
  organizationId: string
  id: string
  carrier: keyof Carriers
  recipient: string
  subject: string
  body: string
  /** What its carrier needs beside the words; never more than a message may say. */
  headers: Record<string, unknown>
  communicationId: string | null
  /** Whom of the agency it tells something, and what; its words are then made as it goes. */
  personId: string | null
  noticeKey: string | null
  /** This try included. */
  attempts: number
  createdAt: Date
}

/** Takes a message out of the house. */
export interface Carrier {
  /** Answers what the other side calls it, where it says so. Fails where it was not taken, or nobody knows. */
  carry(message: OutgoingMessage): Promise<string | undefined>
  close(): void
}

/** Only what there is a carrier for is sent; the rest waits. */
export interface Carriers {
  email?: Carrier
  slack?: Carrier
}

/** A failure that says more than that it failed: never to be tried again, or not before some time is over. */
export interface Refusal extends Error {
  forGood?: boolean
  /** Not to be sent after all, which is no failure. */
  dropped?: boolean
  retryAfterMs?: number
}
export const refusal = (message: string, more: Pick<Refusal, 'forGood' | 'retryAfterMs'>): Refusal =>
  Object.assign(new Error(message), more)
export const drop = (why: string): Refusal => Object.assign(new Error(why), { dropped: true })

export interface OutgoingOptions {
  database: Database
  carriers: Carriers
  /** Makes the words of messages that were written down without; drops those that are not to go any more. */
  compose?: (message: OutgoingMessage) => Promise<OutgoingMessage>
  log: Logger
  clock: () => Date
}

/**
 * Sends outgoing messages, each to be had by one node at a time: claiming moves its next attempt ahead, so a node that
 * dies holding one leaves it to the others. A message may go out twice where a node dies between sending and saying so;
 * its Message-ID is then the same, and a chat is asked first whether it has it.
 */
export function startOutgoingLoop(options: OutgoingOptions): Loop {
  const loop = startLoop({
    everyMs: POLL_MS,
    log: options.log,
    failure: 'the outgoing loop could not reach its messages',
    async round(isStopped) {
      for (let message; !isStopped() && (message = await claim(options));) await attempt(options, message)
    },
  })
  return {
    kick: () => loop.kick(),
    async stop() {
      await loop.stop()
      options.carriers.email?.close()
      options.carriers.slack?.close()
    },
  }
}

async function claim({ database, carriers, compose, clock }: OutgoingOptions): Promise<OutgoingMessage | undefined> {
  const now = clock()
  // By itself, so that it runs once: joined as it is, a plan may ask it again for each row and claim more than one.
  const [message] = await database.query<OutgoingMessage>(sql`
    with due as materialized (select organization_id, id from outgoing_messages
      where sent_at is null and next_attempt_at <= ${now} and attempts < ${MAX_ATTEMPTS} and carrier = any(${Object.keys(carriers)})
        ${compose ? sql`` : sql`and notice_key is null`}
      order by next_attempt_at limit 1 for update skip locked)
    update outgoing_messages m set attempts = m.attempts + 1, next_attempt_at = ${new Date(now.getTime() + LEASE_MS)} from due
    where m.organization_id = due.organization_id and m.id = due.id
    returning m.organization_id as "organizationId", m.id, m.carrier, m.recipient, m.subject, m.body, m.headers,
      m.communication_id as "communicationId", m.person_id as "personId", m.notice_key as "noticeKey", m.attempts, m.created_at as "createdAt"`)
  return message
}

/** One try, outside any transaction; its outcome is written down afterwards. What was in it is then not kept. */
async function attempt(options: OutgoingOptions, message: OutgoingMessage): Promise<void> {
  const { database, carriers, compose, clock } = options
  let externalId: string | undefined
  try {
    const composed = compose ? await compose(message) : message
    externalId = await carriers[message.carrier]?.carry(composed)
  } catch (error) {
    return failed(options, message, error as Refusal)
  }
  await database.query(sql`update outgoing_messages
    set sent_at = ${clock()}, last_error = null, body = '', headers = '{}', external_id = ${externalId ?? null} where ${mineOf(message)}`)
}

const mineOf = ({ organizationId, id }: OutgoingMessage) => sql`organization_id = ${organizationId} and id = ${id}`

async function failed({ database, log, clock }: OutgoingOptions, message: OutgoingMessage, error: Refusal) {
  const { id, carrier, recipient, attempts } = message
  const givenUp = attempts >= MAX_ATTEMPTS || error.forGood === true || error.dropped === true
  const pause = Math.max(pauseMs(attempts), error.retryAfterMs ?? 0)
  const next = givenUp ? sql`'infinity'` : sql`${new Date(clock().getTime() + pause)}`
  const emptied = givenUp ? sql`, body = '', headers = '{}'` : sql``
  await database.query(sql`update outgoing_messages
    set last_error = ${`${error.dropped ? 'dropped: ' : ''}${error.message.slice(0, 500)}`}, next_attempt_at = ${next}${emptied} where ${mineOf(message)}`)
  if (error.dropped) return log.debug({ messageId: id, why: error.message }, 'not sent after all')
  const what = carrier === 'email' ? 'mail' : 'chat message'
  log[givenUp ? 'error' : 'warn'](
    { messageId: id, to: recipient, attempts, err: error },
    givenUp ? `${what} given up` : `${what} not sent, will be tried again`,
  )
}

/** Doubling, and up to half as long again by chance, so that a server coming back is not met by all at once. */
const pauseMs = (attempts: number) =>
  Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS) * (1 + randomInt(500) / 1000)
