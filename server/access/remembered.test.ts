// A server remembers who it looked up; that must show in nothing but speed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { agency, ask, signsIn, startsWith, type Agency, type Person } from '../../test/agency.ts'
import { untilSomebodyWaits } from '../../test/database-waits.ts'
import { isOutdated } from '../platform/database-errors.ts'
import { reading, type Context } from '../platform/transaction.ts'

const projects = '/v1/admin/projects'
const task = `${projects}/tasks/copy`

/** What takes a right away behind the server's back, as another node would. */
const takings = (house: Agency) => {
  const run = (statement: string) => (who: Person) => house.db.admin.query(statement, [who.organizationId, who.id])
  return {
    'whose token was deleted': run(`delete from api_tokens where organization_id = $1 and person_id = $2`),
    'whose token has ended': run(
      `update api_tokens set expires_at = '2020-01-01' where organization_id = $1 and person_id = $2`,
    ),
    'who was suspended': run(`update people set active = false where organization_id = $1 and id = $2`),
  }
}

for (const how of ['whose token was deleted', 'whose token has ended', 'who was suspended'] as const) {
  test(`somebody ${how} is nobody at their next request, whatever it asks`, async () => {
    const asked: Record<string, (who: Person) => Promise<{ status: number }>> = {
      'a list': (who) => who.get(projects),
      'one thing': (who) => who.get(`${projects}/site`),
      'a thing that is not there': (who) => who.get(`${projects}/nothing`),
      'a thing that is not theirs': (who) => who.get(`${projects}/ads`),
      'what their role may not': (who) => who.delete(`${projects}/site`, { reason: 'to see' }),
      'a query that is none': (who) => who.get(`${projects}?limit=none`),
      'a cursor that is none': (who) => who.get(`${projects}?cursor=none`),
      'a body that is none': (who) => who.put(task, { title: 7 }),
      'a body that can not be read': (who) => who.put(task, '{'),
      'a write': (who) => who.put(task, { title: 'Words' }),
      'a write that changes nothing': (who) => who.put(task, { title: 'Copywriting' }),
      'a write that is refused': (who) => who.moves({ id: 'copy' }, { status: 'in_review' }),
    }
    for (const [what, request] of Object.entries(asked)) {
      // The server's memory of them is from before; each request is the first to find it out.
      const house = await agency()
      assert.notEqual((await request(house.max)).status, 401, what)
      await takings(house)[how](house.max)
      assert.equal((await request(house.max)).status, 401, what)
    }
  })
}

test('roles count from the next request on, taken or given', async () => {
  const { max, mia, db } = await agency()
  const give = (who: Person, roles: string) =>
    db.admin.query('update people set roles = $3 where organization_id = $1 and id = $2', [
      who.organizationId,
      who.id,
      roles,
    ])
  const renames = (who: Person) => who.put(task, { title: `Words of ${who.id}` })
  assert.deepEqual([(await renames(max)).status, (await renames(mia)).status], [200, 403])
  await give(max, '{}')
  await give(mia, '{project_manager}')
  assert.deepEqual([(await renames(max)).status, (await renames(mia)).status], [403, 200])
  await give(max, '{project_admin}')
  await give(mia, '{project_admin}')
  assert.deepEqual([(await renames(max)).status, (await renames(mia)).status], [200, 200])
  assert.equal((await mia.get(`${projects}/ads`)).status, 200)
  await give(mia, '{project_manager}')
  assert.equal((await mia.get(`${projects}/ads`)).status, 404)
  await give(mia, '{project_admin}')
  assert.equal((await mia.get(`${projects}/ads`)).status, 200)
})

test('a write that waits while its credential is taken does not commit', async () => {
  for (const how of ['whose token was deleted', 'who was suspended'] as const) {
    const house = await agency()
    const { max, db, organizationId } = house
    await max.get(task)
    const holder = await db.admin.connect()
    await holder.query('begin')
    await holder.query(`select 1 from projects where organization_id = $1 and id = 'site' for update`, [organizationId])
    const waiting = max.put(task, { title: 'Too late' })
    await untilSomebodyWaits(db)
    await takings(house)[how](max)
    await holder.query('commit')
    holder.release()
    assert.equal((await waiting).status, 401)
    const { rows } = await db.admin.query(
      `select title, version, (select count(*)::int from activity where organization_id = $1 and entity_id = 'copy') as told
       from tasks where organization_id = $1 and id = 'copy'`,
      [organizationId],
    )
    assert.deepEqual(rows, [{ title: 'Copywriting', version: 1, told: 1 }])
  }
})

test('a session that is remembered ends like any other', async () => {
  const { max, baseUrl } = await agency()
  await startsWith(max, 'a quiet long password')
  const { session } = await signsIn(baseUrl, max.email, 'a quiet long password')
  const read = async (headers = {}) =>
    (await ask(baseUrl, 'GET', task, undefined, { cookie: session, ...headers })).status
  assert.deepEqual([await read(), await read()], [200, 200])
  assert.equal((await ask(baseUrl, 'POST', '/v1/auth/logout', undefined, { cookie: session })).status, 204)
  assert.equal(await read(), 401)
})

test('a password is not changed with a token that is gone', async () => {
  const house = await agency()
  const { max, baseUrl } = house
  await startsWith(max, 'a quiet long password')
  await max.get(task)
  await takings(house)['whose token was deleted'](max)
  const change = { currentPassword: 'a quiet long password', newPassword: 'another long password' }
  assert.equal((await max.put('/v1/auth/password', change)).status, 401)
  assert.equal((await signsIn(baseUrl, max.email, 'a quiet long password')).reply.status, 200)
})

test('somebody may change, or end, what they ask with', async () => {
  const { ada } = await agency()
  await ada.get('/v1/admin/me')
  assert.equal((await ada.put('/v1/admin/people/ada', { name: 'Ada L.' })).body.name, 'Ada L.')
  assert.equal((await ada.get('/v1/admin/me')).body.name, 'Ada L.')
  assert.equal((await ada.delete('/v1/auth/tokens/tok_ada')).status, 204)
  assert.equal((await ada.get('/v1/admin/me')).status, 401)
})

test('who is remembered costs a read no statement of its own', async () => {
  const { max, db } = await agency()
  const statements = async (request: () => Promise<unknown>) => {
    const before = db.app.statementCount()
    await request()
    return db.app.statementCount() - before
  }
  await max.get(task)
  // The tenant with the confirmation, and the task.
  assert.equal(await statements(() => max.get(task)), 2)
})

test('a read that asks nothing of the database is confirmed all the same', async () => {
  const { db, ada } = await agency()
  const actor = { type: 'person', id: 'ada', name: 'Ada', organizationId: ada.organizationId } as const
  const context: Context = {
    actor: { ...actor, roles: [], tokenScopes: ['*'], timezone: 'UTC' },
    permission: 'me.read',
    scopes: ['own'],
    now: new Date(),
    confirm: sql`confirm_credential(${Buffer.from('nobody')}, ${new Date()}, 'somebody')`,
  }
  await assert.rejects(
    reading(db.app, context, async () => 'an answer'),
    isOutdated,
  )
})
