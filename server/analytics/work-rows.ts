// The tasks and requests that a figure is made of: the kept rows say in which projects and on which days they are, and those
// projects are counted once more, this time one by one.
import { sql, type RawBuilder } from 'kysely'
import { figuresOf, type Area } from '../../domain/analytics-figures.ts'
import type { AnalyticsRow, AnalyticsRows, WorkRowsQuery } from '../../domain/analytics.ts'
import { projectScope, reaching, waysToProjects } from '../access/scopes.ts'
import { MOST_LOOKED_AT } from '../platform/page-rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { periodOf } from './analytics-period.ts'
import { factsOfProjects, type SubjectFact } from './project-facts.ts'
import { askedProjects } from './rolled-up.ts'
import { pageOfRows, readPlace, type RowPlace } from './rows-cursor.ts'

/** What belongs together: a task with its completion, one stay of it, a request with its answer. */
interface Counted {
  projectId: string
  projectName: string
  on: string
  facts: SubjectFact[]
}

export async function listWorkRows(tx: Tx, area: Area, asked: WorkRowsQuery): Promise<AnalyticsRows> {
  const { figure, limit } = asked
  const { from, to } = periodOf(tx, asked)
  const measures = [...(figuresOf(area)[figure]?.measures ?? [])]
  const after = readPlace(asked.cursor, figure, 3)
  const found = await findKeys(tx, asked, { measures, from, to, after }, true)
  // Fewer than a page may be all, or what few of the newest have: then none is left out.
  const isAll = found.length > limit || fewProjects(tx, asked)
  const keys = isAll ? found : await findKeys(tx, asked, { measures, from, to, after })
  const facts = await factsOfProjects(tx, [...new Set(keys.map(({ projectId }) => projectId))])
  const counted = keys.flatMap((key) => countedOn(key, facts.get(key.projectId) ?? [], measures))
  const rest = after ? counted.filter((row) => orderOf(placeOf(row)) < orderOf(after)) : counted
  const { shown, pagination } = pageOfRows(figure, limit, rest, placeOf)
  return { figure, from, to, data: await named(tx, shown), pagination }
}

interface Key {
  projectId: string
  projectName: string
  on: string
}

/** Days of projects on which there is something of it, from where the walk stands: each holds one row at least. */
function findKeys(
  tx: Tx,
  asked: WorkRowsQuery,
  { measures, from, to, after }: { measures: string[]; from: string; to: string; after: RowPlace | undefined },
  ofNewest = false,
): Promise<Key[]> {
  const isMeant = sql`r.organization_id = ${tx.actor.organizationId}
    and r."on" between ${from}::date and ${after?.on ?? to}::date
    and (${after === undefined} or (r."on", r.project_id) <= (${after?.on ?? to}::date, ${after?.ids[0] ?? ''}))`
  return tx.rows(sql`
    select r.project_id as "projectId", min(p.name) as "projectName", r."on"
    from ${rollupsOf(tx, asked, measures, isMeant, ofNewest)} cross join lateral (
      select * from projects p where p.organization_id = r.organization_id and p.id = r.project_id offset 0) p
    where ${askedProjects(tx, asked)}
    group by r."on", r.project_id order by r."on" desc, r.project_id desc limit ${sql.lit(asked.limit + 1)}`)
}

