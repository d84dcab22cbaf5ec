// The cast of the capacity tests: one agency whose people are booked by operations in transactions, without a server.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Allocation, AllocationChange, NewAllocation } from '../domain/allocation.ts'
import { DEFAULT_WORK_WEEK } from '../domain/organization.ts'
import { grantsOf, type Permission, type Role } from '../domain/permissions.ts'
import { Problem } from '../domain/problems.ts'
import { changeAllocations } from '../server/capacity/allocation-operations.ts'
import { listAllocations } from '../server/capacity/allocation-queries.ts'
import { ledgerDays, windowOf } from '../server/capacity/capacity-queries.ts'
import { readLedger } from '../server/capacity/ledger.ts'
import { transaction, type Tx } from '../server/platform/transaction.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** A Sunday; the next day is Monday 2026-11-23. */
export const NOW = new Date('2026-11-22T11:00:00.000Z')
let shared: Promise<TestDatabase> | undefined

export type BookingAgency = Awaited<ReturnType<typeof bookingAgency>>

/**
 * Ada may do all, Max manages the project `site`, Una manages `ads`. Mia and Noor design, Omar writes. Days are of 8
 * hours, Monday to Friday.
 */
export async function bookingAgency() {
  shared ??= testDatabase()
  const db = await shared
  const organizationId = `brightline-${randomBytes(4).toString('hex')}`
  await db.admin.query(
    `insert into organizations (id, name, timezone, currency, work_week, created_at, updated_at)
     values ($1, $1, 'Europe/Berlin', 'EUR', $2, now(), now())`,
    [organizationId, JSON.stringify(DEFAULT_WORK_WEEK)],
  )
  const hire = (id: string, roles: Role[], skills: string[] = [], services: string[] = []) =>
    db.admin.query(
      `insert into people (organization_id, id, name, email, roles, skills, services, created_at, updated_at)
       values ($1, $2, initcap($2), $2 || '@' || $1 || '.example', $3, $4, $5, now(), now())`,
      [organizationId, id, roles, skills, services],
    )
  await hire('ada', ['project_admin'])
  await hire('max', ['project_manager'])
  await hire('una', ['project_manager'])
  await hire('mia', [], ['Design', 'Layout'])
  await hire('noor', [], ['Design'])
  await hire('omar', [], ['Copywriting'], ['content'])
  await db.admin.query(`
    insert into accounts (organization_id, id, name, created_at, updated_at) values ('${organizationId}', 'bakery', 'Bluebird Bakery', now(), now());
    insert into projects (organization_id, id, name, account_id, type, engagement, status, priority, manager_id, currency, billing_mode, created_at, updated_at)
      select '${organizationId}', id, name, 'bakery', 'website', 'one_off', 'active', 'medium', manager, 'EUR', 'none', now(), now()
      from (values ('site', 'Website redesign', 'max'), ('ads', 'Spring campaign', 'una')) p (id, name, manager);
    insert into tasks (organization_id, id, project_id, title, priority, start_on, due_on, created_at, updated_at) values
      ('${organizationId}', 'copy', 'site', 'Copywriting', 'medium', '2026-11-23', '2026-11-25', now(), now()),
      ('${organizationId}', 'design', 'site', 'Visual design', 'medium', '2026-11-26', '2026-11-27', now(), now());`)

  /** One transaction in somebody's name. */
  const as = <T>(
    id: string,
    work: (tx: Tx) => Promise<T>,
    {
      now = NOW,
      permission = 'project.update',
      ifMatch,
    }: { now?: Date; permission?: Permission; ifMatch?: number } = {},
  ) => {
    const roles: Role[] = id === 'ada' ? ['project_admin'] : ['project_manager']
    const actor = {
      type: 'person' as const,
      id,
      name: id,
      organizationId,
      roles,
      tokenScopes: ['*'],
      timezone: 'Europe/Berlin',
    }
    return transaction(db.app, { actor, permission, scopes: grantsOf(roles, permission), now, ifMatch }, work)
  }
  const change = (
    changes: Parameters<typeof changeAllocations>[2],
    projectId = 'site',
    override?: { reason: string },
  ) => as('ada', (tx) => changeAllocations(tx, projectId, changes, { override }))
  const book = (input: NewAllocation, projectId = 'site', override?: { reason: string }) =>
    as('ada', async (tx) => {
      const { warnings } = await changeAllocations(tx, projectId, { create: [input] }, { override })
      return { allocation: await shown(tx, input.id ?? tx.newIds.find((id) => id.startsWith('alc_'))), warnings }
    })
  const update = (id: string, to: AllocationChange) =>
    as('ada', async (tx) => {
      await changeAllocations(tx, 'site', { update: [{ ...to, id }] })
      return shown(tx, id)
    })
  const confirm = (id: string) => update(id, { status: 'confirmed' })
  const release = (id: string, projectId?: string) => change({ remove: [id] }, projectId)
  const rows = async <T = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<T[]> =>
    (await db.admin.query(sql, [organizationId, ...values])).rows as T[]

  return {
    db,
    organizationId,
    as,
    book,
    change,
    update,
    confirm,
    release,
    rows,
    ledger: (id: string) => ledgerOf(rows, id),
    checkLedger: () => checkLedger(rows),
    checkCapacities: () => as('ada', (tx) => checkCapacities(tx)),
  }
}

