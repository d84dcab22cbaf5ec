// The clocks of requests as people see them: in working time, stopped while others are to move, and never forgotten.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'
import { answers, asks, invites, movesRequest, requestAt } from '../../test/asking.ts'

const HOUR = 60

/** The house at ten o’clock of a Monday in Berlin. */
async function monday() {
  const house = await agency()
  const now = house.clock.now()
  // From wherever the tests before have left the clock.
  const next = new Date(now)
  next.setUTCDate(now.getUTCDate() + ((8 - now.getUTCDay()) % 7 || 7))
  next.setUTCHours(9, 0, 0, 0)
  house.clock.advance({ minutes: (next.getTime() - now.getTime()) / 60_000 })
  return { ...house, start: next }
}
/** Days and hours after that Monday, to the minute. */
const after = (start: Date, days: number, hours = 0) =>
  minuteOf(new Date(start.getTime() + (days * 24 + hours) * 3_600_000))
const minuteOf = (at: string | Date | null) =>
  at && new Date(Math.round(new Date(at).getTime() / 60_000) * 60_000).toISOString()

test('targets follow the priority, in working hours', async () => {
  const { max, start } = await monday()
  const due = async (priority: 'low' | 'medium' | 'high' | 'urgent') => {
    const { respondBy, resolveBy } = await asks(max, 'site', { priority })
    return [minuteOf(respondBy), minuteOf(resolveBy)]
  }
  // A working day is 09:00 to 13:00 and 14:00 to 18:00.
  assert.deepEqual(await due('urgent'), [after(start, 0, 5), after(start, 2)])
  assert.deepEqual(await due('high'), [after(start, 1), after(start, 4)])
  assert.deepEqual(await due('medium'), [after(start, 3), after(start, 16)])
  assert.deepEqual(await due('low'), [after(start, 8), after(start, 32)])
})

test('a holiday is no working time', async () => {
  const { ada, max, start } = await monday()
  const on = new Date(start.getTime() + 86_400_000).toISOString().slice(0, 10)
  await ada.post('/v1/admin/holidays', { on, name: 'Founders’ day' })
  const { resolveBy } = await asks(max, 'site', { priority: 'urgent' })
  assert.equal(minuteOf(resolveBy), after(start, 3))
})

test('while it waits for the client its clocks stand still, and go on with the answer', async () => {
  const house = await monday()
  const { max, amy, clock, start } = house
  const client = await invites(house, amy)
  const asked = (await client.asks({ priority: 'high' })).body
  clock.advance({ hours: 2 })
  const { body: waiting } = await answers(max, asked, 'awaiting_client')
  assert.deepEqual(
    [waiting.clocksStopped, waiting.resolveBy, waiting.resolveMinutesLeft, waiting.respondMinutesLeft, waiting.overdue],
    [true, null, 30 * HOUR, null, false],
  )
  assert.equal(minuteOf(waiting.respondBy), after(start, 1))
  clock.advance({ days: 14 })
  assert.equal((await max.get('/v1/admin/requests?overdue=true')).body.pagination.total, 0)
  await client.says(asked, 'Here you are.')
  const { body: on } = await max.get(requestAt(asked.id))
  assert.deepEqual([on.clocksStopped, on.resolveMinutesLeft], [false, null])
  assert.equal(minuteOf(on.resolveBy), after(start, 18))
})

test('while the project is on hold nothing in it gets late; what waits for its client goes on waiting', async () => {
  const { max, ada, clock, start, db, organizationId } = await monday()
  const [running, waiting, closed] = [
    await asks(max, 'site', { priority: 'urgent' }),
    await asks(max, 'site'),
    await asks(max, 'site'),
  ]
  await answers(max, waiting, 'awaiting_client')
  await answers(max, closed, 'completed')
  clock.advance({ hours: 1 })
  await ada.put('/v1/admin/projects/site', { status: 'active' })
  await ada.put('/v1/admin/projects/site', { status: 'on_hold', reason: 'They move house' })
  const held = await asks(max, 'site', { priority: 'urgent' })
  assert.deepEqual([held.clocksStopped, held.resolveMinutesLeft, held.respondBy], [true, 16 * HOUR, null])
  clock.advance({ days: 7 })
  const { body: still } = await max.get(requestAt(running.id))
  assert.deepEqual([still.overdue, still.respondMinutesLeft, still.resolveMinutesLeft], [false, 3 * HOUR, 15 * HOUR])
  assert.equal(still.version, 1)
  await ada.put('/v1/admin/projects/site', { status: 'active' })
  const { body: on } = await max.get(requestAt(running.id))
  assert.deepEqual([minuteOf(on.respondBy), minuteOf(on.resolveBy)], [after(start, 7, 5), after(start, 9)])
  assert.equal((await max.get(requestAt(waiting.id))).body.clocksStopped, true)
  const { rows } = await db.admin.query<{ event: string; entity_id: string }>(
    `select event, entity_id from activity where organization_id = $1 and event ~ 'clocks' order by id`,
    [organizationId],
  )
  assert.deepEqual(
    rows.map(({ event, entity_id: id }) => [event, id]),
    [
      ['request.clocks_stopped', running.id],
      ...[running.id, held.id].toSorted().map((id) => ['request.clocks_resumed', id]),
    ],
  )
})

