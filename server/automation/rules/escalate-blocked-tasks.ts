import { z } from 'zod'
import { DEFAULT_THRESHOLDS } from '../../../domain/signal-conditions.ts'
import { actOnClimbing, climbingIn, findClimbing } from '../task-ladder.ts'
import { blockedLadder } from '../task-ladders.ts'
import { rule } from '../rule.ts'
import { itself, onEvents, type Listener } from '../signal-rule.ts'

const workingDays = (standard: number, title: string) =>
  z.int().min(0).max(250).default(standard).meta({ title, unit: 'working days' })
const { blockedWorkingDays, waitingClientWorkingDays } = DEFAULT_THRESHOLDS

const ofProject: Listener = ({ projectId }, tx) => climbingIn(tx, blockedLadder(settings.parse({})), projectId)
const settings = z.object({
  managerAfterDays: workingDays(blockedWorkingDays[0], 'The Project Manager is told after'),
  adminsAfterDays: workingDays(blockedWorkingDays[1], 'The Project Admins are told after'),
  clientAfterDays: workingDays(
    waitingClientWorkingDays,
    'Waiting for the client, their account manager is asked after',
  ),
})

export default rule({
  says: 'Of a task that stays blocked the Project Manager is told, then the Project Admins; where it waits for the client, their account manager is asked to look.',
  on: {
    ...onEvents(itself, 'task.status_changed', 'task.deleted'),
    ...onEvents(ofProject, 'project.status_changed', 'project.deleted', 'project.restored'),
  },
  settings,
  find: (tx, days, ids) => findClimbing(tx, blockedLadder(days), ids),
  act: (tx, found, days) => actOnClimbing(tx, blockedLadder(days), found),
})
