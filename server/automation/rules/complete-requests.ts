import { z } from 'zod'
import { completeRequest, finishedRequests, requestsOfTask } from '../../requests/finished-requests.ts'
import { rule } from '../rule.ts'

export default rule({
  says: 'An accepted request is completed when all the work that was made for it has ended.',
  on: {
    'task.status_changed': (entry, tx) => requestsOfTask(tx, entry.entityId),
    'task.deleted': (entry, tx) => requestsOfTask(tx, entry.entityId),
  },
  settings: z.object({}),
  find: (tx, _settings, ids) => finishedRequests(tx, ids),
  act: (tx, { id }) => completeRequest(tx, id),
})
