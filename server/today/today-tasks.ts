// Tasks that need somebody now: what climbed to them, what stands still, what is late, and what of their own is due today.
import { sql, type RawBuilder } from 'kysely'
import { PRIORITIES } from '../../domain/fields.ts'
import { MOST_COUNTED, TODAY_KINDS, type Today, type TodayKind, type TodayTask } from '../../domain/today.ts'
import { projectScope, reaching, taskScope, waysToProjects } from '../access/scopes.ts'
import { MOST_LOOKED_AT } from '../platform/page-rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { goesOn } from '../signals/account-facts.ts'
import { openTasks } from '../signals/task-facts.ts'

export async function tasksToday(tx: Tx, limit: number): Promise<Today['tasks']> {
  const organization = tx.actor.organizationId
  // What is the caller's, and what has climbed, are few: each is found once, and all that is late held against them.
  const rows = await tx.rows<{ kind: TodayKind; counted: Counted; json: TodayTask }>(sql`
    with mine as materialized (
      select x.task_id as id from task_assignees x where x.organization_id = ${organization} and x.person_id = ${tx.actor.id}
      order by x.task_id desc limit ${sql.lit(MOST_LOOKED_AT)}),
    climbed as materialized (
      select t.id from (select * from escalations e where e.organization_id = ${organization} limit ${sql.lit(MOST_LOOKED_AT)}) e
      join tasks t on t.organization_id = e.organization_id and t.id = e.subject_id
      join projects p on p.organization_id = t.organization_id and p.id = t.project_id where ${hasClimbed(tx)}),
    ${reached(reaching(tx, 'task.read'))},
    own as materialized (
      ${needing(tx, sql`t.id in (select id from mine) and (t.status = 'blocked' or t.due_on <= ${tx.today}::date)`)}),
    found as (
      select * from (${needing(tx, sql`t.id in (select id from climbed)`)}) t
      union select * from own
      union ${firstOfMany(tx, limit)}
      union ${needing(tx, sql`${IS_BLOCKED} or ${isLate(tx)}`, sql`few t`)}),
    kinds as (
      select t.*, id in (select id from mine) as mine, case when id in (select id from climbed) then 'escalated'
        when status = 'blocked' then 'blocked' when due_on < ${tx.today}::date then 'overdue' else 'due' end as kind
      from found t),
    ranked as (
      select id, kind, mine, (count(*) over (partition by kind))::int as total,
        row_number() over (partition by kind order by mine desc, ${RANK} desc, due_on, id) as n from kinds)
    select late.kind, coalesce(case when (select yes from wide) then ${countOfMany(tx)} end, json_build_object('total', late.total,
        'isMore', (select count(*) from few) > ${sql.lit(MOST_LOOKED_AT)})) as counted, row_to_json(r) as json
    from ranked late
    join tasks t on t.organization_id = ${organization} and t.id = late.id
    join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    cross join lateral (select ${columns(tx)}) r
    where late.n <= ${sql.lit(limit)} order by late.n`)
  const of = (kind: TodayKind) => {
    const these = rows.filter((row) => row.kind === kind)
    return { data: these.map(({ json }) => json), ...countedTo(these[0]?.counted) }
  }
  return Object.fromEntries(TODAY_KINDS.map((kind) => [kind, of(kind)])) as Today['tasks']
}

interface Counted {
  total: number
  isMore: boolean
}
const countedTo = ({ total, isMore }: Counted = { total: 0, isMore: false }) =>
  isMore || total > MOST_COUNTED ? { total: Math.min(total, MOST_COUNTED), totalIsAtLeast: true as const } : { total }

/**
 * Whoever sees no more projects than this has all their late tasks found; of more, the first in the order of the indexes. Who does
 * not see all may have more of them: in everybody's order theirs would come too rarely.
 */
const FEW_PROJECTS = { ofAll: 1_000, ofOnes: 2_500 }
/** So many of each priority are looked at for the first, and so many in all for how many there are. */
const MOST_OF_FIRST = 500
const MOST_OF_ALL = 5_000
const RANK = sql`array_position(${sql.lit(`{${PRIORITIES.join(',')}}`)}::text[], priority)`
const isLate = (tx: Tx) => sql`t.status <> 'blocked' and t.due_on < ${tx.today}::date`
const IS_BLOCKED = sql`t.status = 'blocked'`
const NOT_CLIMBED = sql`t.id not in (select id from climbed)`
const IS_OPEN = sql`t.deleted_at is null and t.status not in ('completed', 'cancelled')`

const needing = (tx: Tx, which: RawBuilder<unknown>, from: RawBuilder<unknown> = sql`tasks t`) => sql`
  select t.id, t.status, t.priority, t.due_on
  from ${from} join projects p on p.organization_id = t.organization_id and p.id = t.project_id
  where ${openTasks} and ${taskScope(reaching(tx, 'task.read', 'me.read'))} and (${which})`

