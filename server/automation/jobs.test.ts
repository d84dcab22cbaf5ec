// Background work: made of the log once, tried again, given up with an alert, and run again by an administrator.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pino from 'pino'
import { agency, type Agency } from '../../test/agency.ts'
import { openEngine } from '../../test/background.ts'
import { placeEntries } from '../activity/place-entries.ts'
import { derivedId } from '../platform/jobs.ts'
import { runSome, startRunning } from '../platform/run-jobs.ts'
import { feedJobs } from './feed-jobs.ts'
import type { JobHandler } from './job-handler.ts'
import { makeLooks } from './look-around.ts'

const SECRET = 'select password from people where token = po_hunter2'

/** Work that follows from each status of a task: it is written down here, and fails where it is told to. */
function noting(queue: string) {
  const ran: string[] = []
  const failing = { with: undefined as Error | undefined }
  const handler: JobHandler = {
    queue,
    jobsFor: ({ organizationId, id, event, entityId }) =>
      event === 'task.status_changed'
        ? [
            {
              id: derivedId(queue, id),
              content: { organizationId, what: 'a note of a task', entryId: id, taskId: entityId },
            },
          ]
        : [],
    run: async ({ data }) => {
      ran.push(String(data.taskId))
      if (failing.with) throw failing.with
    },
  }
  return { ran, failing, handler }
}

const starts = (house: Agency, taskId: string) =>
  house.max.put(`/v1/admin/projects/tasks/${taskId}/status`, { status: 'in_progress' })

const alertsOf = async ({ db, organizationId }: Agency) =>
  (
    await db.admin.query<{ title: string; count: number; open: boolean }>(
      `select title, count, cleared_at is null as open from alerts where organization_id = $1 order by first_at`,
      [organizationId],
    )
  ).rows

const numberOf = async ({ db }: Agency, queue: string) =>
  (await db.admin.query<{ n: number }>('select count(*)::int as n from jobs.job where name = $1', [queue])).rows[0]?.n

test('each entry makes its work once, also where two feeders read at the same time and the same is made again', async () => {
  const house = await agency()
  const { handler, ran } = noting('notes-once')
  const engines = await Promise.all([openEngine({ handlers: [handler] }), openEngine({ handlers: [handler] })])
  await engines[0].settleFromHere(house.organizationId)
  await starts(house, 'copy')
  await placeEntries(house.db.worker)
  const feed = () => engines.map(({ jobs, handlers }) => feedJobs({ worker: house.db.worker, jobs, handlers }))
  await Promise.all([...feed(), ...feed()])
  assert.equal(await numberOf(house, 'notes-once'), 1)
  await house.db.admin.query(`update activity_readers set position = 0 where name = 'jobs'`)
  await engines[1].settle(house.organizationId)
  assert.deepEqual([await numberOf(house, 'notes-once'), ran], [1, ['copy']])
})

test('where the work can not be made, the reader stays where it was', async () => {
  const house = await agency()
  const { handler, ran } = noting('notes-stay')
  const engine = await openEngine({ handlers: [handler] })
  await engine.settleFromHere(house.organizationId)
  await starts(house, 'copy')
  await placeEntries(house.db.worker)
  const broken = { ...engine.jobs, add: () => Promise.reject(new Error('no room')) }
  await assert.rejects(feedJobs({ worker: house.db.worker, jobs: broken, handlers: engine.handlers }), /no room/)
  assert.deepEqual(ran, [])
  await engine.settle(house.organizationId)
  assert.deepEqual(ran, ['copy'])
})

test('nothing follows from what happened earlier and is only told', async () => {
  const house = await agency()
  const { handler, ran } = noting('notes-history')
  const engine = await openEngine({ handlers: [handler] })
  await engine.settleFromHere(house.organizationId)
  await house.db.admin.query(
    `insert into activity (organization_id, id, entity_type, entity_id, event, actor_type, actor_id, history, at)
     values ($1, 'act_told', 'task', 'copy', 'task.status_changed', 'person', 'max', true, now())`,
    [house.organizationId],
  )
  await engine.settle(house.organizationId)
  assert.deepEqual(ran, [])
})

test('work that fails eight times is given up with an alert, without a word of what is inside, and runs again when asked', async () => {
  const house = await agency()
  const { ada, organizationId } = house
  const { handler, ran, failing } = noting('notes-fail')
  const engine = await openEngine({ handlers: [handler] })
  await engine.settleFromHere(organizationId)
  failing.with = new Error(SECRET)
  await starts(house, 'copy')
  const failures = await engine.settleWithRetries(organizationId)
  assert.deepEqual([failures.length, ran.length], [8, 8])
  const { body } = await ada.get('/v1/admin/jobs?status=failed&queue=notes-fail')
  assert.equal(body.data.length, 1)
  const [job] = body.data
  assert.deepEqual([job.what, job.status, job.tries], ['a note of a task', 'failed', 8])
  assert.equal(job.error, 'Something went wrong inside the server; its log says what.')
  assert.deepEqual(await alertsOf(house), [
    { title: 'Background work was given up: a note of a task', count: 1, open: true },
  ])

  // Asked for while it still fails: it is the same piece of work, given up once more.
  assert.equal((await ada.post(`/v1/admin/jobs/${job.id}/run`, {})).status, 202)
  assert.equal((await ada.post(`/v1/admin/jobs/${job.id}/run`, {})).status, 409)
  await engine.settleWithRetries(organizationId)
  const again = (await ada.get('/v1/admin/jobs')).body.data
  assert.deepEqual(
    again.map(({ id, status, tries }: typeof job) => [id, status, tries]),
    [[job.id, 'failed', 16]],
  )
  assert.deepEqual(
    (await alertsOf(house)).map(({ count, open }) => [count, open]),
    [[2, true]],
  )

  failing.with = undefined
  await ada.post(`/v1/admin/jobs/${job.id}/run`, {})
  await engine.settle(organizationId)
  assert.equal((await ada.get(`/v1/admin/jobs/${job.id}`)).body.status, 'done')
  assert.deepEqual(
    (await alertsOf(house)).map(({ open }) => open),
    [false],
  )
  assert.equal(ran.length, 17)
})

