import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadActor } from '../access/actor.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { agency, type Agency, type Person } from '../../test/agency.ts'
import { raiseSignal, resolveSignal, type Raise } from './raise-signal.ts'

const SIGNALS = '/v1/admin/signals'
const idsOf = (page: { body: { data: { id: string }[] } }) => page.body.data.map(({ id }) => id)
const raises = (person: Person, id: string, more: object = {}) =>
  person.post(SIGNALS, { id, title: `Look at ${id}`, projectId: 'site', ...more })

/** Does something as the rules will: in one transaction of their own. */
async function rule<T>({ db, organizationId, clock }: Agency, work: (tx: Tx) => Promise<T>): Promise<T> {
  const actor = { ...(await loadActor(db.app, organizationId, 'ada')), type: 'rule', id: 'signals' } as const
  return transaction(db.app, { actor, permission: 'signal.update', scopes: ['organization'], now: clock.tick() }, work)
}
const silent: Raise = {
  type: 'client_silent',
  accountId: 'bakery',
  priority: 'medium',
  title: 'Bluebird Bakery has been silent for 14 days',
  evidence: { lastMessageAt: '2026-11-08T11:00:00.000Z', days: 14 },
  dedupeKey: 'client_silent:account:bakery',
}

test('somebody asks for a look at a project, and it is in the queue with who asked and why', async () => {
  const { max } = await agency()
  const made = await raises(max, 'late', { type: 'schedule_slip', priority: 'high', note: 'They called twice' })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  assert.equal(made.headers.get('location'), `${SIGNALS}/late`)
  const { createdAt: _, updatedAt: __, ...rest } = made.body
  assert.deepEqual(rest, {
    id: 'late',
    type: 'schedule_slip',
    priority: 'high',
    status: 'pending',
    title: 'Look at late',
    said: null,
    subject: { type: 'project', id: 'site', name: 'Website redesign' },
    accountId: 'bakery',
    projectId: 'site',
    personId: null,
    evidence: { note: 'They called twice', raisedBy: { id: 'max', name: 'Max', type: 'person' } },
    assigneeId: null,
    snoozedUntil: null,
    resolution: null,
    closedAt: null,
    version: 1,
  })
  assert.deepEqual((await max.get(`${SIGNALS}/late`)).body, made.body)
})

test('a signal is handed on, acknowledged, snoozed and settled, and each step is on record', async () => {
  const { max, db, organizationId, clock } = await agency()
  await raises(max, 'one')
  const path = `${SIGNALS}/one`
  assert.equal((await max.put(path, { assigneeId: 'amy', priority: 'urgent' })).body.assigneeId, 'amy')
  assert.equal((await max.put(`${path}/status`, { status: 'acknowledged' })).body.status, 'acknowledged')
  const snoozedUntil = new Date(clock.now().getTime() + 3_600_000).toISOString()
  assert.equal((await max.put(`${path}/status`, { status: 'snoozed', snoozedUntil })).body.snoozedUntil, snoozedUntil)
  const done = await max.put(`${path}/status`, { status: 'completed', resolution: 'Met them' })
  assert.deepEqual([done.body.status, done.body.resolution, done.body.version], ['completed', 'Met them', 5])
  const again = await max.put(`${path}/status`, { status: 'acknowledged' })
  assert.deepEqual([again.status, again.body.code, again.body.allowed], [409, 'invalid_transition', []])
  assert.equal((await max.put(path, { title: 'New words' })).status, 409)
  const { rows } = await db.admin.query(
    `select event, version, project_id as project, account_id as account from activity
     where organization_id = $1 and entity_type = 'signal' order by version`,
    [organizationId],
  )
  assert.deepEqual(
    rows.map(({ event }) => event),
    ['signal.raised', 'signal.updated', 'signal.status_changed', 'signal.status_changed', 'signal.status_changed'],
  )
  assert.ok(rows.every(({ project, account }) => project === 'site' && account === 'bakery'))
})

test('a snoozed signal is out of the queue until its time, and then pending again by itself', async () => {
  const { max, clock } = await agency()
  await raises(max, 'later')
  const snoozedUntil = new Date(clock.now().getTime() + 2 * 24 * 3_600_000).toISOString()
  await max.put(`${SIGNALS}/later/status`, { status: 'snoozed', snoozedUntil })
  assert.deepEqual(idsOf(await max.get(SIGNALS)), [])
  assert.deepEqual(idsOf(await max.get(`${SIGNALS}?status=snoozed`)), ['later'])
  clock.advance({ days: 2 })
  assert.deepEqual(idsOf(await max.get(SIGNALS)), ['later'])
  assert.deepEqual(idsOf(await max.get(`${SIGNALS}?status=snoozed`)), [])
  const awake = await max.get(`${SIGNALS}/later`)
  assert.deepEqual([awake.body.status, awake.body.snoozedUntil], ['pending', null])
  assert.equal((await max.put(`${SIGNALS}/later/status`, { status: 'acknowledged' })).body.status, 'acknowledged')
})

