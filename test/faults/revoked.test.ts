// Who was let in is remembered on each node; what is taken from them through another node counts at their very next request.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agency } from '../agency.ts'
import { ask, type Answer } from './faulted-request.ts'
import { faultyHouse } from './faulty-nodes.ts'

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
    const { house, nodes } = await faultyHouse({ max: 4 })
    const path = '/v1/admin/projects/site'
    const headers = { authorization: `Bearer ${house.max.token}`, 'content-type': 'application/json' }
    const reads = { method: 'GET', path, headers, body: undefined }
    const writes = { method: 'PUT', path, headers, body: '{"description":"Mine"}' }
    const all = (): Promise<Answer[]> =>
      Promise.all(nodes.flatMap((node) => [reads, writes].map((request) => ask(node, request, undefined))))
    for (let twice = 0; twice < 2; twice++)
      assert.deepEqual(new Set((await all()).map((answer) => answer.status)), new Set([200]))
    const taken = await take(house)
    assert.ok(taken.status < 300, String(taken.status))
    for (const answer of await all()) assert.equal(answer.status, status, `${who} is let in still: ${answer.text}`)
  })