test('given-up work that is dismissed stays undone, and its alert goes', async () => {
  const house = await agency()
  const { handler, failing, ran } = noting('notes-dismiss')
  const engine = await openEngine({ handlers: [handler] })
  await engine.settleFromHere(house.organizationId)
  failing.with = new Error('never')
  await starts(house, 'copy')
  await engine.settleWithRetries(house.organizationId)
  const [job] = (await house.ada.get('/v1/admin/jobs')).body.data
  const { status, body } = await house.ada.post(`/v1/admin/jobs/${job.id}/dismiss`, {})
  assert.deepEqual([status, body.status], [200, 'dismissed'])
  await engine.settleWithRetries(house.organizationId)
  assert.equal(ran.length, 8)
  assert.deepEqual(
    (await alertsOf(house)).map(({ open }) => open),
    [false],
  )
})

test('a stop lets the work that runs end, and takes no more', async () => {
  const house = await agency()
  const began = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  let ended = 0
  const slow: JobHandler = {
    ...noting('notes-slow').handler,
    run: async () => {
      began.resolve()
      await mayEnd.promise
      ended++
    },
  }
  const engine = await openEngine({ handlers: [slow] })
  await engine.settleFromHere(house.organizationId)
  await starts(house, 'copy')
  await placeEntries(house.db.worker)
  await feedJobs({ worker: house.db.worker, jobs: engine.jobs, handlers: engine.handlers })
  const runners = engine.runners.filter(({ queue }) => queue === 'notes-slow')
  const running = startRunning({ jobs: engine.jobs, runners, log: pino({ level: 'silent' }) })
  await began.promise
  const stopped = running.stop()
  mayEnd.resolve()
  await stopped
  const { rows } = await house.db.admin.query(`select state from jobs.job where name = 'notes-slow'`)
  assert.deepEqual([ended, rows], [1, [{ state: 'completed' }]])
})

test('work that takes long keeps nothing in other queues waiting', async () => {
  const house = await agency()
  const mayEnd = Promise.withResolvers<void>()
  const prompt = Promise.withResolvers<void>()
  const slow = { ...noting('notes-long').handler, run: () => mayEnd.promise }
  const quick = { ...noting('notes-prompt').handler, run: async () => prompt.resolve() }
  const engine = await openEngine({ handlers: [slow, quick] })
  await engine.settleFromHere(house.organizationId)
  await starts(house, 'copy')
  await placeEntries(house.db.worker)
  await feedJobs({ worker: house.db.worker, jobs: engine.jobs, handlers: engine.handlers })
  const runners = engine.runners.filter(({ queue }) => queue.startsWith('notes-'))
  const running = startRunning({ jobs: engine.jobs, runners, log: pino({ level: 'silent' }) })
  await prompt.promise
  mayEnd.resolve()
  await running.stop()
})

test('work of a node that is gone is taken over: when its heartbeat was missed, it runs again', async () => {
  const house = await agency()
  const { handler, ran } = noting('notes-gone')
  const engine = await openEngine({ handlers: [handler] })
  await engine.settleFromHere(house.organizationId)
  await starts(house, 'copy')
  await placeEntries(house.db.worker)
  await feedJobs({ worker: house.db.worker, jobs: engine.jobs, handlers: engine.handlers })
  const held = await engine.jobs.boss.fetch('notes-gone')
  assert.equal(held.length, 1)
  await house.db.worker.query(
    sql`update jobs.job set heartbeat_on = now() - interval '11 seconds' where name = 'notes-gone' returning 1`,
  )
  await engine.jobs.boss.supervise('notes-gone')
  await engine.settleWithRetries(house.organizationId)
  assert.deepEqual(ran, ['copy'])
})

test('the looks of a slot are made once, whoever makes them, and not for rules that are off', async () => {
  const house = await agency()
  const { db, organizationId, ada } = house
  const engine = await openEngine()
  const looks = async () =>
    (
      await db.admin.query<{ rule: string }>(
        `select data ->> 'rule' as rule from jobs.job where name = 'rule-looks' and data ->> 'organizationId' = $1`,
        [organizationId],
      )
    ).rows.map(({ rule }) => rule)
  await ada.put('/v1/admin/automation/complete-requests', { enabled: false })
  const options = { worker: db.worker, jobs: engine.jobs, rules: engine.rules }
  await Promise.all([makeLooks(options, '17'), makeLooks(options, '17')])
  const made = await looks()
  assert.deepEqual(new Set(made).size, made.length)
  assert.equal(made.includes('complete-requests'), false)
  await ada.put('/v1/admin/automation/complete-requests', { enabled: true })
  await makeLooks(options, '18')
  const once = await looks()
  assert.deepEqual(once.toSorted(), engine.rules.map(({ name }) => name).toSorted())
  const { runners } = engine
  const only = runners.filter(({ queue }) => queue === 'rule-looks')
  while ((await runSome({ jobs: engine.jobs, runners: only, log: pino({ level: 'silent' }) })) > 0);
})
