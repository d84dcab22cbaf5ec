// The road of a write while the database deadlocks, loses connections, or falls silent: done once, or honestly not known.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql, type RawBuilder } from 'kysely'
import { loadActor } from '../server/access/actor.ts'
import { transaction, type Context } from '../server/platform/transaction.ts'
import { agency, ask, type Agency } from './agency.ts'
import { killSessions, untilSomebodyWaits } from './database-waits.ts'
import { openDatabase } from '../server/platform/database.ts'
import { postgresProxy, type PostgresProxy, type Statement } from './postgres-proxy.ts'
import { as, serving } from './serving.ts'

const projects = '/v1/admin/projects'

async function stepsOf(
  { db, organizationId }: Agency,
  taskId: string,
): Promise<{ steps: number; told: number; status: string }> {
  const { rows } = await db.admin.query<{ steps: number; told: number; status: string }>(
    `select (select count(*)::int from task_status_changes where organization_id = $1 and task_id = $2) as steps,
       (select count(*)::int from activity where organization_id = $1 and entity_type = 'task' and entity_id = $2) as told,
       (select status from tasks where organization_id = $1 and id = $2) as status`,
    [organizationId, taskId],
  )
  return rows[0] ?? assert.fail('no such task')
}
const MOVED_ONCE = { steps: 2, told: 2, status: 'in_progress' }

test('two transactions that wait for each other both get through: the one that is thrown out runs again', async () => {
  const { db, organizationId } = await agency()
  const actor = await loadActor(db.app, organizationId, 'ada')
  const context: Context = { actor, permission: 'project.update', scopes: ['organization'], now: new Date() }
  const runs: string[] = []
  let holding = 0
  const bothHoldOne = Promise.withResolvers<void>()
  const tagging = (first: string, second: string, tag: string) =>
    transaction(db.app, context, async (tx) => {
      runs.push(tag)
      const add = (id: string) =>
        tx.rows(
          sql`update projects set tags = tags || ${tag}::text where organization_id = ${organizationId} and id = ${id} returning id`,
        )
      await add(first)
      if (++holding === 2) bothHoldOne.resolve()
      await bothHoldOne.promise
      await add(second)
      tx.record('project.tagged', { type: 'project', id: first }, { tags: { to: tag } })
      return tag
    })
  assert.deepEqual(await Promise.all([tagging('site', 'ads', 'left'), tagging('ads', 'site', 'right')]), [
    'left',
    'right',
  ])
  assert.equal(runs.length, 3, `ran ${runs.join()}`)
  const { rows } = await db.admin.query<{ tags: string[] }>('select tags from projects where organization_id = $1', [
    organizationId,
  ])
  assert.deepEqual(
    rows.map(({ tags }) => tags.toSorted()),
    [
      ['left', 'right'],
      ['left', 'right'],
    ],
  )
  const told = await db.admin.query(`select 1 from activity where organization_id = $1 and event = 'project.tagged'`, [
    organizationId,
  ])
  assert.equal(told.rowCount, 2)
})

test('the reply is read on the way to COMMIT, which is not run where that fails', async () => {
  const { db, organizationId } = await agency()
  const actor = await loadActor(db.app, organizationId, 'ada')
  const context: Context = { actor, permission: 'project.update', scopes: ['organization'], now: new Date() }
  const rename = (name: string, read: RawBuilder<{ name: string }>) =>
    transaction(db.app, context, async (tx) => {
      tx.send(sql`update projects set name = ${name} where organization_id = ${organizationId} and id = 'site'`)
      return (shown) => shown.first(read)
    })
  const nameNow = sql<{
    name: string
  }>`select name from projects where organization_id = ${organizationId} and id = 'site'`
  assert.deepEqual(await rename('Shown', nameNow), { name: 'Shown' })
  await assert.rejects(rename('Lost', sql<{ name: string }>`select (1 / 0)::text as name`), /division by zero/)
  const { rows } = await db.admin.query(`select name from projects where organization_id = $1 and id = 'site'`, [
    organizationId,
  ])
  assert.deepEqual(rows, [{ name: 'Shown' }])
})

test('a connection that is killed before COMMIT: the request runs again and the move is made once', async () => {
  const house = await agency()
  const { db, organizationId, tess, copy } = house
  const holder = await db.admin.connect()
  try {
    await holder.query('begin')
    await holder.query(`select 1 from projects where organization_id = $1 and id = 'site' for update`, [organizationId])
    const moving = tess.starts(copy)
    await untilSomebodyWaits(db)
    assert.equal(await killSessions(db, `wait_event_type = 'Lock'`), 1)
    await untilSomebodyWaits(db)
    await holder.query('rollback')
    assert.equal((await moving).status, 200)
  } finally {
    holder.release()
  }
  assert.deepEqual(await stepsOf(house, 'copy'), MOVED_ONCE)
})

test('connections killed while nobody uses them are replaced without anybody noticing', async () => {
  const house = await agency()
  const { db, ada } = house
  await Promise.all(Array.from({ length: 8 }, () => ada.get(`${projects}/site`)))
  assert.ok((await killSessions(db, `usename ~ 'app' and state = 'idle'`)) > 0)
  const replies = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      i % 2 ? ada.get(`${projects}/site`) : ada.moves({ id: 'copy' }, { progress: i }),
    ),
  )
  assert.deepEqual(
    replies.map(({ status }) => status),
    replies.map(() => 200),
  )
})

