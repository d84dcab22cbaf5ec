// Tells many tasks at once from when they may start, in one statement; the caller plans what follows.
import { sql } from 'kysely'
import type { Task } from '../../domain/task.ts'
import type { Asked } from '../planning/replan.ts'
import type { Tx } from '../platform/transaction.ts'

type Constraint = Task['constraint']

/** A task whose project the caller holds. */
export interface Constrained {
  id: string
  version: number
  projectId: string
  accountId: string
  constraint: Constraint
}

/** Saves and records the new constraints of tasks, each with the change that led to it; answers what they ask of the plan. */
export function constrainTasks(
  tx: Tx,
  changes: readonly { task: Constrained; to: Constraint; cause: string }[],
): Asked[] {
  if (changes.length === 0) return []
  const rows = changes.map(({ task, to }) => ({ id: task.id, kind: to?.kind ?? null, on: to?.on ?? null }))
  tx.send(sql`update tasks t set constraint_kind = r.kind, constraint_on = r."on", version = t.version + 1,
      updated_at = greatest(t.updated_at, ${tx.now})
    from json_to_recordset(${JSON.stringify(rows)}) as r(id text, kind text, "on" date)
    where t.organization_id = ${tx.actor.organizationId} and t.id = r.id`)
  return changes.map(({ task, to, cause }) => {
    const { id, projectId, accountId, constraint: from } = task
    const subject = { type: 'task', id, version: task.version + 1, projectId, accountId }
    return { id, cause: tx.record('task.updated', subject, { constraint: { from, to } }, cause) }
  })
}
