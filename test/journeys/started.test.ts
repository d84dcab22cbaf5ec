// From the first start to the last: the demo is made once, interrupted, completed, kept, removed; and what people are told.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { ask, signsIn } from '../agency.ts'
import { addressIn, databaseIsThere, look, newDataDir, run, until, type Spawned } from './running-server.ts'

/** What takes its time runs in the long form. */
const long = { skip: !process.env.TEST_LONG }

interface Credentials {
  baseUrl: string
  people: Record<string, { id: string; name: string; email: string; password: string; token: string; role: string }>
}

const dataDir = newDataDir()
const credentialsFile = join(dataDir, 'demo-credentials.json')
const start = (settings: NodeJS.ProcessEnv = {}): Spawned => run('main.ts', dataDir, [], { PORT: '0', ...settings })
const credentials = (): Credentials => JSON.parse(readFileSync(credentialsFile, 'utf8')) as Credentials
const isReady = async (baseUrl: string) => (await ask(baseUrl, 'GET', '/readyz')).status === 200
const me = (baseUrl: string, headers: Record<string, string>) => ask(baseUrl, 'GET', '/v1/admin/me', undefined, headers)
let made: Credentials
let makingTook = 0

async function ends(server: Spawned, signal: NodeJS.Signals, place = dataDir): Promise<void> {
  const since = Date.now()
  server.process.kill(signal)
  assert.equal(await server.ended, 0, server.said())
  assert.ok(Date.now() - since < 10_000, `it took ${Date.now() - since} ms to end`)
  assert.ok(!databaseIsThere(place), 'it leaves no PostgreSQL behind')
  const left = readdirSync(place).filter((name) => name === 'server.lock' || name.includes('draft'))
  assert.deepEqual(left, [], 'it leaves nothing half-made behind')
}

for (const moment of [/Making the database/, /Migrating the database/]) {
  test(`Ctrl-C at "${moment.source}" ends the first start within seconds, with its database`, long, async () => {
    const place = newDataDir()
    const server = run('main.ts', place, [], { PORT: '0' })
    await server.says(moment)
    await ends(server, 'SIGINT', place)
  })
}

test('Ctrl-C in the middle of making the demo ends it within seconds, with its database', async () => {
  const server = start()
  await server.says(/Making the demo agency/)
  await until(async () => {
    const [found] = await look(dataDir, (rows) => rows('select count(*)::int as n from projects'))
    return Number(found?.n) >= 10 || undefined
  }, 'ten projects are made')
  assert.doesNotMatch(server.said(), /is at http/)
  await ends(server, 'SIGINT')
  assert.ok(!existsSync(credentialsFile))
})