/** Kept rows, as alias `r`: the newest, or all; or those of few projects, one after another. */
function rollupsOf(
  tx: Tx,
  asked: WorkRowsQuery,
  measures: string[],
  isMeant: RawBuilder<unknown>,
  ofNewest: boolean,
): RawBuilder<unknown> {
  const projects = fewProjects(tx, asked)
  if (projects)
    return sql`(select distinct id from (${projects}) w (id)) w
      cross join lateral (select * from project_rollups r where r.project_id = w.id and r.measure = any(${measures}) and ${isMeant} offset 0) r`
  if (!ofNewest) return sql`(select * from project_rollups r where r.measure = any(${measures}) and ${isMeant}) r`
  const most = sql.lit(Math.floor(MOST_LOOKED_AT / measures.length))
  // Of each measure some: what comes behind the last of one that has more may be a part only.
  return sql`(with newest as materialized (
      select r.* from unnest(${measures}::text[]) m (measure) cross join lateral (
        select r.*, row_number() over (order by r."on" desc, r.project_id desc) as place from project_rollups r
        where r.measure = m.measure and ${isMeant} order by r."on" desc, r.project_id desc limit ${most}) r)
    select * from newest where coalesce(("on", project_id) >
      (select "on", project_id from newest where place = ${most} order by 1 desc, 2 desc limit 1), true)) r`
}

/** The projects that are meant, and maybe more, where an index leads to them. */
function fewProjects(tx: Tx, { projectId, accountId, teamId }: WorkRowsQuery): RawBuilder<unknown> | undefined {
  const by = (column: RawBuilder<unknown>, value: string) =>
    sql`select p.id from projects p where p.organization_id = ${tx.actor.organizationId} and p.deleted_at is null and ${column} = ${value}`
  const [theirs] = waysToProjects(tx)
  return (
    (projectId === undefined ? undefined : sql`select ${projectId}::text`) ??
    (accountId === undefined ? undefined : by(sql`p.account_id`, accountId)) ??
    theirs ??
    (teamId === undefined ? undefined : by(sql`p.team_id`, teamId))
  )
}

/** Those of one project and day, in the order of the walk. */
function countedOn(key: Key, facts: readonly SubjectFact[], measures: readonly string[]): Counted[] {
  const those = facts.filter(({ on, measure }) => on === key.on && measures.includes(measure))
  const together = Map.groupBy(those, ({ id, n }) => `${id} ${n}`)
  return [...together.values()]
    .map((own): Counted => ({ ...key, facts: own }))
    .toSorted((a, b) => (orderOf(placeOf(a)) < orderOf(placeOf(b)) ? 1 : -1))
}

const placeOf = ({ on, projectId, facts: [first] }: Counted): RowPlace => ({
  on,
  ids: [projectId, first?.id ?? '', String(first?.n ?? 0)],
})
/** Texts that are in the order of the walk, and as PostgreSQL's ids are: byte by byte. */
const orderOf = ({ on, ids: [projectId = '', id = '', n = '0'] }: RowPlace) =>
  `${on} ${projectId} ${id} ${n.padStart(6, '0')}`

/** With titles, as far as the caller may read tasks or requests: an account manager reads no tasks. */
async function named(tx: Tx, rows: readonly Counted[]): Promise<AnalyticsRow[]> {
  const ids = (subject: SubjectFact['subject']) =>
    rows.flatMap(({ facts: [first] }) => (first?.subject === subject ? first.id : []))
  const [tasks, requests] = await Promise.all([
    titlesOf(reaching(tx, 'task.read'), 'tasks', ids('task')),
    titlesOf(reaching(tx, 'request.read'), 'requests', ids('request')),
  ])
  return rows.map(({ on, projectId, projectName, facts }) => {
    const [{ subject: type, id } = { subject: 'task' as const, id: '' }] = facts
    const title = (type === 'task' ? tasks : requests).get(id) ?? null
    const amounts = Object.fromEntries(facts.map(({ measure, amount }) => [measure, amount]))
    const subject = { type, id: title === null ? null : id, title }
    return { on, subject, projectId, projectName, personId: null, personName: null, amounts }
  })
}

async function titlesOf(tx: Tx, table: 'tasks' | 'requests', ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await tx.rows<{ id: string; title: string }>(sql`
    select s.id, s.title from ${sql.table(table)} s join projects p on p.organization_id = s.organization_id and p.id = s.project_id
    where s.organization_id = ${tx.actor.organizationId} and s.id = any(${ids}) and ${projectScope(tx)}`)
  return new Map(found.map(({ id, title }) => [id, title]))
}
