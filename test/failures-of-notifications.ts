// What can be wrong with what somebody is told.
import assert from 'node:assert/strict'
import { ask } from './agency.ts'
import type { Failure } from './failures-provoked.ts'

const MY = '/v1/admin/me/notifications'
const PREFERENCES = '/v1/admin/me/notification-preferences'

export const NOTIFICATIONS_FAILURES: Failure[] = [
  {
    says: 'a notice that is not there',
    code: 'notification_not_found',
    status: 404,
    when: (a) => a.mia.post(`${MY}/none/read`),
  },
  {
    says: 'reading up to a notice that is not there',
    code: 'notification_not_found',
    status: 404,
    when: (a) => a.mia.post(`${MY}/read-all`, { upTo: 'none' }),
  },
  {
    says: 'an address to mute with that nobody was mailed',
    code: 'link_not_found',
    status: 404,
    when: (a) =>
      ask(a.baseUrl, 'POST', `/v1/mute/${'a'.repeat(43)}`, 'List-Unsubscribe=One-Click', {
        'content-type': 'application/x-www-form-urlencoded',
      }),
  },
  {
    says: 'wishes that contradict themselves or that nobody knows',
    code: 'validation_error',
    status: 422,
    when: (a) =>
      a.mia.put(PREFERENCES, {
        kinds: { task_ready: { email: 'weekly' }, gossip: { inApp: true } },
        digestHour: 24,
        quietHours: { from: '7:00', to: '25:00' },
        mutedProjectIds: ['site', 'site'],
      }),
    also: ({ body }) => {
      const pointers = (body.errors as { pointer: string }[]).map(({ pointer }) => pointer)
      for (const field of [
        '/kinds/task_ready/email',
        '/kinds/gossip',
        '/digestHour',
        '/quietHours/from',
        '/quietHours/to',
        '/mutedProjectIds',
      ])
        assert.ok(
          pointers.some((pointer) => pointer.startsWith(field)),
          `${field} of ${pointers.join(' ')}`,
        )
    },
  },
  {
    says: 'a week that ends on no day',
    code: 'validation_error',
    status: 400,
    when: (a) => a.amy.get('/v1/admin/me/digest?to=2026-02-30'),
  },
  {
    says: 'quiet hours that end as they begin',
    code: 'validation_error',
    status: 422,
    when: (a) => a.mia.put(PREFERENCES, { quietHours: { from: '20:00', to: '20:00' } }),
  },
]
