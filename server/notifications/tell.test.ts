import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency, type Person } from '../../test/agency.ts'
import { settle, settleFromHere } from '../../test/background.ts'
import { asks } from '../../test/asking.ts'

const MY = '/v1/admin/me/notifications'
interface Seen {
  kind: string
  title: string
  body: string
  entity: { type: string; id: string }
  actor: { id: string; name: string }
}
const toldTo = async (who: Person): Promise<Seen[]> => (await who.get(`${MY}?sort=at`)).body.data
const kindsTo = async (who: Person) => (await toldTo(who)).map(({ kind }) => kind)

async function quietHouse(): Promise<Agency> {
  const house = await agency()
  await settleFromHere(house.organizationId)
  return house
}

test('whoever gets a task is told once by whom; who gives it is not, nor anybody beside', async () => {
  const { ada, max, mia, tess, amy, una, organizationId } = await quietHouse()
  await max.adds('site', { id: 'logo', title: 'Logo', assigneeIds: ['mia', 'max'] })
  await settle(organizationId)
  const [told, ...more] = await toldTo(mia)
  assert.deepEqual(more, [])
  assert.equal(told?.title, 'Max assigned you “Logo” in Website redesign')
  assert.deepEqual([told?.kind, told?.entity, told?.actor.id], ['task_assigned', { type: 'task', id: 'logo' }, 'max'])
  for (const other of [ada, max, tess, amy, una]) assert.deepEqual(await toldTo(other), [], other.id)
})

test('how a task moves is told to its people and its manager, but not to who moved it', async () => {
  const { ada, max, mia, copy, organizationId } = await quietHouse()
  await mia.put(`/v1/admin/me/tasks/${copy.id}/status`, { status: 'in_progress' })
  await settle(organizationId)
  assert.deepEqual(await kindsTo(mia), [])
  const [told] = await toldTo(max)
  assert.equal(told?.title, 'Mia moved “Copywriting” to in progress in Website redesign')
  await ada.put(`/v1/admin/projects/tasks/${copy.id}/status`, { status: 'blocked', blockedReason: 'waiting_client' })
  await settle(organizationId)
  assert.deepEqual(await kindsTo(mia), ['task_status_changed'])
})

test('one move of dates is one notice, however many tasks it moves, and names those that are theirs', async () => {
  const { max, mia, organizationId } = await quietHouse()
  const chain = ['one', 'two', 'three']
  for (const [n, id] of chain.entries())
    await max.adds('site', {
      id,
      title: `Step ${id}`,
      assigneeIds: ['mia'],
      durationDays: 2,
      dependencies: n > 0 ? [{ taskId: chain[n - 1] }] : [],
    })
  await settleFromHere(organizationId)
  await max.put('/v1/admin/projects/tasks/one', { startOn: '2026-12-07' })
  await settle(organizationId)
  const [told, ...more] = await toldTo(mia)
  assert.deepEqual(more, [])
  assert.equal(told?.title, 'The dates of 3 tasks moved in Website redesign')
  assert.match(told?.body ?? '', /^Step one: start .*2026-12-07/)
  assert.equal(told?.body.split('\n').length, 3)
})

test('a list of tasks is not told any more to who lost one of them; that they were told stays while one is theirs', async () => {
  const { max, mia, organizationId } = await quietHouse()
  for (const id of ['one', 'two']) await max.adds('site', { id, title: `Secret ${id}`, assigneeIds: ['mia'] })
  await settleFromHere(organizationId)
  await max.put('/v1/admin/projects/tasks/two', { dependencies: [{ taskId: 'one' }] })
  await settle(organizationId)
  await max.put('/v1/admin/projects/tasks/one', { startOn: '2026-12-07' })
  await settle(organizationId)
  const told = (await toldTo(mia)).at(-1)
  assert.match(told?.body ?? '', /Secret two/)
  await max.put('/v1/admin/projects/tasks/two', { assigneeIds: [] })
  assert.equal((await toldTo(mia)).at(-1)?.body, '')
  await max.put('/v1/admin/projects/tasks/one', { assigneeIds: [] })
  assert.ok(!JSON.stringify(await toldTo(mia)).includes('Secret'))
})

