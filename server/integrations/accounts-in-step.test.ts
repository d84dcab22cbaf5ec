// Accounts and the system outside: who says what, what is told of it, and that nothing is lost where the two disagree.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { accountServer, delivers } from '../../test/account-system.ts'
import { agency, theHouse, type Agency } from '../../test/agency.ts'
import { lookAround, settle } from '../../test/background.ts'

const SYNC = '/v1/admin/accounts/sync'
const ACCOUNTS = '/v1/admin/accounts'

async function connected(t: TestContext) {
  const house = await agency()
  const system = await accountServer(t, house.organizationId)
  const numbered = async (externalId: string) =>
    (await house.ada.get(`${ACCOUNTS}?externalId=${externalId}`)).body.data[0]
  const pull = (query = '') => house.ada.post(`${SYNC}${query}`)
  return { ...house, ...system, numbered, pull }
}
type Row = {
  outcome: string
  externalId: string
  name: string
  changes: Record<string, unknown>
  reason: string | null
}
const told = (rows: Row[]) => rows.map(({ outcome, externalId }) => `${outcome} ${externalId}`)
const alertsOf = async ({ db, organizationId }: Agency) =>
  (
    await db.admin.query(
      `select fingerprint, detail, cleared_at is null as open from alerts where organization_id = $1`,
      [organizationId],
    )
  ).rows

test('all accounts are brought here as the rehearsal said, those of a known name are known again', async (t) => {
  const { has, pull, numbered, ada, asked } = await connected(t)
  has('7', { name: 'bluebird bakery ', contacts: [{ name: 'Berta', email: null, vip: true }] })
  has('8', { parentExternalId: '9', timezone: 'Europe/Oslo' })
  has('9', { name: 'Holding' })
  has('91', { status: 'archived' })
  const rehearsal = await pull('?dryRun=true')
  assert.equal(rehearsal.status, 200, JSON.stringify(rehearsal.body))
  assert.equal((await ada.get(`${ACCOUNTS}/bakery`)).body.externalId, null)
  assert.deepEqual((await ada.get(`${SYNC}/runs`)).body.data, [])
  const done = await pull(`?planHash=${rehearsal.body.planHash}`)
  assert.equal(done.status, 200, JSON.stringify(done.body))
  assert.deepEqual(told(done.body.rows), told(rehearsal.body.rows))
  assert.deepEqual(told(done.body.rows).toSorted(), ['created 8', 'created 9', 'created 91', 'linked 7'])
  const bakery = await numbered('7')
  assert.deepEqual(
    [bakery.id, bakery.name, bakery.contacts, bakery.outsideStatus, bakery.accountManagerIds],
    ['bakery', 'bluebird bakery ', [{ name: 'Berta' }], 'active', ['amy']],
  )
  assert.ok(bakery.lastSyncedAt)
  const [child, parent] = [await numbered('8'), await numbered('9')]
  assert.deepEqual([child.parentAccountId, child.timezone], [parent.id, 'Europe/Oslo'])
  assert.equal((await numbered('91')).status, 'archived')
  assert.deepEqual(asked.slice(0, 2), ['/crm/v2/accounts', '/crm/v2/accounts after 9'])
  const linked = done.body.rows.find(({ outcome }: Row) => outcome === 'linked')
  assert.deepEqual(linked.changes.externalId, { from: null, to: '7' })
})

test('what changes meanwhile is not committed unseen', async (t) => {
  const { has, pull } = await connected(t)
  has('7')
  const { planHash } = (await pull('?dryRun=true')).body
  has('7', { name: 'Another' })
  const refused = await pull(`?planHash=${planHash}`)
  assert.deepEqual([refused.status, refused.body.code], [409, 'plan_changed'])
  assert.equal((await pull(`?planHash=${refused.body.planHash}`)).status, 200)
})

