// What each operation of a batch is: what it needs, what its data are, how it is done by itself, and how with others of its kind.
import type { z } from 'zod'
import {
  AssignData,
  DeleteData,
  MoveData,
  ProjectStatusData,
  type BatchKind,
  type BatchOp,
} from '../../domain/batch.ts'
import { Id } from '../../domain/fields.ts'
import type { Permission } from '../../domain/permissions.ts'
import { NewProject, ProjectChange } from '../../domain/project.ts'
import { NewTask, TaskChange, TaskStatusChange } from '../../domain/task.ts'
import type { Tx } from '../platform/transaction.ts'
import { moveProjects } from '../portfolio/move-projects.ts'
import { createProjects } from '../projects/create-project.ts'
import { deleteProject, updateProjects } from '../projects/project-operations.ts'
import { createTasksIn } from '../tasks/create-task.ts'
import { moveTasksByDays } from '../tasks/move-by-days.ts'
import { deleteTasks, updateTaskStatuses } from '../tasks/task-operations.ts'
import { updateTasks } from '../tasks/update-task.ts'

/** One operation that is understood. */
export interface Item<D = unknown> {
  id: string
  data: D
  ifMatch: number | undefined
}

/** What is deleted is told of by what deleting it answers. */
export type Told = Record<string, unknown>

export interface Operation<D = unknown> {
  needs: Permission
  data: z.ZodType<D>
  /**
   * Does it with each, in this order; all of them or none. Answers what is to be told of each where that is not the thing as
   * it is afterwards; of what is created, its id.
   */
  run(tx: Tx, items: readonly Item<D>[]): Promise<readonly Told[] | void>
}

const operation = <D>(definition: Operation<D>) => definition as Operation

/** With the version that its caller last saw. */
const seen = <D>(tx: Tx, { ifMatch }: Item<D>): Tx => (ifMatch === undefined ? tx : tx.as({ ifMatch }))

/** A list after some were added and others taken away. */
const joined = (before: readonly string[], { add = [], remove = [] }: z.output<typeof AssignData>): string[] =>
  [...new Set([...before, ...add])].filter((id) => !remove.includes(id))

export const OPERATIONS: Record<BatchKind, Record<BatchOp, Operation>> = {
  project: {
    create: operation({
      needs: 'project.create',
      data: NewProject,
      run: async (tx, items) =>
        idsOf(
          await createProjects(
            tx,
            items.map(({ data }) => data),
          ),
        ),
    }),
    update: operation({
      needs: 'project.update',
      data: ProjectChange,
      run: (tx, items) =>
        updateProjects(
          tx,
          items.map((item) => ({ ...item, change: () => item.data })),
        ),
    }),
    status: operation({
      needs: 'project.update',
      data: ProjectStatusData,
      run: (tx, items) =>
        updateProjects(
          tx,
          items.map((item) => ({ ...item, change: () => item.data })),
        ),
    }),
    assign: operation({
      needs: 'project.assign',
      data: AssignData,
      run: (tx, items) =>
        updateProjects(
          tx,
          items.map((item) => ({
            ...item,
            change: ({ assignedTeam }) => ({ assignedTeam: joined(assignedTeam, item.data) }),
          })),
        ),
    }),
    move: operation({ needs: 'schedule.update', data: MoveData, run: moveProjects }),
    delete: operation({
      needs: 'project.delete',
      data: DeleteData,
      run: (tx, items) => eachOf(items, (item) => deleteProject(seen(tx, item), item.id, item.data.reason)),
    }),
  },
  task: {
    create: operation({
      needs: 'task.create',
      data: NewTask.extend({ projectId: Id }),
      run: async (tx, items) =>
        idsOf(
          await createTasksIn(
            tx,
            items.map(({ data }) => data),
          ),
        ),
    }),
    update: operation({
      needs: 'task.update',
      data: TaskChange,
      run: (tx, items) =>
        updateTasks(
          tx,
          items.map((item) => ({ ...item, change: () => item.data })),
        ),
    }),
    status: operation({
      needs: 'task.update_status',
      data: TaskStatusChange,
      run: (tx, items) =>
        updateTaskStatuses(
          tx,
          items.map((item) => ({ ...item, change: item.data })),
        ),
    }),
    assign: operation({
      needs: 'task.assign',
      data: AssignData,
      run: (tx, items) =>
        updateTasks(
          tx,
          items.map((item) => ({
            ...item,
            change: ({ assigneeIds }) => ({ assigneeIds: joined(assigneeIds, item.data) }),
          })),
        ),
    }),
    move: operation({ needs: 'task.update', data: MoveData, run: moveTasksByDays }),
    delete: operation({
      needs: 'task.delete',
      data: DeleteData,
      run: async (tx, items) =>
        (
          await deleteTasks(
            tx,
            items.map(({ data, ...item }) => ({ ...item, ...data })),
          )
        ).map((told) => ({ ...told })),
    }),
  },
}

const idsOf = (ids: readonly string[]): Told[] => ids.map((id) => ({ id }))

/** One after another. */
async function eachOf<D>(items: readonly Item<D>[], act: (item: Item<D>) => Promise<object>): Promise<Told[]> {
  const told: Told[] = []
  for (const item of items) told.push({ ...(await act(item)) })
  return told
}
