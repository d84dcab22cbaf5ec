import { z } from 'zod'
import { repeatTask, seriesDue } from '../../projects/task-series.ts'
import { rule } from '../rule.ts'

export default rule({
  says: 'A task of a retainer’s template that recurs appears anew when its period opens.',
  settings: z.object({}),
  find: (tx, _settings, ids) => seriesDue(tx, ids),
  act: (tx, { id }) => repeatTask(tx, id),
})