test('a change is told field by field, in the name of the system; the same again is nothing', async (t) => {
  const { has, pull, numbered, ada, db, organizationId } = await connected(t)
  has('7', { contacts: [{ name: 'Ann' }] })
  await pull()
  has('7', { name: 'Renamed' })
  const { body } = await pull()
  assert.deepEqual(
    body.rows.map(({ outcome, changes }: Row) => [outcome, changes]),
    [['updated', { name: { from: 'Client 7', to: 'Renamed' } }]],
  )
  const { version, lastSyncedAt } = await numbered('7')
  const again = await pull()
  assert.deepEqual([again.body.counts.unchanged, again.body.rows], [1, []])
  const after = await numbered('7')
  assert.equal(after.version, version)
  assert.ok(after.lastSyncedAt > lastSyncedAt)
  const { rows } = await db.admin.query(
    `select event, actor_type, actor_id from activity where organization_id = $1 and entity_type = 'account' and actor_id <> 'ada' order by id`,
    [organizationId],
  )
  assert.deepEqual(rows, [
    { event: 'account.created', actor_type: 'integration', actor_id: 'accounts' },
    { event: 'account.updated', actor_type: 'integration', actor_id: 'accounts' },
  ])
  const sentences = (await ada.get('/v1/admin/activity?entityType=account,account_sync')).body.data.map(
    ({ sentence }: { sentence: string }) => sentence,
  )
  assert.ok(sentences.includes('The account system changed name of Renamed'), sentences.join('\n'))
  assert.ok(sentences.includes('Ada brought accounts in step: 1 updated'), sentences.join('\n'))
})

test('the system’s fields are not edited by hand, ours are; without its number an account is ours again', async (t) => {
  const { has, pull, numbered, ada } = await connected(t)
  has('7', { contacts: [{ name: 'Ann' }] })
  await pull()
  const { id } = await numbered('7')
  const put = (body: object) => ada.put(`${ACCOUNTS}/${id}`, body)
  const refused = await put({ name: 'Mine', status: 'archived', contacts: [], timezone: 'Europe/Oslo' })
  assert.deepEqual(
    [refused.status, refused.body.errors.map(({ pointer, rule }: Record<string, string>) => `${pointer} ${rule}`)],
    [422, ['/name owned_outside', '/status owned_outside', '/contacts owned_outside']],
  )
  assert.match(refused.body.detail, /\/name is the account system’s to say: change it there/)
  const ours = await put({
    name: 'Client 7',
    timezone: 'Europe/Oslo',
    accountManagerIds: ['max'],
    parentAccountId: 'dental',
  })
  assert.equal(ours.status, 200, JSON.stringify(ours.body))
  has('7', { timezone: 'Europe/Rome', parentExternalId: null })
  await pull()
  const kept = await numbered('7')
  assert.deepEqual([kept.timezone, kept.parentAccountId, kept.accountManagerIds], ['Europe/Oslo', 'dental', ['max']])
  const alone = await put({ externalId: null, name: 'Mine' })
  assert.deepEqual(
    [alone.status, alone.body.name, alone.body.outsideStatus, alone.body.lastSyncedAt],
    [200, 'Mine', null, null],
  )
})

test('an account archived there waits here while projects go on; somebody is told, and it follows by itself', async (t) => {
  const house = await connected(t)
  const { has, pull, numbered, ada, amy, organizationId } = house
  has('7', { name: 'Bluebird Bakery' })
  await pull()
  has('7', { name: 'Bluebird Bakery (closed)', status: 'archived' })
  const { body } = await pull()
  assert.deepEqual(told(body.rows), ['waiting 7'])
  assert.match(body.rows[0].reason, /something of theirs goes on here/)
  const waiting = await numbered('7')
  assert.deepEqual(
    [waiting.name, waiting.status, waiting.outsideStatus],
    ['Bluebird Bakery (closed)', 'active', 'archived'],
  )
  assert.equal((await ada.get(SYNC)).body.waiting, 1)
  const signals = () => amy.get('/v1/admin/signals?accountId=bakery')
  assert.match((await signals()).body.data[0].title, /archived in the account system/)
  assert.deepEqual(told((await pull()).body.rows), ['waiting 7'])
  await lookAround(organizationId)
  assert.equal((await numbered('7')).status, 'active')
  await ada.put('/v1/admin/projects/site', { status: 'cancelled', reason: 'Sold the shop' })
  await settle(organizationId)
  const archived = await numbered('7')
  assert.deepEqual([archived.status, archived.lastSyncedAt !== null], ['archived', true])
  assert.deepEqual((await signals()).body.data, [])
  has('7', { status: 'active' })
  assert.deepEqual(told((await pull()).body.rows), ['updated 7'])
  assert.equal((await numbered('7')).status, 'active')
})

