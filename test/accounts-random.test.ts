// Whatever is delivered late, twice or not at all, and however often the system is asked between its failures: at the end each
// account here is as the system has it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountServer, delivers, type AccountThere } from './account-system.ts'
import { agency } from './agency.ts'
import { numbers } from './plan-random.ts'

const LONG = process.env.TEST_LONG !== undefined

const shown = ({ name, status, contacts }: Pick<AccountThere, 'name' | 'status' | 'contacts'>) => ({
  name,
  status,
  contacts,
})

test('random changes, deliveries and pulls end as the system is', async (t) => {
  for (let seed = 1; seed <= (LONG ? 40 : 4); seed++) {
    const { ada, organizationId } = await agency()
    const { accounts, troubles, has } = await accountServer(t, organizationId)
    const random = numbers(seed)
    const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T
    const words: AccountThere[] = []
    const externalIds = ['1', '2', '3', '4', '5', '6']
    const change = () => {
      const contacts = pick([[], [{ name: 'Ann' }], [{ name: 'Ann', email: 'ann@a.example' }, { name: 'Bob' }]])
      const parentExternalId = pick([null, null, ...externalIds])
      const status = pick(['active', 'active', 'archived'] as const)
      words.push(
        has(pick(externalIds), {
          name: `Client ${pick(['A', 'B'])}${words.length}`,
          status,
          contacts,
          parentExternalId,
        }),
      )
    }
    change()
    for (let step = 0; step < 40; step++) {
      const what = random(10)
      if (what < 4) change()
      else if (what < 8) {
        const some = Array.from({ length: 1 + random(4) }, () => pick(words))
        const replies = await Promise.all([delivers(some), ...(random(10) < 3 ? [delivers(pick(words))] : [])])
        for (const { status } of replies) assert.equal(status, 200)
      } else {
        if (random(10) < 4) troubles.push(pick([503, 'hangs up', 'nonsense'] as const))
        assert.ok([200, 503].includes((await ada.post('/v1/admin/accounts/sync')).status))
      }
    }
    troubles.length = 0
    const { body } = await ada.post('/v1/admin/accounts/sync')
    const kept = new Map<string, AccountThere>(
      (await ada.get('/v1/admin/accounts?limit=100')).body.data.map((each: AccountThere) => [each.externalId, each]),
    )
    const waits = new Set(
      (body.rows as { outcome: string; externalId: string }[]).flatMap(({ outcome, externalId }) =>
        outcome === 'waiting' ? [externalId] : [],
      ),
    )
    for (const there of accounts.values()) {
      const here = kept.get(there.externalId)
      assert.ok(here, `seed ${seed}: ${there.externalId} is not here`)
      // A parent of accounts that are still active is archived after them.
      const expected = waits.has(there.externalId) ? { ...shown(there), status: 'active' } : shown(there)
      assert.deepEqual(shown(here), expected, `seed ${seed}: ${there.externalId}`)
    }
    const again = (await ada.post('/v1/admin/accounts/sync')).body
    assert.equal(again.counts.unchanged + again.counts.waiting, accounts.size, `seed ${seed}`)
  }
})