async function shown(tx: Tx, id: string | undefined): Promise<Allocation> {
  const found = (await listAllocations(tx, {})).find((each) => each.id === id)
  assert.ok(found)
  return found
}

type Rows = <T>(sql: string, ...values: unknown[]) => Promise<T[]>

/** A person's days, as `day: booked/capacity`, with `+over` where it is over. */
async function ledgerOf(rows: Rows, personId: string): Promise<string[]> {
  const found = await rows<{ text: string }>(
    `select to_char("on", 'MM-DD') || ': ' || booked_minutes || '/' || capacity_minutes ||
       case when overbook_minutes > 0 then '+' || overbook_minutes else '' end as text
     from person_days where organization_id = $1 and person_id = $2 and booked_minutes > 0 order by "on"`,
    personId,
  )
  return found.map(({ text }) => text)
}

/** All there are, by start, with the minutes that their days carry; the name of one made by the system is `new`. */
export const bookings = async ({ rows }: BookingAgency) =>
  (
    await rows<{ text: string }>(
      `select case when id like 'alc%' then 'new' else id end || ' ' || status || ' ' || to_char(start_on, 'MM-DD') || ' ' || to_char(end_on, 'MM-DD') ||
         ' ' || (select coalesce(sum(minutes), 0) from allocation_days d where d.organization_id = $1 and d.allocation_id = a.id) ||
         case when deleted_at is null then '' else ' deleted' end as text
       from allocations a where organization_id = $1 order by start_on, a.id`,
    )
  ).map(({ text }) => text)

/** By SQL: what the ledger says is booked is what is confirmed, and no day holds more than its capacity and overload. */
async function checkLedger(rows: Rows): Promise<void> {
  const wrong = await rows(`
    with booked as (
      select a.person_id, d."on", sum(d.minutes)::int as minutes
      from allocations a join allocation_days d on d.organization_id = a.organization_id and d.allocation_id = a.id
      where a.organization_id = $1 and a.status = 'confirmed' and a.deleted_at is null and a.person_id is not null
      group by a.person_id, d."on")
    select coalesce(l.person_id, b.person_id) as person, coalesce(l."on", b."on")::text as on, l.booked_minutes, b.minutes,
      l.capacity_minutes, l.overbook_minutes
    from (select * from person_days where organization_id = $1) l
    full join booked b on b.person_id = l.person_id and b."on" = l."on"
    where coalesce(l.booked_minutes, 0) <> coalesce(b.minutes, 0)
      or l.booked_minutes > l.capacity_minutes + l.overbook_minutes
      or l.overbook_minutes <> greatest(0, l.booked_minutes - l.capacity_minutes)`)
  assert.deepEqual(wrong, [], 'the ledger and the bookings say the same')
}

/** Every day of the ledger, today or later, says what the law makes of weeks, holidays and time off now. */
async function checkCapacities(tx: Tx): Promise<void> {
  const days = await ledgerDays(tx, sql`l."on" >= ${tx.today}::date`)
  const people = [...new Set(days.map(({ personId }) => personId))]
  const ledger = await readLedger(tx, people, windowOf('2026-11-01', '2027-12-31'))
  const wrong = days.filter(
    ({ personId, day, capacityMinutes }) => ledger.capacityOf(personId)(day) !== capacityMinutes,
  )
  assert.deepEqual(wrong, [], 'the ledger knows what each day holds')
}

/** The problem that it fails with; anything else fails the test. */
export async function problemOf(work: Promise<unknown>): Promise<Problem & { extra: Record<string, unknown> }> {
  try {
    await work
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  assert.fail('it was not refused')
}

/** What it is refused with: the code, and the field and rule of an input that is wrong. */
export async function refusal(work: Promise<unknown>): Promise<string[]> {
  const { code, extra } = await problemOf(work)
  const [error] = (extra.errors ?? []) as { pointer: string; rule: string }[]
  return [code, ...(error ? [error.pointer, error.rule] : [])]
}
