import { z } from 'zod'
import { createBoughtProject, purchasesWithoutProject } from '../../billing/bought-projects.ts'
import { rule } from '../rule.ts'

export default rule({
  says: 'A subscription that was bought gets its project: of the type that the product says, for the client who bought it.',
  on: {
    'subscription.created': ({ entityId }) => [entityId],
    'subscription.updated': ({ entityId }) => [entityId],
  },
  settings: z.object({
    withinDays: z.int().min(1).max(90).default(7).meta({
      description: 'What was bought earlier, before Stripe was connected, has a project already or wants none.',
    }),
  }),
  find: (tx, { withinDays }, ids) => purchasesWithoutProject(tx, withinDays, ids),
  act: (tx, purchase) => createBoughtProject(tx, purchase),
})
