// What setting a project up makes of it, as it is shown before it happens.
import { z } from 'zod'
import { Allocation } from './allocation.ts'
import { Id, SaidShape } from './fields.ts'
import { Project } from './project.ts'
import { Task } from './task.ts'

export const SetUpPreview = z
  .strictObject({
    project: Project.meta({ description: 'With its dates and its team.' }),
    tasks: z.array(Task),
    allocations: z.array(Allocation),
    people: z
      .array(z.strictObject({ personId: Id, name: z.string(), tasks: z.int(), minutes: z.int() }))
      .meta({ description: 'Everybody on the team, with how much of it is theirs.' }),
    welcome: z.string().meta({ description: 'The first message of its channel, Markdown.' }),
    left: z
      .array(z.strictObject({ task: z.string().optional(), reason: z.string(), said: SaidShape }))
      .meta({ description: 'What would be left to do by hand, and why.' }),
  })
  .meta({ id: 'SetUpPreview' })
export type SetUpPreview = z.infer<typeof SetUpPreview>
