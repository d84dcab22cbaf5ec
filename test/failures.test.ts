// Every failure of the list provoked over HTTP, and the database found as it was before.
import assert from 'node:assert/strict'
import net from 'node:net'
import { test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { PROBLEMS, type ProblemCode } from '../domain/problems.ts'
import { openDatabase } from '../server/platform/database.ts'
import { endpoint } from '../server/platform/endpoint.ts'
import { insertRow } from '../server/platform/rows.ts'
import { untilSomebodyWaits } from './database-waits.ts'
import { agency, ask, theHouse, type Agency, type Reply } from './agency.ts'
import { digestOf } from './database-digest.ts'
import { CONFLICTS } from './failures-conflicts.ts'
import { tellsTooMuch } from './failures-hide.ts'
import { SIGN_IN_FAILURES } from './failures-of-sign-in.ts'
import { FAILURES } from './failures-provoked.ts'
import { as, serving } from './serving.ts'

const provoked = new Set<ProblemCode>()

/** The shape that every refusal has, whatever went wrong. */
async function isProblem({ db }: Agency, reply: Reply, code: ProblemCode, status: number): Promise<void> {
  assert.deepEqual([reply.status, reply.body.code], [status, code], JSON.stringify(reply.body))
  assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/)
  assert.equal(reply.headers.get('cache-control'), 'no-store')
  const { type, title, status: told, detail } = reply.body
  assert.deepEqual({ type, title, status: told }, { type: `urn:problem:${code}`, title: PROBLEMS[code][1], status })
  assert.ok(typeof detail === 'string' && detail.length > 0)
  assert.deepEqual(await tellsTooMuch(db, reply), [])
  provoked.add(code)
}

for (const { says, code, status, given, when, adds = {}, also } of [...FAILURES, ...CONFLICTS, ...SIGN_IN_FAILURES]) {
  test(`${status} ${code}: ${says}; and nothing changes`, async () => {
    const house = await agency()
    await given?.(house)
    const organizations = [house.organizationId, house.olga.organizationId]
    const earlier = await digestOf(house.db, organizations)
    const reply = await when(house)
    await isProblem(house, reply, code, status)
    for (const [name, value] of Object.entries(adds)) assert.deepEqual(reply.body[name], value, name)
    also?.(reply, house)
    assert.deepEqual(await digestOf(house.db, organizations), earlier)
  })
}

test('500 internal_error: a fault of ours is logged, told without its words, and leaves nothing behind', async () => {
  const house = await agency()
  const { db, ada, organizationId } = house
  const faulty = (path: string, fault: 'thrown' | 'refused by the database') =>
    endpoint({
      method: 'POST',
      path,
      may: 'project.create',
      summary: 'Writes, then fails.',
      reply: z.strictObject({}),
      async run(tx) {
        insertRow(tx, 'teams', { id: 'half', name: 'Half done', createdAt: tx.now, updatedAt: tx.now })
        tx.record('team.created', { type: 'team', id: 'half' }, {})
        if (fault === 'thrown') throw new TypeError('select secret from people at /srv/house/server/x.ts:1')
        await tx.rows(sql`select no_such_column from people`)
        return {}
      },
    })
  const earlier = await digestOf(db, [organizationId])
  const endpoints = [faulty('/v1/admin/thrown', 'thrown'), faulty('/v1/admin/refused', 'refused by the database')]
  await serving(db.app, { endpoints }, async (baseUrl) => {
    for (const path of ['/v1/admin/thrown', '/v1/admin/refused', '/v1/admin/thrown']) {
      const reply = await ask(baseUrl, 'POST', path, {}, { ...as(ada), 'idempotency-key': path })
      await isProblem(house, reply, 'internal_error', 500)
      assert.match(reply.headers.get('x-request-id') ?? '', /^req_/)
    }
  })
  assert.deepEqual(await digestOf(db, [organizationId]), earlier)
  const { rowCount } = await db.admin.query('select 1 from idempotency_keys where organization_id = $1', [
    organizationId,
  ])
  assert.equal(rowCount, 0, 'a 5xx is never kept')
})

async function closedPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as net.AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