test('the same is not raised twice while it is open, by hand or by rule', async () => {
  const house = await agency()
  const { ada, max } = house
  await raises(max, 'first')
  const twice = await raises(max, 'second', { title: 'look at FIRST' })
  assert.deepEqual([twice.status, twice.body.code, twice.body.id], [409, 'already_exists', 'first'])
  assert.equal((await raises(max, 'second', { title: 'Another matter' })).status, 201)
  await rule(house, (tx) => raiseSignal(tx, silent))
  const byHand = await ada.post(SIGNALS, { type: 'client_silent', accountId: 'bakery', title: 'Silent' })
  assert.equal(byHand.status, 409)
  await ada.put(`${SIGNALS}/${byHand.body.id}/status`, { status: 'dismissed', reason: 'On holiday' })
  assert.equal((await ada.post(SIGNALS, { type: 'client_silent', accountId: 'bakery', title: 'Silent' })).status, 201)
})

test('raised ten times at once, there is one, as it was raised first', async () => {
  const house = await agency()
  const { ada, db, organizationId } = house
  const raised = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      rule(house, (tx) => raiseSignal(tx, { ...silent, priority: n === 7 ? 'urgent' : 'low', title: `No. ${n}` })),
    ),
  )
  assert.equal(raised.filter((each) => each.raised).length, 1)
  assert.equal(new Set(raised.map(({ id }) => id)).size, 1)
  const { data } = (await ada.get(SIGNALS)).body
  assert.deepEqual([data.length, data[0].priority], [1, 'urgent'])
  const later = await rule(house, (tx) => raiseSignal(tx, { ...silent, title: 'Other words', evidence: { days: 20 } }))
  assert.equal(later.raised, false)
  const { body } = await ada.get(`${SIGNALS}/${later.id}`)
  assert.deepEqual([body.title, body.evidence, body.priority], [data[0].title, silent.evidence, 'urgent'])
  const { rows } = await db.admin.query(
    `select count(*)::int as n from activity where organization_id = $1 and event = 'signal.raised'`,
    [organizationId],
  )
  assert.equal(rows[0].n, 1)
})

test('what has cleared resolves by itself, once, and can come again', async () => {
  const house = await agency()
  const { ada } = house
  const { id } = await rule(house, (tx) => raiseSignal(tx, silent))
  const resolved = await rule(house, (tx) => resolveSignal(tx, silent.dedupeKey, 'They wrote'))
  assert.equal(resolved, id)
  assert.equal(await rule(house, (tx) => resolveSignal(tx, silent.dedupeKey, 'They wrote')), undefined)
  const { body } = await ada.get(`${SIGNALS}/${id}`)
  assert.deepEqual([body.status, body.resolution], ['auto_resolved', 'They wrote'])
  const again = await rule(house, (tx) => raiseSignal(tx, silent))
  assert.ok(again.raised && again.id !== id)
})

test('each role sees the signals of what is theirs, and a person’s only who booked them', async () => {
  const house = await agency()
  const { ada, max, amy, una, tess, mia, olga } = house
  await ada.post('/v1/admin/accounts', { id: 'bakery_north', name: 'North', parentAccountId: 'bakery' })
  await raises(ada, 'site-one')
  await raises(ada, 'site-mia', { personId: 'mia', type: 'task_overdue' })
  await raises(ada, 'ads-one', { projectId: 'ads' })
  await ada.post(SIGNALS, { id: 'client', accountId: 'bakery', title: 'Renewal' })
  await ada.post(SIGNALS, { id: 'child', accountId: 'bakery_north', title: 'Renewal' })
  await ada.post(SIGNALS, { id: 'mia-full', personId: 'mia', type: 'capacity_overload', title: 'Mia is full' })
  const seen = async (person: Person) => idsOf(await person.get(`${SIGNALS}?sort=createdAt`))
  assert.deepEqual(await seen(ada), ['site-one', 'site-mia', 'ads-one', 'client', 'child', 'mia-full'])
  assert.deepEqual(await seen(max), ['site-one', 'site-mia'])
  assert.deepEqual(await seen(amy), ['site-one', 'client', 'child'])
  assert.deepEqual(await seen(una), [])
  assert.deepEqual(await seen(olga), [])
  assert.equal((await tess.get(SIGNALS)).status, 403)
  assert.equal((await mia.get(SIGNALS)).status, 403)
  assert.equal((await max.get(`${SIGNALS}/mia-full`)).status, 404)
  const booking = { personId: 'mia', startOn: '2026-11-23', endOn: '2026-11-24', minutesPerDay: 60 }
  await max.put('/v1/admin/projects/site/schedule', { allocations: { create: [booking] } })
  assert.deepEqual(await seen(max), ['site-one', 'site-mia', 'mia-full'])
  assert.deepEqual(await seen(amy), ['site-one', 'client', 'child'])
  assert.equal((await amy.put(`${SIGNALS}/mia-full`, { priority: 'low' })).status, 404)
  await ada.delete('/v1/admin/projects/site', { reason: 'gone' })
  assert.deepEqual(await seen(ada), ['ads-one', 'client', 'child', 'mia-full'])
})

