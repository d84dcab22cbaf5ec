import { z } from 'zod'
import { heldLongEnough, resumeProject } from '../../projects/project-lifecycle.ts'
import { rule } from '../rule.ts'

export default rule({
  says: 'A project on hold goes back to where it was on the day on which work is meant to go on.',
  settings: z.object({}),
  find: (tx, _settings, ids) => heldLongEnough(tx, ids),
  act: (tx, { id }) => resumeProject(tx, id),
})
