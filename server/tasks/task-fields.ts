// How a task's fields get into its row, and what they may name: shared by creating and changing tasks.
import { sql } from 'kysely'
import { Problem } from '../../domain/problems.ts'
import { say, sayStatus } from '../../domain/said.ts'
import { isOpenProject } from '../../domain/project-life.ts'
import type { ProjectStatus } from '../../domain/project.ts'
import type { NewTask, Task, TaskChange } from '../../domain/task.ts'
import { requireIds } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import type { Asked } from '../planning/replan.ts'

/** The fields that decide dates. */
export const PLANNING_FIELDS: readonly (keyof Task)[] = [
  'startOn',
  'dueOn',
  'durationDays',
  'estimateMinutes',
  'scheduling',
  'constraint',
  'dependencies',
  'parentId',
  'assigneeIds',
]

/** A task's fields as its row keeps them; a duration in days takes the place of an imported one in minutes. */
export const columnsOf = ({ constraint, ...fields }: Omit<TaskChange, 'assigneeIds' | 'dependencies'>) => ({
  ...fields,
  ...(constraint !== undefined && {
    constraintKind: constraint?.kind ?? null,
    constraintOn: constraint?.on ?? null,
  }),
  ...(fields.durationDays !== undefined && { durationMinutes: null }),
})

type Dates = Pick<TaskChange, 'startOn' | 'dueOn'>

/** The dates that go into the row as given: those of a manual task. Those of an automatic one are what the plan makes of them. */
export const datesInRow = (scheduling: Task['scheduling'], { startOn, dueOn }: Dates): Dates =>
  scheduling === 'manual' ? { startOn, dueOn } : {}

/** What dates given by hand ask of the plan. */
export const askedDates = (
  { kind, scheduling }: Pick<Task, 'kind' | 'scheduling'>,
  { startOn, dueOn, durationDays }: Pick<TaskChange, 'startOn' | 'dueOn' | 'durationDays'>,
): Pick<Asked, 'startOn' | 'dueOn' | 'countDays'> =>
  scheduling === 'manual'
    ? {}
    : {
        ...(startOn !== undefined && { startOn }),
        ...(dueOn !== undefined && { dueOn }),
        countDays: kind === 'task' && !durationDays && !!dueOn,
      }

export async function checkReferences(tx: Tx, projectId: string, input: NewTask | TaskChange): Promise<void> {
  await Promise.all([
    requireIds(tx, '/assigneeIds', 'people', input.assigneeIds ?? []),
    requireIds(
      tx,
      '/parentId',
      'tasks',
      [input.parentId],
      sql`x.project_id = ${projectId} and x.deleted_at is null and x.kind = 'task'`,
    ),
  ])
}

export function refuseClosed(status: ProjectStatus): void {
  if (!isOpenProject(status))
    throw new Problem('invalid_transition', say`The project is ${sayStatus(status)}; reopen it first.`, { allowed: [] })
}

export const subjectOf = (task: { id: string; version: number; projectId: string; accountId: string }) => ({
  type: 'task',
  id: task.id,
  version: task.version,
  projectId: task.projectId,
  accountId: task.accountId,
})
