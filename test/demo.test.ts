// The demo agencies: what is promised of them, and that they are made once.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pino from 'pino'
import { findCycle } from '../domain/dependencies.ts'
import { makeApp } from '../server/app.ts'
import { BLOCKED_REASONS, TASK_STATUSES } from '../domain/task.ts'
import { PROJECT_STATUSES } from '../domain/project.ts'
import { PROJECT_TYPES } from '../domain/project-types.ts'
import { ROLES } from '../domain/permissions.ts'
import { hashSecret } from '../server/access/authenticate.ts'
import {
  demoClientSecret,
  demoCredentials,
  deleteDemoCredentials,
  writeDemoCredentials,
} from '../server/demo/demo-credentials.ts'
import { makeDemo } from '../server/demo/make-demo.ts'
import { comparePulse } from '../server/pulse/compare-pulse.ts'
import { ask } from './agency.ts'
import { clientsPayAndWantAttention, peopleSpeak } from './demo-clients.ts'
import { clientsAsk } from './demo-requests.ts'
import { noRuleActs } from './demo-rules.ts'
import { closeAtTheEnd, TEST_SECRET, type TestDatabase } from './database.ts'
import { demoDatabase } from './demo-database.ts'

const MAIN = 'org_brightline'
const OTHER = 'org_copperleaf'
const people = demoCredentials(TEST_SECRET)
let db: TestDatabase
let madeAt: Date
let baseUrl = ''

const make = (database: TestDatabase, more: { now?: Date; secretKey?: string } = {}) =>
  makeDemo({ database, secretKey: TEST_SECRET, now: madeAt, say: () => {}, ...more })
const rows = async <T = Record<string, unknown>>(query: string, database = db) =>
  (await database.admin.query(query)).rows as T[]
const values = async (query: string, database = db) => (await rows(query, database)).map((row) => Object.values(row)[0])
const get = (who: { token: string }, path: string) =>
  ask(baseUrl, 'GET', path, undefined, { authorization: `Bearer ${who.token}` })
const total = async (who: { token: string }, path: string): Promise<number> =>
  (await get(who, path)).body.pagination.total as number

before(async () => {
  ;({ db, madeAt } = await demoDatabase())
  const log = pino({ level: 'silent' })
  const app = await makeApp({
    database: db.app,
    log,
    clock: () => new Date(),
    rateLimit: 1_000_000,
    trustProxy: false,
    publicUrl: () => baseUrl,
  })
  baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  closeAtTheEnd(() => app.close())
})

test('what it tells as history gives no rule anything to do', () => noRuleActs(db, madeAt))

test('there are fourteen clients, sixty projects, nine hundred tasks, and 25 people in five teams', async () => {
  const [counts] = await rows(`select
    (select count(*)::int from accounts where organization_id = '${MAIN}') as accounts,
    (select count(*)::int from accounts where organization_id = '${MAIN}' and parent_account_id is not null) as children,
    (select count(*)::int from projects where organization_id = '${MAIN}' and deleted_at is null) as projects,
    (select count(*)::int from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
      where t.organization_id = '${MAIN}' and t.deleted_at is null and p.deleted_at is null) as tasks,
    (select count(*)::int from people where organization_id = '${MAIN}') as people,
    (select count(*)::int from teams where organization_id = '${MAIN}') as teams,
    (select count(*)::int from projects where organization_id = '${OTHER}') as others`)
  assert.deepEqual(counts, { accounts: 14, children: 2, projects: 60, tasks: 900, people: 25, teams: 5, others: 4 })
})

test('every status, type, role, engagement, link and blocked reason occurs', async () => {
  const has = async (expected: readonly string[], query: string) =>
    assert.deepEqual(new Set(await values(query)), new Set(expected))
  const projects = `projects where organization_id = '${MAIN}' and deleted_at is null`
  await has(PROJECT_STATUSES, `select distinct status from ${projects}`)
  await has(PROJECT_TYPES, `select distinct type from ${projects}`)
  await has(['one_off', 'retainer'], `select distinct engagement from projects where organization_id = '${MAIN}'`)
  await has(TASK_STATUSES, `select distinct status from tasks where organization_id = '${MAIN}'`)
  await has(
    BLOCKED_REASONS,
    `select distinct blocked_reason from tasks where organization_id = '${MAIN}' and blocked_reason is not null`,
  )
  await has(['FF', 'FS', 'SF', 'SS'], `select distinct type from task_dependencies where organization_id = '${MAIN}'`)
  await has(ROLES, `select distinct unnest(roles) from people where organization_id = '${MAIN}'`)
  const [some] = await rows(`select
    (select count(*)::int from tasks where organization_id = '${MAIN}' and kind = 'milestone') as milestones,
    (select count(*)::int from tasks where organization_id = '${MAIN}' and parent_id is not null) as parts,
    (select count(*)::int from task_dependencies where organization_id = '${MAIN}' and lag_days <> 0) as lags,
    (select count(*)::int from time_entries where organization_id = '${MAIN}') as times,
    (select count(*)::int from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
      where t.organization_id = '${MAIN}' and p.status = 'active' and t.due_on < current_date and t.status not in ('completed', 'cancelled')) as overdue,
    (select count(*)::int from people where organization_id = '${MAIN}' and cardinality(roles) > 1) as several,
    (select count(*)::int from people where organization_id = '${MAIN}' and roles = '{}') as members`)
  for (const [what, count] of Object.entries(some ?? {})) assert.ok((count as number) >= 3, `${what}: ${count}`)
})

