// How tasks come to be: one by one, or many that are planned at once.
import { type NewTask, type TaskLife, type TaskWithHistory } from '../../domain/task.ts'
import { checkTaskFields, impliedByDates, withOneDay } from '../../domain/task-dates.ts'
import { invalidField } from '../../domain/problems.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Shows } from '../platform/outcome.ts'
import { changesBetween } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { replan, type Asked } from '../planning/replan.ts'
import { insertAssignees, insertHistories, insertTasks } from './insert-tasks.ts'
import { addDependencies, type Links } from './task-dependencies.ts'
import { askedDates, checkReferences, columnsOf, datesInRow, refuseClosed, subjectOf } from './task-fields.ts'
import { lockProjectOfTasks, updateProgress, type LockedTaskProject } from './task-project.ts'
import { showTask } from './task-queries.ts'

/** Adds a task, or a milestone, to a project that is not closed, and plans what it is tied to. */
export async function createTask(tx: Tx, projectId: string, input: NewTask): Promise<Shows<TaskWithHistory>> {
  const [id = ''] = await createTasks(tx, projectId, [input])
  return showTask(id)
}

/** A task taken over from elsewhere: it may stand where nothing created here begins, and count finer than days. */
export interface TakenTask extends Omit<NewTask, 'dependencies'> {
  dependencies?: Links | undefined
  /** In working minutes, instead of durationDays. */
  durationMinutes?: number | undefined
  /** How far it has come: its dates are then facts, and no constraint follows from them. */
  come?: Pick<TaskLife, 'status' | 'progress' | 'completedAt'> | undefined
}

/**
 * Adds tasks in the order given, and plans once. Each may name a parent among those before it, and predecessors
 * among all of them. Returns their ids.
 */
export async function createTasks(tx: Tx, projectId: string, inputs: readonly TakenTask[]): Promise<string[]> {
  const project = await lockProjectOfTasks(tx, projectId)
  refuseClosed(project.status)
  const tasks = inputs.map((input) => newTask(tx, project, input))
  if (inputs.some(({ assigneeIds = [] }) => assigneeIds.length > 0)) requirePermission(tx, 'task.assign')
  await checkAll(tx, projectId, tasks)
  insertTasks(
    tx,
    tasks.map(({ row }) => row),
  )
  insertAssignees(tx, tasks)
  insertHistories(tx, tasks)
  await addDependencies(tx, tasks)
  const asked = tasks.map((task) => recorded(tx, project, task))
  updateProgress(tx, projectId)
  await replan(tx, [projectId], asked)
  return asked.map(({ id }) => id)
}

const NO_DATES = { scheduling: 'automatic', startOn: null, dueOn: null, durationDays: null, constraint: null } as const

function newTask(tx: Tx, project: LockedTaskProject, input: TakenTask) {
  const { id = tx.newId('tsk'), assigneeIds = [], dependencies = [], come } = input
  const { dates, ...task } = fieldsOf(input)
  const row = { ...task, ...datesInRow(dates.scheduling, dates), ...come, id, projectId: project.id }
  return { id, input, dates, row: { ...row, createdAt: tx.now, updatedAt: tx.now }, assigneeIds, links: dependencies }
}
type MadeTask = ReturnType<typeof newTask>

/** Parents are tasks of the project, among those before or there already; people are there. */
async function checkAll(tx: Tx, projectId: string, tasks: readonly MadeTask[]): Promise<void> {
  const before = new Map<string, string>()
  const elsewhere = new Set<string>()
  for (const { id, row } of tasks) {
    const { parentId } = row
    if (parentId && !before.has(parentId)) elsewhere.add(parentId)
    if (parentId && before.get(parentId) === 'milestone')
      throw invalidField('/parentId', 'reference', `names ${parentId}, which is a milestone`)
    before.set(id, row.kind)
  }
  const assigneeIds = [...new Set(tasks.flatMap((task) => task.assigneeIds))]
  for (const parentId of elsewhere.size > 0 ? elsewhere : [null])
    await checkReferences(tx, projectId, { assigneeIds, parentId })
}

function recorded(tx: Tx, project: LockedTaskProject, { id, input, dates, assigneeIds }: MadeTask): Asked {
  const { constraint } = dates
  const { come, ...told } = input
  const cause = tx.record(
    'task.created',
    subjectOf({ id, version: 1, projectId: project.id, accountId: project.accountId }),
    changesBetween({}, { ...told, ...come, ...(constraint && { constraint }), id }),
  )
  const asked = { id, cause, assignees: assigneeIds, ...askedDates(dates, dates.given) }
  return come || input.durationMinutes !== undefined ? { ...asked, countDays: false } : asked
}

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
