import { z } from 'zod'
import { projectsToSetUp } from '../../projects/set-up-ground.ts'
import { setUpProject } from '../../projects/set-up-project.ts'
import { tellOfSetUp } from '../tell-of-set-up.ts'
import { rule } from '../rule.ts'

export default rule({
  says: 'A new project is set up from the template of its type: tasks, dates, team, first bookings and a word of welcome.',
  on: {
    'project.created': ({ entityId, changes }) => (changes.status?.to === 'draft' ? [] : [entityId]),
    'project.status_changed': ({ entityId, changes }) => (changes.status?.from === 'draft' ? [entityId] : []),
  },
  settings: z.object({
    withinDays: z.int().min(1).max(90).default(7).meta({
      title: 'Sets up what has waited for at most',
      unit: 'days',
      description: 'What has waited longer, since this was off, is left as people made it.',
    }),
  }),
  find: (tx, { withinDays }, ids) => projectsToSetUp(tx, withinDays, ids),
  act: async (tx, { id }) => tellOfSetUp(tx, await setUpProject(tx, id)),
})