/** Has a server write down whatever it connects to. */
const connectionsFile = join(dataDir, 'connections')
const recorded = {
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'record-connections.mjs')).href}`,
  CONNECTIONS_FILE: connectionsFile,
}

test('the next start completes the demo: alive meanwhile, ready only then', async (t) => {
  const since = Date.now()
  const server = start(recorded)
  await server.says(/Making the demo agency/)
  const listening = addressIn(dataDir) ?? assert.fail('it says where it listens')
  assert.equal((await ask(listening, 'GET', '/livez')).status, 200)
  const early = await ask(listening, 'GET', '/readyz')
  assert.deepEqual([early.status, early.body.code], [503, 'unavailable'])
  assert.doesNotMatch(server.said(), /is at http/)
  const [, baseUrl = ''] = await server.says(/Project Operations is at (http:\/\/\S+)/)
  makingTook = Date.now() - since
  t.diagnostic(`the demo was there after ${makingTook} ms`)
  assert.equal(baseUrl, listening)
  assert.ok(await isReady(baseUrl))
  made = credentials()
  assertPromisedShape(baseUrl)
  await server.says(/^Open it and sign in .*$/m)
  const [line = ''] = /^Open it and sign in .*$/m.exec(server.said()) ?? []
  const { email, password } = made.people.admin ?? assert.fail('somebody is the admin')
  for (const part of [email, password, credentialsFile]) assert.ok(line.includes(part), `${line} tells ${part}`)
  await assertAllSignIn(baseUrl)
  const list = await ask(baseUrl, 'GET', '/v1/admin/projects', undefined, {
    authorization: `Bearer ${made.people.admin?.token}`,
  })
  assert.equal(list.body.pagination.total, 60)
  await ends(server, 'SIGTERM')
})

test('nothing is connected to but the database, from the first start over a demo to signing in', () => {
  const connections = new Set(readFileSync(connectionsFile, 'utf8').trimEnd().split('\n'))
  assert.ok(connections.size > 0)
  // Its own PostgreSQL, on a socket in a private folder; on some machines on loopback.
  const others = [...connections].filter(
    (each) => !/^socket .*\.s\.PGSQL\.\d+$|^(tcp|name) (127\.0\.0\.1|localhost)/.test(each),
  )
  assert.deepEqual(others, [])
})

function assertPromisedShape(baseUrl: string): void {
  assert.equal(statSync(credentialsFile).mode & 0o777, 0o600)
  assert.deepEqual(Object.keys(made), ['baseUrl', 'people'])
  assert.equal(made.baseUrl, baseUrl)
  const roles = Object.fromEntries(Object.entries(made.people).map(([key, { role }]) => [key, role]))
  assert.deepEqual(roles, {
    admin: 'project_admin',
    manager: 'project_manager',
    lead: 'team_lead',
    accountManager: 'account_manager',
    member: 'member',
    otherAdmin: 'project_admin',
  })
  for (const person of Object.values(made.people)) {
    assert.deepEqual(Object.keys(person), ['id', 'name', 'email', 'password', 'token', 'role'])
    assert.ok(person.password.length >= 20)
    assert.match(person.token, /^po_[\w-]{43}$/)
  }
}

async function assertAllSignIn(baseUrl: string): Promise<void> {
  const organizations = new Map<string, string>()
  for (const [key, { id, email, password, token, role }] of Object.entries(made.people)) {
    const byToken = await me(baseUrl, { authorization: `Bearer ${token}` })
    assert.deepEqual([byToken.status, byToken.body.id], [200, id])
    assert.deepEqual(byToken.body.roles, role === 'member' ? [] : [role])
    const { reply, session } = await signsIn(baseUrl, email, password)
    assert.equal(reply.status, 200)
    assert.equal((await me(baseUrl, { cookie: session })).body.id, id)
    organizations.set(key, reply.body.person.organizationId as string)
  }
  const { otherAdmin, ...ours } = Object.fromEntries(organizations)
  assert.deepEqual(new Set(Object.values(ours)).size, 1)
  assert.notEqual(otherAdmin, ours.admin)
}

test('a port in use is told in one line, and no PostgreSQL is left behind', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const server = start({ PORT: String(port) })
  assert.equal(await server.ended, 1)
  other.close()
  assert.equal(server.said(), `Port ${port} is in use: set PORT to another one (PORT=0 takes any that is free).\n`)
  assert.ok(!databaseIsThere(dataDir))
})

test('a later start is quick and keeps the credentials; a second one beside it is told so; the demo can be removed', async (t) => {
  const since = Date.now()
  const server = start()
  const [, baseUrl = ''] = await server.says(/Project Operations is at (http:\/\/\S+)/)
  t.diagnostic(`started again in ${Date.now() - since} ms`)
  assert.ok(Date.now() - since < makingTook / 2, 'quicker than making the demo')
  assert.doesNotMatch(server.said(), /Making/)
  assert.deepEqual(credentials(), { ...made, baseUrl })

  const second = start()
  assert.equal(await second.ended, 1)
  assert.equal(second.said(), `${dataDir} is in use: already running with pid ${server.process.pid}\n`)
  assert.ok(await isReady(baseUrl), 'the first one is none the worse')

  const removal = run('admin.ts', dataDir, ['remove-demo'])
  assert.equal(await removal.ended, 0, removal.said())
  assert.equal(removal.printed(), 'The demo agency is removed, and is not made again.\n')
  for (const { token, email, password } of Object.values(made.people)) {
    assert.equal((await me(baseUrl, { authorization: `Bearer ${token}` })).status, 401)
    assert.equal((await signsIn(baseUrl, email, password)).reply.status, 401)
  }
  assert.ok(!existsSync(credentialsFile))
  assert.ok(await isReady(baseUrl))
  await ends(server, 'SIGTERM')
})

test('a removed demo is not made again: a start says what to do instead', async () => {
  const server = start()
  await server.says(/is at http/)
  await server.says(/There is no organisation yet: npm run admin -- create-organization/)
  assert.doesNotMatch(server.said(), /Making|sign in as/)
  await ends(server, 'SIGINT')
})
