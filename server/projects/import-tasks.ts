// Tasks from a CSV file, made by the same operation as in the app: each project's in one go, planned once.
import type { ProjectImportReport } from '../../domain/import.ts'
import { Problem } from '../../domain/problems.ts'
import { requirePermission } from '../access/require-permission.ts'
import { readTable } from '../platform/csv.ts'
import { ImportOf } from '../platform/import-rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { createTasks } from '../tasks/create-task.ts'
import { circlesAmong, inGroups } from './import-order.ts'
import type { ImportInto } from './import-projects.ts'
import { readTaskRows, TASK_COLUMNS, type FileTask } from './import-task-rows.ts'

/** So often at most a project is tried again without the row that was refused, to find the others. */
const MAX_TRIES = 20
/** So many are made and planned at once: what travels to the database together has seconds to be done. */
const AT_ONCE = 500
/** Of a longer circle only the beginning is told, and where it closes. */
const MAX_STEPS_TOLD = 12

/**
 * Makes the tasks of the file that are not here yet, known by id, or by title within their project where they have none.
 * Rows may name each other, also those below.
 */
export async function importTaskRows(
  tx: Tx,
  into: ImportInto,
  file: string,
  rehearsal: boolean,
): Promise<ProjectImportReport> {
  requirePermission(tx, 'task.create')
  const rows = new ImportOf(readTable(file, TASK_COLUMNS), tx.progress)
  const tasks = await readTaskRows(tx, rows, into)
  refuseCircles(rows, tasks)
  const made = inGroups(tasks.filter(({ line }) => !rows.hasFailed(line)))
  const left = new Set(tasks.filter(({ line }) => rows.hasFailed(line)).map(({ id }) => id))
  for (const group of made)
    for (let from = 0; from < group.length; from += AT_ONCE)
      await makeGroup(tx, rows, group.slice(from, from + AT_ONCE), left)
  return { ...rows.report(rehearsal), kind: 'tasks' }
}

/** Names the rows of each circle; what is left has none. */
function refuseCircles(rows: ImportOf<typeof TASK_COLUMNS>, tasks: readonly FileTask[]): void {
  const lines = new Map(tasks.map(({ id, line }) => [id, line]))
  for (const { ids, path } of circlesAmong(tasks.filter(({ line }) => !rows.hasFailed(line)))) {
    const steps = path.map((id) => `line ${lines.get(id)}`)
    const told =
      steps.length > MAX_STEPS_TOLD ? steps.toSpliced(MAX_STEPS_TOLD - 1, steps.length - MAX_STEPS_TOLD, '…') : steps
    const message = `they would wait for each other: ${told.join(' → ')}`
    for (const id of ids) rows.refuse(lines.get(id) ?? 0, 'dependencies', 'dependency_cycle', message)
  }
}

/** Makes tasks of one project; `left` are those that will not be there, which nothing then names. */
async function makeGroup(
  tx: Tx,
  rows: ImportOf<typeof TASK_COLUMNS>,
  group: readonly FileTask[],
  left: Set<string>,
): Promise<void> {
  let tasks = group
  for (let tries = 1; tasks.length > 0; tries++) {
    const asked = tasks
    try {
      await tx.savepoint(() =>
        createTasks(
          tx,
          asked[0]?.projectId ?? '',
          asked.map((task) => withoutLeft(task, left)),
        ),
      )
      for (const { line, id } of asked) rows.create(line, id)
      return
    } catch (error) {
      // The import fails; the others are looked at as if that row were not there.
      const refused = error instanceof Problem ? refusedOf(error, asked) : undefined
      for (const { line } of refused ?? asked.slice(0, 1)) rows.refused(line, error)
      for (const { id } of refused ?? asked) left.add(id)
      if (!refused || tries === MAX_TRIES) return
      tasks = asked.filter(({ id }) => !left.has(id))
    }
  }
}

interface Reason {
  personId: string
  reason: string
  neededMinutes?: number
}

/** Which of the tasks a refusal is about: those on a circle, all of somebody suspended, the one somebody has no time for. */
function refusedOf({ extra }: Problem, tasks: readonly FileTask[]): FileTask[] | undefined {
  const circle = new Set(extra.path as string[] | undefined)
  const reasons = (extra.reasons as Reason[] | undefined) ?? []
  const about = (task: FileTask, wanted: (reason: Reason) => boolean) =>
    reasons.some((reason) => wanted(reason) && (task.body.assigneeIds ?? []).includes(reason.personId))
  const all = tasks.filter((task) => circle.has(task.id) || about(task, ({ reason }) => reason === 'inactive'))
  if (all.length > 0) return all
  const share = ({ body: { estimateMinutes, assigneeIds = [] } }: FileTask) =>
    Math.ceil((estimateMinutes ?? 0) / Math.max(1, assigneeIds.length))
  const first = tasks.find((task) => about(task, ({ neededMinutes = 0 }) => neededMinutes === share(task)))
  return first && [first]
}

function withoutLeft({ body }: FileTask, left: ReadonlySet<string>): FileTask['body'] {
  const { parentId, dependencies, ...rest } = body
  return {
    ...rest,
    ...(parentId && !left.has(parentId) && { parentId }),
    ...(dependencies && { dependencies: dependencies.filter(({ taskId }) => !left.has(taskId)) }),
  }
}
