// What has to be true after power failed: every acknowledged write there once, over the API and in the tables.
import assert from 'node:assert/strict'
import type { TaskWithHistory } from '../../domain/task.ts'
import type { Person } from '../agency.ts'
import type { Ledger } from './killed-load.ts'
import type { Rows } from './running-server.ts'

/** Where each mark is found: at a project, at a task, or at a step of a task's history. Fails on one found twice. */
export async function marksFound(ada: Person): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const find = (mark: string | null, place: string) => {
    if (mark === null) return
    assert.ok(!found.has(mark), `${mark} is there twice: ${found.get(mark)} and ${place}`)
    found.set(mark, place)
  }
  for (const project of await all(ada, '/v1/admin/projects')) {
    find(project.name ?? '', project.id)
    for (const { id, title } of await all(ada, `/v1/admin/projects/${project.id}/tasks`)) {
      find(title ?? '', id)
      const { body } = await ada.get<TaskWithHistory>(`/v1/admin/projects/tasks/${id}`)
      for (const [i, step] of body.statusHistory.entries()) find(step.notes, `${id} step ${i + 1}`)
    }
  }
  return found
}

async function all(ada: Person, path: string): Promise<{ id: string; name?: string; title?: string }[]> {
  const things = []
  for (let cursor = ''; ;) {
    const { body } = await ada.get(`${path}?limit=100&sort=createdAt${cursor}`)
    things.push(...body.data)
    if (!body.pagination.nextCursor) return things
    cursor = `&cursor=${encodeURIComponent(body.pagination.nextCursor as string)}`
  }
}

/** Compares what is there with what people were told. */
export function checkAgainst({ acknowledged, refused, unknown }: Ledger, found: Map<string, string>): void {
  const promised = new Map<string, string>()
  for (const { write, body } of acknowledged) {
    const step =
      write.kind === 'move' ? body.statusHistory.findIndex(({ notes }) => notes === write.mark) + 1 : undefined
    // A move that said nothing new is answered, and leaves no step.
    if (step !== 0) promised.set(write.mark, step === undefined ? body.id : `${body.id} step ${step}`)
  }
  const open = new Set(unknown.map(({ mark }) => mark))
  assert.deepEqual(new Map([...found].filter(([mark]) => !open.has(mark))), promised)
  for (const { mark } of refused) assert.ok(!found.has(mark), `${mark} was refused and is there`)
}

/** Each finds what must not be. */
const NEVER = {
  'a history with a gap': `
    select task_id, count(*), max(n) from task_status_changes group by organization_id, task_id
    having min(n) <> 1 or max(n) <> count(*)`,
  'a step that does not begin where the one before ended, or is earlier': `
    select * from (select task_id, n, from_status, at, lag(to_status) over line as ended, lag(at) over line as before
      from task_status_changes window line as (partition by organization_id, task_id order by n)) step
    where from_status is distinct from ended or at < before`,
  'a task that is not where its last step left it, or has none': `
    select t.id, t.status, t.progress, last.* from tasks t left join lateral (
      select to_status, h.progress, at from task_status_changes h
      where h.organization_id = t.organization_id and h.task_id = t.id order by n desc limit 1) last on true
    where t.status is distinct from last.to_status or t.progress is distinct from last.progress or t.updated_at < last.at`,
  'versions that the activity does not tell one by one': `
    select thing.*, count(a.id) as told, array_agg(a.version order by a.version) from (
      select organization_id, 'project' as type, id, version from projects
      union all select organization_id, 'task', id, version from tasks) thing
    left join activity a on a.organization_id = thing.organization_id and a.entity_type = thing.type
      and a.entity_id = thing.id and a.version is not null
    group by thing.organization_id, thing.type, thing.id, thing.version
    having array_agg(a.version order by a.version) is distinct from array(select generate_series(1, thing.version))`,
  'places in the log with a gap between, or given twice': `
    select organization_id from activity where seq is not null group by organization_id
    having min(seq) <> 1 or max(seq) <> count(*) or count(distinct position) <> count(*)`,
  'activity about what does not exist': `
    select a.event, a.entity_type, a.entity_id, a.project_id from activity a
    where not exists (select 1 from (
        select 'organization' as type, id, id as organization_id from organizations
        union all select 'person', id, organization_id from people
        union all select 'token', id, organization_id from api_tokens
        union all select 'project', id, organization_id from projects
        union all select 'task', id, organization_id from tasks
        union all select 'communication', id, organization_id from communications
        union all select 'allocation', id, organization_id from allocations
        union all select 'signal', id, organization_id from pulse_signals
        union all select 'notification', telling_id, organization_id from notifications) thing
      where thing.organization_id = a.organization_id and thing.type = a.entity_type and thing.id = a.entity_id)
    or not exists (select 1 from projects p where p.organization_id = a.organization_id and p.id = a.project_id)
      and a.project_id is not null`,
  'steps and activity of a task that do not match': `
    select t.id from tasks t where
      (select count(*) from task_status_changes h where h.organization_id = t.organization_id and h.task_id = t.id) <>
      (select count(*) from activity a where a.organization_id = t.organization_id and a.entity_type = 'task' and a.entity_id = t.id
        and a.event in ('task.created', 'task.status_changed', 'task.progress_changed'))`,
  'a progress that is not the one of the tasks': `
    select p.id, p.progress from projects p where p.progress <> coalesce((
      select floor(100.0 * sum(weight) filter (where status = 'completed') / nullif(sum(weight), 0)) from tasks t
      where t.organization_id = p.organization_id and t.project_id = p.id and status <> 'cancelled' and deleted_at is null), 0)`,
  'a key without its answer, or whose thing is not there': `
    select key, status, reply from idempotency_keys k where status is null or reply is null or status < 300 and not exists (
      select 1 from (select id, organization_id from projects union all select id, organization_id from tasks) thing
      where thing.organization_id = k.organization_id and thing.id = k.reply::json ->> 'id')`,
}

/** Reads the tables past row security; every row that comes back is a broken promise. */
export async function checkTables(rows: Rows): Promise<void> {
  for (const [what, query] of Object.entries(NEVER)) assert.deepEqual(await rows(query), [], what)
}
