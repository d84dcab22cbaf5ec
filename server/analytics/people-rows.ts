// What people's figures are made of: bookings, recorded time, and days with what they hold.
import { sql, type RawBuilder } from 'kysely'
import { UTILISATION } from '../../domain/analytics-figures.ts'
import type { AnalyticsRow, AnalyticsRows, UtilisationRowsQuery } from '../../domain/analytics.ts'
import { projectScope, reaching } from '../access/scopes.ts'
import type { Tx } from '../platform/transaction.ts'
import { periodOf } from './analytics-period.ts'
import { askedPeople } from './rolled-up.ts'
import { pageOfRows, readPlace } from './rows-cursor.ts'

/** Everybody's bookings and time count, and which project they are of is told where the caller may see its schedule. */
export async function listPeopleRows(tx: Tx, asked: UtilisationRowsQuery): Promise<AnalyticsRows> {
  const { figure, limit } = asked
  const { from, to } = periodOf(tx, asked)
  const { measures } = UTILISATION[figure as keyof typeof UTILISATION]
  const [single] = measures.length === 1 ? measures : []
  const rows =
    single === 'booked' ? bookings(tx, asked) : single === 'worked' ? timeEntries(tx, asked) : days(tx, asked, measures)
  const after = readPlace(asked.cursor, figure, 1)
  const found = await tx.rows<FoundRow>(sql`
    select f.* from (${rows}) f where f."on" between ${from}::date and ${after?.on ?? to}::date
      and (${after === undefined} or (f."on", f.place) < (${after?.on ?? to}::date, ${after?.ids[0] ?? ''}))
    order by f."on" desc, f.place desc limit ${sql.lit(limit + 1)}`)
  const { shown, pagination } = pageOfRows(figure, limit, found, ({ on, place }) => ({ on, ids: [place] }))
  return { figure, from, to, data: shown.map(rowOf), pagination }
}

interface FoundRow extends Omit<AnalyticsRow, 'subject'> {
  place: string
  type: AnalyticsRow['subject']['type']
  id: string | null
  title: string | null
}

const rowOf = ({ place: _, type, id, title, ...row }: FoundRow): AnalyticsRow => ({
  ...row,
  subject: { type, id, title },
})

/** Only where the caller may see the project's schedule. */
const ifSeen = (tx: Tx, what: RawBuilder<unknown>) =>
  sql`case when ${projectScope(reaching(tx, 'schedule.read'))} then ${what} end`

const project = (tx: Tx) => sql`${ifSeen(tx, sql`p.id`)} as "projectId", ${ifSeen(tx, sql`p.name`)} as "projectName"`

const bookings = (tx: Tx, asked: UtilisationRowsQuery) => sql`
  select d."on", a.id as place, 'allocation' as type, ${ifSeen(tx, sql`a.id`)} as id,
    ${ifSeen(tx, sql`coalesce(t.title, p.name)`)} as title, ${project(tx)}, x.id as "personId", x.name as "personName",
    json_build_object('booked', d.minutes) as amounts
  from people x join allocations a on a.organization_id = x.organization_id and a.person_id = x.id
    and a.deleted_at is null and a.status = 'confirmed'
  join allocation_days d on d.organization_id = a.organization_id and d.allocation_id = a.id
  join projects p on p.organization_id = a.organization_id and p.id = a.project_id
  left join tasks t on t.organization_id = a.organization_id and t.id = a.task_id
  where ${askedPeople(tx, asked)}`

const timeEntries = (tx: Tx, asked: UtilisationRowsQuery) => sql`
  select e."on", e.id as place, 'time_entry' as type, ${ifSeen(tx, sql`e.id`)} as id, ${ifSeen(tx, sql`t.title`)} as title,
    ${project(tx)}, x.id as "personId", x.name as "personName", json_build_object('worked', e.minutes) as amounts
  from people x join time_entries e on e.organization_id = x.organization_id and e.person_id = x.id
  join tasks t on t.organization_id = e.organization_id and t.id = e.task_id and t.deleted_at is null
  join projects p on p.organization_id = t.organization_id and p.id = t.project_id and p.deleted_at is null
  where ${askedPeople(tx, asked)}`

/** Days of which there is something to tell. */
const days = (tx: Tx, asked: UtilisationRowsQuery, measures: readonly string[]) => sql`
  select r."on", x.id as place, 'person' as type, x.id, x.name as title, null as "projectId", null as "projectName",
    x.id as "personId", x.name as "personName", json_build_object(${sql.join(measures.flatMap((name) => [sql.lit(name), MINUTES[name]]))}) as amounts
  from people x join person_rollups r on r.organization_id = x.organization_id and r.person_id = x.id
  where ${askedPeople(tx, asked)} and (${sql.join(
    measures.map((name) => sql`${MINUTES[name]} > 0`),
    sql` or `,
  )})`

const MINUTES: Record<string, RawBuilder<unknown>> = {
  capacity: sql`r.capacity_minutes`,
  booked: sql`r.booked_minutes`,
  worked: sql`r.worked_minutes`,
  free: sql`greatest(0, r.capacity_minutes - r.booked_minutes)`,
}
