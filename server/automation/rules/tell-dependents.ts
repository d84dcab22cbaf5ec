import { z } from 'zod'
import { say } from '../../../domain/said.ts'
import { notify } from '../../notifications/notify.ts'
import { dependentsOf, readyTasks } from '../../tasks/ready-tasks.ts'
import { rule } from '../rule.ts'

export default rule({
  says: 'When what a task waited for has ended, its people are told that it can start.',
  on: { 'task.status_changed': (entry, tx) => dependentsOf(tx, [entry.entityId]) },
  settings: z.object({
    withinHours: z
      .int()
      .min(1)
      .max(24 * 14)
      .default(48)
      .meta({
        title: 'Tells of what became ready within',
        unit: 'hours',
        description: 'What became ready longer ago is no news any more.',
      }),
  }),
  find: (tx, { withinHours }, ids) => readyTasks(tx, withinHours, ids),
  async act(tx, { id, causeId, title, because, projectId, projectName, accountId, personIds }) {
    notify(tx, {
      kind: 'task_ready',
      personIds,
      entity: { type: 'task', id },
      projectId,
      accountId,
      title: say`${title} can start`,
      body: say`In ${projectName}: what it waited for is done, ${because} last.`,
      causeId,
    })
  },
})
