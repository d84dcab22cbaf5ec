// How what is in a network comes out of the database. Tasks and links as arrays, since ten thousand objects that each repeat two dozen
// names take longer to write and to read than to plan.
import { sql, type RawBuilder } from 'kysely'
import type { NetworkLink, NetworkTask } from './network.ts'

/** A task, `t` with the ids of its assignees as `w.ids`, in the order of TaskRow. */
export const taskRow = (organization: string): RawBuilder<TaskRow> => sql`json_build_array(
  t.id, t.project_id, t.parent_id, t.kind, t.title, t.status, t.status_before_block,
  (t.completed_at at time zone (select timezone from organizations where id = ${organization}))::date,
  t.scheduling, t.start_on, t.due_on, t.duration_days, t.duration_minutes, t.estimate_minutes, t.version,
  t.constraint_kind, t.constraint_on, t.early_start_on, t.early_finish_on, t.late_start_on, t.late_finish_on,
  t.total_float_minutes, t.free_float_minutes, t.critical, w.ids)`

export type TaskRow = [
  id: string,
  projectId: string,
  parentId: string | null,
  kind: NetworkTask['kind'],
  title: string,
  status: NetworkTask['status'],
  statusBeforeBlock: NetworkTask['statusBeforeBlock'],
  completedOn: string | null,
  scheduling: NetworkTask['scheduling'],
  startOn: string | null,
  dueOn: string | null,
  durationDays: number | null,
  durationMinutes: number | null,
  estimateMinutes: number | null,
  version: number,
  constraintKind: NonNullable<NetworkTask['constraint']>['kind'] | null,
  constraintOn: string | null,
  earlyStartOn: string | null,
  earlyFinishOn: string | null,
  lateStartOn: string | null,
  lateFinishOn: string | null,
  totalFloatMinutes: number | null,
  freeFloatMinutes: number | null,
  critical: boolean,
  assigneeIds: string[] | null,
]

export const taskOf = (row: TaskRow): NetworkTask => ({
  id: row[0],
  projectId: row[1],
  parentId: row[2],
  kind: row[3],
  title: row[4],
  status: row[5],
  statusBeforeBlock: row[6],
  completedOn: row[7],
  scheduling: row[8],
  startOn: row[9],
  dueOn: row[10],
  durationDays: row[11],
  durationMinutes: row[12],
  estimateMinutes: row[13],
  version: row[14],
  constraint: row[15] === null || row[16] === null ? null : { kind: row[15], on: row[16] },
  earlyStartOn: row[17],
  earlyFinishOn: row[18],
  lateStartOn: row[19],
  lateFinishOn: row[20],
  totalFloatMinutes: row[21],
  freeFloatMinutes: row[22],
  critical: row[23],
  assigneeIds: row[24] ?? [],
})

/** A link, `d`, in the order of LinkRow. */
export const linkRow: RawBuilder<LinkRow> = sql`json_build_array(d.task_id, d.predecessor_id, d.type, d.lag_days, d.lag_minutes)`

export type LinkRow = [
  taskId: string,
  predecessorId: string,
  type: NetworkLink['type'],
  lagDays: number,
  lagMinutes: number | null,
]

export const linkOf = (row: LinkRow): NetworkLink => ({
  taskId: row[0],
  predecessorId: row[1],
  type: row[2],
  lagDays: row[3],
  lagMinutes: row[4],
})

/** The projects, `p`. */
export const projectRows: RawBuilder<unknown> = sql`(select json_agg(json_build_object('id', id, 'accountId', account_id, 'startOn', start_on,
  'calendar', calendar) order by id) from p)`

/** The organisation's working time. */
export const organizationDays = (organization: string): RawBuilder<unknown> => sql`
  'workWeek', (select work_week from organizations where id = ${organization}),
  'holidays', (select coalesce(json_agg(json_build_object('on', "on", 'name', name) order by "on"), '[]')
    from holidays where organization_id = ${organization})`

/** What decides the days of people, given as an array of their ids. */
export const peopleRows = (
  organization: string,
  ids: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`(select coalesce(json_agg(json_build_object('id', x.id, 'availabilityFactor', x.availability_factor,
        'weeks', (select coalesce(json_agg(json_build_object('validFrom', w.valid_from, 'minutes', w.minutes) order by w.valid_from), '[]')
          from weekly_capacities w where w.organization_id = x.organization_id and w.person_id = x.id),
        'timeOff', (select coalesce(json_agg(json_build_object('startOn', o.start_on, 'endOn', o.end_on, 'minutesPerDay', o.minutes_per_day)), '[]')
          from time_off o where o.organization_id = x.organization_id and o.person_id = x.id)) order by x.id), '[]')
        from people x where x.organization_id = ${organization} and x.id = any(${ids}))`
