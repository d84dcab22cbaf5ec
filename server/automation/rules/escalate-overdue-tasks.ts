import { z } from 'zod'
import { actOnClimbing, climbingIn, findClimbing } from '../task-ladder.ts'
import { overdueLadder } from '../task-ladders.ts'
import { rule } from '../rule.ts'
import { onEvents, itself, type Listener } from '../signal-rule.ts'

const WorkingDays = z.int().min(0).max(250)

const STANDARD = [0, 1, 2, 4]
const ofProject: Listener = ({ projectId }, tx) => climbingIn(tx, overdueLadder(STANDARD), projectId)

export default rule({
  says: 'Of an overdue task its people are told at once; the longer it stays so, the Team Lead, the Project Manager, the Project Admins.',
  on: {
    ...onEvents(itself, 'task.created', 'task.updated', 'task.dates_moved', 'task.status_changed', 'task.deleted'),
    ...onEvents(ofProject, 'project.status_changed', 'project.deleted', 'project.restored'),
  },
  settings: z.object({
    stepsDays: z
      .array(WorkingDays)
      .length(4)
      .refine((days) => days.every((day, i) => day >= (days[i - 1] ?? 0)), 'holds days in order')
      .default(STANDARD)
      .meta({
        title: 'Each is told after',
        unit: 'working days',
        description: 'Its people, the Team Lead, the Project Manager, the Project Admins.',
      }),
  }),
  find: (tx, { stepsDays }, ids) => findClimbing(tx, overdueLadder(stepsDays), ids),
  act: (tx, found, { stepsDays }) => actOnClimbing(tx, overdueLadder(stepsDays), found),
})
