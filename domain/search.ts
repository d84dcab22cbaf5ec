// What a search over everything finds: a few of each kind.
import { z } from 'zod'
import { Id } from './fields.ts'
import { PROJECT_STATUSES } from './project.ts'
import { REQUEST_STATUSES } from './request-life.ts'
import { TASK_STATUSES } from './task.ts'

/** Of each kind at most so many are found: whoever wants more, types more. */
export const MOST_FOUND = 6

const found = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.array(z.strictObject({ id: Id, ...shape })).max(MOST_FOUND)
const inProject = { projectId: Id, projectName: z.string() }

export const Found = z
  .strictObject({
    projects: found({ name: z.string(), status: z.enum(PROJECT_STATUSES), accountName: z.string() }),
    tasks: found({ title: z.string(), status: z.enum(TASK_STATUSES), ...inProject }),
    requests: found({ title: z.string(), status: z.enum(REQUEST_STATUSES), ...inProject }),
    people: found({ name: z.string(), email: z.string(), active: z.boolean() }),
    accounts: found({ name: z.string(), status: z.enum(['active', 'archived']) }),
  })
  .meta({ id: 'Found', description: 'What is open first, then what was changed last.' })
export type Found = z.infer<typeof Found>
