// What a retainer's template says recurs comes back when its period opens: once, and only where work goes on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookAround, settle } from '../../test/background.ts'
import { rowsOf, staffed, writesTemplate, type Staffed } from '../../test/staffed.ts'

const CARE = {
  id: 'care',
  name: 'Care',
  type: 'website',
  engagement: 'retainer' as const,
  tasks: [
    { key: 'start', title: 'Start', offsetDays: 0, durationDays: 1 },
    {
      key: 'report',
      title: 'Report',
      offsetDays: 2,
      durationDays: 1,
      estimateMinutes: 120,
      skills: ['copywriting'],
      required: false,
      recurrence: 'FREQ=WEEKLY;BYDAY=WE',
    },
  ],
}
/** A retainer that begins on the Monday after, so that the first report is of that week's Wednesday. */
async function cared(more: object = {}, from?: Staffed) {
  const a = from ?? (await staffed())
  if (!from) await writesTemplate(a, CARE)
  const { status, body } = await a.ada.post('/v1/admin/projects', {
    name: 'Care',
    accountId: 'bakery',
    type: 'website',
    templateId: 'care',
    startOn: mondayAfter(a.clock.now()),
    ...more,
  })
  assert.equal(status, 201)
  await settle(a.organizationId)
  const report = (await reports(a, body.id))[0]
  return { a, id: body.id as string, first: report?.startOn ?? '' }
}
const mondayAfter = (now: Date) => daysLater(now.toISOString().slice(0, 10), 7 - ((now.getUTCDay() + 6) % 7))
interface Report {
  id: string
  title: string
  startOn: string
  assigneeIds: string[]
  estimateMinutes: number
}
const reports = async ({ ada }: Staffed, id: string): Promise<Report[]> =>
  (await ada.get(`/v1/admin/projects/${id}/tasks?limit=100&q=report&sort=startOn`)).body.data
const daysLater = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
/** Nine in the morning of a day in Berlin, or a minute before or after it begins. */
const until = ({ clock }: Staffed, on: string, minutes = 540) =>
  clock.advance({ minutes: (Date.parse(`${on}T00:00:00+01:00`) - clock.now().getTime()) / 60_000 + minutes })
const look = ({ organizationId }: Staffed) => lookAround(organizationId)

test('the next one appears when its day begins, with the estimate and the people of the last', async () => {
  const { a, id, first } = await cared()
  assert.equal((await reports(a, id)).length, 1)
  const [report] = await reports(a, id)
  await a.ada.put(`/v1/admin/projects/tasks/${report?.id}`, { assigneeIds: ['mia'], estimateMinutes: 90 })
  const next = daysLater(first, 7)
  until(a, next, -1)
  await look(a)
  assert.equal((await reports(a, id)).length, 1)
  until(a, next, 1)
  await Promise.all(Array.from({ length: 10 }, () => look(a)))
  const [, second, ...others] = await reports(a, id)
  assert.deepEqual(others, [])
  assert.deepEqual(
    [second?.title, second?.startOn, second?.assigneeIds, second?.estimateMinutes],
    [`Report — ${next}`, next, ['mia'], 90],
  )
  const booked = (await a.ada.get(`/v1/admin/projects/${id}/schedule?from=${next}&to=${next}`)).body.allocations
  assert.deepEqual(
    booked.map(({ personId, taskId, bookedMinutes }: { personId: string; taskId: string; bookedMinutes: number }) => [
      personId,
      taskId,
      bookedMinutes,
    ]),
    [['mia', second?.id, 90]],
  )
  const told = await rowsOf<{ person_id: string }>(
    a,
    `select person_id from notifications where organization_id = $1 and kind = 'task_assigned' and entity_id = '${second?.id}'`,
  )
  assert.deepEqual(told, [{ person_id: 'mia' }])
})

test('of periods that went by unseen only the one that is open now has a task; the others are told as skipped', async () => {
  const { a, id, first } = await cared()
  until(a, daysLater(first, 23))
  await look(a)
  await look(a)
  const [, late, ...others] = await reports(a, id)
  assert.deepEqual(others, [])
  assert.equal(late?.title, `Report — ${daysLater(first, 21)}`)
  assert.equal(late?.startOn, daysLater(first, 23), 'it starts today: what is over can not be worked on')
  const [entry] = await rowsOf<{ changes: { skipped: { to: string[] } } }>(
    a,
    `select changes from activity where organization_id = $1 and event = 'task.repeated'`,
  )
  assert.deepEqual(entry?.changes.skipped.to, [daysLater(first, 7), daysLater(first, 14)])
})

test('nothing comes back on hold, after the end, when deleted, or in what is no retainer', async () => {
  const { a, id: held, first } = await cared()
  const others = [await cared({}, a), await cared({}, a), await cared({ engagement: 'one_off' }, a), await cared({}, a)]
  const [cancelled = '', deleted = '', oneOff = '', ended = ''] = others.map(({ id }) => id)
  await a.ada.put(`/v1/admin/projects/${ended}`, { engagement: 'one_off' })
  await a.ada.put(`/v1/admin/projects/${held}`, { status: 'on_hold', reason: 'Summer' })
  await a.ada.put(`/v1/admin/projects/${cancelled}`, { status: 'cancelled', reason: 'Lost' })
  await a.ada.delete(`/v1/admin/projects/${deleted}`, { reason: 'By mistake' })
  until(a, daysLater(first, 8))
  await look(a)
  for (const id of [held, cancelled, oneOff, ended]) assert.equal((await reports(a, id)).length, 1)
  await a.ada.post(`/v1/admin/projects/${deleted}/restore`)
  assert.equal((await reports(a, deleted)).length, 1)
  await a.ada.put(`/v1/admin/projects/${held}`, { status: 'active' })
  await look(a)
  assert.equal((await reports(a, held)).length, 2, 'the one whose period is open now')
})

test('whoever is gone, or has no time, is not on the next one; somebody who deleted one gets no second of that day', async () => {
  const { a, id, first } = await cared()
  assert.deepEqual((await reports(a, id))[0]?.assigneeIds, ['cem'])
  await a.ada.post('/v1/admin/people/cem/time-off', { startOn: daysLater(first, 7), endOn: daysLater(first, 7) })
  until(a, daysLater(first, 7))
  await look(a)
  const [, second] = await reports(a, id)
  assert.deepEqual(second?.assigneeIds, ['cem'], 'the next working day of his is as good')
  await a.ada.delete(`/v1/admin/projects/tasks/${second?.id}`)
  await look(a)
  assert.equal((await reports(a, id)).length, 1)
  await a.ada.post('/v1/admin/people/cem/suspend')
  until(a, daysLater(first, 14))
  await look(a)
  const [, third] = await reports(a, id)
  assert.deepEqual(third?.assigneeIds, [])
})
