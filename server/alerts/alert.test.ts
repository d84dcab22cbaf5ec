// Alerts as administrators meet them: one for each cause, told once, looked after, and over.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inEnglish, say } from '../../domain/said.ts'
import { agency, type Agency } from '../../test/agency.ts'
import { settle, settleFromHere } from '../../test/background.ts'
import { bySystem } from '../../test/alerts.ts'
import { sweepOnce } from '../platform/sweep.ts'
import { alertSweep } from './alert-operations.ts'
import { clearAlert, raiseAlert } from './raise-alert.ts'

const path = '/v1/admin/alerts'
const LOOP = { fingerprint: 'chain:too-long', severity: 'warning', title: say`A chain of rules was stopped` } as const
const list = async ({ ada }: Agency, query = '') => (await ada.get(`${path}${query}`)).body.data
const events = async ({ db, organizationId }: Agency) =>
  (
    await db.admin.query(
      `select event, version, changes, actor_id as by from activity where organization_id = $1 and entity_type = 'alert' order by written`,
      [organizationId],
    )
  ).rows
const notices = async ({ db, organizationId }: Agency) =>
  (
    await db.admin.query(
      `select person_id as who, kind, title, entity_id as about from notifications where organization_id = $1 and kind = 'alert_raised' order by 1, 2, 3`,
      [organizationId],
    )
  ).rows

test('one cause is one alert while it is open, with a count; and the activity has it once', async () => {
  const house = await agency()
  for (const times of [1, 2, 3]) await bySystem(house, (tx) => raiseAlert(tx, { ...LOOP, detail: { times } }))
  const [alert, ...others] = await list(house)
  assert.deepEqual(others, [])
  const { count, status, detail, version, title, severity } = alert
  assert.deepEqual(
    [count, status, detail, version, title, severity],
    [3, 'open', { times: 3 }, 1, inEnglish(LOOP.title), 'warning'],
  )
  assert.ok(alert.lastAt > alert.firstAt)
  assert.deepEqual(
    (await events(house)).map(({ event }) => event),
    ['alert.raised'],
  )
  await bySystem(house, (tx) => raiseAlert(tx, { ...LOOP, severity: 'critical' }))
  await bySystem(house, (tx) => raiseAlert(tx, LOOP))
  assert.equal((await list(house))[0].severity, 'critical', 'what was critical stays so')
})

test('a cause that comes back after it was over is another alert', async () => {
  const house = await agency()
  await bySystem(house, (tx) => raiseAlert(tx, LOOP))
  await bySystem(house, (tx) => clearAlert(tx, LOOP.fingerprint))
  await bySystem(house, (tx) => clearAlert(tx, LOOP.fingerprint))
  assert.deepEqual(await list(house), [])
  await bySystem(house, (tx) => raiseAlert(tx, LOOP))
  const all = await list(house, '?status=open,cleared&sort=firstAt')
  assert.deepEqual(
    all.map(({ status, count, clearedBy }: Record<string, unknown>) => [status, count, clearedBy]),
    [
      ['cleared', 1, null],
      ['open', 1, null],
    ],
  )
  assert.deepEqual(
    (await events(house)).map(({ event, version, by }) => [event, version, by]),
    [
      ['alert.raised', 1, 'rule:test'],
      ['alert.cleared', 2, 'rule:test'],
      ['alert.raised', 1, 'rule:test'],
    ],
  )
})

test('an alert comes to nothing with the transaction it belongs to', async () => {
  const house = await agency()
  await assert.rejects(
    bySystem(house, (tx) => {
      raiseAlert(tx, LOOP)
      throw new Error('no')
    }),
  )
  assert.deepEqual([await list(house), await events(house)], [[], []])
})

