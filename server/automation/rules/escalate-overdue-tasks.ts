import { z } from 'zod'
import { actOnClimbing, findClimbing } from '../task-ladder.ts'
import { overdueLadder } from '../task-ladders.ts'
import { rule } from '../rule.ts'
import { onEvents, itself, watchedOn } from '../signal-rule.ts'

const WorkingDays = z.int().min(0).max(250)

export default rule({
  says: 'Of an overdue task its people are told at once; the longer it stays so, the Team Lead, the Project Manager, the Project Admins.',
  on: {
    ...onEvents(itself, 'task.created', 'task.updated', 'task.dates_moved', 'task.status_changed', 'task.deleted'),
    ...onEvents(watchedOn('task_overdue'), 'project.status_changed', 'project.deleted', 'project.restored'),
  },
  settings: z.object({
    stepsDays: z
      .array(WorkingDays)
      .length(4)
      .refine((days) => days.every((day, i) => day >= (days[i - 1] ?? 0)), 'holds days in order')
      .default([0, 1, 2, 4])
      .meta({
        description:
          'Working days until each is told: its people, the Team Lead, the Project Manager, the Project Admins.',
      }),
  }),
  find: (tx, { stepsDays }, ids) => findClimbing(tx, overdueLadder(stepsDays), ids),
  act: (tx, found, { stepsDays }) => actOnClimbing(tx, overdueLadder(stepsDays), found),
})
