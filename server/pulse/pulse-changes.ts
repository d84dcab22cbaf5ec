// Finds the projects whose health may be another now: through the activity, whatever it was that changed, and by the clock.
import { sql } from 'kysely'
import type { LogEntry } from '../activity/log-entries.ts'
import type { Database } from '../platform/database.ts'
import type { Whose } from './recompute-pulse.ts'

/**
 * The projects that these entries touch: their own; those that share somebody whose days changed; all of an organisation
 * where its days did. A booking changes the days of whoever has it and had it.
 */
export async function touchedProjects(
  worker: Database,
  entries: readonly Pick<LogEntry, 'organizationId' | 'id'>[],
): Promise<(Whose & { projectId: string })[]> {
  if (entries.length === 0) return []
  return worker.query(sql`
    with e as (
      select a.* from unnest(${entries.map(({ organizationId }) => organizationId)}::text[], ${entries.map(({ id }) => id)}::text[])
        x (organization_id, id) join activity a on a.organization_id = x.organization_id and a.id = x.id),
    people as (
      select e.organization_id, e.entity_id as person_id from e where e.event in ('person.updated', 'person.overloaded')
      union select e.organization_id, e.changes #>> '{personId,from}' from e where e.entity_type in ('allocation', 'time_off')
      union select e.organization_id, a.person_id from e join allocations a on a.organization_id = e.organization_id
        and e.entity_type = 'allocation' and a.id = e.entity_id
      union select e.organization_id, a.person_id from e join allocations a on a.organization_id = e.organization_id
        and e.event in ('project.deleted', 'project.restored') and a.project_id = e.project_id
      union select e.organization_id, t.person_id from e join time_off t on t.organization_id = e.organization_id
        and e.entity_type = 'time_off' and t.id = e.entity_id),
    touched as (
      select e.organization_id, e.project_id from e where e.project_id is not null
      union select e.organization_id, e.changes #>> '{projectId,from}' from e where e.entity_type = 'subscription'
      union select m.organization_id, m.project_id from people p
        join project_members m on m.organization_id = p.organization_id and m.person_id = p.person_id
      union select p.organization_id, p.id from projects p join e on e.organization_id = p.organization_id
        and e.entity_type in ('organization', 'holiday'))
    select p.organization_id as "organizationId", o.timezone, p.id as "projectId"
    from touched t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    join organizations o on o.id = p.organization_id
    where p.status in ('onboarding', 'active', 'on_hold') and p.deleted_at is null
    order by p.organization_id, p.id`)
}

/** Open projects whose health is older than an hour, or of another day there, the oldest first. */
export const agedProjects = (worker: Database, now: Date, limit: number): Promise<(Whose & { projectId: string })[]> =>
  worker.query(sql`
    select p.organization_id as "organizationId", o.timezone, p.id as "projectId"
    from projects p join organizations o on o.id = p.organization_id
    where p.status in ('onboarding', 'active', 'on_hold') and p.deleted_at is null
      and (p.health_computed_at is null or p.health_computed_at < ${new Date(now.getTime() - 3_600_000)}
        or (p.health_computed_at at time zone o.timezone)::date < (${now}::timestamptz at time zone o.timezone)::date)
    order by p.health_computed_at nulls first limit ${limit}`)
