// The things of a batch as they are after it.
import type { BatchKind } from '../../domain/batch.ts'
import type { Tx } from '../platform/transaction.ts'
import { showProjects } from '../projects/project-queries.ts'
import { showTasks } from '../tasks/task-queries.ts'

/** By kind and id. Shown even where the change itself took them out of the caller's scope; what is deleted is not there. */
export async function showThings(
  tx: Tx,
  things: readonly { kind: BatchKind; id: string }[],
): Promise<Record<BatchKind, Map<string, Record<string, unknown>>>> {
  const ids = (kind: BatchKind) => [...new Set(things.flatMap((thing) => (thing.kind === kind ? [thing.id] : [])))]
  const [project, task] = await Promise.all([showProjects(tx, ids('project')), showTasks(tx, ids('task'))])
  return { project: byId(project), task: byId(task) }
}

const byId = (things: readonly { id: string }[]) =>
  new Map(things.map((thing): [string, Record<string, unknown>] => [thing.id, { ...thing }]))
