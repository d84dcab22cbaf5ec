// A project's schedule as the bare server reads it: one statement, with the days of its people counted out by the database.
import { instant, statement, taskColumns, type Statement } from './bare-statements.ts'

/** Of an organisation that works Monday to Friday, eight hours, and of people without weeks or days off of their own. */
const CAPACITY = `coalesce(l.capacity_minutes, case when extract(isodow from g.day) < 6 then 480 else 0 end)`

const allocationColumns = `
  a.id, a.project_id as "projectId", a.person_id as "personId",
  case when a.placeholder_kind is not null then json_build_object(a.placeholder_kind, a.placeholder_name) end as placeholder,
  a.task_id as "taskId", a.start_on as "startOn", a.end_on as "endOn", a.minutes_per_day as "minutesPerDay", a.percent,
  a.total_minutes as "totalMinutes", a.status,
  (select coalesce(sum(d.minutes), 0) from allocation_days d where d.organization_id = $1 and d.allocation_id = a.id) as "bookedMinutes",
  a.status = 'confirmed' and exists (select 1 from allocation_days d
    join person_days l on l.organization_id = $1 and l.person_id = a.person_id and l."on" = d."on"
    where d.organization_id = $1 and d.allocation_id = a.id and l.overbook_minutes > 0) as overbooked,
  a.override_reason as "overrideReason", a.version,
  ${instant('a.created_at')} as "createdAt", ${instant('a.updated_at')} as "updatedAt"`

const DAYS = `select json_agg(json_build_object('date', g.day, 'capacityMinutes', ${CAPACITY},
    'bookedMinutes', coalesce(l.booked_minutes, 0), 'projectMinutes', coalesce(m.minutes, 0)) order by g.day)
  from (select d::date as day from generate_series($4::date, $5::date, '1 day') d) g
  left join person_days l on l.organization_id = $1 and l.person_id = p.id and l."on" = g.day
  left join m on m.person_id = p.id and m."on" = g.day`

const tasksOf = (
  which: string,
  from = 't',
) => `(select coalesce(json_agg(row_to_json(r) order by t.start_on, t.due_on, t.id), '[]')
  from ${from} cross join lateral (select ${taskColumns('$3')}) r where ${which})`
const ALL = 't.organization_id = $1 and t.project_id = $2 and t.deleted_at is null'
const UNDATED = `${ALL} and (t.start_on is null or t.due_on is null) and t.status not in ('completed', 'cancelled')`
const HOLIDAYS = `select h.id, h."on", h.name, h.version, ${instant('h.created_at')} as "createdAt",
  ${instant('h.updated_at')} as "updatedAt" from holidays h where h.organization_id = $1 and h."on" between $4::date and $5::date`

/** $1 organisation, $2 project, $3 today, $4 and $5 the first and last day. It plans nothing: no link of the data is broken. */
export const projectSchedule: Statement = statement(
  'schedule',
  `with t as materialized (select * from tasks
      where organization_id = $1 and project_id = $2 and deleted_at is null and start_on <= $5::date and due_on >= $4::date),
    a as materialized (select * from allocations where organization_id = $1 and project_id = $2 and deleted_at is null
      and status <> 'released' and end_on >= $4::date and start_on <= $5::date),
    m as materialized (select a.person_id, d."on", sum(d.minutes) as minutes from a
      join allocation_days d on d.organization_id = $1 and d.allocation_id = a.id
      where a.status = 'confirmed' group by a.person_id, d."on"),
    w as (select person_id from project_members where organization_id = $1 and project_id = $2
      union select x.person_id from t join task_assignees x on x.organization_id = $1 and x.task_id = t.id
      union select person_id from a)
  select json_build_object('projectId', $2::text, 'from', $4::date, 'to', $5::date,
    'tasks', ${tasksOf("t.kind = 'task'")}, 'milestones', ${tasksOf("t.kind = 'milestone'")},
    'undated', ${tasksOf(UNDATED, 'tasks t')},
    'extent', (select json_build_object('from', min(t.start_on), 'to', max(t.due_on)) from tasks t where ${ALL}),
    'holidays', (select coalesce(json_agg(row_to_json(h) order by h."on"), '[]') from (${HOLIDAYS}) h),
    'allocations', (select coalesce(json_agg(row_to_json(r) order by a.start_on, a.id), '[]')
      from a cross join lateral (select ${allocationColumns}) r),
    'people', (select json_agg(json_build_object('personId', p.id, 'name', p.name, 'days', (${DAYS})) order by p.id)
      from people p where p.organization_id = $1 and p.id in (select person_id from w)),
    'conflicts', json_build_array())::text as json`,
)
