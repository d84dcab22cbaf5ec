// What can be wrong with messages, files and chat channels.
import type { Failure } from './failures-provoked.ts'

const projects = '/v1/admin/projects'

export const COMMUNICATIONS_FAILURES: Failure[] = [
  {
    says: 'an unknown message',
    code: 'communication_not_found',
    status: 404,
    when: (a) => a.ada.get('/v1/admin/communications/none'),
  },
  {
    says: 'a client’s link that nobody has',
    code: 'link_not_found',
    status: 404,
    when: (a) => a.nobody.get(`/v1/client/${'x'.repeat(43)}/attachments/none/content`),
  },
  {
    says: 'an unknown attachment',
    code: 'attachment_not_found',
    status: 404,
    when: (a) => a.ada.get('/v1/admin/attachments/none/content'),
  },
  {
    says: 'a project without a channel',
    code: 'channel_not_found',
    status: 404,
    when: (a) => a.ada.delete(`${projects}/site/channel`),
  },
  {
    says: 'a channel that belongs to another project',
    code: 'already_exists',
    status: 409,
    given: (a) =>
      a.ada.put(`${projects}/ads/channel`, { provider: 'slack', channelId: 'CTAKEN1', visibility: 'client' }),
    when: (a) =>
      a.ada.put(`${projects}/site/channel`, { provider: 'slack', channelId: 'CTAKEN1', visibility: 'client' }),
    adds: { pointer: '/channelId' },
  },
  {
    says: 'a message that claims to be in the future',
    code: 'validation_error',
    status: 422,
    when: (a) => a.max.post(`${projects}/site/communications`, { body: 'x', saidAt: '2099-01-01T00:00:00Z' }),
  },
  {
    says: 'a delivery that is not signed',
    code: 'unauthenticated',
    status: 401,
    when: (a) => a.nobody.post('/v1/hooks/slack', { type: 'event_callback' }),
  },
]
