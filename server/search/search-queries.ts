// Everything at once by what somebody types: each kind as far as the right to read it reaches.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { text } from '../../domain/fields.ts'
import { MOST_FOUND, type Found } from '../../domain/search.ts'
import { accountScope, projectScope, reaching, taskScope } from '../access/scopes.ts'
import { personMatches } from '../people/person-queries.ts'
import { hasWords, searched } from '../platform/searched.ts'
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
const inProject = (alias: string) =>
  sql`join projects p on p.organization_id = ${sql.ref(`${alias}.organization_id`)} and p.id = ${sql.ref(`${alias}.project_id`)}`

const findProjects = (tx: Tx, q: string) =>
  firstOf<Found['projects'][number]>(
    tx,
    sql`select p.id, p.name, p.status, a.name as "accountName" from ${searched('projects', q)} p
    join accounts a on a.organization_id = p.organization_id and a.id = p.account_id
    where ${projectScope(tx)} order by p.status in ${CLOSED}, p.updated_at desc, p.id`,
  )
/** Of what is found no more is looked at: beyond that a word is so common that the newest alone are meant. */
const MOST_LOOKED_AT = 1_000
/** Whose tasks are gone through for a word so common. */
const LATELY_CHANGED = 200

/**
 * Where a word finds more than is looked at, what it finds of the projects that changed last and of one's own tasks comes
 * along, so that what is new, and within reach, is found however common the word.
 */
const findTasks = (tx: Tx, q: string) =>
  firstOf<Found['tasks'][number]>(
    tx,
    sql`with found as materialized (
      select t.id, t.title, t.status, t.project_id, t.organization_id, t.deleted_at, t.updated_at
      from ${searched('tasks', q, MOST_LOOKED_AT)} t),
    near as (
      select p.id as project_id, null as task_id from (select p.id from projects p where ${projectScope(tx)}
        order by p.updated_at desc, p.id desc limit ${sql.lit(LATELY_CHANGED)}) p
      union all select null, x.task_id from task_assignees x
        where x.organization_id = ${tx.actor.organizationId} and x.person_id = ${tx.actor.id}),
    also as (
      select t.id, t.title, t.status, t.project_id, t.organization_id, t.deleted_at, t.updated_at from near cross join lateral (
        select * from tasks t where t.organization_id = ${tx.actor.organizationId} and t.project_id = near.project_id
        union all select * from tasks t where t.organization_id = ${tx.actor.organizationId} and t.id = near.task_id) t
      where (select count(*) from found) >= ${sql.lit(MOST_LOOKED_AT)} and ${hasWords('t', q)})
    select t.id, t.title, t.status, p.id as "projectId", p.name as "projectName"
    from (select * from found union select * from also) t ${inProject('t')}
    where ${taskScope(tx)} order by t.status in ${CLOSED}, t.updated_at desc, t.id`,
  )
const findRequests = (tx: Tx, q: string) =>
  firstOf<Found['requests'][number]>(
    tx,
    sql`select q.id, q.title, q.status, p.id as "projectId", p.name as "projectName"
    from ${searched('requests', q)} q ${inProject('q')}
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
    sql`select a.id, a.name, a.status from ${searched('accounts', q)} a
    where ${accountScope(tx)} order by a.status = 'archived', lower(a.name), a.id`,
  )
