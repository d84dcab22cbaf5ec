// The demo agencies are made whole or not at all, the same everywhere, and nothing is left when they go.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { makeDemo, removeDemo } from '../server/demo/make-demo.ts'
import { TEST_SECRET, testDatabase, type TestDatabase } from './database.ts'
import { demoDatabase } from './demo-database.ts'

/** What takes its time runs in the long form. */
const long = { skip: !process.env.TEST_LONG }

const LONG = process.env.TEST_LONG !== undefined
const NOW = new Date()
const MAIN = 'org_brightline'
const OTHER = 'org_copperleaf'

const make = (database: TestDatabase, more: { now?: Date; again?: boolean } = {}) =>
  makeDemo({ database, secretKey: TEST_SECRET, now: NOW, say: () => {}, ...more })
const values = async (query: string, database: TestDatabase) =>
  ((await database.admin.query(query)).rows as Record<string, unknown>[]).map((row) => Object.values(row)[0])

/** Names, titles, texts, links and statuses of all that people see; no instants and no dates. */
async function digest(database: TestDatabase): Promise<string> {
  const hash = createHash('sha256')
  for (const query of [
    `select id, name, email, roles, skills from people`,
    `select id, name, contacts::text from accounts`,
    `select id, name, description, status, manager_id, tags, progress from projects`,
    `select id, title, description, status, progress, priority, blocked_reason from tasks`,
    `select task_id, predecessor_id, type, lag_days from task_dependencies`,
    `select task_id, n, to_status, notes, actor_id from task_status_changes`,
    `select task_id, person_id from task_assignees`,
    `select id, minutes, note from time_entries`,
    `select id, title, body, type, status, priority, source, requester_email, duplicate_of from requests`,
    `select thread_id, direction, author_id, body from communications`,
  ]) {
    const found = await database.admin.query<{ row: string }>(
      `select r::text as row from (${query}) r order by r::text collate "C"`,
    )
    for (const { row } of found.rows) hash.update(`${row}\n`)
  }
  return hash.digest('hex')
}

/** The database goes away in the middle, when some tasks are there. */
async function makeHalf(database: TestDatabase, more: { again?: boolean } = {}): Promise<void> {
  let statements = 0
  const connect = async () => {
    const connection = await database.app.connect()
    return {
      ...connection,
      query: (query: never) =>
        statements++ > 3_000 ? Promise.reject(new Error('pulled the plug')) : connection.query(query),
    }
  }
  await assert.rejects(make({ ...database, app: { ...database.app, connect } as never }, more), /pulled the plug/)
  assert.ok(((await values(`select count(*)::int from tasks`, database))[0] as number) > 20)
}

test(
  'a half-made demo is made whole, removed without a trace, stays away, and comes back when asked; always the same',
  long,
  async () => {
    const second = await testDatabase()
    await makeHalf(second)
    assert.equal(await make(second, { now: new Date(NOW.getTime() + 3 * 86_400_000) }), true)
    const made = await digest((await demoDatabase()).db)
    assert.equal(await digest(second), made)
    await second.admin
      .query(`insert into organizations (id, name, timezone, currency, work_week, created_at, updated_at)
    values ('real', 'A real one', 'Europe/Berlin', 'EUR', '{}', now(), now())`)
    assert.equal(await removeDemo(second.worker, NOW), true)
    assert.deepEqual(await leftIn(second), [])
    assert.deepEqual(await values('select id from organizations', second), ['real'])
    assert.equal(await make(second), false)
    assert.equal(await removeDemo(second.worker, NOW), false)
    if (!LONG) return makeHalf(second, { again: true })
    assert.equal(await make(second, { again: true }), true)
    assert.equal(await digest(second), made)
  },
)

/** Tables that still hold rows of a demo organisation; the note that it was removed is meant to stay. */
async function leftIn(database: TestDatabase): Promise<string[]> {
  const tables = (await values(
    `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'demo_organizations'`,
    database,
  )) as string[]
  const left: string[] = []
  for (const table of tables) {
    const found = await database.admin.query(`select 1 from ${table} where organization_id = any($1) limit 1`, [
      [MAIN, OTHER],
    ])
    if (found.rowCount) left.push(table)
  }
  assert.ok(tables.length > 15)
  return left
}
