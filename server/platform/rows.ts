// Writing rows: camelCase fields to snake_case columns, versions counted, sets of links replaced, stale edits refused.
import { sql, type RawBuilder } from 'kysely'
import { invalidField, Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import type { Changes, Tx } from './transaction.ts'

type Row = Record<string, unknown>

const columnNames = new Map<string, string>()
/** The column of a field of ours: there are a few hundred, and each is asked for again and again. */
export function columnOf(field: string): string {
  const known = columnNames.get(field)
  if (known !== undefined) return known
  const name = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  columnNames.set(field, name)
  return name
}
const value = (input: unknown): RawBuilder<unknown> =>
  typeof input === 'object' && input !== null && 'toOperationNode' in input
    ? (input as RawBuilder<unknown>)
    : sql`${input}`
export const json = (input: unknown): RawBuilder<unknown> => sql`${JSON.stringify(input)}::jsonb`

/** Inserts one row of the actor's organisation; fields that are undefined take the column's default. */
export function insertRow(tx: Tx, table: string, row: Row): void {
  const entries = Object.entries({ organizationId: tx.actor.organizationId, ...row }).filter(
    ([, input]) => input !== undefined,
  )
  const columns = sql.join(entries.map(([field]) => sql.ref(columnOf(field))))
  tx.send(
    sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(entries.map(([, input]) => value(input)))})`,
  )
}

/**
 * Saves the fields of one row; what people change counts as a new version, what is derived does not. Time does not run
 * back for who waited for a lock: a request is as old as its arrival.
 */
export function updateRow(
  tx: Tx,
  table: string,
  id: string,
  change: Row,
  kind: 'versioned' | 'derived' = 'versioned',
): void {
  const sets = Object.entries(change)
    .filter(([, input]) => input !== undefined)
    .map(([field, input]) => sql`${sql.ref(columnOf(field))} = ${value(input)}`)
  if (kind === 'versioned') sets.push(sql`version = version + 1`, sql`updated_at = greatest(updated_at, ${tx.now})`)
  if (sets.length === 0) return
  tx.send(sql`update ${sql.table(table)} set ${sql.join(sets)}
    where organization_id = ${tx.actor.organizationId} and id = ${id}`)
}

/** The same for many rows, which all name the same fields; each value as the column's type reads it from JSON. */
export function updateRows(tx: Tx, table: string, rows: readonly (Row & { id: string })[]): void {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
    .filter((field) => field !== 'id')
    .map(columnOf)
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([field, input]) => [columnOf(field), input])),
  )
  const sets = columns.map((column) => sql`${sql.ref(column)} = r.${sql.ref(column)}`)
  sets.push(sql`version = x.version + 1`, sql`updated_at = greatest(x.updated_at, ${tx.now})`)
  tx.send(sql`update ${sql.table(table)} x set ${sql.join(sets)}
    from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(records)}) r
    where x.organization_id = ${tx.actor.organizationId} and x.id = r.id`)
}

/** Changed rows of one table. */
export interface RowSaver {
  save(id: string, change: Row): void
  /** Writes what is not written yet: before anything that reads it. */
  flush(): void
}

/** Gathers rows, and writes those that name the same fields together; each is saved once between two flushes. */
export function gatheringRows(tx: Tx, table: string): RowSaver {
  const gathered = new Map<string, (Row & { id: string })[]>()
  return {
    save(id, change) {
      const said = Object.entries(change).filter(([, input]) => input !== undefined)
      const fields = said.map(([field]) => field).join(' ')
      const rows = gathered.get(fields) ?? []
      if (rows.push({ id, ...Object.fromEntries(said) }) === 1) gathered.set(fields, rows)
    },
    flush() {
      for (const rows of gathered.values()) updateRows(tx, table, rows)
      gathered.clear()
    },
  }
}

/** Makes the set of ids linked to each owner exactly its `ids`. */
export function replaceLinks(
  tx: Tx,
  table: string,
  ownerColumn: string,
  column: string,
  owners: readonly { id: string; ids: readonly string[] }[],
): void {
  if (owners.length === 0) return
  const organization = tx.actor.organizationId
  const rows = sql`json_to_recordset(${JSON.stringify(owners)}) as r(id text, ids text[])`
  tx.send(sql`delete from ${sql.table(table)} x using ${rows}
    where x.organization_id = ${organization} and x.${sql.ref(ownerColumn)} = r.id and not x.${sql.ref(column)} = any(r.ids)`)
  tx.send(sql`insert into ${sql.table(table)} (organization_id, ${sql.ref(ownerColumn)}, ${sql.ref(column)})
    select ${organization}, r.id, i.id from ${rows} cross join lateral unnest(r.ids) i (id) on conflict do nothing`)
}

/** Refuses a field that names something that is not there (or not in use any more, by `where`). */
export async function requireIds(
  tx: Tx,
  pointer: string,
  table: string,
  ids: readonly (string | null | undefined)[],
  where: RawBuilder<unknown> = sql`true`,
): Promise<void> {
  const asked = ids.filter((id) => id !== null && id !== undefined)
  if (asked.length === 0) return
  const missing = await tx.first<{ id: string }>(sql`select id from unnest(${asked}::text[]) id
    where not exists (select 1 from ${sql.table(table)} x where x.organization_id = ${tx.actor.organizationId} and x.id = id.id and ${where})`)
  if (missing) throw invalidField(pointer, 'reference', say`names ${missing.id}, which is not there`)
}

/** The fields that really change, with what they were: empty when the edit says nothing new. */
export function changesBetween<T extends object>(before: T, after: Partial<T>): Changes {
  const changes: Changes = {}
  for (const [field, to] of Object.entries(after)) {
    const from = before[field as keyof T]
    if (to !== undefined && JSON.stringify(from) !== JSON.stringify(to)) changes[field] = { from, to }
  }
  return changes
}

/**
 * Lets an edit pass whose fields nobody changed since the version the caller saw (If-Match); refuses the others with
 * the fields in conflict and their values now. Which fields changed since is read from the activity.
 */
export async function checkVersion<T extends { id: string; version: number }>(
  tx: Tx,
  type: string,
  current: T,
  fields: readonly string[] | 'all',
): Promise<void> {
  if (tx.ifMatch === undefined || tx.ifMatch === current.version) return
  const seen = tx.ifMatch
  const later = await tx.rows<{ version: number; fields: string[] }>(sql`
    select version, array(select jsonb_object_keys(changes)) as fields from activity
    where organization_id = ${tx.actor.organizationId} and entity_type = ${type} and entity_id = ${current.id} and version > ${seen}`)
  // A version that never was, or whose later changes are not all on record, can not be merged with.
  const known = seen < current.version && new Set(later.map((entry) => entry.version)).size === current.version - seen
  const changed = new Set(later.flatMap((entry) => entry.fields))
  // A deletion is about all of it: whatever changed since is in its way.
  const mine = fields === 'all' ? [...changed] : fields
  const conflicts = known ? mine.filter((field) => changed.has(field)) : fields === 'all' ? ['version'] : [...fields]
  if (conflicts.length === 0) return
  throw new Problem('version_conflict', say`Changed meanwhile: ${conflicts.join(', ')}.`, {
    version: current.version,
    fields: Object.fromEntries(conflicts.map((field) => [field, current[field as keyof T] ?? null])),
  })
}
