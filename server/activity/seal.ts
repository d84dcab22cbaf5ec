// What a seal is made of: each entry as it is proven, the batch chained to the one before, and the signature. Computed here
// alone, for those who seal and those who verify; it asks nothing of anybody.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** An entry as it is sealed: every column, its changes by their digest, so that they may be blanked and it can be proven still. */
export interface SealedEntry {
  organizationId: string
  id: string
  seq: number
  position: number
  written: number
  entityType: string
  entityId: string
  version: number | null
  projectId: string | null
  accountId: string | null
  event: string
  actorType: string
  actorId: string
  causeId: string | null
  depth: number
  changesDigest: string
  /** What stays of the changes also where they are blanked. */
  kept: string | null
  history: boolean
  at: Date
}

export interface SealContent {
  organizationId: string
  batch: number
  firstSeq: number
  lastSeq: number
  /** The hashes of its entries, one after the other. */
  entries: Buffer
  previous: Buffer
  lastAt: Date
  sealedAt: Date
}

export interface Seal extends SealContent {
  digest: Buffer
  signature: Buffer
}

export const HASH_BYTES = 32
/** Before the first batch there is nothing. */
export const NOTHING_BEFORE = Buffer.alloc(HASH_BYTES)

/** The database can hold what is no date here (infinity, the year 290000): nobody sealed that, and it has to be said. */
const instant = (at: Date | number): string =>
  at instanceof Date && !Number.isNaN(at.getTime()) ? at.toISOString() : String(at)

export function entryHash(e: SealedEntry): Buffer {
  const written = [e.organizationId, e.id, e.seq, e.position, e.written, instant(e.at), e.history]
  const about = [e.entityType, e.entityId, e.version, e.projectId, e.accountId]
  const what = [e.event, e.actorType, e.actorId, e.causeId, e.depth, e.changesDigest, e.kept]
  return createHash('sha256')
    .update(JSON.stringify([written, about, what]))
    .digest()
}

export function sealDigest(seal: SealContent): Buffer {
  const { organizationId, batch, firstSeq, lastSeq, previous, lastAt, sealedAt, entries } = seal
  const head = [organizationId, batch, firstSeq, lastSeq, instant(lastAt), instant(sealedAt)]
  return createHash('sha256').update(JSON.stringify(head)).update(previous).update(entries).digest()
}

const signed = (key: string, what: string, digest: Buffer) =>
  createHmac('sha256', key).update(what).update(digest).digest()

export const sealSignature = (key: string, digest: Buffer): Buffer => signed(key, 'sealed', digest)

/** That a batch's entries went when their time was over. */
export const retiredSignature = (key: string, digest: Buffer, at: Date): Buffer =>
  signed(key, `retired ${instant(at)}`, digest)

export const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other)

/** Seals entries that follow one another, after `previous`. */
export function makeSeal(
  key: string,
  entries: readonly SealedEntry[],
  previous: { batch: number; digest: Buffer } | undefined,
  sealedAt: Date,
): Seal {
  const [first, last] = [entries[0], entries.at(-1)]
  if (!first || !last) throw new Error('there is nothing to seal')
  const content = {
    organizationId: first.organizationId,
    batch: (previous?.batch ?? 0) + 1,
    firstSeq: first.seq,
    lastSeq: last.seq,
    entries: Buffer.concat(entries.map(entryHash)),
    previous: previous?.digest ?? NOTHING_BEFORE,
    lastAt: new Date(Math.max(...entries.map(({ at }) => at.getTime()))),
    sealedAt,
  }
  const digest = sealDigest(content)
  return { ...content, digest, signature: sealSignature(key, digest) }
}