test('what moves while the project is on hold waits on, and names no day that it is due', async () => {
  const { max, ada, clock } = await monday()
  const [running, closed] = [await asks(max, 'site'), await asks(max, 'site')]
  await answers(max, closed, 'completed')
  await ada.put('/v1/admin/projects/site', { status: 'active' })
  await ada.put('/v1/admin/projects/site', { status: 'on_hold', reason: 'They move house' })
  clock.advance({ hours: 1 })
  for (const [request, reason] of [[running], [closed, 'Not quite']] as const) {
    const { body } = await movesRequest(max, request, 'in_review', reason)
    assert.deepEqual([body.status, body.clocksStopped, body.resolveBy], ['in_review', true, null])
  }
})

test('another priority counts what has run so far', async () => {
  const { max, clock, start } = await monday()
  const asked = await asks(max, 'site', { priority: 'medium' })
  clock.advance({ hours: 2 })
  const { body: urgent } = await max.put(requestAt(asked.id), { priority: 'urgent' })
  assert.equal(minuteOf(urgent.respondBy), after(start, 0, 5))
  clock.advance({ hours: 4 })
  assert.equal((await max.get(requestAt(asked.id))).body.overdue, true)
  const { body: low } = await max.put(requestAt(asked.id), { priority: 'low' })
  assert.deepEqual([low.overdue, minuteOf(low.respondBy)], [false, after(start, 8)])
  // While the clocks are stopped, what is left moves.
  await answers(max, asked, 'awaiting_client')
  const { body: stopped } = await max.put(requestAt(asked.id), { priority: 'urgent' })
  assert.equal(stopped.resolveMinutesLeft, (16 - 5) * HOUR)
})

test('the first word to the client ends the first clock, by whatever way it is said; the second runs on', async () => {
  const { max, clock } = await monday()
  const asked = await asks(max, 'site', { priority: 'urgent' })
  clock.advance({ hours: 6 })
  const late = async () =>
    (await max.get('/v1/admin/requests?overdue=true')).body.data.map(({ id }: { id: string }) => id)
  assert.deepEqual(await late(), [asked.id])
  const { body: answered } = await answers(max, asked, 'accepted')
  assert.deepEqual(
    [answered.overdue, answered.firstRespondedAt, answered.respondBy],
    [false, answered.response?.at, asked.respondBy],
  )
  clock.advance({ days: 2 })
  assert.deepEqual(await late(), [asked.id])
})

test('what is closed has no clock that runs; reopened it goes on where it was', async () => {
  const { max, clock, start } = await monday()
  const asked = await asks(max, 'site', { priority: 'urgent' })
  clock.advance({ hours: 2 })
  const { body: done } = await answers(max, asked, 'completed')
  assert.deepEqual([done.clocksStopped, done.resolveBy, done.resolveMinutesLeft], [true, asked.resolveBy, 14 * HOUR])
  clock.advance({ days: 7 })
  assert.equal((await max.get(requestAt(asked.id))).body.overdue, false)
  const { body: again } = await movesRequest(max, asked, 'in_review', 'It came back')
  assert.equal(minuteOf(again.resolveBy), after(start, 9))
})

test('the week in which the clocks are changed has the same working hours', async () => {
  const house = await monday()
  const { max, clock } = house
  const now = clock.now()
  // Thursday 25 March 2027, 10:00 in Berlin: summer time begins on Sunday.
  clock.advance({ minutes: (Date.parse('2027-03-25T09:00:00Z') - now.getTime()) / 60_000 })
  const { resolveBy } = await asks(max, 'site', { priority: 'high' })
  assert.equal(minuteOf(resolveBy), '2027-03-31T08:00:00.000Z')
})