async function behindProxy(
  house: Agency,
  work: (proxy: PostgresProxy, baseUrl: string) => Promise<void>,
): Promise<void> {
  const proxy = await postgresProxy(house.db.appConnection)
  const database = openDatabase(proxy.connection)
  try {
    await serving(database, {}, (baseUrl) => work(proxy, baseUrl))
  } finally {
    await Promise.all([proxy.shut(), database.close()])
  }
}
const isCommit = ({ text }: Statement) => text === 'commit'
const start = (baseUrl: string, { tess }: Agency, headers: Record<string, string> = {}) =>
  ask(baseUrl, 'PUT', `${projects}/tasks/copy/status`, { status: 'in_progress' }, { ...as(tess), ...headers })

test('COMMIT arrived and its answer was lost: the task is there once, and the caller hears so', async () => {
  const house = await agency()
  await behindProxy(house, async (proxy, baseUrl) => {
    proxy.strike('dropped after', isCommit)
    // Neither an id of the caller's nor a key: done twice, there would be two.
    const reply = await ask(baseUrl, 'POST', `${projects}/site/tasks`, { title: 'Once' }, as(house.max))
    assert.ok(proxy.struck())
    assert.deepEqual([reply.status, reply.body.title], [201, 'Once'])
    const { rows } = await house.db.admin.query<{ id: string }>(
      `select id from tasks where organization_id = $1 and title = 'Once'`,
      [house.organizationId],
    )
    assert.deepEqual(rows, [{ id: reply.body.id }])
    assert.deepEqual(await stepsOf(house, reply.body.id), { steps: 1, told: 1, status: 'pending' })
  })
})

test('COMMIT never arrived: the move runs again and is made once', async () => {
  const house = await agency()
  await behindProxy(house, async (proxy, baseUrl) => {
    proxy.strike('dropped before', isCommit)
    const reply = await start(baseUrl, house, { 'idempotency-key': 'lost' })
    assert.ok(proxy.struck())
    assert.deepEqual([reply.status, reply.body.status], [200, 'in_progress'])
    assert.deepEqual(await stepsOf(house, 'copy'), MOVED_ONCE)
    assert.deepEqual((await start(baseUrl, house, { 'idempotency-key': 'lost' })).body, reply.body)
  })
})

test('a read commits nothing, so there is no COMMIT of it to lose', async () => {
  const house = await agency()
  await behindProxy(house, async (proxy, baseUrl) => {
    proxy.strike('dropped before', isCommit)
    for (let i = 0; i < 3; i++)
      assert.equal((await ask(baseUrl, 'GET', `${projects}/site`, undefined, as(house.ada))).status, 200)
    assert.equal(proxy.struck(), undefined)
  })
})

// What they wait for is time: they wait together.
/** The longest wait is had in the long form. */
const long = (where: string) => ({ skip: where === 'at its COMMIT' && !process.env.TEST_LONG })

void describe('a database that falls silent', { concurrency: true }, () => {
  test('it is a 503 within ten seconds, and all is well when it speaks again', async () => {
    const house = await agency()
    await behindProxy(house, async (proxy, baseUrl) => {
      const read = () => ask(baseUrl, 'GET', `${projects}/site`, undefined, as(house.ada))
      assert.equal((await read()).status, 200)
      proxy.fallSilent()
      const timed = async (asking: Promise<Awaited<ReturnType<typeof read>>>) => {
        const since = performance.now()
        const { status, headers, body } = await asking
        return {
          status,
          code: body.code as string,
          retryAfter: headers.get('retry-after'),
          ms: performance.now() - since,
        }
      }
      const ready = ask(baseUrl, 'GET', '/readyz')
      const many = Array.from({ length: 20 }, read)
      const replies = await Promise.all([timed(start(baseUrl, house)), timed(ready), ...many.map(timed)])
      for (const { status, code, retryAfter, ms } of replies) {
        assert.deepEqual([status, code], [503, 'unavailable'])
        assert.match(retryAfter ?? '', /^[1-9]\d*$/)
        assert.ok(ms < 10_000, `answered after ${Math.round(ms)} ms`)
      }
      assert.equal((await ask(baseUrl, 'GET', '/livez')).status, 200)
      proxy.speakAgain()
      assert.equal((await read()).status, 200)
      assert.equal((await start(baseUrl, house)).status, 200)
    })
    assert.deepEqual(await stepsOf(house, 'copy'), MOVED_ONCE)
  })

  for (const [where, word] of Object.entries({
    'in the middle of a write': 'task_status_changes',
    'at its COMMIT': 'commit',
  })) {
    test(`${where} it is a 503 within ten seconds, and nothing was written`, long(where), async () => {
      const house = await agency()
      await behindProxy(house, async (proxy, baseUrl) => {
        await ask(baseUrl, 'GET', '/readyz')
        proxy.fallSilent(word)
        const since = performance.now()
        const reply = await start(baseUrl, house)
        assert.deepEqual([reply.status, reply.body.code], [503, 'unavailable'])
        assert.match(reply.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
        const ms = performance.now() - since
        assert.ok(ms < 10_000, `answered after ${Math.round(ms)} ms`)
      })
      assert.deepEqual(await stepsOf(house, 'copy'), { steps: 1, told: 1, status: 'pending' })
    })
  }
})
