// What can be wrong with client requests and the links of clients.
import assert from 'node:assert/strict'
import { answers, asks, clientAt, movesRequest, requestAt } from './asking.ts'
import type { Failure } from './failures-provoked.ts'

export const ASKING_FAILURES: Failure[] = [
  {
    says: 'an unknown request',
    code: 'request_not_found',
    status: 404,
    when: (a) => a.ada.get(requestAt('none')),
  },
  {
    says: 'an unknown link of a client',
    code: 'client_link_not_found',
    status: 404,
    when: (a) => a.ada.delete('/v1/admin/client-links/none'),
  },
  {
    says: 'a client at an address that never was',
    code: 'link_not_found',
    status: 404,
    when: (a) => clientAt(a.baseUrl, `/${'x'.repeat(43)}`).asks(),
  },
  {
    says: 'a request that is processed when it is closed',
    code: 'invalid_transition',
    status: 409,
    given: async (a) => {
      await asks(a.ada, 'site', { id: 'asked' })
      await movesRequest(a.ada, { id: 'asked' }, 'cancelled')
    },
    when: (a) => answers(a.ada, { id: 'asked' }, 'accepted'),
    also: ({ body }) => assert.deepEqual(body.allowed, []),
  },
  {
    says: 'a request under an id that another has',
    code: 'already_exists',
    status: 409,
    given: (a) => asks(a.ada, 'site', { id: 'asked' }),
    when: (a) =>
      a.ada.post('/v1/admin/projects/site/requests', {
        id: 'asked',
        title: 'Again',
        type: 'issue',
        source: 'email',
        requester: { name: 'Bert' },
      }),
  },
]
