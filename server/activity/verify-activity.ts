// Proves an organisation's log, or names the first entry that is not what was sealed. It changes nothing. What came after the
// last seal can not be proven yet; that the end was cut off is only found with a copy of the head from outside the database.
import { sql, type RawBuilder } from 'kysely'
import type { Head } from './head-files.ts'
import { sealedColumns } from './seal-entries.ts'
import { entryHash, HASH_BYTES, isSame, NOTHING_BEFORE, retiredSignature, sealDigest, sealSignature } from './seal.ts'
import type { Seal, SealedEntry } from './seal.ts'

export interface Bad {
  seq: number | null
  id: string | null
  /** What is wrong with it, as the end of a sentence. */
  what: string
}

export interface Verification {
  organizationId: string
  /** Entries that have a place, those retired left out. */
  entries: number
  sealed: number
  /** Whose changes went with their project, as it was purged. */
  blanked: number
  /** Went when their time was over; their seals stayed. */
  retired: number
  notSealedYet: number
  batches: number
  lastSeq: number
  head: string | null
  headCopy: 'agrees' | 'none'
  bad: Bad | null
}

export interface VerifyOptions {
  /** Asks the database, as whoever may read the organisation's log. */
  query: <T>(query: RawBuilder<T>) => Promise<T[]>
  organizationId: string
  activityKey: string
  /** From outside the database, where there is one. */
  headCopy: Head | undefined
  /** At most so many batches, the newest: with it what comes before is taken as it is. */
  lastBatches?: number
}

class BadEntry extends Error {
  readonly bad: Bad
  constructor(seq: number | null, id: string | null, what: string) {
    super(what)
    this.bad = { seq, id, what }
  }
}

type StoredSeal = Seal & { retiredAt: Date | null; retiredSignature: Buffer | null }
type StoredEntry = SealedEntry & { blanked: boolean; blankedRightly: boolean }

export async function verifyActivity(options: VerifyOptions): Promise<Verification> {
  const { organizationId, headCopy } = options
  const [seals] = await options.query<{ last: number }>(
    sql`select coalesce(max(batch), 0) as last from activity_seals where organization_id = ${organizationId}`,
  )
  const [counted] = await options.query<{ seq: number }>(
    sql`select seq from activity_heads where organization_id = ${organizationId}`,
  )
  const found: Verification = {
    organizationId,
    entries: 0,
    sealed: 0,
    blanked: 0,
    retired: 0,
    notSealedYet: 0,
    batches: seals?.last ?? 0,
    lastSeq: counted?.seq ?? 0,
    head: null,
    headCopy: headCopy ? 'agrees' : 'none',
    bad: null,
  }
  try {
    await verifySeals(options, found)
  } catch (error) {
    if (!(error instanceof BadEntry)) throw error
    found.bad = error.bad
    if (error.bad.id === null && error.bad.seq !== null) found.bad = await withId(options, error.bad)
  }
  return found
}

/** One batch after another, each with its entries; then what is around them, and the copy of the head. */
async function verifySeals(options: VerifyOptions, found: Verification): Promise<void> {
  const first = options.lastBatches === undefined ? 1 : Math.max(1, found.batches - options.lastBatches + 1)
  let before = first === 1 ? undefined : await findSeal(options, first - 1)
  for (let batch = first; batch <= found.batches; batch++) before = await verifyBatch(options, found, batch, before)
  found.head = before?.digest.toString('hex') ?? null
  await verifyUnsealed(options, found, before?.lastSeq ?? 0)
  await verifyStrays(options)
  await verifyHead(options, found)
}

/** What looks wrong is looked at once more: a batch may be retired, or a project purged, while it is read. */
async function verifyBatch(
  options: VerifyOptions,
  found: Verification,
  batch: number,
  before: StoredSeal | undefined,
): Promise<StoredSeal> {
  const look = async () => {
    const seal = await findSeal(options, batch)
    if (!seal) throw new BadEntry((before?.lastSeq ?? 0) + 1, null, `has no seal: batch ${batch} is missing`)
    verifySeal(options, seal, before)
    return { seal, ...(await verifyEntries(options, seal)) }
  }
  const { seal, present, blanked } = await look().catch(look)
  found.blanked += blanked
  found.entries += present
  found.sealed += present
  if (seal.retiredAt) found.retired += seal.lastSeq - seal.firstSeq + 1
  return seal
}

async function findSeal({ query, organizationId }: VerifyOptions, batch: number): Promise<StoredSeal | undefined> {
  const [seal] = await query<StoredSeal>(sql`
    select organization_id as "organizationId", batch, first_seq as "firstSeq", last_seq as "lastSeq", entries, previous, digest,
      signature, last_at as "lastAt", sealed_at as "sealedAt", retired_at as "retiredAt", retired_signature as "retiredSignature"
    from activity_seals where organization_id = ${organizationId} and batch = ${batch}`)
  return seal
}

function verifySeal({ activityKey }: VerifyOptions, seal: StoredSeal, before: StoredSeal | undefined): void {
  const bad = (what: string) => new BadEntry(seal.firstSeq, null, `is in batch ${seal.batch}, ${what}`)
  if (!isSame(seal.signature, sealSignature(activityKey, seal.digest))) throw bad('which this key has not signed')
  if (!isSame(seal.digest, sealDigest(seal))) throw bad('whose seal was altered')
  if (!isSame(seal.previous, before?.digest ?? NOTHING_BEFORE)) throw bad('which does not follow the one before it')
  if (seal.firstSeq !== (before?.lastSeq ?? 0) + 1) throw bad('which does not begin where the one before it ends')
}

