// Bookings per second on one hot person: the product's whole operation (locks, law, ledger, booking, activity, reply) beside
// a bare ledger that only adds the minutes under the same CHECK, in the same run. BOOKING_SECONDS per round, BOOKING_ROUNDS.
import pg from 'pg'
import { DEFAULT_WORK_WEEK } from '../domain/organization.ts'
import { createAllocation } from '../server/capacity/allocation-operations.ts'
import { openDatabase } from '../server/platform/database.ts'
import { prepareDatabase } from '../server/platform/migrate.ts'
import { transaction } from '../server/platform/transaction.ts'
import { openBenchDatabase } from './bench-database.ts'

export interface BookingFigures {
  connections: number
  productPerSecond: number
  barePerSecond: number
  /** What of the bare ledger's speed the product keeps. */
  ratio: number
}

const ORGANIZATION = 'org_bookings'
const CONNECTIONS = 16
/** A booking takes a minute of each day of a week: so many fit before it is the next week's turn. */
const PER_WEEK = 400
const MONDAY_MS = Date.parse('2030-01-07')
const WEEK_MS = 7 * 86_400_000
const { BOOKING_SECONDS = '2', BOOKING_ROUNDS = '5' } = process.env

type Book = (n: number) => Promise<unknown>
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const mondayOf = (n: number) => MONDAY_MS + Math.floor(n / PER_WEEK) * WEEK_MS

/** Measures both in turn on this database, which an administrator's connection names; medians over the rounds. */
export async function measureBookings(
  url: string,
  secretKey: string,
  say: (line: string) => void,
): Promise<BookingFigures> {
  const admin = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  // A connection that is still on its way out when the database stops.
  admin.on('error', () => {})
  const { app } = await prepareDatabase({ connectionString: url }, { secretKey })
  const database = openDatabase(app, { max: CONNECTIONS })
  try {
    await fill(admin)
    const sides = { product: productSide(database), bare: bareSide(admin) }
    const results = { product: [] as number[], bare: [] as number[] }
    let n = 0
    const run = async (side: 'product' | 'bare', seconds: number) => {
      const first = Math.ceil(n / PER_WEEK) * PER_WEEK
      const done = await perSecond(sides[side], first, seconds)
      n = first + done.count
      return done.perSecond
    }
    for (const side of ['product', 'bare'] as const) await run(side, 0.7)
    for (let round = 0; round < Number(BOOKING_ROUNDS); round++)
      for (const side of round % 2 ? (['bare', 'product'] as const) : (['product', 'bare'] as const))
        results[side].push(await run(side, Number(BOOKING_SECONDS)))
    const [productPerSecond, barePerSecond] = [median(results.product), median(results.bare)]
    say(`bookings × ${CONNECTIONS}: ${productPerSecond.toFixed(0)} and ${barePerSecond.toFixed(0)} a second`)
    return { connections: CONNECTIONS, productPerSecond, barePerSecond, ratio: productPerSecond / barePerSecond }
  } finally {
    await Promise.all([database.close(), admin.end()])
  }
}

async function fill(admin: pg.Pool): Promise<void> {
  await admin.query(
    `insert into organizations (id, name, timezone, currency, work_week, created_at, updated_at) values ($1, 'Bookings', 'UTC', 'EUR', $2, now(), now())`,
    [ORGANIZATION, JSON.stringify(DEFAULT_WORK_WEEK)],
  )
  await admin.query(`
    insert into people (organization_id, id, name, email, created_at, updated_at) values ('${ORGANIZATION}', 'mia', 'Mia', 'mia@bookings.example', now(), now());
    insert into accounts (organization_id, id, name, created_at, updated_at) values ('${ORGANIZATION}', 'bakery', 'Bakery', now(), now());
    insert into projects (organization_id, id, name, account_id, type, engagement, status, priority, currency, billing_mode, created_at, updated_at)
      values ('${ORGANIZATION}', 'site', 'Site', 'bakery', 'website', 'one_off', 'active', 'medium', 'EUR', 'none', now(), now());
    create table bare_days (person_id text, "on" date, capacity_minutes integer not null, booked_minutes integer not null,
      overbook_minutes integer not null default 0, primary key (person_id, "on"), check (booked_minutes <= capacity_minutes + overbook_minutes))`)
}

function productSide(database: ReturnType<typeof openDatabase>): Book {
  const actor = { type: 'person' as const, id: 'mia', name: 'Mia', organizationId: ORGANIZATION, timezone: 'UTC' }
  const admin = { ...actor, roles: ['project_admin'] as const, tokenScopes: ['*'] }
  return (n) => {
    const context = { actor: admin, permission: 'project.update', scopes: ['organization'], now: new Date() } as const
    const window = { startOn: dateOf(mondayOf(n)), endOn: dateOf(mondayOf(n) + 4 * 86_400_000) }
    return transaction(database, context, (tx) =>
      createAllocation(tx, 'site', { personId: 'mia', ...window, minutesPerDay: 1 }),
    )
  }
}

function bareSide(admin: pg.Pool): Book {
  const text = `insert into bare_days as l (person_id, "on", capacity_minutes, booked_minutes)
    select 'mia', d::date, 480, 1 from generate_series($1::date, $1::date + 4, '1 day') d order by 2
    on conflict (person_id, "on") do update set booked_minutes = l.booked_minutes + excluded.booked_minutes`
  return (n) => admin.query({ name: 'bare-booking', text, values: [dateOf(mondayOf(n))] })
}

async function perSecond(book: Book, first: number, seconds: number): Promise<{ count: number; perSecond: number }> {
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  let next = first
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < until) await book(next++)
    }),
  )
  return { count: next - first, perSecond: ((next - first) * 1000) / (performance.now() - startedAt) }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

if (import.meta.main) {
  const database = await openBenchDatabase(console.error)
  try {
    const { ratio } = await measureBookings(database.url, 'a secret for a database that lives a minute', console.error)
    console.log(`${ratio.toFixed(2)} of a bare ledger`)
  } finally {
    await database.stop()
  }
}