/** Which projects there are to go through, whether they are too many for that, and if not the open tasks in them. */
function reached(tx: Tx): RawBuilder<unknown> {
  const organization = tx.actor.organizationId
  const [ways] = waysToProjects(tx)
  const most = ways ? FEW_PROJECTS.ofOnes : FEW_PROJECTS.ofAll
  const projects = ways
    ? sql`select p.id from (select distinct id from (select * from (${ways}) w (id) limit ${sql.lit(MOST_LOOKED_AT)}) w) w cross join lateral (
        select p.id from projects p where p.organization_id = ${organization} and p.id = w.id and ${goesOn} offset 0) p`
    : sql`select p.id from projects p where ${projectScope(tx)} and ${goesOn}`
  return sql`reach as materialized (${projects} limit ${sql.lit(most + 1)}),
    wide as materialized (select count(*) > ${sql.lit(most)} as yes from reach),
    few as materialized (select t.id, t.organization_id, t.project_id, t.status, t.priority, t.due_on, t.deleted_at
      from (select id from reach where not (select yes from wide)) r cross join lateral (
        select * from tasks t where t.organization_id = ${organization} and t.project_id = r.id and ${IS_OPEN} offset 0) t
      limit ${sql.lit(MOST_LOOKED_AT + 1)})`
}

/** Tasks, as alias `t`, the first in the order of an index, and no more than so many. */
const firstOf = (tx: Tx, which: RawBuilder<unknown>, most: number) => sql`(
  select * from tasks t where t.organization_id = ${tx.actor.organizationId} and ${IS_OPEN} and (select yes from wide) and ${which}
  order by t.priority, t.due_on, t.id limit ${sql.lit(most)}) t`

/** The first of each priority, as indexes have them in order (0030-speed.sql), however many come after them. */
function firstOfMany(tx: Tx, limit: number): RawBuilder<unknown> {
  const first = (priority: string, which: RawBuilder<unknown>) =>
    sql`(${needing(tx, NOT_CLIMBED, firstOf(tx, sql`t.priority = ${sql.lit(priority)} and ${which}`, MOST_OF_FIRST))}
      order by t.due_on, t.id limit ${sql.lit(limit)})`
  const parts = PRIORITIES.flatMap((priority) => [first(priority, IS_BLOCKED), first(priority, isLate(tx))])
  return sql.join(parts, sql` union `)
}

/** Counted no further than is told, and of no more than are looked at. */
function countOfMany(tx: Tx): RawBuilder<unknown> {
  const count = (which: RawBuilder<unknown>) => sql`(select json_build_object('total', count(*), 'isMore',
      (select count(*) from ${firstOf(tx, which, MOST_OF_ALL + 1)}) > ${sql.lit(MOST_OF_ALL)})
    from (${needing(tx, NOT_CLIMBED, firstOf(tx, which, MOST_OF_ALL))} limit ${sql.lit(MOST_COUNTED + 1)}) c)`
  return sql`case late.kind when 'blocked' then ${count(IS_BLOCKED)} when 'overdue' then ${count(isLate(tx))} end`
}

/**
 * Whether a task has climbed its ladder, an escalation `e`, (automation/task-ladders.ts) as far as the caller: overdue tasks to the Team Lead, the
 * Project Manager, the Project Admins; blocked ones to the last two, unless they wait for the client.
 */
function hasClimbed(tx: Tx) {
  const leads = sql`exists (select 1 from teams l
    where l.organization_id = p.organization_id and l.id = p.team_id and l.lead_id = ${tx.actor.id})`
  const manages = sql`p.manager_id = ${tx.actor.id}`
  const isAdmin = tx.actor.roles.includes('project_admin')
  const admin = (step: number) => sql`case when ${isAdmin} then ${sql.lit(step)} end`
  return sql`((e.kind = 'task_overdue' and e.episode = t.due_on::text and t.due_on < ${tx.today}::date
      and e.step >= least(case when ${leads} then 2 end, case when ${manages} then 3 end, ${admin(4)}))
    or (e.kind = 'task_blocked' and t.status = 'blocked' and t.blocked_reason <> 'waiting_client'
      and e.step >= least(case when ${manages} then 1 end, ${admin(2)})))`
}

const columns = (tx: Tx) => sql`
  t.id, p.id as "projectId", p.name as "projectName", t.title, t.status, t.status_before_block as "statusBeforeBlock",
  t.blocked_reason as "blockedReason", case when t.status = 'blocked' then (select instant(max(h.at)) from task_status_changes h
    where h.organization_id = t.organization_id and h.task_id = t.id and h.to_status = 'blocked'
      and h.from_status is distinct from 'blocked') end as "blockedSince",
  t.priority, t.progress, t.due_on as "dueOn",
  (select coalesce(json_agg(json_build_object('id', w.id, 'name', w.name) order by w.name), '[]') from task_assignees x
    join people w on w.organization_id = x.organization_id and w.id = x.person_id
    where x.organization_id = t.organization_id and x.task_id = t.id) as assignees,
  late.mine, coalesce(${taskScope(reaching(tx, 'task.assign'))}, false) as assignable`
