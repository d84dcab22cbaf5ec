import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, theHouse, type Agency, type Person } from '../../test/agency.ts'
import { settle, settleFromHere } from '../../test/background.ts'
import { sweepOnce } from '../platform/sweep.ts'
import { notificationSweeps } from './notification-sweeps.ts'

const MY = '/v1/admin/me/notifications'
const WISHES = '/v1/admin/me/notification-preferences'
const list = async (who: Person, query = '?sort=at') => (await who.get(`${MY}${query}`)).body

async function withNotices(): Promise<Agency & { ids: string[] }> {
  const house = await agency()
  await settleFromHere(house.organizationId)
  // One after the other: what happened at once may be told in any order.
  for (const id of ['one', 'two', 'three']) {
    await house.max.adds('site', { id, title: id, assigneeIds: ['mia'] })
    await settle(house.organizationId)
  }
  const { data } = await list(house.mia)
  return { ...house, ids: data.map(({ id }: { id: string }) => id) }
}

test('notices are read one by one, up to one, put back and taken away; each by its person alone', async () => {
  const { mia, max, olga, ids } = await withNotices()
  const [one, two, three] = ids
  assert.equal((await list(mia)).unread, 3)
  assert.ok((await mia.post(`${MY}/${three}/read`)).body.readAt)
  assert.equal((await list(mia)).unread, 2)
  assert.equal((await mia.post(`${MY}/${three}/unread`)).body.readAt, null)
  assert.deepEqual((await mia.post(`${MY}/read-all`, { upTo: two })).body, { read: 2 })
  assert.deepEqual(
    (await list(mia, '?unread=true')).data.map(({ id }: { id: string }) => id),
    [three],
  )
  for (const who of [max, olga])
    for (const reply of [
      await who.post(`${MY}/${one}/read`),
      await who.post(`${MY}/read-all`, { upTo: one }),
      await who.delete(`${MY}/${one}`),
    ])
      assert.deepEqual([reply.status, reply.body.code], [404, 'notification_not_found'])
  assert.equal((await mia.delete(`${MY}/${one}`)).status, 204)
  assert.equal((await mia.post(`${MY}/${one}/read`)).status, 404)
  assert.deepEqual((await mia.post(`${MY}/read-all`, {})).body, { read: 1 })
  const { data, unread } = await list(mia)
  assert.deepEqual([data.length, unread], [2, 0])
})

test('the list pages, and filters by kind and project', async () => {
  const { mia, ids } = await withNotices()
  const first = await list(mia, '?sort=at&limit=2')
  const rest = await list(mia, `?sort=at&limit=2&cursor=${first.pagination.nextCursor}`)
  assert.deepEqual(
    [...first.data, ...rest.data].map(({ id }: { id: string }) => id),
    ids,
  )
  assert.equal((await list(mia, '?kind=task_assigned&projectId=site')).data.length, 3)
  assert.equal((await list(mia, '?kind=task_ready')).data.length, 0)
  assert.equal((await list(mia, '?projectId=ads')).data.length, 0)
  assert.equal((await mia.get(`${MY}?kind=gossip`)).status, 400)
})

test('what one may not see any more is not listed, not counted, not found; and is there again with the right', async () => {
  const { max, mia, ada, ids } = await withNotices()
  await max.put('/v1/admin/projects/tasks/one', { assigneeIds: [] })
  const { data, unread } = await list(mia)
  assert.deepEqual([data.length, unread], [2, 2])
  assert.equal((await mia.post(`${MY}/${ids[0]}/read`)).status, 404)
  await max.put('/v1/admin/projects/tasks/one', { assigneeIds: ['mia'] })
  assert.equal((await list(mia)).data.length, 3)
  await ada.delete('/v1/admin/projects/site?reason=over')
  assert.deepEqual(await list(mia).then((page) => [page.data.length, page.unread]), [0, 0])
})

test('kinds that somebody does not want in the app are not there; what is left out of a wish stays', async () => {
  const { mia } = await withNotices()
  const before = (await mia.get(WISHES)).body
  assert.deepEqual(before.kinds.task_assigned, { inApp: true, email: 'instant', chat: false })
  const { body } = await mia.put(WISHES, {
    kinds: { task_assigned: { inApp: false } },
    quietHours: { from: '22:15', to: '06:00' },
  })
  assert.deepEqual(body.kinds.task_assigned, { inApp: false, email: 'instant', chat: false })
  assert.deepEqual([body.digestHour, body.quietHours], [8, { from: '22:15', to: '06:00' }])
  assert.deepEqual(await list(mia).then((page) => [page.data.length, page.unread]), [0, 0])
  assert.equal((await mia.put(WISHES, { quietHours: null })).body.quietHours, null)
  assert.deepEqual((await mia.get(WISHES)).body.kinds.task_assigned.inApp, false)
})

test('the log says that somebody was told, and not who', async () => {
  const { organizationId, db } = await withNotices()
  const { rows } = await db.admin.query(
    `select entity_type, changes, project_id, account_id, cause_id is not null as caused from activity
     where organization_id = $1 and event = 'notification.created'`,
    [organizationId],
  )
  assert.equal(rows.length, 3)
  for (const row of rows)
    assert.deepEqual(row, {
      entity_type: 'notification',
      changes: {},
      project_id: null,
      account_id: null,
      caused: true,
    })
})

test('notices go after half a year, and not a day before', async () => {
  const { mia, organizationId, db } = await withNotices()
  const { clock } = await theHouse()
  const later = (days: number) => new Date(clock.now().getTime() + days * 86_400_000)
  const count = async () =>
    (await db.admin.query('select 1 from notifications where organization_id = $1', [organizationId])).rows.length
  await sweepOnce(db.worker, notificationSweeps, later(179))
  assert.equal(await count(), 3)
  await sweepOnce(db.worker, notificationSweeps, later(181))
  assert.equal(await count(), 0)
  assert.deepEqual((await list(mia)).data, [])
})