test('every subscription status, type and state of signals occurs, in the scopes of the demo’s roles and outside', () =>
  clientsPayAndWantAttention({ values, total, get }))

test('histories have no gap, do not go back in time, and nothing is later than now', async () => {
  const broken = await rows(`select task_id from (
    select task_id, n, from_status, at, lag(to_status) over w as before, lag(at) over w as earlier, row_number() over w as place
    from task_status_changes window w as (partition by organization_id, task_id order by n)) h
    where n <> place or from_status is distinct from before or at < earlier`)
  assert.deepEqual(broken, [])
  const differing =
    await rows(`select t.id from tasks t cross join lateral (select h.to_status, h.at from task_status_changes h
    where h.organization_id = t.organization_id and h.task_id = t.id order by n desc limit 1) last
    where last.to_status <> t.status or last.at > t.updated_at or (t.status = 'completed' and last.at <> t.completed_at)`)
  assert.deepEqual(differing, [])
  const back = await rows(`select entity_id from (select entity_type, entity_id, version, at,
      lag(at) over (partition by organization_id, entity_type, entity_id order by version) as earlier
    from activity where version is not null) a where at < earlier`)
  assert.deepEqual(back, [])
  const columns = await rows<{
    table: string
    column: string
  }>(`select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name in ('created_at', 'updated_at', 'at', 'closed_at', 'completed_at', 'joined_at', 'deleted_at')
      and table_name <> 'migrations'`)
  for (const { table, column } of columns) {
    const late = await db.admin.query(`select 1 from "${table}" where "${column}" > $1 limit 1`, [madeAt])
    assert.equal(late.rowCount, 0, `${table}.${column}`)
  }
  const early = await rows(
    `select id from tasks where updated_at < created_at union all select id from projects where updated_at < created_at`,
  )
  assert.deepEqual(early, [])
})

test('work was done in working hours, by people who were there', async () => {
  const odd =
    await rows(`select id from activity where organization_id = '${MAIN}' and actor_type = 'person' and (extract(isodow from at at time zone 'Europe/Berlin') > 5
    or (at at time zone 'Europe/Berlin')::time not between '09:00' and '18:00')`)
  assert.deepEqual(odd, [])
  const strangers =
    await rows(`select a.id from activity a left join people p on p.organization_id = a.organization_id and p.id = a.actor_id
    where a.actor_type = 'person' and (p.id is null or a.at < p.created_at)`)
  assert.deepEqual(strangers, [])
})

test('clients ask in every way for everything, and it is told how far it is; within reach of each role, and beyond', () =>
  clientsAsk({ rows, total }))

test('no task waits for itself, and nothing was completed before what it waited for', async () => {
  const nodes = await rows<{ id: string; parentId: string | null }>(
    `select id, parent_id as "parentId" from tasks where organization_id = '${MAIN}'`,
  )
  const links = await rows<{
    taskId: string
    predecessorId: string
  }>(`select task_id as "taskId", predecessor_id as "predecessorId"
    from task_dependencies where organization_id = '${MAIN}'`)
  assert.equal(findCycle(nodes, links), undefined)
  assert.ok(links.length > 500, `${links.length} links`)
  const hasty = await rows(`select d.task_id from task_dependencies d
    join tasks t on t.organization_id = d.organization_id and t.id = d.task_id and t.status = 'completed'
    join tasks p on p.organization_id = d.organization_id and p.id = d.predecessor_id
    where case when d.type in ('FS', 'FF') then p.status not in ('completed', 'cancelled') or p.completed_at > t.completed_at
      else p.status = 'pending' end`)
  assert.deepEqual(hasty, [])
})

