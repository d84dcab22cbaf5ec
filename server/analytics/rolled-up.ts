// The kept rows that an area's figures are folded from, within the caller's scope: added up by group, measure and period.
import { sql, type RawBuilder } from 'kysely'
import { figuresOf, TIMED, type Area, type Measure } from '../../domain/analytics-figures.ts'
import type { Grouping, UtilisationQuery, WorkQuery } from '../../domain/analytics.ts'
import { personScope, projectScope } from '../access/scopes.ts'
import type { Tx } from '../platform/transaction.ts'
import { spanIn, type Period } from './analytics-period.ts'

/** Where an area's figures come from. */
export interface Source {
  area: Area
  /** Rows of (key, measure, now, n, total): `now` is false for the period before. */
  sums(tx: Tx, period: Period, by: Grouping | undefined): RawBuilder<unknown>
  /** Rows of (key, measure, now, amount), of those keys. */
  amounts?(tx: Tx, period: Period, by: Grouping | undefined, keys: readonly string[] | undefined): RawBuilder<unknown>
}

type WorkFilter = Pick<WorkQuery, 'projectId' | 'accountId' | 'type' | 'teamId'>
type PeopleFilter = Pick<UtilisationQuery, 'personId' | 'teamId'>

/** Projects, as alias `p`, that the caller sees and asks about. */
export function askedProjects(tx: Tx, asked: WorkFilter): RawBuilder<unknown> {
  const { projectId, accountId, type, teamId } = asked
  const filters = Object.entries({ 'p.id': projectId, 'p.account_id': accountId, 'p.type': type, 'p.team_id': teamId })
  const given = filters.flatMap(([column, value]) => (value === undefined ? [] : sql`${sql.ref(column)} = ${value}`))
  return sql.join([projectScope(tx), ...given], sql` and `)
}

/** People, as alias `x`, that the caller sees and asks about. */
export function askedPeople(tx: Tx, { personId, teamId }: PeopleFilter): RawBuilder<unknown> {
  const one = personId === undefined ? sql`` : sql` and x.id = ${personId}`
  const team = sql` and exists (select 1 from team_members f where f.organization_id = x.organization_id
    and f.person_id = x.id and f.team_id = ${teamId ?? null})`
  return sql`${personScope(tx)}${one}${teamId === undefined ? sql`` : team}`
}

/** All measures of an area. */
export const measuresOf = (area: Area): string[] => [
  ...new Set(Object.values(figuresOf(area)).flatMap(({ measures }) => [...measures])),
]

const span = (by: Grouping | undefined) =>
  by === 'week' || by === 'month' ? spanIn(sql`r."on"`, by) : by === undefined ? sql`''` : undefined
const WORK_KEYS: Partial<Record<Grouping, RawBuilder<unknown>>> = {
  project: sql`p.id`,
  account: sql`p.account_id`,
  type: sql`p.type`,
}

export function workSource(area: 'performance' | 'workflow', asked: WorkFilter): Source {
  const measures = measuresOf(area)
  const key = (by: Grouping | undefined) => span(by) ?? WORK_KEYS[by ?? 'project']
  const rows = (tx: Tx, { previousFrom, to }: Period, which: readonly string[]) => sql`
    project_rollups r join projects p on p.organization_id = r.organization_id and p.id = r.project_id
    where r.organization_id = ${tx.actor.organizationId} and r.measure = any(${which})
      and r."on" between ${previousFrom}::date and ${to}::date and ${askedProjects(tx, asked)}`
  return {
    area,
    sums: (tx, period, by) => sql`
      select ${key(by)} as key, r.measure, r."on" >= ${period.from}::date as now, sum(r.n)::float8 as n, sum(r.total)::float8 as total
      from ${rows(tx, period, measures)} group by 1, 2, 3`,
    amounts: (tx, period, by, keys) => sql`
      select ${key(by)} as key, r.measure, r."on" >= ${period.from}::date as now, unnest(r.amounts) as amount
      from ${rows(
        tx,
        period,
        measures.filter((name) => TIMED.includes(name as Measure)),
      )} and ${keys === undefined ? sql`true` : sql`${key(by)} = any(${keys})`}`,
  }
}

export function peopleSource(asked: PeopleFilter): Source {
  const keys: Partial<Record<Grouping, RawBuilder<unknown>>> = { person: sql`x.id`, team: sql`m.team_id` }
  return {
    area: 'utilisation',
    sums(tx, { previousFrom, from, to }, by) {
      // Whoever is on two teams counts in both; the total counts everybody once.
      const teams =
        by === 'team' ? sql`join team_members m on m.organization_id = x.organization_id and m.person_id = x.id` : sql``
      return sql`select d.key, m.measure, d.now, 0::float8 as n, m.total::float8 as total from (
          select ${span(by) ?? keys[by ?? 'person']} as key, r."on" >= ${from}::date as now, sum(r.capacity_minutes) as capacity,
            sum(r.booked_minutes) as booked, sum(r.worked_minutes) as worked,
            sum(greatest(0, r.capacity_minutes - r.booked_minutes)) as free
          from people x ${teams} join person_rollups r on r.organization_id = x.organization_id and r.person_id = x.id
            and r."on" between ${previousFrom}::date and ${to}::date
          where ${askedPeople(tx, asked)} group by 1, 2) d
        cross join lateral (values ('capacity', d.capacity), ('booked', d.booked), ('worked', d.worked), ('free', d.free)) m (measure, total)`
    },
  }
}
