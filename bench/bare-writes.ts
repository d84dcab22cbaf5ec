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

/** Working days before a date, where Monday to Friday are worked, and the date that has so many before it. */
const workingDays = (date: string) =>
  `(5 * ((${date} - date '2024-01-01') / 7) + least((${date} - date '2024-01-01') % 7, 5))`
const workingDay = (place: string) => `(date '2024-01-01' + 7 * (${place} / 5) + ${place} % 5)`

/**
 * A task that waits for nothing begins with its project, here a Monday, and ends when it is due, before the last one does:
 * so it moves no other. `spare` is the working days from its end to the project's.
 */
export const createTask: Record<'task' | 'history' | 'activity' | 'move' | 'progress', Statement> = {
  task: {
    name: 'create-task',
    text: `insert into tasks (organization_id, id, project_id, title, priority, estimate_minutes, start_on, due_on, duration_days,
        early_start_on, early_finish_on, late_start_on, late_finish_on, total_float_minutes, free_float_minutes, created_at, updated_at)
      select $1, $2, $3, $4, 'medium', $5, p.start_on, $6, ${workingDays('$6::date + 1')} - ${workingDays('p.start_on')},
        p.start_on, $6, ${workingDay(`(${workingDays('p.start_on')} + f.spare)`)},
        ${workingDay(`(${workingDays('$6::date + 1')} + f.spare - 1)`)}, 480 * f.spare, 480 * f.spare, $7, $7
      from projects p cross join lateral (select ${workingDays('max(t.due_on) + 1')} - ${workingDays('$6::date + 1')} as spare
        from tasks t where t.organization_id = $1 and t.project_id = $3 and t.deleted_at is null) f
      where p.organization_id = $1 and p.id = $3`,
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
  move: {
    name: 'create-move',
    text: `insert into activity (organization_id, id, entity_type, entity_id, version, project_id, account_id, event, actor_type, actor_id, changes, cause_id, at)
      select $1, $2, 'task', $3, 1, p.id, p.account_id, 'task.dates_moved', 'person', $5,
        jsonb_build_object('startOn', jsonb_build_object('from', null, 'to', t.start_on),
          'durationDays', jsonb_build_object('from', null, 'to', t.duration_days),
          'because', jsonb_build_object('to', jsonb_build_array(
            jsonb_build_object('kind', 'project_start', 'on', p.start_on, 'within', null)))), $6, $7
      from projects p join tasks t on t.organization_id = $1 and t.id = $3 where p.organization_id = $1 and p.id = $4`,
  },
  progress: { name: 'create-progress', text: PROGRESS },
}