test('a signal is about something that is there for who raises it', async () => {
  const { ada, max, amy } = await agency()
  const refused = async (person: Person, about: object) => {
    const { status, body } = await person.post(SIGNALS, { title: 'Look', ...about })
    assert.equal(status, 422, JSON.stringify(body))
    return body.errors[0].pointer
  }
  assert.equal(await refused(max, { projectId: 'ads' }), '/projectId')
  assert.equal(await refused(max, { accountId: 'bakery' }), '/accountId')
  assert.equal(await refused(max, { personId: 'mia' }), '/personId')
  assert.equal(await refused(amy, { accountId: 'dental' }), '/accountId')
  assert.equal(await refused(amy, { personId: 'mia' }), '/personId')
  assert.equal(await refused(ada, { projectId: 'site', accountId: 'dental' }), '/accountId')
  assert.equal(await refused(ada, {}), '')
  assert.equal(await refused(ada, { accountId: 'bakery', assigneeId: 'mia' }), '/assigneeId')
  assert.equal(await refused(ada, { accountId: 'bakery', assigneeId: 'none' }), '/assigneeId')
  assert.equal((await amy.post(SIGNALS, { accountId: 'bakery', title: 'Renewal' })).status, 201)
})

test('the queue is filtered and sorted', async () => {
  const { ada, amy } = await agency()
  await raises(ada, 'a', { priority: 'low', assigneeId: 'amy' })
  await raises(ada, 'b', { priority: 'urgent', projectId: 'ads', type: 'budget_burn', title: 'Ads burn' })
  await ada.post(SIGNALS, { id: 'c', personId: 'mia', title: 'Mia', assigneeId: 'ada' })
  const listed = async (query: string) => idsOf(await ada.get(`${SIGNALS}?${query}`))
  assert.deepEqual(await listed(''), ['b', 'c', 'a'])
  assert.deepEqual(await listed('sort=priority'), ['a', 'c', 'b'])
  assert.deepEqual(await listed('sort=-createdAt'), ['c', 'b', 'a'])
  for (const filter of ['type=budget_burn', 'priority=urgent,high', 'accountId=dental', 'projectId=ads', 'q=burn'])
    assert.deepEqual(await listed(filter), ['b'])
  for (const filter of ['personId=mia', 'assigneeId=me']) assert.deepEqual(await listed(filter), ['c'])
  assert.deepEqual(idsOf(await amy.get(`${SIGNALS}?assigneeId=me`)), ['a'])
  await ada.put(`${SIGNALS}/a/status`, { status: 'dismissed', reason: 'Known' })
  assert.deepEqual(await listed('status=dismissed,pending&sort=createdAt'), ['a', 'b', 'c'])
  assert.deepEqual(await listed('q=%25'), [])
  assert.equal((await ada.get(`${SIGNALS}?q=%00`)).status, 400)
  const first = await ada.get(`${SIGNALS}?limit=1`)
  assert.deepEqual(await listed(`limit=1&cursor=${first.body.pagination.nextCursor}`), ['c'])
})

test('what is said about a signal stays inside', async () => {
  const { ada, max, amy, una } = await agency()
  await raises(ada, 'talk')
  const path = `${SIGNALS}/talk/communications`
  const said = await amy.post(path, { body: 'I call them **today**' })
  assert.equal(said.status, 201, JSON.stringify(said.body))
  assert.deepEqual(
    [said.body.direction, said.body.visibility, said.body.thread, said.body.projectId, said.body.author.id],
    ['internal', 'internal', { type: 'signal', id: 'talk' }, 'site', 'amy'],
  )
  await max.post(path, { body: 'Good' })
  assert.deepEqual(
    (await max.get(`${path}?sort=saidAt`)).body.data.map(({ body }: { body: string }) => body),
    ['I call them **today**', 'Good'],
  )
  assert.equal((await una.get(`${path}?sort=saidAt`)).status, 404)
  assert.equal((await una.post(path, { body: 'x' })).status, 404)
  assert.equal((await max.post(path, { body: '' })).status, 422)
  assert.equal((await max.post(path, { body: 'é'.repeat(40_000) })).status, 422)
  const { id } = (await ada.post(SIGNALS, { personId: 'mia', title: 'Mia' })).body
  assert.equal((await ada.post(`${SIGNALS}/${id}/communications`, { body: 'Of nobody’s project' })).status, 201)
})

test('two who settle a signal at once do not both', async () => {
  const { ada, max, amy } = await agency()
  const etag = (await raises(ada, 'both')).headers.get('etag') ?? ''
  const settle = (person: Person, reason: string) =>
    person.put(`${SIGNALS}/both/status`, { status: 'dismissed', reason }, { 'if-match': etag })
  const replies = await Promise.all([settle(max, 'One'), settle(amy, 'Two'), settle(ada, 'Three')])
  assert.deepEqual(
    replies.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 412, 412],
  )
})
