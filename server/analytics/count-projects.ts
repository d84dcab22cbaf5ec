// Counts projects: their rows of each measure and day, from all that is in them, written where they are not that already.
import { sql } from 'kysely'
import { TIMED, type Measure } from '../../domain/analytics-figures.ts'
import type { Tx } from '../platform/transaction.ts'
import { factsOfProjects, type SubjectFact } from './project-facts.ts'
import { compareRows, type Difference } from './rollup-rows.ts'

/** Count, total, and every amount in order where medians are told. */
type Row = [n: number, total: number, amounts: number[] | null]

/** Brings the rows of these projects up to date, and answers what was not. The caller sees to it that nobody else counts them meanwhile. */
export async function countProjects(tx: Tx, ids: readonly string[]): Promise<Difference[]> {
  const [facts, kept] = await Promise.all([factsOfProjects(tx, ids), keptRows(tx, ids)])
  const counted = new Map([...facts].flatMap(([id, list]) => [...rowsOf(id, list)]))
  const { written, gone } = compareRows(counted, kept)
  if (written.length > 0) write(tx, written, counted)
  if (gone.length > 0) takeAway(tx, gone)
  const { organizationId } = tx.actor
  return [...written, ...gone].map((key) => {
    const [id = '', measure, on] = key.split(' ')
    return { organizationId, kind: 'project', id, row: `${measure} ${on}`, was: kept.get(key), is: counted.get(key) }
  })
}

/** Ids, measures and days have no spaces in them. */
const keyOf = (projectId: string, measure: string, on: string) => `${projectId} ${measure} ${on}`

function rowsOf(projectId: string, facts: readonly SubjectFact[]): Map<string, string> {
  const groups = Map.groupBy(facts, ({ measure, on }) => keyOf(projectId, measure, on))
  return new Map([...groups].map(([key, list]) => [key, JSON.stringify(rowOf(list))]))
}

function rowOf(facts: readonly SubjectFact[]): Row {
  const amounts = facts.map(({ amount }) => amount).toSorted((a, b) => a - b)
  const timed = TIMED.includes(facts[0]?.measure as Measure)
  return [facts.length, amounts.reduce((sum, amount) => sum + amount, 0), timed ? amounts : null]
}

async function keptRows(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await tx.rows<{ projectId: string; rows: [string, string, ...Row][] }>(sql`
    select r.project_id as "projectId", json_agg(json_build_array(r.measure, r."on", r.n, r.total, r.amounts)) as rows
    from project_rollups r where r.organization_id = ${tx.actor.organizationId} and r.project_id = any(${ids})
    group by r.project_id`)
  return new Map(
    found.flatMap(({ projectId, rows }) =>
      rows.map(([measure, on, ...row]): [string, string] => [keyOf(projectId, measure, on), JSON.stringify(row)]),
    ),
  )
}

function write(tx: Tx, keys: readonly string[], counted: ReadonlyMap<string, string>): void {
  const rows = keys.map((key) => {
    const [projectId, measure, on] = key.split(' ')
    const [n, total, amounts] = JSON.parse(counted.get(key) ?? '') as Row
    return { projectId, measure, on, n, total, amounts }
  })
  // A project that is purged meanwhile has no rows any more; nor does one whose organisation is removed.
  tx.send(sql`insert into project_rollups (organization_id, project_id, measure, "on", n, total, amounts)
    select p.organization_id, p.id, r.measure, r."on", r.n, r.total, r.amounts
    from json_to_recordset(${JSON.stringify(rows)}) as r("projectId" text, measure text, "on" date, n integer, total bigint, amounts integer[])
    join projects p on p.organization_id = ${tx.actor.organizationId} and p.id = r."projectId"
    on conflict (organization_id, project_id, measure, "on") do update
      set n = excluded.n, total = excluded.total, amounts = excluded.amounts`)
}

function takeAway(tx: Tx, keys: readonly string[]): void {
  const parts = keys.map((key) => key.split(' '))
  const column = (n: number) => parts.map((part) => part[n] ?? '')
  tx.send(sql`delete from project_rollups r
    using unnest(${column(0)}::text[], ${column(1)}::text[], ${column(2)}::date[]) k (project_id, measure, "on")
    where r.organization_id = ${tx.actor.organizationId} and r.project_id = k.project_id and r.measure = k.measure and r."on" = k."on"`)
}
