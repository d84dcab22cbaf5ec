// Counts people: what each of their days holds, what is booked on it and what was worked, written where it is not that already.
import { sql } from 'kysely'
import { dateOf, dayNumber } from '../../domain/calendar.ts'
import { bookablePeople, dayIn, ledgerDays, organizationDays, type LedgerDay } from '../capacity/capacity-queries.ts'
import { Ledger } from '../capacity/ledger.ts'
import type { Tx } from '../platform/transaction.ts'
import { compareRows, type Difference } from './rollup-rows.ts'

/** Capacity, booked, worked. */
type Row = [number, number, number]

/**
 * The last day whose capacity is kept: the end of a month, more than a year ahead. Days further on are there only where
 * something is booked on them.
 */
export function horizonOf(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month + 13, 0)).toISOString().slice(0, 10)
}
/** The same in SQL. */
export const horizonIn = (today: ReturnType<typeof sql>) =>
  sql`(date_trunc('month', ${today}) + interval '14 months' - interval '1 day')::date`

/** Brings the rows of these people up to date, and answers what was not. The caller sees to it that nobody else counts them meanwhile. */
export async function countPeople(tx: Tx, ids: readonly string[]): Promise<Difference[]> {
  const [people, worked, booked, kept] = await Promise.all([
    readPeople(tx, ids),
    workedDays(tx, ids),
    ledgerDays(tx, sql`l.person_id = any(${ids}) and l.booked_minutes > 0`),
    keptRows(tx, ids),
  ])
  const counted = await countDays(tx, people, worked, booked)
  const { written, gone } = compareRows(counted, kept)
  if (written.length > 0) write(tx, written, counted)
  if (gone.length > 0) takeAway(tx, gone)
  const { organizationId } = tx.actor
  return [...written, ...gone].map((key) => {
    const [id = '', row = ''] = key.split(' ')
    return { organizationId, kind: 'person', id, row, was: kept.get(key), is: counted.get(key) }
  })
}

interface CountedPerson {
  id: string
  createdOn: string
  active: boolean
}

/**
 * Somebody active counts from the day they came until the horizon. On other days, before they came, further on, or once they
 * are suspended, they count where something is booked or was worked.
 */
async function countDays(
  tx: Tx,
  people: readonly CountedPerson[],
  worked: ReadonlyMap<string, Map<number, number>>,
  booked: readonly LedgerDay[],
): Promise<Map<string, string>> {
  const bookedBy = Map.groupBy(booked, ({ personId }) => personId)
  const horizon = dayNumber(horizonOf(tx.today))
  const daysOf = ({ id, createdOn, active }: CountedPerson) => {
    const days = new Set([...(worked.get(id)?.keys() ?? []), ...(bookedBy.get(id) ?? []).map(({ day }) => day)])
    if (active) for (let day = dayNumber(createdOn); day <= horizon; day++) days.add(day)
    return days
  }
  const days = new Map(people.map((person) => [person.id, daysOf(person)]))
  const ledger = await ledgerOf(tx, days)
  const counted = new Map<string, string>()
  for (const [id, own] of days) {
    const capacityOn = ledger.capacityOf(id)
    for (const day of own) {
      const row: Row = [capacityOn(day), ledger.bookedBefore(id, day), worked.get(id)?.get(day) ?? 0]
      counted.set(`${id} ${dateOf(day)}`, JSON.stringify(row))
    }
  }
  return counted
}

/** The capacity law, with what past days are known to have held. */
async function ledgerOf(tx: Tx, days: ReadonlyMap<string, Set<number>>): Promise<Ledger> {
  let [from, to] = [dayNumber(tx.today), dayNumber(tx.today)]
  for (const own of days.values()) for (const day of own) [from, to] = [Math.min(from, day), Math.max(to, day)]
  const window = { from, to }
  const ids = [...days.keys()]
  const [organization, people, kept] = await Promise.all([
    organizationDays(tx, window),
    bookablePeople(tx, sql`p.id = any(${ids})`, window),
    ledgerDays(tx, sql`l.person_id = any(${ids})`),
  ])
  return new Ledger(organization, people, kept, window, dayNumber(tx.today))
}

const readPeople = (tx: Tx, ids: readonly string[]): Promise<CountedPerson[]> =>
  tx.rows(sql`select x.id, (x.created_at at time zone ${tx.actor.timezone})::date as "createdOn", x.active
    from people x where x.organization_id = ${tx.actor.organizationId} and x.id = any(${ids})`)

/** Minutes by day, of tasks that are still there. */
async function workedDays(tx: Tx, ids: readonly string[]): Promise<Map<string, Map<number, number>>> {
  const rows = await tx.rows<{ personId: string; days: [number, number][] }>(sql`
    select x.person_id as "personId", json_agg(json_build_array(${dayIn(sql`x."on"`)}, x.minutes)) as days
    from (select e.person_id, e."on", sum(e.minutes) as minutes from time_entries e
      join tasks t on t.organization_id = e.organization_id and t.id = e.task_id and t.deleted_at is null
      join projects p on p.organization_id = t.organization_id and p.id = t.project_id and p.deleted_at is null
      where e.organization_id = ${tx.actor.organizationId} and e.person_id = any(${ids}) group by e.person_id, e."on") x
    group by x.person_id`)
  return new Map(rows.map(({ personId, days }) => [personId, new Map(days)]))
}

async function keptRows(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await tx.rows<{ personId: string; rows: [string, ...Row][] }>(sql`
    select r.person_id as "personId",
      json_agg(json_build_array(r."on", r.capacity_minutes, r.booked_minutes, r.worked_minutes)) as rows
    from person_rollups r where r.organization_id = ${tx.actor.organizationId} and r.person_id = any(${ids})
    group by r.person_id`)
  return new Map(
    found.flatMap(({ personId, rows }) =>
      rows.map(([on, ...row]): [string, string] => [`${personId} ${on}`, JSON.stringify(row)]),
    ),
  )
}

function write(tx: Tx, keys: readonly string[], counted: ReadonlyMap<string, string>): void {
  const parts = keys.map((key) => [...key.split(' '), ...(JSON.parse(counted.get(key) ?? '') as Row)])
  const column = (n: number) => parts.map((part) => part[n])
  // Somebody of an organisation that is removed meanwhile has no rows any more.
  tx.send(sql`insert into person_rollups (organization_id, person_id, "on", capacity_minutes, booked_minutes, worked_minutes)
    select x.organization_id, x.id, r."on", r.capacity, r.booked, r.worked
    from unnest(${column(0)}::text[], ${column(1)}::date[], ${column(2)}::integer[], ${column(3)}::integer[], ${column(4)}::integer[])
      r (person_id, "on", capacity, booked, worked)
    join people x on x.organization_id = ${tx.actor.organizationId} and x.id = r.person_id
    on conflict (organization_id, person_id, "on") do update set capacity_minutes = excluded.capacity_minutes,
      booked_minutes = excluded.booked_minutes, worked_minutes = excluded.worked_minutes`)
}

function takeAway(tx: Tx, keys: readonly string[]): void {
  const parts = keys.map((key) => key.split(' '))
  tx.send(sql`delete from person_rollups r using unnest(${parts.map(([id]) => id)}::text[], ${parts.map(([, on]) => on)}::date[])
      k (person_id, "on")
    where r.organization_id = ${tx.actor.organizationId} and r.person_id = k.person_id and r."on" = k."on"`)
}
