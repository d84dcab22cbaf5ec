// Ends all open tasks of a project at once: one step in each one's history, one entry each in the activity.
import { sql } from 'kysely'
import type { Tx } from '../platform/transaction.ts'
import { replan } from '../planning/replan.ts'
import { updateProgress } from './task-project.ts'

/** Cancels every open task of a project whose lock the caller holds. */
export async function cancelOpenTasks(tx: Tx, projectId: string, reason: string, cause: string): Promise<void> {
  const cancelled = await tx.rows<{ id: string; from: string; version: number; accountId: string }>(sql`
    with open as (
      select t.id, t.status, p.account_id from tasks t
      join projects p on p.organization_id = t.organization_id and p.id = t.project_id
      where t.organization_id = ${tx.actor.organizationId} and t.project_id = ${projectId}
        and t.deleted_at is null and t.status not in ('completed', 'cancelled')),
    moved as (
      update tasks t set status = 'cancelled', status_before_block = null, blocked_reason = null,
        version = version + 1, updated_at = greatest(t.updated_at, ${tx.now})
      from open where t.organization_id = ${tx.actor.organizationId} and t.id = open.id returning t.id, t.progress, t.version),
    told as (
      insert into task_status_changes (organization_id, task_id, n, from_status, to_status, progress, notes, actor_type, actor_id, at)
      select ${tx.actor.organizationId}, open.id,
        coalesce(last.n, 0) + 1, open.status, 'cancelled', moved.progress, ${reason}, ${tx.actor.type}, ${tx.actor.id},
        greatest(last.at, ${tx.now})
      from open join moved on moved.id = open.id
      left join lateral (select h.n, h.at from task_status_changes h
        where h.organization_id = ${tx.actor.organizationId} and h.task_id = open.id order by h.n desc limit 1) last on true)
    select open.id, open.status as from, moved.version, open.account_id as "accountId"
    from open join moved on moved.id = open.id order by open.id`)
  for (const { id, from, version, accountId } of cancelled) {
    const subject = { type: 'task', id, version, projectId, accountId }
    tx.record('task.status_changed', subject, { status: { from, to: 'cancelled' }, reason: { to: reason } }, cause)
  }
  updateProgress(tx, [projectId])
  await replan(tx, [projectId], [{ id: projectId, cause }])
}
