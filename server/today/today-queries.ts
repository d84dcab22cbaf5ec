// What needs the caller now, of all that their roles reach: each kind by its own right, in one round trip.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { SIGNAL_TYPES } from '../../domain/signal.ts'
import {
  DAYS_AHEAD,
  DAYS_BACK,
  MOST_SHOWN,
  SHOWN_AT_FIRST,
  TOLD_BY_THEMSELVES,
  type Today,
  type TodayHealth,
  type TodayOverload,
} from '../../domain/today.ts'
import { personScope, projectScope, reaching, waysToProjects } from '../access/scopes.ts'
import { narrow, orElse } from '../platform/narrow.ts'
import { listPage, queryInt } from '../platform/page.ts'
import { parsed } from '../platform/json.ts'
import type { Tx } from '../platform/transaction.ts'
import { goesOn } from '../signals/account-facts.ts'
import { overloadFacts } from '../signals/overload-facts.ts'
import { bookedPeople, listSignals } from '../signals/signal-queries.ts'
import { firstOf, requestsToday } from './today-requests.ts'
import { tasksToday } from './today-tasks.ts'

export const TodayQuery = z.strictObject({
  limit: queryInt(1, MOST_SHOWN).optional().meta({ description: 'Of each kind.' }),
})

export async function getToday(tx: Tx, limit: number = SHOWN_AT_FIRST): Promise<Today> {
  const [tasks, requests, signals, overloads, health] = await Promise.all([
    tasksToday(tx, limit),
    requestsToday(tx, limit),
    signalsToday(reaching(tx, 'signal.read'), limit),
    overloadsToday(tx, limit),
    healthToday(reaching(tx, 'me.projects'), limit),
  ])
  return { on: tx.today, tasks, requests, signals, overloads, health }
}

/** Account managers read no tasks: that one waits for their client they are told by its signal. */
export async function signalsToday(tx: Tx, limit: number): Promise<Today['signals']> {
  if (tx.scopes.length === 0) return { data: [], total: 0 }
  const told = new Set<string>(TOLD_BY_THEMSELVES)
  if (!tx.scopes.includes('accounts')) told.add('task_blocked')
  if (reaching(tx, 'schedule.people').scopes.length > 0) told.add('capacity_overload')
  const type = SIGNAL_TYPES.filter((each) => !told.has(each))
  return firstOf(parsed(await listSignals(tx, { type, limit })))
}

/** Everybody for who plans everybody; else the people one leads, and those booked in one's projects. */
export async function overloadsToday(tx: Tx, limit: number): Promise<Today['overloads']> {
  const [people, schedules] = [reaching(tx, 'schedule.people'), reaching(tx, 'schedule.read')]
  if (people.scopes.length === 0) return { data: [], total: 0 }
  const near = schedules.scopes.includes('organization')
    ? sql`true`
    : sql`(x.id in (${bookedPeople(schedules)}) or ${personScope(tx.as({ scopes: ['team'] }))})`
  const until = sql`${tx.today}::date + ${sql.lit(DAYS_AHEAD)}`
  const found = await tx.rows<TodayOverload>(
    overloadFacts(
      tx.actor.organizationId,
      tx.today,
      sql`d."on" < ${until} and x.active and ${personScope(people)} and ${near}`,
    ) as RawBuilder<TodayOverload>,
  )
  const over = ({ days }: TodayOverload) => Math.max(...days.map((day) => day.bookedMinutes - day.capacityMinutes))
  const data = found.toSorted((one, other) => over(other) - over(one)).slice(0, limit)
  return { data, total: found.length }
}

/** So many of the lowest scores are held against those of a week ago. */
const MOST_HELD = 2_000

/** Against the last score of the day a week ago, or before it; the lowest first. */
async function healthToday(tx: Tx, limit: number): Promise<Today['health']> {
  if (tx.scopes.length === 0) return { data: [], total: 0 }
  const { where, long, asks } = narrow(tx, 'projects', 'p', sql`p.deleted_at is null`)
  const score = orElse(sql`p.health_score`, sql`-1`)
  asks(
    sql`${projectScope(tx)} and ${goesOn} and b.band <> p.health_band and 'unknown' not in (b.band, p.health_band)`,
    ...waysToProjects(tx),
  )
  const before = sql`left join lateral (
    select d.score, d.band from pulse_days d
    where d.organization_id = p.organization_id and d.project_id = p.id and d."on" <= ${tx.today}::date - ${sql.lit(DAYS_BACK)}
    order by d."on" desc limit 1) b on true`
  const page = await listPage<TodayHealth>(
    tx,
    { limit },
    {
      from: sql`projects p`,
      alias: 'p',
      where,
      long: { ...long, beside: before, most: MOST_HELD },
      sorts: { score: { by: score, type: 'integer', bounds: sql`${score} >= 0` } },
      defaultSort: 'score',
      columns: sql`p.id as "projectId", p.name, p.health_worst as worst, json_build_object('score', b.score, 'band', b.band) as "from",
        json_build_object('score', p.health_score, 'band', p.health_band) as "to"`,
      joins: before,
    },
  )
  return firstOf(parsed(page))
}
