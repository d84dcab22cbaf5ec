// What the bare server asks the database: the product's rows in the product's shape, by hand, with nothing around them.
import { TASK_STATUSES } from '../domain/task.ts'

export interface Statement {
  name: string
  text: string
}
export const statement = (name: string, text: string): Statement => ({ name, text })

export const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const projectColumns = `
  p.id, p.name, p.description, p.account_id as "accountId", p.type, p.engagement, p.status, p.priority,
  p.manager_id as "managerId", p.team_id as "teamId",
  array(select m.person_id from project_members m where m.organization_id = $1 and m.project_id = p.id order by 1) as "assignedTeam",
  p.template_id as "templateId", p.start_on as "startOn", p.due_on as "dueOn", p.progress,
  json_build_object('score', p.health_score, 'band', p.health_band, 'worst', p.health_worst) as health,
  p.budget_minutes as "budgetMinutes", p.contract_minor as "contractMinor", p.currency, p.billing_mode as "billingMode", p.tags,
  p.hold_reason as "holdReason", p.hold_until as "holdUntil", p.close_reason as "closeReason", ${instant('p.closed_at')} as "closedAt",
  p.version, ${instant('p.created_at')} as "createdAt", ${instant('p.updated_at')} as "updatedAt"`

const nameIn = (table: string, id: string) =>
  `(select n.name from ${table} n where n.organization_id = $1 and n.id = p.${id})`
const names = `json_build_object('account', ${nameIn('accounts', 'account_id')}, 'manager', ${nameIn('people', 'manager_id')},
  'team', ${nameIn('teams', 'team_id')}, 'assignedTeam', array(select n.name from project_members m
    join people n on n.organization_id = $1 and n.id = m.person_id
    where m.organization_id = $1 and m.project_id = p.id order by m.person_id)) as names`

const countOf = (status: string) => `'${status}', count(*) filter (where t.status = '${status}')`
const counts = (today: string) => `cross join lateral (
  select json_build_object(${TASK_STATUSES.map(countOf).join(', ')}) as by_status,
    count(*) filter (where t.due_on < ${today}::date and t.status not in ('completed', 'cancelled')) as overdue
  from tasks t where t.organization_id = $1 and t.project_id = p.id and t.deleted_at is null) c`

export const PAGE_SIZE = 20

/**
 * A page of projects in one row: the items as text, where the next page starts, and the total where it is asked for.
 * What is skipped is skipped in the index; rows are fetched for the page alone.
 */
const projectPage = (name: string, from: string, rest: string, total?: string, first = '', reach = 'organization') =>
  statement(
    name,
    `with ${first} page as materialized (
       select k.*, row_number() over () as n from (
         select p.id, p.updated_at from ${from} order by p.updated_at desc, p.id desc limit ${PAGE_SIZE + 1} ${rest}) k)
     select string_agg(row_to_json(r)::text, ',' order by k.n) as data, (select count(*)::int from page) as found,
       max(k.updated_at::text) filter (where k.n = ${PAGE_SIZE}) as key, max(k.id) filter (where k.n = ${PAGE_SIZE}) as id
       ${total === undefined ? '' : `, (${total})::int as total`}
     from page k join projects p on p.organization_id = $1 and p.id = k.id ${counts('$2')}
     cross join lateral (select ${projectColumns}, ${names}, c.by_status as "taskCounts", c.overdue as "overdueTasks",
       array['${reach}'] as reach) r
     where k.n <= ${PAGE_SIZE}`,
  )

const LIVE = `projects p where p.organization_id = $1 and p.deleted_at is null`
const FOUND = `found as materialized (select p.id, p.updated_at from ${LIVE} and p.search @@ $4::tsquery),`
const MANAGED = `select p.id from ${LIVE} and p.manager_id = $4`
const JOINED = `select m.project_id from project_members m where m.organization_id = $1 and m.person_id = $4`
const MINE = `${LIVE} and (p.id in (${MANAGED}) or p.id in (${JOINED}))`
const MINE_COUNTED = `(select count(*) from (${MANAGED}) c) + (select count(*) from ${LIVE} and p.id = any(array(${JOINED}))
  and p.manager_id is distinct from $4)`

export const listProjects = projectPage('list', LIVE, 'offset $3', `select count(*) from ${LIVE}`)
export const listAfter = projectPage('after', `${LIVE} and (p.updated_at, p.id) < ($3::timestamptz, $4)`, '')
export const searchProjects = projectPage('search', 'found p', 'offset $3', 'select count(*) from found', FOUND)
export const listMine = projectPage('mine', MINE, 'offset $3', MINE_COUNTED, '', 'assigned')

export const oneProject = statement(
  'project',
  `select row_to_json(r)::text as json from ${LIVE} and p.id = $2`.replace(
    'where',
    `cross join lateral (select ${projectColumns}) r where`,
  ),
)

