// What the bare server writes: the product's rows of history and activity beside each change, unchecked and unlocked.
import type { Statement } from './bare-statements.ts'

const PROGRESS = `update projects p set progress = c.progress
  from (select coalesce(100 * sum(weight) filter (where status = 'completed') / nullif(sum(weight), 0), 0) as progress
    from tasks where organization_id = $1 and project_id = $2 and deleted_at is null and status <> 'cancelled') c
  where p.organization_id = $1 and p.id = $2 and p.progress <> c.progress`

/** $1 organisation, $2 task, $3 status, $4 actor, $5 now, $6 id of the activity: before the task itself is changed. */
export const moveTask: Record<'history' | 'activity' | 'task', Statement> = {
  history: {
    name: 'move-history',
    text: `insert into task_status_changes (organization_id, task_id, n, from_status, to_status, progress, actor_type, actor_id, at)
      select $1, $2, 1 + (select max(n) from task_status_changes where organization_id = $1 and task_id = $2),
        t.status, $3, t.progress, 'person', $4, $5 from tasks t where t.organization_id = $1 and t.id = $2`,
  },
  activity: {
    name: 'move-activity',
    text: `insert into activity (organization_id, id, entity_type, entity_id, version, project_id, account_id, event, actor_type, actor_id, changes, at)
      select $1, $6, 'task', $2, t.version + 1, t.project_id, p.account_id, 'task.status_changed', 'person', $4,
        jsonb_build_object('status', jsonb_build_object('from', t.status, 'to', $3::text)), $5
      from tasks t join projects p on p.organization_id = $1 and p.id = t.project_id where t.organization_id = $1 and t.id = $2`,
  },
  task: {
    name: 'move-task',
    text: `update tasks set status = $3, version = version + 1, updated_at = $4 where organization_id = $1 and id = $2`,
  },
}

export const createTask: Record<'task' | 'history' | 'activity' | 'progress', Statement> = {
  task: {
    name: 'create-task',
    text: `insert into tasks (organization_id, id, project_id, title, priority, estimate_minutes, due_on, created_at, updated_at)
      values ($1, $2, $3, $4, 'medium', $5, $6, $7, $7)`,
  },
  history: {
    name: 'create-history',
    text: `insert into task_status_changes (organization_id, task_id, n, to_status, progress, actor_type, actor_id, at)
      values ($1, $2, 1, 'pending', 0, 'person', $3, $4)`,
  },
  activity: {
    name: 'create-activity',
    text: `insert into activity (organization_id, id, entity_type, entity_id, version, project_id, account_id, event, actor_type, actor_id, changes, at)
      select $1, $2, 'task', $3, 1, p.id, p.account_id, 'task.created', 'person', $5, $6, $7
      from projects p where p.organization_id = $1 and p.id = $4`,
  },
  progress: { name: 'create-progress', text: PROGRESS },
}
