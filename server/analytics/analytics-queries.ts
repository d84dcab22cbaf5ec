// Figures of an area over a period: in all, in groups, and those of the period before.
import { sql, type RawBuilder } from 'kysely'
import { figuresOf, foldFigure, type Amounts, type Area } from '../../domain/analytics-figures.ts'
import type { Analytics, Grouping } from '../../domain/analytics.ts'
import type { Tx } from '../platform/transaction.ts'
import { countedUpTo, periodOf, spansIn, type Period } from './analytics-period.ts'
import type { Source } from './rolled-up.ts'

export interface Asked {
  from?: string | undefined
  to?: string | undefined
  groupBy?: Grouping | undefined
  sort?: string | undefined
  page: number
  limit: number
}

/** What groups are ordered by where nothing is said, the most first. */
const SORTS: Record<Area, string> = {
  performance: 'tasksCompleted',
  workflow: 'blockedMinutes',
  utilisation: 'bookedMinutes',
}

/** All is within what the caller may see: what others have is in no figure. */
export async function getAnalytics(tx: Tx, source: Source, asked: Asked): Promise<Analytics> {
  const period = periodOf(tx, asked)
  const { groupBy } = asked
  const [asOf, total, groups] = await Promise.all([
    countedUpTo(tx),
    readKnown(tx, source, period, undefined),
    groupBy === undefined
      ? { groups: [], total: 0 }
      : groupBy === 'week' || groupBy === 'month'
        ? timeGroups(tx, source, period, groupBy)
        : namedGroups(tx, source, period, groupBy, asked),
  ])
  const { page, limit } = asked
  const all = total.get('')
  return {
    ...period,
    asOf,
    groupBy: groupBy ?? null,
    total: { figures: folded(source.area, all?.now), previous: folded(source.area, all?.before) },
    groups: groups.groups,
    pagination: { page, limit, total: groups.total, pages: Math.ceil(groups.total / limit) },
  }
}

type Group = Analytics['groups'][number]
interface Groups {
  groups: Group[]
  total: number
}

/** Every week or month there is in the period, in order, also those in which nothing happened; never a page of them. */
async function timeGroups(tx: Tx, source: Source, period: Period, by: 'week' | 'month'): Promise<Groups> {
  const known = await readKnown(tx, source, period, by)
  const groups = spansIn(period, by).map(({ key, from, to }): Group => {
    return { key, label: key, from, to, figures: folded(source.area, known.get(key)?.now), previous: null }
  })
  return { groups, total: groups.length }
}

/** A page of groups, and what they are called: what is added up is ordered, and told, in one statement. */
async function namedGroups(tx: Tx, source: Source, period: Period, by: Grouping, asked: Asked): Promise<Groups> {
  const { area } = source
  const { page, limit, sort = SORTS[area] } = asked
  const { of, measures } = figuresOf(area)[sort] ?? { of: 'count', measures: [] }
  const amount = of === 'count' ? sql`r.n` : sql`r.total`
  const found = await tx.rows<Sum & { groups: number; label: string | null }>(sql`
    with r as materialized (${source.sums(tx, period, by)}),
    g as (
      select r.key, (count(*) over ())::int as groups,
        coalesce(sum(${amount}) filter (where r.now and r.measure = any(${[...measures]})), 0) as amount
      from r group by r.key order by amount desc, r.key limit ${sql.lit(limit)} offset ${(page - 1) * limit})
    select r.*, g.groups, ${labelOf(tx, by)} as label from g join r on r.key = g.key order by g.amount desc, g.key`)
  const labels = new Map(found.map(({ key, label }) => [key, label ?? key]))
  const known = knownOf(found, await readPoints(tx, source, period, by, [...labels.keys()]))
  const groups = [...labels].map(([key, label]): Group => {
    const { now, before } = known.get(key) ?? {}
    const { from, to } = period
    return { key, label, from, to, figures: folded(area, now), previous: folded(area, before) }
  })
  return { groups, total: found[0]?.groups ?? 0 }
}

const NAMED: Partial<Record<Grouping, string>> = {
  project: 'projects',
  account: 'accounts',
  person: 'people',
  team: 'teams',
}
const labelOf = (tx: Tx, by: Grouping): RawBuilder<unknown> =>
  NAMED[by] === undefined
    ? sql`g.key`
    : sql`(select l.name from ${sql.table(NAMED[by])} l where l.organization_id = ${tx.actor.organizationId} and l.id = g.key)`

type ByMeasure = Record<string, Amounts>
interface Known {
  now?: ByMeasure
  before?: ByMeasure
}

/** What is known of each group; of everything, by the key '', where it is not grouped. */
async function readKnown(
  tx: Tx,
  source: Source,
  period: Period,
  by: Grouping | undefined,
): Promise<Map<string, Known>> {
  const [sums, points] = await Promise.all([
    tx.rows<Sum>(source.sums(tx, period, by) as RawBuilder<Sum>),
    readPoints(tx, source, period, by),
  ])
  return knownOf(sums, points)
}

/** Medians and 85th percentiles, of these groups or of all. */
const readPoints = async (tx: Tx, source: Source, period: Period, by: Grouping | undefined, keys?: readonly string[]) =>
  source.amounts === undefined
    ? []
    : tx.rows<Points>(sql`
        select r.key, r.measure, r.now, percentile_cont(array[0.5, 0.85]) within group (order by r.amount) as points
        from (${source.amounts(tx, period, by, keys)}) r group by 1, 2, 3`)

function knownOf(sums: readonly Sum[], points: readonly Points[]): Map<string, Known> {
  const known = new Map<string, Known>()
  const amountsOf = ({ key, measure, now }: Pick<Sum, 'key' | 'measure' | 'now'>): Amounts => {
    const group = known.get(key) ?? {}
    known.set(key, group)
    const amounts = (group[now ? 'now' : 'before'] ??= {})
    return (amounts[measure] ??= { n: 0, total: 0 })
  }
  for (const { n, total, ...row } of sums) Object.assign(amountsOf(row), { n, total })
  for (const row of points) {
    const [median = 0, p85 = 0] = row.points
    Object.assign(amountsOf(row), { median: Math.round(median), p85: Math.round(p85) })
  }
  return known
}

interface Sum {
  key: string
  measure: string
  now: boolean
  n: number
  total: number
}
interface Points extends Pick<Sum, 'key' | 'measure' | 'now'> {
  points: number[]
}

const folded = (area: Area, known: ByMeasure = {}): Record<string, number | null> =>
  Object.fromEntries(Object.entries(figuresOf(area)).map(([name, figure]) => [name, foldFigure(figure, known)]))