test('a project tells its team, its manager and the account managers how it moves, and who is put on it', async () => {
  const { ada, max, mia, amy, tess, una, organizationId } = await quietHouse()
  await ada.put('/v1/admin/projects/site', { status: 'on_hold', reason: 'The client is away' })
  await settle(organizationId)
  for (const who of [max, mia, amy]) {
    const [told] = (await toldTo(who)).filter(({ kind }) => kind === 'project_status_changed')
    assert.equal(told?.title, 'Ada moved “Website redesign” to on hold')
    assert.equal(told?.body, 'The client is away')
  }
  assert.deepEqual(await kindsTo(ada), [])
  await ada.put('/v1/admin/projects/site', { assignedTeam: ['mia', 'tess'], managerId: 'una' })
  await settle(organizationId)
  assert.deepEqual(await kindsTo(tess), ['project_assigned'])
  assert.deepEqual(await kindsTo(una), ['project_assigned'])
  assert.ok(!(await kindsTo(mia)).includes('project_assigned'), 'she was on it before')
})

test('a cancelled project with many tasks tells each of their people once', async () => {
  const { ada, max, mia, organizationId } = await quietHouse()
  for (let n = 0; n < 30; n++) await max.adds('site', { title: `Part ${n}`, assigneeIds: ['mia'] })
  await settleFromHere(organizationId)
  await ada.put('/v1/admin/projects/site', { status: 'cancelled', reason: 'No budget' })
  await settle(organizationId)
  const kinds = await kindsTo(mia)
  assert.equal(kinds.filter((kind) => kind === 'task_status_changed').length, 1)
  assert.equal(kinds.length, 2)
})

test('what clients ask and write is told to those who look after them, and never to who may not read it', async () => {
  const { max, amy, mia, tess, organizationId } = await quietHouse()
  await asks(amy, 'site', { id: 'wish', title: 'A bigger logo' })
  await settle(organizationId)
  assert.deepEqual(await kindsTo(max), ['request_received'])
  assert.deepEqual(await kindsTo(amy), [], 'she wrote it down')
  await max.post('/v1/admin/projects/site/communications', {
    body: 'How big?',
    direction: 'incoming',
    author: { name: 'Nina' },
  })
  await settle(organizationId)
  const [said] = await toldTo(amy)
  assert.deepEqual(
    [said?.kind, said?.title, said?.body],
    ['message_received', 'Nina wrote about “Website redesign”', 'How big?'],
  )
  for (const who of [mia, tess])
    assert.deepEqual(await kindsTo(who), [], `${who.id} may not read what is said with clients`)
})

test('suspended people are told nothing, and nobody is told of drafts or of what is only told again', async () => {
  const { ada, max, mia, db, organizationId } = await quietHouse()
  await db.admin.query(`update people set active = false where organization_id = $1 and id = 'mia'`, [organizationId])
  await ada.put('/v1/admin/projects/site', { status: 'on_hold', reason: 'Later' })
  await db.admin.query(`update projects set status = 'draft' where organization_id = $1 and id = 'ads'`, [
    organizationId,
  ])
  await ada.put('/v1/admin/projects/ads', { assignedTeam: ['tess'] })
  await settle(organizationId)
  const { rows } = await db.admin.query('select person_id from notifications where organization_id = $1 order by 1', [
    organizationId,
  ])
  assert.deepEqual(
    rows.map(({ person_id }) => person_id),
    ['amy', 'max'],
  )
  assert.equal(mia.id, 'mia')
  assert.equal(max.id, 'max')
})

test('signals are told to who is to look; where that is nobody, to the managers, of tasks never to account managers', async () => {
  const { ada, max, amy, tess, organizationId } = await quietHouse()
  await ada.post('/v1/admin/signals', { id: 'look', projectId: 'site', title: 'Silent for long', assigneeId: 'amy' })
  await settle(organizationId)
  assert.deepEqual([await kindsTo(amy), await kindsTo(max)], [['signal_raised'], []])
  await ada.post('/v1/admin/signals', { id: 'other', projectId: 'site', title: 'Slipping' })
  await settle(organizationId)
  assert.deepEqual(await kindsTo(max), ['signal_raised'])
  assert.deepEqual(await kindsTo(tess), [])
})
