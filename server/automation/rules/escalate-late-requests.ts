import { z } from 'zod'
import { actOnLateRequest, findLateRequests } from '../late-requests.ts'
import { rule } from '../rule.ts'
import { itself, onEvents, watchedOn } from '../signal-rule.ts'

export default rule({
  says: 'Of a request past its first answer or its resolution the manager and the account managers are told, once each.',
  on: {
    ...onEvents(
      itself,
      'request.created',
      'request.updated',
      'request.status_changed',
      'request.clocks_stopped',
      'request.clocks_resumed',
    ),
    'communication.added': ({ changes }) => {
      const thread = changes.thread?.to as { type: string; id: string } | undefined
      return thread?.type === 'request' ? [thread.id] : []
    },
    ...onEvents(watchedOn('request_overdue'), 'project.status_changed', 'project.deleted', 'project.restored'),
  },
  settings: z.object({}),
  find: (tx, _settings, ids) => findLateRequests(tx, ids),
  act: (tx, found) => actOnLateRequest(tx, found),
})
