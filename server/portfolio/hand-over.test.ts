import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { asks } from '../../test/asking.ts'
import { untilSomebodyWaits } from '../../test/database-waits.ts'

const PEOPLE = '/v1/admin/people'

/** Amy looks after the bakery and its child, with a request and a signal; Max is asked about another. */
async function looked(): Promise<Agency> {
  const house = await agency()
  const { ada } = house
  await ada.post('/v1/admin/accounts', { id: 'north', name: 'North', accountManagerIds: ['amy', 'una'] })
  await asks(ada, 'site', { id: 'r1', assigneeId: 'amy' })
  await asks(ada, 'site', { id: 'r2', assigneeId: 'max' })
  await ada.post('/v1/admin/signals', { id: 's1', accountId: 'bakery', title: 'One', assigneeId: 'amy' })
  await ada.post('/v1/admin/signals', { id: 's2', accountId: 'bakery', title: 'Two', assigneeId: 'amy' })
  await ada.put('/v1/admin/signals/s2/status', { status: 'completed', resolution: 'Done' })
  return house
}
const assignees = async ({ db, organizationId }: Agency) =>
  (
    await db.admin.query(
      `select id, assignee_id as who from requests where organization_id = $1
       union all select id, assignee_id from pulse_signals where organization_id = $1 order by 1`,
      [organizationId],
    )
  ).rows.map(({ id, who }) => `${id} ${who}`)

test('an account manager who leaves hands over what is open, and each of it says so', async () => {
  const house = await looked()
  const { ada, una } = house
  const preview = await ada.post(`${PEOPLE}/amy/suspend?dryRun=true`, { handOverTo: 'una' })
  assert.equal(preview.status, 200, JSON.stringify(preview.body))
  assert.deepEqual(
    preview.body.changes.map(({ event, entity }: { event: string; entity: { id: string } }) => `${event} ${entity.id}`),
    [
      'person.suspended amy',
      'person.handed_over amy',
      'account.updated bakery',
      'account.updated north',
      'request.updated r1',
      'signal.updated s1',
    ],
  )
  const left = await ada.post(`${PEOPLE}/amy/suspend?planHash=${preview.body.planHash}`, { handOverTo: 'una' })
  assert.equal(left.body.active, false)
  assert.deepEqual(left.body.handedOver, {
    personId: 'amy',
    to: 'una',
    accounts: { count: 2, ids: ['bakery', 'north'] },
    requests: { count: 1, ids: ['r1'] },
    signals: { count: 1, ids: ['s1'] },
  })
  const nothing = { count: 0, ids: [] }
  assert.deepEqual(
    [left.body.accountsWithoutManager, left.body.openRequests, left.body.openSignals],
    [nothing, nothing, nothing],
  )
  assert.deepEqual((await ada.get('/v1/admin/accounts/north')).body.accountManagerIds, ['una'])
  assert.deepEqual(await assignees(house), ['r1 una', 'r2 max', 's1 una', 's2 amy'])
  assert.equal((await una.get('/v1/admin/signals/s1')).status, 200)
  const { rows } = await house.db.admin.query(
    `select entity_id as id, changes -> 'accountManagerIds' -> 'to' as managers from activity
     where organization_id = $1 and event = 'account.updated' and cause_id is not null order by entity_id`,
    [house.organizationId],
  )
  assert.deepEqual(rows, [
    { id: 'bakery', managers: ['una'] },
    { id: 'north', managers: ['una'] },
  ])
})

test('without a successor it is told what is left alone', async () => {
  const { ada } = await looked()
  const { body } = await ada.post(`${PEOPLE}/amy/suspend`)
  assert.equal(body.handedOver, null)
  assert.deepEqual(body.accountsWithoutManager, { count: 1, ids: ['bakery'] })
  assert.deepEqual([body.openRequests.ids, body.openSignals.ids], [['r1'], ['s1']])
  const later = await ada.post(`${PEOPLE}/amy/hand-over`, { to: 'una' })
  assert.deepEqual([later.status, later.body.accounts.count], [200, 2])
})

test('whoever stays hands over too', async () => {
  const house = await looked()
  const { ada, amy } = house
  const { body } = await ada.post(`${PEOPLE}/amy/hand-over`, { to: 'ada' })
  assert.deepEqual([body.accounts.count, body.requests.count, body.signals.count], [2, 1, 1])
  assert.equal((await amy.get('/v1/admin/accounts/bakery')).status, 404)
  assert.deepEqual((await ada.get('/v1/admin/accounts/north')).body.accountManagerIds, ['ada', 'una'])
  const again = await ada.post(`${PEOPLE}/amy/hand-over`, { to: 'ada' })
  assert.deepEqual([again.body.accounts.count, again.body.requests.count], [0, 0])
})

test('the successor is active and may look after it, or nothing happens at all', async () => {
  const { ada, max } = await looked()
  const refused = async (handOverTo: string) => {
    const { status, body } = await ada.post(`${PEOPLE}/amy/suspend`, { handOverTo })
    assert.equal(status, 422, JSON.stringify(body))
    return `${body.errors[0].pointer} ${body.errors[0].rule}`
  }
  assert.equal(await refused('amy'), '/handOverTo self')
  assert.equal(await refused('none'), '/handOverTo reference')
  // Max manages projects, and no clients.
  assert.equal(await refused('max'), '/handOverTo role')
  assert.equal((await ada.get(`${PEOPLE}/amy`)).body.active, true)
  await ada.post(`${PEOPLE}/una/suspend`)
  assert.equal(await refused('una'), '/handOverTo reference')
  assert.equal((await ada.post(`${PEOPLE}/max/hand-over`, { to: 'mia' })).body.errors[0].rule, 'role')
  assert.equal((await ada.post(`${PEOPLE}/none/hand-over`, { to: 'ada' })).body.code, 'person_not_found')
  assert.equal((await max.post(`${PEOPLE}/amy/hand-over`, { to: 'ada' })).status, 403)
})

test('two who leave at once and name each other do not both go', async () => {
  const { ada } = await looked()
  const replies = await Promise.all([
    ada.post(`${PEOPLE}/amy/suspend`, { handOverTo: 'una' }),
    ada.post(`${PEOPLE}/una/suspend`, { handOverTo: 'amy' }),
  ])
  assert.deepEqual(
    replies.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 422],
  )
})

test('whoever is shut out just now takes nothing over', async () => {
  const { ada, db, organizationId } = await looked()
  const leaving = await db.admin.connect()
  await leaving.query('begin')
  await leaving.query(`update people set active = false where organization_id = $1 and id = 'una'`, [organizationId])
  const handing = ada.post(`${PEOPLE}/amy/hand-over`, { to: 'una' })
  try {
    await untilSomebodyWaits(db)
  } finally {
    await leaving.query('commit')
    leaving.release()
  }
  assert.equal((await handing).status, 422)
})
