// What random agencies are made of, and what happens to their tasks, time and bookings.
import { dateOf, dayNumber } from '../domain/calendar.ts'
import { changeAllocations } from '../server/capacity/allocation-operations.ts'
import type { Tx } from '../server/platform/transaction.ts'
import { createTasks } from '../server/tasks/create-task.ts'
import { deleteTask, updateTaskStatus } from '../server/tasks/task-operations.ts'
import { createTimeEntry, deleteTimeEntry } from '../server/tasks/time-entry-operations.ts'
import { updateTask } from '../server/tasks/update-task.ts'

export const PEOPLE = ['pia', 'ben', 'cem', 'dora']

export interface Known {
  id: string
  projectId: string
}

export type Pick = (n: number) => number

/** Everything that the happenings share. */
export interface Life {
  pick: Pick
  projects: string[]
  tasks: Known[]
  entries: (Known & { taskId: string })[]
  requests: Known[]
  subscriptions: Known[]
  bookings: Known[]
  named: number
}

export const chance = (pick: Pick, percent: number) => pick(100) < percent
export const oneOf = <T>(pick: Pick, items: readonly T[]): T | undefined => items[pick(items.length)]
export const dayFrom = (tx: Tx, days: number) => dateOf(dayNumber(tx.today) + days)

export async function addTasks(tx: Tx, life: Life, projectId: string, count: number): Promise<void> {
  const { pick } = life
  const made = Array.from({ length: count }, () => ({ id: `tsk-${life.named++}`, projectId }))
  const dated = () => {
    const from = pick(40) - 12
    const manual = chance(pick, 50)
    return {
      scheduling: manual ? ('manual' as const) : ('automatic' as const),
      ...(chance(pick, 80) && { startOn: dayFrom(tx, from), dueOn: dayFrom(tx, from + pick(6)) }),
    }
  }
  await createTasks(
    tx,
    projectId,
    made.map(({ id }, n) => ({
      id,
      title: id,
      ...(chance(pick, 15) ? { kind: 'milestone' as const, startOn: dayFrom(tx, pick(30) - 8) } : dated()),
      ...(chance(pick, 40) && { weight: pick(6) }),
      ...(n > 0 && chance(pick, 40) && { dependencies: [{ taskId: made[pick(n)]?.id ?? '' }] }),
    })),
  )
  life.tasks.push(...made)
}

export function completes(tx: Tx, { pick, tasks }: Life) {
  const task = oneOf(pick, tasks)
  if (!task) return undefined
  if (chance(pick, 12)) return updateTaskStatus(tx, task.id, { status: 'in_progress', reason: 'Not yet' })
  return updateTaskStatus(tx, task.id, { status: chance(pick, 90) ? 'completed' : 'cancelled' })
}

export function starts(tx: Tx, { pick, tasks }: Life) {
  const task = oneOf(pick, tasks)
  return task && updateTaskStatus(tx, task.id, { status: 'in_progress' })
}

export function moves(tx: Tx, { pick, tasks }: Life) {
  const [task, other] = [oneOf(pick, tasks), oneOf(pick, tasks)]
  if (!task || !other) return undefined
  const from = pick(30) - 15
  const change = [
    { startOn: dayFrom(tx, from) },
    { dueOn: dayFrom(tx, from) },
    { scheduling: 'manual' as const, startOn: dayFrom(tx, from), dueOn: dayFrom(tx, from + pick(5)) },
    { scheduling: 'automatic' as const },
    { weight: pick(8) },
    { dependencies: [{ taskId: other.id }] },
    { assigneeIds: [oneOf(pick, PEOPLE) ?? ''] },
  ]
  return updateTask(tx, task.id, oneOf(pick, change) ?? {})
}

export async function records(tx: Tx, life: Life) {
  const { pick, tasks, entries } = life
  const entry = oneOf(pick, entries)
  if (entry && chance(pick, 20)) return deleteTimeEntry(tx, entry.taskId, entry.id)
  const task = oneOf(pick, tasks)
  if (!task) return undefined
  const id = `tim-${life.named++}`
  const made = await createTimeEntry(tx, task.id, { id, on: dayFrom(tx, -pick(5)), minutes: 15 + pick(200) })
  entries.push({ id, taskId: task.id, projectId: task.projectId })
  return made
}

export async function books(tx: Tx, life: Life) {
  const { pick, projects, tasks, bookings } = life
  const projectId = oneOf(pick, projects) ?? ''
  const id = `alc-${life.named++}`
  const from = pick(16) - 4
  const task = oneOf(
    pick,
    tasks.filter((each) => each.projectId === projectId),
  )
  const amount = [{ percent: 20 + pick(80) }, { minutesPerDay: 30 + pick(400) }, { totalMinutes: 60 + pick(2_000) }]
  const create = {
    id,
    personId: oneOf(pick, PEOPLE) ?? '',
    startOn: dayFrom(tx, from),
    endOn: dayFrom(tx, from + pick(9)),
    ...oneOf(pick, amount),
    ...(task && chance(pick, 30) && { taskId: task.id }),
    ...(chance(pick, 15) && { status: 'tentative' as const }),
  }
  await changeAllocations(tx, projectId, { create: [create] }, chance(pick, 60) ? { override: { reason: 'Must' } } : {})
  bookings.push({ id, projectId })
}

export function rebooks(tx: Tx, { pick, bookings }: Life) {
  const booking = oneOf(pick, bookings)
  if (!booking) return undefined
  const { id, projectId } = booking
  const from = pick(10) - 2
  const change = oneOf(pick, [
    { startOn: dayFrom(tx, from), endOn: dayFrom(tx, from + pick(7)) },
    { percent: 10 + pick(90) },
    { personId: oneOf(pick, PEOPLE) ?? '' },
    { status: 'confirmed' as const },
    { status: 'released' as const },
  ])
  return changeAllocations(tx, projectId, { update: [{ id, ...change }] }, { override: { reason: 'Must' } })
}

export async function deletes(tx: Tx, { pick, tasks }: Life) {
  const task = oneOf(pick, tasks)
  if (task && chance(pick, 50)) await deleteTask(tx, task.id)
}