async function verifyEntries(options: VerifyOptions, seal: StoredSeal): Promise<{ present: number; blanked: number }> {
  const { query, organizationId } = options
  const entries = await query<StoredEntry>(sql`
    select ${sealedColumns}, a.blanked_digest is not null as blanked,
      a.project_id is not null and a.changes = case when a.event = 'project.deleted' then jsonb_build_object('reason', a.changes -> 'reason') else '{}' end
        and not exists (select from projects p where p.organization_id = a.organization_id and p.id = a.project_id) as "blankedRightly"
    from activity a where a.organization_id = ${organizationId} and a.seq between ${seal.firstSeq} and ${seal.lastSeq} order by a.seq, a.written`)
  if (seal.retiredAt) return verifyRetired(options, seal, entries)
  const bySeq = Map.groupBy(entries, ({ seq }) => seq)
  for (let seq = seal.firstSeq; seq <= seal.lastSeq; seq++) {
    const there = bySeq.get(seq) ?? []
    if (there.length === 0) throw new BadEntry(seq, null, 'is missing')
    const at = (seq - seal.firstSeq) * HASH_BYTES
    const sealed = seal.entries.subarray(at, at + HASH_BYTES)
    const other = there.find((entry) => !isSame(entryHash(entry), sealed))
    if (other) throw new BadEntry(seq, other.id, there.length > 1 ? 'was inserted' : 'is not what was sealed')
    const [entry] = there
    if (entry?.blanked && !entry.blankedRightly)
      throw new BadEntry(seq, entry.id, 'was blanked, though its project was not purged')
  }
  return { present: entries.length, blanked: entries.filter(({ blanked }) => blanked).length }
}

const RETIRED_AFTER_MONTHS = 12

function verifyRetired({ activityKey }: VerifyOptions, seal: StoredSeal, entries: readonly StoredEntry[]) {
  const { retiredAt, retiredSignature: signature, digest, batch, firstSeq, lastAt } = seal
  if (retiredAt && !(signature && isSame(signature, retiredSignature(activityKey, digest, retiredAt))))
    throw new BadEntry(firstSeq, null, `is in batch ${batch}, which this key has not retired`)
  const due = new Date(lastAt)
  due.setUTCMonth(due.getUTCMonth() + RETIRED_AFTER_MONTHS)
  if (retiredAt && retiredAt < due)
    throw new BadEntry(firstSeq, null, `is in batch ${batch}, which was retired too soon`)
  const [again] = entries
  if (again) throw new BadEntry(again.seq, again.id, 'was retired, and is there again')
  return { present: 0, blanked: 0 }
}

/**
 * What is not sealed yet has no gap, at least, and goes as far as the organisation's count. Where there are fewer entries than
 * that counts, the first gap is no farther than their number: a count set to the sky takes no longer.
 */
async function verifyUnsealed(
  { query, organizationId }: VerifyOptions,
  found: Verification,
  last: number,
): Promise<void> {
  if (found.lastSeq < last)
    throw new BadEntry(last, null, `is sealed, though the organisation’s count stands at ${found.lastSeq}`)
  const [wrong] = await query<{ seq: number; times: number }>(sql`
    select s.seq, count(a.id)::int as times from generate_series(${last + 1}::bigint, least(${found.lastSeq}::bigint, ${last + 1}::bigint
      + (select count(*) from activity c where c.organization_id = ${organizationId} and c.seq > ${last}))) s (seq)
    left join activity a on a.organization_id = ${organizationId} and a.seq = s.seq
    group by s.seq having count(a.id) <> 1 order by s.seq limit 1`)
  if (wrong) throw new BadEntry(wrong.seq, null, wrong.times === 0 ? 'is missing' : `is there ${wrong.times} times`)
  found.notSealedYet = found.lastSeq - last
  found.entries += found.notSealedYet
}

/** Entries where there is no place for any. */
async function verifyStrays({ query, organizationId, lastBatches }: VerifyOptions): Promise<void> {
  const among = sql`select a.seq, a.id from activity a where a.organization_id = ${organizationId} and`
  // Each by an index; what has a position and no seq is only found by reading all.
  const halfPlaced =
    lastBatches === undefined ? sql`union all ${among} a.seq is null and a.position is not null` : sql``
  const [stray] = await query<{ seq: number | null; id: string }>(sql`
    ${among} a.seq < 1
    union all ${among} a.seq > coalesce((select seq from activity_heads where organization_id = ${organizationId}), 0)
    union all ${among} a.seq is not null and a.position is null ${halfPlaced} order by id limit 1`)
  if (stray) throw new BadEntry(stray.seq, stray.id, 'has a place that the log never gave')
}

async function verifyHead(options: VerifyOptions, { batches }: Verification): Promise<void> {
  const { headCopy: copy, activityKey } = options
  if (!copy) return
  const digest = Buffer.from(copy.digest, 'hex')
  if (!isSame(Buffer.from(copy.signature, 'hex'), sealSignature(activityKey, digest)))
    throw new BadEntry(null, null, 'the copy of the head outside the database was not signed by this key')
  if (copy.batch > batches)
    throw new BadEntry(
      copy.lastSeq,
      null,
      `was sealed in batch ${copy.batch}, as the copy of the head says: the end is cut off`,
    )
  const seal = await findSeal(options, copy.batch)
  if (!seal || !isSame(seal.digest, digest))
    throw new BadEntry(copy.lastSeq, null, `was sealed in another batch ${copy.batch}, as the copy of the head says`)
}

async function withId({ query, organizationId }: VerifyOptions, bad: Bad): Promise<Bad> {
  const [entry] = await query<{ id: string }>(
    sql`select id from activity where organization_id = ${organizationId} and seq = ${bad.seq} order by id limit 1`,
  )
  return { ...bad, id: entry?.id ?? null }
}