test('parents and children archived together are archived together', async (t) => {
  const { has, pull, numbered } = await connected(t)
  has('1')
  has('2', { parentExternalId: '1' })
  await pull()
  has('1', { status: 'archived' })
  has('2', { status: 'archived' })
  assert.deepEqual(told((await pull()).body.rows), ['updated 2', 'updated 1'])
  assert.equal((await numbered('1')).status, 'archived')
})

test('what can not be here is told with its reason, keeps nothing else out, and alerts until it is mended', async (t) => {
  const house = await connected(t)
  const { has, pull, accounts, ada } = house
  await ada.post(ACCOUNTS, { name: 'Twin' })
  await ada.post(ACCOUNTS, { name: 'twin' })
  await ada.post(ACCOUNTS, { name: 'Gone', externalId: '99' })
  has('1')
  has('2', { contacts: [{ name: 'Ann', email: 'nonsense' }] })
  has('3', { name: 'Twin' })
  has('4', { version: -1 })
  accounts.set('x', { externalId: 5 } as never)
  const { status, body } = await pull()
  assert.equal(status, 200, JSON.stringify(body))
  const { refused, created, only_here: onlyHere } = body.counts
  assert.deepEqual({ refused, created, onlyHere }, { refused: 4, created: 1, onlyHere: 1 })
  const reasons = new Map(body.rows.map(({ externalId, reason }: Row) => [externalId, reason]))
  assert.match(String(reasons.get('2')), /contacts\/0\/email/)
  assert.match(String(reasons.get('3')), /Several accounts here have this name/)
  assert.match(String(reasons.get('4')), /version/)
  assert.match(String(reasons.get('99')), /no such account/)
  const { rows } = (await ada.get(`${SYNC}/runs/${body.id}`)).body
  assert.deepEqual(rows, body.rows)
  const [run] = (await ada.get(`${SYNC}/runs`)).body.data
  assert.deepEqual([run.id, run.startedBy, run.source, run.status], [body.id, 'ada', 'pull', 'done'])
  assert.deepEqual(await alertsOf(house), [
    { fingerprint: 'accounts_out_of_step', detail: { refused: 4, conflicts: 0 }, open: true },
  ])
  for (const id of ['2', '3', '4', 'x']) accounts.delete(id)
  await pull()
  assert.equal((await alertsOf(house))[0].open, false)
})

test('the same version that says something else is a conflict, and changes nothing', async (t) => {
  const house = await connected(t)
  const { has, pull, numbered, accounts } = house
  has('7')
  await pull()
  accounts.set('7', { ...has('7', { name: 'Other' }), version: 1 })
  assert.deepEqual(told((await pull()).body.rows), ['conflict 7'])
  assert.equal((await numbered('7')).name, 'Client 7')
  assert.deepEqual((await alertsOf(house))[0].detail, { refused: 0, conflicts: 1 })
  const twice = await delivers([
    { ...accounts.get('7'), version: 9, name: 'A' },
    { ...accounts.get('7'), version: 9, name: 'B' },
  ])
  assert.equal(twice.body.counts.conflict, 1)
})

test('whoever has no system connected is told, and nobody but Project Admins has to do with it', async (t) => {
  const { ada, olga, amy, nobody, pull, asked } = await connected(t)
  assert.deepEqual([(await olga.post(SYNC)).body.code, (await olga.get(SYNC)).body.host], ['not_connected', null])
  for (const [who, status] of [
    [amy, 403],
    [nobody, 401],
  ] as const)
    for (const reply of [await who.post(SYNC), await who.get(SYNC), await who.get(`${SYNC}/runs`)])
      assert.equal(reply.status, status)
  assert.deepEqual(asked, [])
  const { host, takesDeliveries } = (await ada.get(SYNC)).body
  assert.match(host, /^127\.0\.0\.1:\d+$/)
  assert.equal(takesDeliveries, true)
  ;(await theHouse()).accounts.organization = undefined
  assert.equal((await pull()).body.code, 'not_connected')
})
