// The two ladders of tasks: past their due date, and standing still.
import { sql } from 'kysely'
import { DEFAULT_THRESHOLDS, named, workingDays } from '../../domain/signal-conditions.ts'
import { say, type Said } from '../../domain/said.ts'
import { taskBlocked, taskOverdue } from '../../domain/work-conditions.ts'
import { clearAlert, raiseAlert } from '../alerts/raise-alert.ts'
import { notify } from '../notifications/notify.ts'
import { dateOf, dayNumber } from '../../domain/calendar.ts'
import type { Tx } from '../platform/transaction.ts'
import type { LateTask } from '../signals/task-facts.ts'
import { fromLevel } from './people-to-tell.ts'
import type { Levels, Step, TaskLadder } from './task-ladder.ts'

const openTask = ({ id, title }: LateTask) => ({ id, title, open: true })
const titleOf = ({ title }: LateTask) => named({ name: title })

/** Working days after which each is told: who does it, the Team Lead, the Project Manager, the Project Admins. */
export type OverdueDays = readonly number[]

export function overdueLadder(stepsDays: OverdueDays): TaskLadder {
  const [, lead = 1, manager = 2, admins = 4] = stepsDays
  const thresholds = { ...DEFAULT_THRESHOLDS, overdueWorkingDays: [lead, manager, admins] as const }
  return {
    type: 'task_overdue',
    cleared: 'It is not overdue any more, or its project stands still.',
    applies: (tx) => sql`t.due_on < ${tx.today}::date`,
    episode: ({ dueOn }) => dueOn,
    from: ({ dueOn }) => dateOf(dayNumber(dueOn) + 1),
    stepsDays: () => stepsDays,
    raising: (task, days) =>
      taskOverdue({ task: openTask(task), dueOn: task.dueOn, workingDaysLate: days }, thresholds),
    assignee: () => undefined,
    told: ({ step, levels }) => fromLevel([levels.assignees, levels.teamLead, levels.manager, levels.admins], step - 1),
    tell(tx, taken, told, causeId) {
      const { task, step, days } = taken
      const how = days < lead ? say`Overdue since ${task.dueOn}` : say`${workingDays(days)} overdue`
      tellOf(tx, 'task_overdue', taken, told, say`${how}: ${titleOf(task)}`, causeId)
      if (step !== stepsDays.length) return
      const { id: taskId, projectId, dueOn } = task
      const title = say`${workingDays(days)} overdue, and nobody moved it: ${titleOf(task)}`
      raiseAlert(tx, {
        fingerprint: fingerprint(taskId),
        severity: 'warning',
        title,
        detail: { taskId, projectId, dueOn },
      })
    },
    end: (tx, taskId) => clearAlert(tx, fingerprint(taskId)),
  }
}

const fingerprint = (taskId: string) => `task_overdue:${taskId}`

export interface BlockedDays {
  managerAfterDays: number
  adminsAfterDays: number
  /** Where it waits for the client, their account manager is asked to look. */
  clientAfterDays: number
}

const waits = ({ blockedReason }: LateTask) => blockedReason === 'waiting_client'

export function blockedLadder({ managerAfterDays, adminsAfterDays, clientAfterDays }: BlockedDays): TaskLadder {
  const thresholds = {
    ...DEFAULT_THRESHOLDS,
    blockedWorkingDays: [managerAfterDays, adminsAfterDays] as const,
    waitingClientWorkingDays: clientAfterDays,
  }
  return {
    type: 'task_blocked',
    cleared: 'It goes on, or its project stands still.',
    applies: () => sql`t.status = 'blocked'`,
    // Another reason is another matter, with other people to tell.
    episode: (task) => `${task.since}${waits(task) ? ' client' : ''}`,
    from: ({ sinceOn }) => sinceOn ?? '',
    stepsDays(task) {
      const first = waits(task) ? clientAfterDays : managerAfterDays
      return [first, Math.max(first, adminsAfterDays)]
    },
    raising: (task, days) =>
      taskBlocked(
        { task: openTask(task), blockedReason: task.blockedReason, since: task.since ?? '', workingDaysBlocked: days },
        thresholds,
      ),
    assignee: (task, levels) => (waits(task) ? forTheClient(levels)[0] : undefined),
    told: ({ task, step, levels }) =>
      waits(task) ? forTheClient(levels).slice(0, 1) : fromLevel([levels.manager, levels.admins], step - 1),
    tell(tx, taken, told, causeId) {
      // That one is to look at a signal is told with the signal; of the task itself account managers read nothing.
      if (waits(taken.task)) return
      tellOf(
        tx,
        'task_blocked',
        taken,
        told,
        say`Blocked for ${workingDays(taken.days)}: ${titleOf(taken.task)}`,
        causeId,
      )
    },
    end: () => {},
  }
}

const forTheClient = ({ accountManagers, manager, admins }: Levels) => fromLevel([accountManagers, manager, admins], 0)

function tellOf(
  tx: Tx,
  kind: 'task_overdue' | 'task_blocked',
  { task, episode, step }: Step,
  personIds: readonly string[],
  title: Said,
  causeId: string,
): void {
  const { id, projectId, accountId } = task
  const dedupeKey = `${kind}:${id}:${episode}:${step}`
  notify(tx, { kind, personIds, entity: { type: 'task', id }, projectId, accountId, title, causeId, dedupeKey })
}
