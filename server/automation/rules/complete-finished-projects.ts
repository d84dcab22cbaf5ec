import { z } from 'zod'
import { completeProject, finishedProjects } from '../../projects/project-lifecycle.ts'
import { rule } from '../rule.ts'

// By time alone: whatever ends, it is a day until it is looked at.
export default rule({
  says: 'An active project is completed a day after all that it required has ended, or all that paid for a retainer.',
  settings: z.object({
    afterHours: z
      .int()
      .min(0)
      .max(24 * 90)
      .default(24)
      .meta({ title: 'Stays active for', unit: 'hours', description: 'Once everything has ended.' }),
  }),
  find: (tx, { afterHours }, ids) => finishedProjects(tx, afterHours, ids),
  act: (tx, { id }, { afterHours }) => completeProject(tx, id, afterHours),
})
