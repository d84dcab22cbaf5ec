// The ordered log as its readers get it: committed entries, each with its position, in the order of positions.
import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { Changes } from '../platform/transaction.ts'

export interface LogEntry {
  organizationId: string
  id: string
  /** Its place among all of the installation, without meaning outside; there are gaps. */
  position: number
  /** Its place among its organisation's: 1, 2, 3 … without a gap. */
  seq: number
  entityType: string
  entityId: string
  version: number | null
  projectId: string | null
  accountId: string | null
  event: string
  actorType: 'person' | 'rule' | 'client' | 'integration'
  actorId: string
  causeId: string | null
  /** How many rules in a row led to it. */
  depth: number
  changes: Changes
  /** It happened earlier and was only told: nothing follows from it. */
  history: boolean
  at: Date
}

/** What the ids of all entries of one instant begin with: `act_` and ten characters. */
export const instantOf = ({ id }: Pick<LogEntry, 'id'>): string => id.slice(0, 14)

/** The columns of an entry, as alias `a`. */
export const logColumns = sql`a.organization_id as "organizationId", a.id, a.position, a.seq, a.entity_type as "entityType",
  a.entity_id as "entityId", a.version, a.project_id as "projectId", a.account_id as "accountId", a.event,
  a.actor_type as "actorType", a.actor_id as "actorId", a.cause_id as "causeId", a.depth, a.changes, a.history, a.at`

/** What comes after a position, of all organisations, at most so many; the worker's. */
export const entriesAfter = (position: number, limit: number): RawBuilder<LogEntry> =>
  sql<LogEntry>`select ${logColumns} from activity a where a.position > ${position} order by a.position limit ${limit}`

/** How far the log has come. */
export async function logPosition(worker: Database): Promise<number> {
  const [found] = await worker.query<{ position: number }>(sql`select position from activity_relay`)
  return found?.position ?? 0
}