test('503 unavailable: nobody answers where the database was; the process still says that it lives', async () => {
  const house = await agency()
  const gone = openDatabase({ host: '127.0.0.1', port: await closedPort(), user: 'nobody', database: 'none' })
  await serving(gone, {}, async (baseUrl) => {
    for (const [method, path, body] of [
      ['GET', '/v1/admin/projects'],
      ['POST', '/v1/admin/projects', { name: 'X', accountId: 'bakery', type: 'seo' }],
      ['GET', '/readyz'],
      ['POST', '/v1/auth/login', { email: house.ada.email, password: 'x' }],
    ] as const) {
      const reply = await ask(baseUrl, method, path, body, as(house.ada))
      await isProblem(house, reply, 'unavailable', 503)
      assert.match(reply.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
    }
    assert.equal((await ask(baseUrl, 'GET', '/livez')).status, 200)
  })
  await gone.close()
})

test('429 rate_limited: whoever asks faster than allowed is told how long to wait', async () => {
  const house = await agency()
  const { organizationId, olga, db, ada } = house
  const earlier = await digestOf(db, [organizationId, olga.organizationId])
  await serving(db.app, { rateLimit: 2 }, async (baseUrl) => {
    const move = () => ask(baseUrl, 'PUT', '/v1/admin/projects/tasks/none/status', { status: 'in_progress' }, as(ada))
    const replies = await Promise.all(Array.from({ length: 8 }, move))
    const refused = replies.filter((reply) => reply.status === 429)
    assert.ok(refused.length >= 4, `${refused.length} of 8 refused`)
    for (const reply of refused) {
      await isProblem(house, reply, 'rate_limited', 429)
      assert.match(reply.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
      assert.equal(reply.headers.get('ratelimit'), '"default";r=0;t=1')
      assert.equal(reply.headers.get('ratelimit-policy'), '"default";q=2;w=1')
    }
  })
  assert.deepEqual(await digestOf(db, [organizationId, olga.organizationId]), earlier)
})

test('409 idempotency_in_progress: the first request with the key is still running elsewhere', async () => {
  const house = await agency()
  const { ada, db, organizationId } = house
  const earlier = await digestOf(db, [organizationId])
  const first = await db.admin.connect()
  try {
    await first.query('begin')
    await first.query(
      `insert into idempotency_keys (organization_id, actor_id, method, path, key, body_hash) values ($1, 'ada', 'POST', '/v1/admin/projects', 'busy', '')`,
      [organizationId],
    )
    const since = performance.now()
    const reply = await ada.post(
      '/v1/admin/projects',
      { name: 'X', accountId: 'bakery', type: 'seo' },
      { 'idempotency-key': 'busy' },
    )
    await isProblem(house, reply, 'idempotency_in_progress', 409)
    const waited = performance.now() - since
    assert.ok(waited > 1_900 && waited < 4_000, `waited ${waited} ms`)
  } finally {
    await first.query('rollback')
    first.release()
  }
  assert.deepEqual(await digestOf(db, [organizationId]), earlier)
  const later = await ada.post(
    '/v1/admin/projects',
    { name: 'X', accountId: 'bakery', type: 'seo' },
    { 'idempotency-key': 'busy' },
  )
  assert.equal(later.status, 201, 'when the first is gone the key is free')
})

test('409 in_use: what a request names is deleted at the same moment', async () => {
  const house = await agency()
  const { ada, db, organizationId } = house
  await ada.post('/v1/admin/teams', { id: 'brief', name: 'Brief' })
  const earlier = await digestOf(db, [organizationId])
  const deleting = await db.admin.connect()
  try {
    await deleting.query('begin')
    await deleting.query(`delete from teams where organization_id = $1 and id = 'brief'`, [organizationId])
    const creating = ada.post('/v1/admin/projects', { name: 'X', accountId: 'bakery', type: 'seo', teamId: 'brief' })
    await untilSomebodyWaits(db)
    await deleting.query('commit')
    const reply = await creating
    await isProblem(house, reply, 'in_use', 409)
    assert.doesNotMatch(
      reply.body.detail as string,
      /\((projects|teams|project members|team members)\)/,
      'the name of a table',
    )
  } finally {
    deleting.release()
  }
  const { teams: _, ...others } = earlier
  const { teams: __, ...now } = await digestOf(db, [organizationId])
  assert.deepEqual(now, others)
})

test('431 headers_too_large: an address or headers longer than anybody needs', async () => {
  const house = await agency()
  const reply = await ask(house.baseUrl, 'GET', '/v1/admin/projects', undefined, { 'x-long': 'x'.repeat(40_000) })
  await isProblem(house, reply, 'headers_too_large', 431)
})

test('every code there is was provoked above, or can not be over HTTP', async () => {
  const NOT_OVER_HTTP: Partial<Record<ProblemCode, string>> = {
    organization_not_found:
      'no address names an organisation: it is the caller’s own, and a credential of a removed one is a 401',
  }
  const { baseUrl } = await theHouse()
  assert.ok(baseUrl)
  const missing = (Object.keys(PROBLEMS) as ProblemCode[]).filter(
    (code) => !provoked.has(code) && !(code in NOT_OVER_HTTP),
  )
  assert.deepEqual(missing, [], 'add how to provoke these to test/failures-provoked.ts')
  assert.deepEqual(
    Object.keys(NOT_OVER_HTTP).filter((code) => provoked.has(code as ProblemCode)),
    [],
  )
})
