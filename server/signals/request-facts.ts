// What the conditions of signals have to know of open requests, as the tables have it.
import { sql, type RawBuilder } from 'kysely'
import type { RequestFacts } from '../../domain/work-conditions.ts'
import { goesOn } from './account-facts.ts'

export type OpenRequest = RequestFacts & { projectId: string; lastMessageAt: string; timesReopened: number }

/** Of requests, as alias `q`, that are open in projects where work goes on. Clocks that stand still say nothing. */
export const requestFacts = (
  organizationId: string,
  which: RawBuilder<unknown>,
): RawBuilder<OpenRequest> => sql<OpenRequest>`
  select json_build_object('id', q.id, 'title', q.title, 'priority', q.priority, 'open', true) as request,
    q.project_id as "projectId", instant(q.first_responded_at) as "firstRespondedAt",
    case when q.clocks_stopped_at is null then instant(q.respond_by) end as "respondBy",
    case when q.clocks_stopped_at is null then instant(q.resolve_by) end as "resolveBy",
    instant(coalesce((select max(c.said_at) from communications c where c.organization_id = q.organization_id
      and c.thread_type = 'request' and c.thread_id = q.id), q.created_at)) as "lastMessageAt",
    (select count(*)::int from request_status_changes h where h.organization_id = q.organization_id and h.request_id = q.id
      and h.from_status in ('completed', 'declined')) as "timesReopened"
  from requests q join projects p on p.organization_id = q.organization_id and p.id = q.project_id
  where q.organization_id = ${organizationId} and q.closed_at is null and ${goesOn} and ${which} order by q.id`
