// Several nodes on one queue: each piece of work is done by one of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { agency } from '../../test/agency.ts'
import { openEngine } from '../../test/background.ts'
import { derivedId } from '../platform/jobs.ts'
import { runSome } from '../platform/run-jobs.ts'
import type { JobHandler } from './job-handler.ts'

const QUEUE = 'notes-shared'
const WORKS = 100

test('two nodes that run the same queue at once do each piece of work once, and both do some', async () => {
  const { organizationId, db } = await agency()
  const ran = { one: [] as string[], two: [] as string[] }
  const noting = (node: 'one' | 'two'): JobHandler => ({
    queue: QUEUE,
    async run({ id }) {
      ran[node].push(id)
      // Long enough on the database that the other comes to its turn.
      await db.admin.query('select 1')
    },
  })
  const engines = await Promise.all([
    openEngine({ handlers: [noting('one')] }),
    openEngine({ handlers: [noting('two')] }),
  ])
  const ids = Array.from({ length: WORKS }, (_, n) => derivedId(organizationId, QUEUE, String(n)))
  const connection = await db.worker.connect()
  await engines[0].jobs.add(
    connection,
    QUEUE,
    ids.map((id) => ({ id, content: { organizationId, what: 'a note' } })),
  )
  connection.release()
  await Promise.all(
    engines.map(async ({ jobs, runners }) => {
      const own = runners.filter(({ queue }) => queue === QUEUE)
      while ((await runSome({ jobs, runners: own, log: pino({ level: 'silent' }) })) > 0);
    }),
  )
  assert.deepEqual([...ran.one, ...ran.two].toSorted(), ids.toSorted())
  assert.ok(ran.one.length > 0 && ran.two.length > 0, `${ran.one.length} and ${ran.two.length}`)
  const { rows } = await db.admin.query('select distinct state from jobs.job where name = $1', [QUEUE])
  assert.deepEqual(rows, [{ state: 'completed' }])
})
