// The log's proof over the API: of the newest batches every entry, of those before them that they are one signed chain. All
// of it, however old, is proven by `npm run admin -- verify-activity`.
import { sql } from 'kysely'
import { z } from 'zod'
import { Id } from '../../domain/fields.ts'
import type { Tx } from '../platform/transaction.ts'
import { findHead } from './head-files.ts'
import { isSame, NOTHING_BEFORE, sealSignature } from './seal.ts'
import { verifyActivity, type Bad } from './verify-activity.ts'

/** What a proof needs from outside the database. */
export interface ProofKept {
  activityKey: string
  headsFolder: string
}

/** Every entry of so many batches is looked at, the newest. */
export const PROVEN_BATCHES = 100
/** And the links between so many, which are some hundred bytes each. */
export const CHAINED_BATCHES = 10_000

export const ActivityProof = z
  .strictObject({
    ok: z.boolean().meta({ description: 'Nothing that was looked at was changed.' }),
    entries: z.int().meta({ description: 'How many the log counts, those retired too.' }),
    proven: z.int().meta({ description: 'How many of the newest were compared with their seals, one by one.' }),
    notSealedYet: z
      .int()
      .meta({ description: 'So young that nothing proves them yet; they are sealed by the second.' }),
    batches: z.int(),
    head: z.string().nullable().meta({ description: 'The digest of the newest batch, which rests on all before it.' }),
    headCopy: z.enum(['agrees', 'none']).meta({
      description: 'Without a copy outside the database, on this node, nobody can tell that the end was cut off.',
    }),
    firstBad: z
      .strictObject({ seq: z.int().nullable(), id: Id.nullable(), what: z.string() })
      .nullable()
      .meta({ description: 'What is not as it was sealed, with its place; null where all is.' }),
  })
  .meta({
    id: 'ActivityProof',
    description: `A proof of the newest ${PROVEN_BATCHES} batches, and of the chain of the newest ${CHAINED_BATCHES}.`,
  })
export type ActivityProof = z.infer<typeof ActivityProof>

/** Proves the log of the caller's organisation as far as one request should. */
export async function proveActivity(tx: Tx, { activityKey, headsFolder }: ProofKept): Promise<ActivityProof> {
  const { organizationId } = tx.actor
  const headCopy = await findHead(headsFolder, organizationId)
  const found = await verifyActivity({
    query: (query) => tx.rows(query),
    organizationId,
    activityKey,
    headCopy,
    lastBatches: PROVEN_BATCHES,
  })
  const firstBad = (await brokenLink(tx, activityKey)) ?? found.bad
  return {
    ok: firstBad === null,
    entries: found.lastSeq,
    proven: found.sealed,
    notSealedYet: found.notSealedYet,
    batches: found.batches,
    head: found.head,
    headCopy: found.headCopy,
    firstBad,
  }
}

interface Link {
  batch: number
  firstSeq: number
  lastSeq: number
  previous: Buffer
  digest: Buffer
  signature: Buffer
}

/** The first seal that this key has not signed, or that does not follow the one before it. */
async function brokenLink(tx: Tx, activityKey: string): Promise<Bad | null> {
  const links = await tx.rows<Link>(sql`
    select batch, first_seq as "firstSeq", last_seq as "lastSeq", previous, digest, signature from activity_seals
    where organization_id = ${tx.actor.organizationId} order by batch desc limit ${CHAINED_BATCHES}`)
  let before: Link | undefined
  for (const link of links.toReversed()) {
    const bad = (what: string) => ({ seq: link.firstSeq, id: null, what: `is in batch ${link.batch}, ${what}` })
    if (!isSame(link.signature, sealSignature(activityKey, link.digest))) return bad('which this key has not signed')
    if (before ? !follows(link, before) : link.batch === 1 && !isSame(link.previous, NOTHING_BEFORE))
      return bad('which does not follow the one before it')
    before = link
  }
  return null
}

const follows = (link: Link, before: Link): boolean =>
  link.batch === before.batch + 1 && link.firstSeq === before.lastSeq + 1 && isSame(link.previous, before.digest)
