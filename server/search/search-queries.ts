// Everything at once by what somebody types: each kind as far as the right to read it reaches.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { text } from '../../domain/fields.ts'
import { MOST_FOUND, type Found } from '../../domain/search.ts'
import { accountScope, projectScope, reaching, taskScope, waysToProjects } from '../access/scopes.ts'
import { personMatches } from '../people/person-queries.ts'
import { hasWords, searched, type Searched } from '../platform/searched.ts'
import type { Tx } from '../platform/transaction.ts'

export const SearchQuery = z.strictObject({
  q: text(200).min(1).meta({ description: 'Words that begin as words of the name or the text do.' }),
})

export async function search(tx: Tx, { q }: z.output<typeof SearchQuery>): Promise<Found> {
  const [projects, tasks, requests, people, accounts] = await Promise.all([
    findProjects(reaching(tx, 'me.projects'), q),
    findTasks(reaching(tx, 'task.read', 'me.read'), q),
    findRequests(reaching(tx, 'request.read'), q),
    findPeople(reaching(tx, 'person.read'), q),
    findAccounts(reaching(tx, 'account.read'), q),
  ])
  return { projects, tasks, requests, people, accounts }
}

/** The first of what is found; nothing is looked for where the right reaches nothing. */
async function firstOf<T>(tx: Tx, query: RawBuilder<unknown>): Promise<T[]> {
  return tx.scopes.length === 0 ? [] : tx.rows<T>(sql<T>`${query} limit ${sql.lit(MOST_FOUND)}`)
}

const CLOSED = sql`('completed', 'cancelled')`

const findProjects = (tx: Tx, q: string) =>
  firstOf<Found['projects'][number]>(
    tx,
    sql`${foundIn(tx, 'projects', 'p', q, [sql`select id from near`])}
    select p.id, p.name, p.status, a.name as "accountName" from found f ${byId('projects', 'p')}
    join accounts a on a.organization_id = p.organization_id and a.id = p.account_id
    where ${projectScope(tx)} order by p.status in ${CLOSED}, p.updated_at desc, p.id`,
  )
const findTasks = (tx: Tx, q: string) =>
  firstOf<Found['tasks'][number]>(
    tx,
    sql`${foundIn(tx, 'tasks', 't', q, [
      ofNear(tx, 'tasks'),
      sql`select x.task_id from task_assignees x where x.organization_id = ${tx.actor.organizationId} and x.person_id = ${tx.actor.id}
        order by x.task_id desc limit ${sql.lit(MOST_LOOKED_AT)}`,
    ])}
    select t.id, t.title, t.status, p.id as "projectId", p.name as "projectName"
    from found f ${byId('tasks', 't')} ${byId('projects', 'p', sql`t.project_id`)}
    where ${taskScope(tx)} order by t.status in ${CLOSED}, t.updated_at desc, t.id`,
  )
const findRequests = (tx: Tx, q: string) =>
  firstOf<Found['requests'][number]>(
    tx,
    sql`${foundIn(tx, 'requests', 'q', q, [ofNear(tx, 'requests')])}
    select q.id, q.title, q.status, p.id as "projectId", p.name as "projectName"
    from found f ${byId('requests', 'q')} ${byId('projects', 'p', sql`q.project_id`)}
    where ${projectScope(tx)} order by q.closed_at is not null, q.updated_at desc, q.id`,
  )
const findPeople = (tx: Tx, q: string) =>
  firstOf<Found['people'][number]>(
    tx,
    sql`select p.id, p.name, p.email, p.active from people p
    where p.organization_id = ${tx.actor.organizationId} and ${personMatches(q)}
    order by not p.active, lower(p.name), p.id`,
  )
const findAccounts = (tx: Tx, q: string) =>
  firstOf<Found['accounts'][number]>(
    tx,
    sql`select a.id, a.name, a.status from ${searched(tx, 'accounts', q, MOST_FOUND_OF)} f
    join accounts a on a.organization_id = ${tx.actor.organizationId} and a.id = f.id
    where ${accountScope(tx)} order by a.status = 'archived', lower(a.name), a.id`,
  )

/** Of what the index finds no more is looked at: a word that is in more is so common that the newest alone are meant. */
const MOST_FOUND_OF = 300
/** Near are so many of the caller's projects, and among what is near so many rows are looked at. */
const NEAR = 100
const MOST_LOOKED_AT = 500
/** So many of one's own are known by their ids. */
const FEW_PROJECTS = 2_500

/**
 * What has the words, as ids `found`. Where the index finds more than is looked at, what has them of what is near comes along, so
 * that what is new, and within reach, is found however common the word.
 */
function foundIn(tx: Tx, table: Searched, alias: string, q: string, near: RawBuilder<unknown>[]): RawBuilder<unknown> {
  const of = sql.join(
    near.map((ids) => sql`(${ids})`),
    sql` union all `,
  )
  return sql`with ${nearProjects(tx)},
    indexed as materialized (select id from ${searched(tx, table, q, MOST_FOUND_OF)} i),
    found as materialized (select id from indexed union
      select n.id from (${of}) n (id) cross join lateral (
        select 1 from ${sql.table(table)} ${sql.ref(alias)} where ${sql.ref(`${alias}.organization_id`)} = ${tx.actor.organizationId}
          and ${sql.ref(`${alias}.id`)} = n.id and ${hasWords(alias, q)} offset 0) x
      where (select count(*) from indexed) >= ${sql.lit(MOST_FOUND_OF)})`
}

const ofNear = (tx: Tx, table: 'tasks' | 'requests') => sql`select w.id from near cross join lateral (
  select w.id from ${sql.table(table)} w where w.organization_id = ${tx.actor.organizationId} and w.project_id = near.id
  order by w.created_at desc limit ${sql.lit(NEAR)}) w limit ${sql.lit(MOST_LOOKED_AT)}`

/** Those that changed last, where one sees all; else the newest of one's own, and of many of them those that changed last of all. */
function nearProjects(tx: Tx): RawBuilder<unknown> {
  const ours = sql`p.organization_id = ${tx.actor.organizationId} and p.deleted_at is null`
  const last = (most: number) =>
    sql`(select * from projects p where ${ours} order by p.updated_at desc, p.id desc limit ${sql.lit(most)}) p`
  const [ways] = waysToProjects(tx)
  if (!ways) return sql`near as (select p.id from ${last(NEAR)})`
  return sql`reach as materialized (select * from (${ways}) w (id) limit ${sql.lit(FEW_PROJECTS + 1)}),
    near as ((select distinct id from reach order by id desc limit ${sql.lit(NEAR)}) union
      select p.id from ${last(MOST_LOOKED_AT)} where (select count(*) from reach) > ${sql.lit(FEW_PROJECTS)} and ${projectScope(tx)})`
}

/** One by one, whatever the planner thinks of how many there are. */
const byId = (table: string, alias: string, id: RawBuilder<unknown> = sql`f.id`) => sql`cross join lateral (
  select * from ${sql.table(table)} x where x.organization_id = current_setting('app.organization') and x.id = ${id} offset 0) ${sql.ref(alias)}`
