// A node that is killed while it holds work: another does that work within half a minute.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { agency } from '../agency.ts'
import { answers, asks } from '../asking.ts'
import { settleFromHere } from '../background.ts'
import { startNode } from './nodes.ts'
import { until } from './running-server.ts'

const LIMIT_MS = 30_000

const skip = process.env.TEST_LONG === '1' ? false : 'TEST_LONG=1 runs it'

test('what a killed node had begun, another does within thirty seconds, once', { skip }, async (t) => {
  const house = await agency()
  const { ada, db, organizationId } = house
  const asked = await asks(ada, 'site', { id: 'wish' })
  await answers(ada, asked, 'accepted', { response: 'Soon.', tasks: [{ id: 'form', title: 'A form' }] })
  await settleFromHere(organizationId)
  // The rule waits for this in the middle of its work.
  const holder = new pg.Client(db.adminConnection)
  await holder.connect()
  await holder.query(`select pg_advisory_lock(hashtextextended($1, 0))`, [
    `rule ${organizationId} complete-requests wish`,
  ])
  const held = await startNode(db)
  const { status, body } = await ada.completes({ id: 'form' })
  assert.equal(status, 200, JSON.stringify(body))
  const work = async () =>
    (
      await db.admin.query<{ state: string; tries: number }>(
        `select state, retry_count + 1 as tries from jobs.job where name = 'rules' and data ->> 'organizationId' = $1
         and data ->> 'rule' = 'complete-requests' and data ->> 'entryId' = (select id from activity where organization_id = $1
           and entity_id = 'form' and event = 'task.status_changed' order by id desc limit 1)`,
        [organizationId],
      )
    ).rows[0]
  await until(async () => ((await work())?.state === 'active' ? true : undefined), 'the node has begun the work')
  const killed = performance.now()
  held.server.process.kill('SIGKILL')
  await holder.end()
  const other = await startNode(db)
  await until(async () => ((await work())?.state === 'completed' ? true : undefined), 'another did it')
  const took = performance.now() - killed
  t.diagnostic(`done ${Math.round(took)} ms after the kill`)
  assert.ok(took < LIMIT_MS, `${took} ms`)
  assert.deepEqual(await work(), { state: 'completed', tries: 2 })
  const { rows } = await db.admin.query(
    `select count(*)::int as n from request_status_changes where organization_id = $1 and to_status = 'completed'`,
    [organizationId],
  )
  assert.deepEqual(rows, [{ n: 1 }])
  other.server.process.kill('SIGTERM')
  assert.equal(await other.server.ended, 0)
})