/** Less than health is made of, read and not computed: its tasks, the days of its people, and the scores it had. */
export const pulseFacts = statement(
  'pulse',
  `select json_build_object('projectId', $2::text,
    'tasks', (select json_agg(json_build_array(t.id, t.weight, t.status, t.due_on, t.completed_at)) from tasks t
      where t.organization_id = $1 and t.project_id = $2 and t.deleted_at is null),
    'days', (select json_agg(json_build_array(d.person_id, d."on", d.capacity_minutes, d.booked_minutes)) from project_members m
      join person_days d on d.organization_id = $1 and d.person_id = m.person_id
      where m.organization_id = $1 and m.project_id = $2 and d.booked_minutes > 0 and d."on" between current_date and current_date + 28),
    'series', (select json_agg(json_build_array(d."on", d.score, d.metrics) order by d."on") from pulse_days d
      where d.organization_id = $1 and d.project_id = $2 and d."on" > current_date - 90))::text as json`,
)

/** What keeps a task back, where `waiting` is the task or an ancestor of it. */
const holds = (waiting: string) => `exists (
  select 1 from task_dependencies d
  join tasks x on x.organization_id = $1 and x.id = d.predecessor_id and x.deleted_at is null
  join projects xp on xp.organization_id = $1 and xp.id = x.project_id and xp.deleted_at is null
  where d.organization_id = $1 and ${waiting}
    and case when d.type in ('FS', 'FF') then x.status not in ('completed', 'cancelled') else x.status = 'pending' end)`
const WITH_ANCESTORS = `d.task_id in (with recursive line (id, parent_id) as (
  select t.id, t.parent_id
  union select a.id, a.parent_id from line join tasks a on a.organization_id = $1 and a.id = line.parent_id) select id from line)`
const OPEN = `t.status not in ('completed', 'cancelled')`

export const taskColumns = (today: string) => `
  t.id, t.project_id as "projectId", t.kind, t.title, t.description, t.status, t.priority, t.progress,
  array(select x.person_id from task_assignees x where x.organization_id = $1 and x.task_id = t.id order by 1) as "assigneeIds",
  t.stage, t.parent_id as "parentId", t.required, t.start_on as "startOn", t.due_on as "dueOn",
  t.duration_days as "durationDays", t.duration_minutes as "durationMinutes",
  t.early_start_on as "earlyStartOn", t.early_finish_on as "earlyFinishOn", t.late_start_on as "lateStartOn",
  t.late_finish_on as "lateFinishOn", t.total_float_minutes as "totalFloatMinutes", t.free_float_minutes as "freeFloatMinutes",
  t.critical, t.estimate_minutes as "estimateMinutes", t.weight, t.scheduling,
  case when t.constraint_kind is not null then json_build_object('kind', t.constraint_kind, 'on', t.constraint_on) end as "constraint",
  t.billable_minor as "billableMinor",
  (select coalesce(json_agg(json_build_object('taskId', d.predecessor_id, 'type', d.type, 'lagDays', d.lag_days) order by d.predecessor_id), '[]')
    from task_dependencies d join tasks x on x.organization_id = $1 and x.id = d.predecessor_id and x.deleted_at is null
    where d.organization_id = $1 and d.task_id = t.id) as dependencies,
  t.blocked_reason as "blockedReason", t.completion_notes as "completionNotes", ${instant('t.completed_at')} as "completedAt",
  case when t.kind = 'milestone' then ${instant('t.completed_at')} end as "reachedAt", t.request_id as "requestId",
  (select coalesce(sum(e.minutes), 0) from time_entries e where e.organization_id = $1 and e.task_id = t.id) as "spentMinutes",
  ${OPEN} and coalesce(t.due_on < ${today}::date, false) as overdue,
  ${OPEN} and not ${holds('d.task_id = t.id')} and (t.parent_id is null or not ${holds(WITH_ANCESTORS)}) as ready,
  t.version, ${instant('t.created_at')} as "createdAt", ${instant('t.updated_at')} as "updatedAt"`

const history = `(select json_agg(json_build_object('from', h.from_status, 'to', h.to_status, 'progress', h.progress, 'notes', h.notes,
    'actor', json_build_object('type', h.actor_type, 'id', h.actor_id), 'at', ${instant('h.at')}) order by h.n)
  from task_status_changes h where h.organization_id = $1 and h.task_id = t.id) as "statusHistory"`

/** Up to 100 tasks of a project, by their making, in one row. */
export const tasksOfProject = statement(
  'tasks',
  `select string_agg(row_to_json(r)::text, ',' order by t.created_at, t.id) as data, count(*)::int as total
   from tasks t cross join lateral (select ${taskColumns('$3')}) r
   where t.organization_id = $1 and t.project_id = $2 and t.deleted_at is null`,
)

export const oneTask = statement(
  'task',
  `select row_to_json(r)::text as json from tasks t cross join lateral (select ${taskColumns('$3')}, ${history}) r
   where t.organization_id = $1 and t.id = $2 and t.deleted_at is null`,
)
