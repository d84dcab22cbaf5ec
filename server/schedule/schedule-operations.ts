// What can be done with a schedule: many dates and bookings of a project changed at once, or none of them.
import { invalidField, Problem, type FieldError } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import type { ChangedSchedule, ScheduleChange, TaskMove } from '../../domain/schedule.ts'
import { changeAllocations } from '../capacity/allocation-operations.ts'
import { replan, type Asked } from '../planning/replan.ts'
import type { Tx } from '../platform/transaction.ts'
import { lockProjectOfTasks } from '../tasks/task-project.ts'
import { heldTasks } from '../tasks/lock-tasks.ts'
import { changeTask, savingTasks } from '../tasks/update-task.ts'
import { getProjectSchedule, type ScheduleQuery } from './schedule-queries.ts'

/**
 * Moves tasks first, with all that follows, then books: a booking meets the dates as they will be. Fails as changing a
 * task and booking do, with pointers into this body; answers the schedule as it is then.
 */
export async function updateSchedule(
  tx: Tx,
  projectId: string,
  change: ScheduleChange,
  shown: ScheduleQuery,
): Promise<ChangedSchedule> {
  await lockProjectOfTasks(tx, projectId)
  const asked = [
    ...(await moveTasks(tx, projectId, '/tasks', change.tasks ?? [])),
    ...(await moveTasks(tx, projectId, '/milestones', change.milestones ?? [])),
  ]
  await replan(tx, [projectId], asked)
  const { override, allocations = {} } = change
  const { warnings } = await changeAllocations(tx, projectId, allocations, { override })
  return { ...(await getProjectSchedule(tx, projectId, shown)), warnings }
}

async function moveTasks(tx: Tx, projectId: string, pointer: string, moves: readonly TaskMove[]): Promise<Asked[]> {
  if (moves.length === 0) return []
  const tasks = await heldTasks(
    tx,
    projectId,
    moves.map(({ id }) => id),
  )
  const saver = savingTasks(tx)
  const asked: Asked[] = []
  for (const [i, { id, ...change }] of moves.entries()) {
    const task = tasks.get(id)
    if (!task) throw invalidField(`${pointer}/${i}/id`, 'reference', say`names ${id}, which is no task of the project`)
    const one = await within(`${pointer}/${i}`, () => changeTask(tx, task, change, saver))
    if (one) asked.push({ ...one, pointer: `${pointer}/${i}` })
  }
  saver.flush()
  return asked
}

/** Refusals of a part of the body point to where the part stands. */
async function within<T>(pointer: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'validation_error') throw error
    const errors = (error.extra.errors as FieldError[]).map((each) => ({ ...each, pointer: pointer + each.pointer }))
    throw new Problem(error.code, errors.map((each) => `${each.pointer} ${each.message}`).join('; '), { errors })
  }
}
