// What the account system delivers: signed or not at all, in whatever order and however often, on whichever node.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { accountServer, delivers } from '../../test/account-system.ts'
import { agency, ask, theHouse } from '../../test/agency.ts'
import { ACCOUNTS_SECRET, webhookHeaders } from '../../test/deliveries.ts'
import { serving } from '../../test/serving.ts'

async function connected(t: TestContext) {
  const house = await agency()
  const system = await accountServer(t, house.organizationId)
  const all = async () => {
    const { data } = (await house.ada.get('/v1/admin/accounts?limit=100')).body
    return (
      data as { externalId: string | null; name: string; status: string; parentAccountId: string | null; id: string }[]
    ).filter(({ externalId }) => externalId !== null)
  }
  return { ...house, ...system, all }
}

test('a delivery of one account or several is taken, and kept where something came of it', async (t) => {
  const { has, all, ada } = await connected(t)
  const one = await delivers(has('1'))
  assert.equal(one.status, 200, JSON.stringify(one.body))
  assert.equal(one.body.counts.created, 1)
  assert.equal((await delivers([has('1', { name: 'New' }), has('2'), { externalId: '3' }])).body.counts.refused, 1)
  assert.deepEqual(
    (await all()).map(({ name }) => name),
    ['Client 2', 'New'],
  )
  assert.equal((await delivers(has('1', { version: 1, name: 'New' }))).body.counts.unchanged, 1)
  const runs = (await ada.get('/v1/admin/accounts/sync/runs?source=delivery')).body.data
  assert.deepEqual(
    runs.map(({ startedBy, counts }: { startedBy: null; counts: { created: number } }) => [startedBy, counts.created]),
    [
      [null, 1],
      [null, 1],
    ],
  )
})

test('an unsigned, altered, old or strangely made delivery changes nothing', async (t) => {
  const { has, all, clock, baseUrl } = await connected(t)
  const account = has('1')
  const body = JSON.stringify({ type: 'account.changed', data: account })
  const signed = (text: string, at = clock.now(), secret = ACCOUNTS_SECRET) =>
    webhookHeaders(text, at, undefined, secret)
  const hour = 3_600_000
  for (const headers of [
    {},
    signed(`${body} `),
    signed(body, new Date(clock.now().getTime() - hour)),
    signed(body, new Date(clock.now().getTime() + hour)),
    signed(body, clock.now(), 'another key of another system'),
    { ...signed(body), 'webhook-id': 'another' },
  ])
    assert.equal((await delivers(account, { headers })).status, 401)
  for (const odd of [
    'nonsense',
    '[]',
    '{"data":[]}',
    '{"data":"x"}',
    JSON.stringify({ data: Array(501).fill(account) }),
  ]) {
    const headers = { 'content-type': 'application/json', ...signed(odd) }
    assert.equal((await ask(baseUrl, 'POST', '/v1/hooks/accounts', odd, headers)).status, 400, odd.slice(0, 20))
  }
  assert.deepEqual(await all(), [])
  const { accounts } = await theHouse()
  accounts.secret = undefined
  t.after(() => void (accounts.secret = ACCOUNTS_SECRET))
  assert.equal((await delivers(account)).body.code, 'route_not_found')
})

test('told late, twice and out of order, an account is as it was told newest', async (t) => {
  const { has, all, ada } = await connected(t)
  const words = ['A', 'B', 'C', 'D'].map((name, n) =>
    has('1', { name, version: `2026-11-2${n}T10:00:00.00000${n}+01:00` }),
  )
  for (const n of [1, 0, 3, 2, 3, 0]) await delivers(words[n])
  const [account] = await all()
  assert.equal(account?.name, 'D')
  // Two words within a millisecond are two.
  await delivers({ ...words[3], name: 'E', version: '2026-11-23T09:00:00.000004Z' })
  assert.equal((await all())[0]?.name, 'E')
  assert.equal((await ada.get(`/v1/admin/accounts/${account?.id}`)).body.version, 3)
})

test('a child told before its parent finds it when that comes, unless somebody gave it another', async (t) => {
  const { has, all, ada } = await connected(t)
  await delivers([
    has('2', { parentExternalId: '1' }),
    has('3', { parentExternalId: '1' }),
    has('4', { parentExternalId: '2' }),
  ])
  const third = (await all()).find(({ externalId }) => externalId === '3')
  await ada.put(`/v1/admin/accounts/${third?.id}`, { parentAccountId: 'dental' })
  await delivers(has('1'))
  const accounts = await all()
  const parents = Object.fromEntries(accounts.map(({ externalId, parentAccountId }) => [externalId, parentAccountId]))
  const idOf = (number: string) => accounts.find(({ externalId }) => externalId === number)?.id
  // Two levels are not to be: 4 has become part of 2 already, which is why 2 can be part of none.
  assert.deepEqual(parents, { 1: null, 2: null, 3: 'dental', 4: idOf('2') })
})

test('delivered many times at once on two nodes, there is one account', async (t) => {
  const { has, all, db, baseUrl, organizationId } = await connected(t)
  const { accounts } = await theHouse()
  await serving(db.app, { outside: { accounts } }, async (other) => {
    const account = has('1')
    const body = JSON.stringify({ type: 'account.changed', data: account })
    const headers = (at: string) => webhookHeaders(body, new Date(at), undefined, ACCOUNTS_SECRET)
    const { clock } = await theHouse()
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        n % 2 === 0
          ? delivers(account, { to: baseUrl, headers: headers(clock.now().toISOString()) })
          : delivers(account, { to: other, headers: headers('2026-11-22T12:00:00Z') }),
      ),
    )
    assert.deepEqual(
      replies.map(({ status, body }) => [status, body.counts.created + body.counts.unchanged]),
      replies.map(() => [200, 1]),
    )
    assert.equal(replies.filter(({ body }) => body.counts.created === 1).length, 1)
  })
  assert.equal((await all()).length, 1)
  const { rows } = await db.admin.query(
    `select 1 from activity where organization_id = $1 and event = 'account.created' and actor_type = 'integration'`,
    [organizationId],
  )
  assert.equal(rows.length, 1)
})
