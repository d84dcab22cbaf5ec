import { z } from 'zod'
import type { LogEntry } from '../../activity/log-entries.ts'
import { onboardedProjects, startActiveWork } from '../../projects/project-lifecycle.ts'
import { rule } from '../rule.ts'

const itsProject = ({ projectId }: LogEntry) => (projectId === null ? [] : [projectId])

export default rule({
  says: 'A project in onboarding becomes active when all that its onboarding required has ended.',
  on: { 'task.status_changed': itsProject, 'task.updated': itsProject, 'task.deleted': itsProject },
  settings: z.object({}),
  find: (tx, _settings, ids) => onboardedProjects(tx, ids),
  act: (tx, { id }) => startActiveWork(tx, id),
})
