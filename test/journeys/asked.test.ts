// The story of a request: a client asks, is answered with work, the launch moves as previewed, the work is done, and so is it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProjectPulse } from '../../domain/pulse.ts'
import { recomputeProjects } from '../../server/pulse/recompute-pulse.ts'
import { agency, type Agency } from '../agency.ts'
import { answers, invites, isUnbroken, movesRequest, requestAt, wentThrough } from '../asking.ts'
import { settle } from '../background.ts'

/** Copy, design, and a launch on the day after them. */
async function launchPlanned({ max }: Agency) {
  await max.put('/v1/admin/projects/tasks/copy', { startOn: '2026-11-23', durationDays: 3 })
  await max.put('/v1/admin/projects/tasks/design', { durationDays: 2 })
  await max.adds('site', { id: 'launch', title: 'Launch', kind: 'milestone', dependencies: [{ taskId: 'design' }] })
  return dueOf(max)
}
const dueOf = async (who: Agency['max']): Promise<string> =>
  (await who.get('/v1/admin/projects/tasks/launch')).body.dueOn as string

/** What became of a request once the house has looked whether its work is done. */
async function afterLook({ organizationId, clock, max }: Agency, id: string): Promise<string> {
  clock.advance({ minutes: 1 })
  await settle(organizationId)
  return (await max.get(requestAt(id))).body.status as string
}

test('a client asks, it is accepted into work that moves the launch as previewed, and is done when that is', async () => {
  const house = await agency()
  const { max, amy } = house
  const launch = await launchPlanned(house)
  assert.equal(launch, '2026-11-27')
  const client = await invites(house, amy)
  const { body: asked } = await client.asks({ title: 'A form for orders', type: 'change', priority: 'high' })

  await answers(max, asked, 'awaiting_client', { response: 'Which fields does it have?' })
  await client.says(asked, 'Name, bread, number.')

  // The new work is part of the design, which the launch waits for.
  const into = {
    response: 'We build it before the launch.',
    tasks: [
      { id: 'form', title: 'Order form', parentId: 'design', durationDays: 4, estimateMinutes: 1920 },
      { id: 'proof', title: 'Try it out', parentId: 'design', dependencies: [{ taskId: 'form' }], estimateMinutes: 60 },
    ],
  }
  const { body: preview } = await answers(max, asked, 'accepted', into, '?dryRun=true')
  assert.equal(preview.effortMinutes, 1980)
  const moved = preview.changes.find(({ entity }) => entity.id === 'launch')
  assert.deepEqual(moved?.changes.dueOn, { from: launch, to: '2026-12-02' })
  assert.equal(await dueOf(max), launch)
  const { body: accepted } = await answers(max, asked, 'accepted', into, `?planHash=${preview.planHash}`)
  assert.equal(await dueOf(max), moved?.changes.dueOn?.to)
  assert.deepEqual(
    accepted.tasks.map(({ id, startOn, dueOn }) => [id, startOn, dueOn]),
    preview.tasks.map(({ id, startOn, dueOn }) => [id, startOn, dueOn]),
  )
  assert.equal((await client.reads(asked)).body.status, 'in_work')

  assert.equal(await afterLook(house, asked.id), 'accepted')
  await max.completes({ id: 'copy' })
  await max.completes({ id: 'form' })
  assert.equal(await afterLook(house, asked.id), 'accepted')
  assert.equal((await max.completes({ id: 'proof' })).status, 200)
  assert.equal(await afterLook(house, asked.id), 'completed')

  const { body: done } = await max.get(requestAt(asked.id))
  assert.deepEqual(wentThrough(done), ['pending', 'in_review', 'awaiting_client', 'in_review', 'accepted', 'completed'])
  assert.ok(isUnbroken(done))
  const { body: page } = await client.reads(asked)
  assert.deepEqual([page.statusText, page.messages.length], ['Done', 3])
})

test('health shows that a client waits, what to do about it, and that they do not wait any more', async () => {
  const house = await agency()
  const { ada, max, amy, clock, db, organizationId } = house
  const client = await invites(house, amy)
  const { body: asked } = await client.asks({ title: 'A form for orders', type: 'change' })
  clock.advance({ days: 5 })
  const pulse = async () => (await max.get('/v1/admin/projects/site/pulse')).body as ProjectPulse
  const responsiveness = ({ metrics }: ProjectPulse) => metrics.find(({ metric }) => metric === 'responsiveness')

  const waiting = await pulse()
  assert.ok((responsiveness(waiting)?.value ?? 100) < 100, JSON.stringify(waiting.metrics))
  const thread = { type: 'request', id: asked.id }
  const answer = waiting.lifts.find(({ action }) => action.kind === 'answer')
  assert.deepEqual(answer?.action, { kind: 'answer', thread })
  const { body: preview } = await max.post('/v1/admin/projects/site/pulse/preview', { actions: [answer?.action] })
  assert.equal(preview.score, answer?.score.to)

  await answers(max, asked, 'awaiting_client')
  assert.equal((await pulse()).score, preview.score)
  await client.says(asked, 'Name, bread, number.')
  await answers(max, asked, 'accepted', { tasks: [{ id: 'form', title: 'Order form', durationDays: 1 }] })
  for (const id of ['copy', 'form', 'design']) assert.equal((await max.completes({ id })).status, 200)
  assert.equal(await afterLook(house, asked.id), 'completed')
  const served = await pulse()
  assert.equal(responsiveness(served)?.value, 100)
  assert.ok((served.score ?? 0) > (waiting.score ?? 0), `${waiting.score} → ${served.score}`)

  await recomputeProjects(db.app, { organizationId, timezone: 'Europe/Berlin' }, ['site'], clock.now())
  const listed = (await ada.get('/v1/admin/projects?memberId=mia')).body.data[0]
  assert.deepEqual([listed.health.score, listed.health.band], [served.score, served.band])
})

test('work that was all cancelled does not end a request by itself; its manager does', async () => {
  const house = await agency()
  const { max, amy } = house
  const client = await invites(house, amy)
  const { body: asked } = await client.asks()
  await answers(max, asked, 'accepted', { tasks: [{ id: 'work', title: 'Work' }] })
  await max.moves({ id: 'work' }, { status: 'cancelled' })
  assert.equal(await afterLook(house, asked.id), 'accepted')
  assert.equal((await movesRequest(max, asked, 'completed')).body.status, 'completed')
})

test('what ends with its work says what ended it, and accepted again it goes on until something is done anew', async () => {
  const house = await agency()
  const { max, amy } = house
  const client = await invites(house, amy)
  const { body: asked } = await client.asks()
  await answers(max, asked, 'accepted', { tasks: [{ id: 'work', title: 'Work' }] })
  await max.completes({ id: 'work' })
  assert.equal(await afterLook(house, asked.id), 'completed')
  const { rows } = await house.db.admin.query(
    `select a.actor_id, c.entity_id from activity a join activity c on c.id = a.cause_id
     where a.entity_id = $1 and a.event = 'request.status_changed' and a.actor_type = 'rule'`,
    [asked.id],
  )
  assert.deepEqual(rows, [{ actor_id: 'rule:complete-requests', entity_id: 'work' }])

  await movesRequest(max, asked, 'in_review', 'It is the wrong colour.')
  await answers(max, asked, 'accepted')
  assert.equal(await afterLook(house, asked.id), 'accepted')
})
