// What a new task is before it is written: its columns, and how the network has it that its dates are planned in.
import { type NewTask } from '../../domain/task.ts'
import { type TaskLife } from '../../domain/task-life.ts'
import { checkTaskFields, impliedByDates, withOneDay } from '../../domain/task-dates.ts'
import type { Network, NetworkLink, NetworkTask } from '../planning/network.ts'
import { civilDate } from '../platform/civil-date.ts'
import type { Tx } from '../platform/transaction.ts'
import type { Links } from './task-dependencies.ts'
import { columnsOf, datesInRow } from './task-fields.ts'
import type { LockedTaskProject } from './task-project.ts'

/** A task taken over from elsewhere: it may stand where nothing created here begins, and count finer than days. */
export interface TakenTask extends Omit<NewTask, 'dependencies'> {
  dependencies?: Links | undefined
  /** In working minutes, instead of durationDays. */
  durationMinutes?: number | undefined
  /** The request that it comes of. */
  requestId?: string | null | undefined
  /** How far it has come: its dates are then facts, and no constraint follows from them. */
  come?: Pick<TaskLife, 'status' | 'progress' | 'completedAt'> | undefined
}

const NO_DATES = { scheduling: 'automatic', startOn: null, dueOn: null, durationDays: null, constraint: null } as const

/** Whether it waits for nothing and is part of nothing: then its project moves it, and it moves its project at most. */
export const isUntied = ({ dependencies = [], parentId, durationMinutes, come }: TakenTask): boolean =>
  dependencies.length === 0 && !parentId && durationMinutes === undefined && !come

/** What is to be written of a new task, but for the dates that a plan gives it. */
export function newTask(tx: Tx, project: LockedTaskProject, input: TakenTask) {
  const { id = tx.newId('tsk'), assigneeIds = [], dependencies = [], come } = input
  const { dates, ...task } = fieldsOf(input)
  const row = { ...task, ...datesInRow(dates.scheduling, dates), ...come, id, projectId: project.id }
  return { id, input, dates, row: { ...row, createdAt: tx.now, updatedAt: tx.now }, assigneeIds, links: dependencies }
}
export type MadeTask = ReturnType<typeof newTask>

/** A network as it will be read once these tasks are written. */
export const withTasks = (tx: Tx, network: Network, tasks: readonly MadeTask[]): Network => ({
  ...network,
  tasks: [...network.tasks, ...tasks.map((task) => asRead(tx, task))],
  links: [...network.links, ...tasks.flatMap(linksAsRead)],
})

function asRead(tx: Tx, { id, input, dates, row, assigneeIds }: MadeTask): NetworkTask {
  const { come } = input
  return {
    id,
    projectId: row.projectId,
    parentId: row.parentId,
    kind: row.kind,
    title: input.title,
    status: come?.status ?? 'pending',
    statusBeforeBlock: null,
    completedOn: come?.completedAt ? civilDate(new Date(come.completedAt), tx.actor.timezone) : null,
    scheduling: dates.scheduling,
    startOn: row.startOn ?? null,
    dueOn: row.dueOn ?? null,
    durationDays: dates.durationDays,
    durationMinutes: row.durationMinutes ?? null,
    estimateMinutes: input.estimateMinutes ?? null,
    version: 1,
    constraint: dates.constraint,
    earlyStartOn: null,
    earlyFinishOn: null,
    lateStartOn: null,
    lateFinishOn: null,
    totalFloatMinutes: null,
    freeFloatMinutes: null,
    critical: false,
    // As it is with all: who is on a milestone does not limit its days.
    assigneeIds: row.kind === 'task' ? [...new Set(assigneeIds)] : [],
  }
}

const linksAsRead = ({ id, links }: MadeTask): NetworkLink[] =>
  links.map(({ taskId, type = 'FS', lagDays = 0, lagMinutes = null }) => ({
    taskId: id,
    predecessorId: taskId,
    type,
    lagDays,
    lagMinutes,
  }))

/** The task's columns without its dates, and what was said about those. */
function fieldsOf(input: TakenTask) {
  const { id: _, assigneeIds: __, dependencies: ___, come, durationMinutes, ...fields } = input
  const kind = input.kind ?? 'task'
  const given = withOneDay(kind, input)
  const dates = {
    given,
    kind,
    scheduling: input.scheduling ?? ('automatic' as const),
    startOn: given.startOn ?? null,
    dueOn: given.dueOn ?? null,
    durationDays: input.durationDays ?? null,
    constraint: input.constraint ?? null,
    ...(!come && impliedByDates(NO_DATES, given)),
  }
  checkTaskFields({ ...dates, billableMinor: input.billableMinor ?? null })
  const { scheduling, durationDays, constraint } = dates
  const { startOn: ____, dueOn: _____, ...columns } = columnsOf({ ...fields, scheduling, durationDays, constraint })
  return {
    ...columns,
    parentId: input.parentId ?? null,
    kind,
    ...(durationMinutes !== undefined && { durationMinutes }),
    priority: input.priority ?? ('medium' as const),
    dates,
  }
}
