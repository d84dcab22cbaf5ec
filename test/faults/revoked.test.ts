// Who was let in is remembered on each node, and what they read is kept there; what is taken from them through another node counts at their very next request.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../agency.ts'
import { keptNode } from '../kept-nodes.ts'

/** What is taken from Max, and what he is then told. */
const REVOCATIONS: Record<string, { status: number; take: (house: Agency) => Promise<{ status: number }> }> = {
  'whose token is gone': {
    status: 401,
    take: async ({ max }) => {
      const { data } = (await max.get('/v1/auth/tokens')).body
      return max.delete(`/v1/auth/tokens/${data[0].id}`)
    },
  },
  'who is suspended': { status: 401, take: ({ ada }) => ada.post('/v1/admin/people/max/suspend') },
  'who has no role any more': { status: 403, take: ({ ada }) => ada.put('/v1/admin/people/max', { roles: [] }) },
  'whose project is another’s': {
    status: 404,
    take: ({ ada }) => ada.put('/v1/admin/projects/site', { managerId: null }),
  },
}

for (const [who, { status, take }] of Object.entries(REVOCATIONS))
  test(`${who} is let in by no node any more, nor shown what was read before`, async () => {
    const house = await agency()
    const nodes = [await keptNode(), await keptNode()]
    const path = '/v1/admin/projects/site'
    const all = () =>
      Promise.all(
        nodes
          .map((node) => node.here(house.max))
          .flatMap((max) => [max.get(path), max.get(path), max.put(path, { description: 'Mine' })]),
      )
    for (let twice = 0; twice < 2; twice++)
      assert.deepEqual(new Set((await all()).map((answer) => answer.status)), new Set([200]))
    const taken = await take(house)
    assert.ok(taken.status < 300, String(taken.status))
    for (const answer of await all())
      assert.equal(answer.status, status, `${who} is let in still: ${JSON.stringify(answer.body)}`)
  })
