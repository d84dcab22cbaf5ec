// Tasks moved by working days, each by the calendar of its project.
import { addWorkingDays, compileCalendar, type WorkCalendar } from '../../domain/calendar.ts'
import { invalidField, Problem } from '../../domain/problems.ts'
import type { TaskChange } from '../../domain/task.ts'
import { isOpenTask } from '../../domain/task-life.ts'
import { calendarOf, readNetwork } from '../planning/network.ts'
import type { Tx } from '../platform/transaction.ts'
import { lockTasks, type LockedTask } from './lock-tasks.ts'
import { updateTasks } from './update-task.ts'
import { sayStatus, say } from '../../domain/said.ts'

export interface MoveByDays {
  id: string
  data: { byDays: number }
  /** The version that the caller last saw. */
  ifMatch: number | undefined
}

/** Moves tasks that are open and have dates, all of them or none, and plans once. */
export async function moveTasksByDays(tx: Tx, moves: readonly MoveByDays[]): Promise<void> {
  const tasks = await lockTasks(
    tx,
    moves.map(({ id }) => id),
  )
  const network = await readNetwork(tx, [...new Set([...tasks.values()].map(({ projectId }) => projectId))])
  const calendars = new Map(
    network.projects.map((project) => [project.id, compileCalendar(calendarOf(network, project))]),
  )
  await updateTasks(
    tx,
    moves.map(({ id, data: { byDays }, ifMatch }) => ({
      id,
      ifMatch,
      change: (task) => movedBy(task, byDays, calendars.get(task.projectId)),
    })),
  )
}

function movedBy(task: LockedTask, byDays: number, calendar: WorkCalendar | undefined): TaskChange {
  if (!isOpenTask(task.status))
    throw new Problem('invalid_transition', say`A task that is ${sayStatus(task.status, 'task')} does not move.`, {
      allowed: [],
    })
  const { startOn, dueOn, scheduling } = task
  if ((startOn === null && dueOn === null) || !calendar)
    throw invalidField('/byDays', 'dates', 'moves a task that has dates, and this one has none')
  const moved = (date: string) => addWorkingDays(calendar, date, byDays)
  // An automatic task keeps its duration; a manual one has the dates that it is given.
  if (scheduling === 'automatic') return startOn === null ? {} : { startOn: moved(startOn) }
  return { ...(startOn !== null && { startOn: moved(startOn) }), ...(dueOn !== null && { dueOn: moved(dueOn) }) }
}