test('each of the six signs in by token and by password, and sees what is promised', async () => {
  for (const [key, { id, token, email, password, role }] of Object.entries(people)) {
    const me = await get({ token }, '/v1/admin/me')
    assert.deepEqual([me.status, me.body.id, me.body.email], [200, id, email], key)
    assert.deepEqual(me.body.roles, role === 'member' ? [] : [role])
    assert.equal((await ask(baseUrl, 'POST', '/v1/auth/login', { email, password })).status, 200, key)
  }
  assert.equal(await total(people.admin, '/v1/admin/projects'), 60)
  assert.equal(await total(people.otherAdmin, '/v1/admin/projects'), 4)
  for (const who of ['manager', 'lead', 'accountManager'] as const) {
    const seen = await total(people[who], '/v1/admin/me/projects')
    assert.ok(seen >= 6 && seen <= 20, `${who} sees ${seen}`)
  }
  assert.equal((await get(people.member, '/v1/admin/projects')).status, 403)
  for (const status of TASK_STATUSES)
    assert.ok((await total(people.member, `/v1/admin/me/tasks?status=${status}`)) > 0, status)
  assert.ok((await total(people.member, '/v1/admin/me/tasks?overdue=true')) > 0)
})

test('the credentials file says exactly that, to its owner only', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'demo-'))
  after(() => rmSync(dataDir, { recursive: true, force: true }))
  const file = writeDemoCredentials(dataDir, 'http://127.0.0.1:1234', TEST_SECRET)
  assert.equal(file, join(dataDir, 'demo-credentials.json'))
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), { baseUrl: 'http://127.0.0.1:1234', people })
  const client = join(dataDir, 'demo-client-page.json')
  assert.equal(statSync(client).mode & 0o777, 0o600)
  const { url } = JSON.parse(readFileSync(client, 'utf8')) as { url: string }
  const page = await ask(baseUrl, 'GET', url.replace('http://127.0.0.1:1234/client/', '/v1/client/'))
  assert.deepEqual([page.body.agency, page.body.client], ['Brightline Studio', 'Fjellheim Outdoor'])
  assert.ok(page.body.requests.length >= 2)
  assert.deepEqual(Object.keys(people), ['admin', 'manager', 'lead', 'accountManager', 'member', 'otherAdmin'])
  for (const person of Object.values(people))
    assert.deepEqual(Object.keys(person), ['id', 'name', 'email', 'password', 'token', 'role'])
  deleteDemoCredentials(dataDir)
  for (const gone of [file, client]) assert.throws(() => statSync(gone))
})

test('made twice it is the same as made once; under another key its people get other keys', async () => {
  const before = await db.admin.query('select count(*) from activity')
  assert.equal(await make(db, { now: new Date(madeAt.getTime() + 40 * 86_400_000) }), true)
  assert.deepEqual((await db.admin.query('select count(*) from activity')).rows, before.rows)
  const secretKey = 'another secret for tests, long enough too'
  await make(db, { secretKey })
  assert.equal((await get(people.admin, '/v1/admin/me')).status, 401)
  assert.equal((await get(demoCredentials(secretKey).admin, '/v1/admin/me')).status, 200)
  const { rowCount } = await db.admin.query('select 1 from find_client_link($1, now())', [
    hashSecret(demoClientSecret(secretKey)),
  ])
  assert.equal(rowCount, 1)
  await make(db)
  assert.equal((await get(people.admin, '/v1/admin/me')).status, 200)
})

test('people speak with each other and with their clients, whom no mail ever reaches', () =>
  peopleSpeak({ rows, values }))

test('health has a past, all four bands occur, and what is kept is what the activity says', async () => {
  const bands = await values(
    `select distinct health_band from projects where organization_id = '${MAIN}' and deleted_at is null`,
  )
  assert.deepEqual(new Set(bands), new Set(['at_risk', 'healthy', 'unknown', 'watch']))
  const [counts] = await rows(`select count(*)::int as days, count(distinct project_id)::int as projects,
    count(distinct score)::int as scores from pulse_days where organization_id = '${MAIN}'`)
  for (const [what, least] of [
    ['days', 500],
    ['projects', 50],
    ['scores', 15],
  ] as const)
    assert.ok((counts?.[what] as number) >= least, `${what}: ${counts?.[what] as number}`)
  const recorded = await values(`select count(*)::int from pulse_metrics where organization_id = '${MAIN}'`)
  assert.ok((recorded[0] as number) >= 10)
  const { days, differences } = await comparePulse(db.worker)
  assert.ok(days > 500)
  assert.deepEqual(differences, [])
})