test('who looks after it says so, once; who clears it is on record; and neither can be done to what is over', async () => {
  const house = await agency()
  const { ada } = house
  await bySystem(house, (tx) => raiseAlert(tx, LOOP))
  const [{ id }] = await list(house)
  const taken = await ada.post(`${path}/${id}/acknowledge`, { note: 'Asking the hoster' })
  const { status, acknowledgedBy, acknowledgement, version } = taken.body
  assert.deepEqual([status, acknowledgedBy, acknowledgement, version], ['acknowledged', 'ada', 'Asking the hoster', 2])
  assert.deepEqual((await ada.post(`${path}/${id}/acknowledge`)).body, taken.body, 'saying it again says nothing new')
  await bySystem(house, (tx) => raiseAlert(tx, LOOP))
  const [counted] = await list(house)
  assert.deepEqual([counted.status, counted.count], ['acknowledged', 2])
  const over = (await ada.post(`${path}/${id}/clear`, { note: 'They fixed it' })).body
  assert.deepEqual([over.status, over.clearedBy, over.version], ['cleared', 'ada', 3])
  assert.deepEqual((await ada.post(`${path}/${id}/clear`)).body, over)
  const refused = await ada.post(`${path}/${id}/acknowledge`)
  assert.deepEqual([refused.status, refused.body.code], [409, 'invalid_transition'])
  const [, acknowledged, cleared] = await events(house)
  assert.deepEqual(acknowledged, {
    event: 'alert.acknowledged',
    version: 2,
    changes: { status: { from: 'open', to: 'acknowledged' }, acknowledgement: { from: null, to: 'Asking the hoster' } },
    by: 'ada',
  })
  assert.deepEqual(cleared.changes, { status: { from: 'acknowledged', to: 'cleared' }, note: { to: 'They fixed it' } })
})

test('Project Admins are told of an alert, once each, and nobody else', async () => {
  const house = await agency()
  await settleFromHere(house.organizationId)
  await bySystem(house, (tx) => raiseAlert(tx, { ...LOOP, severity: 'critical' }))
  await bySystem(house, (tx) => raiseAlert(tx, LOOP))
  await settle(house.organizationId)
  await bySystem(house, (tx) => raiseAlert(tx, LOOP))
  await settle(house.organizationId)
  const [{ id }] = await list(house)
  assert.deepEqual(await notices(house), [
    { who: 'ada', kind: 'alert_raised', title: `Critical: ${inEnglish(LOOP.title)}`, about: id },
  ])
  await bySystem(house, (tx) => clearAlert(tx, LOOP.fingerprint))
  await bySystem(house, (tx) => raiseAlert(tx, LOOP))
  await settle(house.organizationId)
  assert.equal((await notices(house)).length, 2)
})

test('what is of another organisation is not found, and filters hold', async () => {
  const house = await agency()
  const { olga, ada } = house
  const theirs = { ...house, organizationId: olga.organizationId }
  await bySystem(theirs, (tx) => raiseAlert(tx, LOOP))
  await bySystem(house, (tx) => raiseAlert(tx, { ...LOOP, fingerprint: 'one' }))
  await bySystem(house, (tx) => raiseAlert(tx, { ...LOOP, fingerprint: 'two', severity: 'critical' }))
  const [their] = (await olga.get(path)).body.data
  for (const reply of [
    await ada.get(`${path}/${their.id}`),
    await ada.post(`${path}/${their.id}/acknowledge`),
    await ada.post(`${path}/${their.id}/clear`),
  ])
    assert.deepEqual([reply.status, reply.body.code], [404, 'alert_not_found'])
  const names = async (query: string) =>
    (await list(house, query)).map((each: Record<string, string>) => each.fingerprint)
  assert.deepEqual(await names(''), ['two', 'one'])
  assert.deepEqual(await names('?severity=critical'), ['two'])
  assert.deepEqual(await names('?sort=lastAt&limit=1'), ['one'])
  assert.deepEqual(await names('?status=acknowledged,cleared'), [])
})

test('what is over goes after ninety days', async () => {
  const house = await agency()
  await bySystem(house, (tx) => raiseAlert(tx, LOOP))
  await bySystem(house, (tx) => clearAlert(tx, LOOP.fingerprint))
  await bySystem(house, (tx) => raiseAlert(tx, LOOP))
  const statuses = async () =>
    (await list(house, '?status=open,cleared&sort=firstAt')).map(({ status }: { status: string }) => status)
  const after = (days: number) => new Date(house.clock.now().getTime() + days * 24 * 3_600_000)
  await sweepOnce(house.db.worker, [alertSweep], after(89))
  assert.deepEqual(await statuses(), ['cleared', 'open'])
  await sweepOnce(house.db.worker, [alertSweep], after(91))
  assert.deepEqual(await statuses(), ['open'])
})
