// Seals what has its place in the log and is not sealed yet, about once a second, on the node that gives the places.
import { sql, type RawBuilder } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../platform/database.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import { findHead, writeHead } from './head-files.ts'
import { makeSeal, type Seal, type SealedEntry } from './seal.ts'

const EVERY_MS = 1_000
export const MOST_IN_A_SEAL = 1_000

/** The columns of an entry that are sealed, as alias `a`. */
export const sealedColumns = sql`a.organization_id as "organizationId", a.id, a.seq, a.position, a.written, a.entity_type as "entityType",
  a.entity_id as "entityId", a.version, a.project_id as "projectId", a.account_id as "accountId", a.event, a.actor_type as "actorType",
  a.actor_id as "actorId", a.cause_id as "causeId", a.depth, a.history, a.at,
  encode(coalesce(a.blanked_digest, sha256(convert_to(a.changes::text, 'UTF8'))), 'hex') as "changesDigest",
  case when a.event = 'project.deleted' then (a.changes -> 'reason')::text end as kept`

export interface SealingOptions {
  database: Database
  activityKey: string
  /** Where the heads are kept outside the database. */
  headsFolder: string
  clock: () => Date
}

/** An organisation's log that can not be sealed, and why. */
export class SealingBroken extends Error {
  override name = 'SealingBroken'
  readonly organizationId: string
  constructor(organizationId: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.organizationId = organizationId
  }
}

/** Seals while `isOurs` says so; what can not be sealed is told each time and keeps no other organisation waiting. */
export function startSealing(options: SealingOptions & { log: Logger; isOurs: () => boolean }): Loop {
  const { log, isOurs } = options
  return startLoop({
    everyMs: EVERY_MS,
    log,
    failure: 'the log could not be sealed',
    async round() {
      if (!isOurs()) return
      for (const broken of await sealAll(options))
        log.error({ err: broken, organizationId: broken.organizationId }, 'a log could not be sealed')
    },
  })
}

/** Seals all there is to seal; answers what is broken. */
export async function sealAll(options: SealingOptions): Promise<SealingBroken[]> {
  const open = await options.database.query(unsealed)
  const broken: SealingBroken[] = []
  for (const one of open)
    try {
      await sealOrganization(options, one)
    } catch (error) {
      if (!(error instanceof SealingBroken)) throw error
      broken.push(error)
    }
  return broken
}

interface Unsealed {
  organizationId: string
  seq: number
  batch: number | null
  lastSeq: number | null
  digest: Buffer | null
}

const unsealed: RawBuilder<Unsealed> = sql<Unsealed>`
  select h.organization_id as "organizationId", h.seq, s.batch, s.last_seq as "lastSeq", s.digest
  from activity_heads h left join lateral (
    select batch, last_seq, digest from activity_seals s where s.organization_id = h.organization_id order by batch desc limit 1) s on true
  where h.seq > coalesce(s.last_seq, 0)`

async function sealOrganization(options: SealingOptions, open: Unsealed): Promise<void> {
  const { database, activityKey, headsFolder, clock } = options
  const { organizationId, seq } = open
  let previous = open.batch !== null && open.digest ? { batch: open.batch, digest: open.digest } : undefined
  let last = open.lastSeq ?? 0
  let sealed: Seal | undefined
  await requireKnown(options, organizationId)
  while (last < seq) {
    const upTo = Math.min(seq, last + MOST_IN_A_SEAL)
    const entries = await database.query(sql<SealedEntry>`select ${sealedColumns} from activity a
      where a.organization_id = ${organizationId} and a.seq > ${last} and a.seq <= ${upTo} order by a.seq`)
    const wrong = entries.findIndex((entry, n) => entry.seq !== last + n + 1)
    if (wrong >= 0 || entries.length !== upTo - last)
      throw new SealingBroken(
        organizationId,
        `entry ${last + (wrong < 0 ? entries.length : wrong) + 1} is not there, or not once`,
      )
    const seal = makeSeal(activityKey, entries, previous, clock())
    // Another node that sealed the same meanwhile was first: it goes on from there.
    if (!(await keep(database, seal))) return
    sealed = seal
    previous = seal
    last = seal.lastSeq
  }
  if (sealed)
    await writeHead(headsFolder, sealed).catch((error: unknown) => {
      throw new SealingBroken(organizationId, 'the copy of its head could not be written', { cause: error })
    })
}

/**
 * Nothing is sealed after seals other than those that the copy of the head knows: whoever took the seals away would have what
 * they altered signed anew, and the copy written over.
 */
async function requireKnown({ database, headsFolder }: SealingOptions, organizationId: string): Promise<void> {
  const copy = await findHead(headsFolder, organizationId).catch((error: unknown) => {
    throw new SealingBroken(organizationId, 'the copy of its head can not be read', { cause: error })
  })
  if (!copy) return
  const [known] = await database.query(sql`select 1 from activity_seals where organization_id = ${organizationId}
    and batch = ${copy.batch} and digest = decode(${copy.digest}, 'hex')`)
  if (!known)
    throw new SealingBroken(
      organizationId,
      `batch ${copy.batch} is not there as the copy of its head in ${headsFolder} knows it`,
    )
}

async function keep(database: Database, seal: Seal): Promise<boolean> {
  const kept = await database.query(sql`
    insert into activity_seals (organization_id, batch, first_seq, last_seq, entries, previous, digest, signature, last_at, sealed_at)
    values (${seal.organizationId}, ${seal.batch}, ${seal.firstSeq}, ${seal.lastSeq}, ${seal.entries}, ${seal.previous}, ${seal.digest},
      ${seal.signature}, ${seal.lastAt}, ${seal.sealedAt})
    on conflict do nothing returning 1`)
  return kept.length > 0
}
