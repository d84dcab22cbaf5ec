import { z } from 'zod'
import { billProject, projectsBehind } from '../../billing/bill-project.ts'
import { rule } from '../rule.ts'
import { itsProject, onEvents } from '../signal-rule.ts'

export default rule({
  says: 'What a project’s work earns, by a quarter of its contract or by milestone, is posted to its ledger; a cancellation credits it.',
  on: onEvents(
    itsProject,
    'task.created',
    'task.updated',
    'task.status_changed',
    'task.deleted',
    'project.updated',
    'project.status_changed',
    'project.restored',
  ),
  settings: z.object({
    cancellingCredits: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether cancelling a project credits what was posted for it.' }),
  }),
  find: (tx, _settings, ids) => projectsBehind(tx, ids),
  act: (tx, { id }, settings) => billProject(tx, id, settings),
})
