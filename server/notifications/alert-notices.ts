// Who is told of alerts: every Project Admin of the organisation, once for each alert.
import { sql, type RawBuilder } from 'kysely'
import { say, type Said } from '../../domain/said.ts'
import type { Tx } from '../platform/transaction.ts'
import { notify } from './notify.ts'

export interface UntoldAlert {
  id: string
  title: string
  said: Said | null
  severity: string
  causeId: string | null
  personIds: string[]
}

/** Later, nobody is told any more: what is still open is in the list of alerts. */
const TOLD_WITHIN = sql`interval '1 day'`
const keyOf = (alertId: RawBuilder<unknown>) => sql`'alert:' || ${alertId}`

/** Alerts that nobody was told of yet; also those that are over already, since somebody must know that it was so. */
export const untoldAlerts = (tx: Tx, ids: readonly string[] | undefined): Promise<UntoldAlert[]> =>
  tx.rows<UntoldAlert>(sql`
    select a.id, a.title, a.said, a.severity, admins.ids as "personIds",
      (select e.id from activity e where e.organization_id = a.organization_id and e.entity_type = 'alert' and e.entity_id = a.id
        and e.event = 'alert.raised' limit 1) as "causeId"
    from alerts a
    cross join lateral (select array_agg(x.id order by x.id) as ids from people x
      where x.organization_id = a.organization_id and x.active and 'project_admin' = any(x.roles)) admins
    where a.organization_id = ${tx.actor.organizationId} and admins.ids is not null
      and ${ids ? sql`a.id = any(${ids})` : sql`true`} and a.updated_at > ${tx.now}::timestamptz - ${TOLD_WITHIN}
      and not exists (select 1 from notifications n where n.organization_id = a.organization_id
        and n.dedupe_key = ${keyOf(sql`a.id`)} and n.person_id = any(admins.ids))
    order by a.id limit 200`)

export function tellAdmins(tx: Tx, { id, title, said, severity, causeId, personIds }: UntoldAlert): void {
  const words = said ?? title
  notify(tx, {
    kind: 'alert_raised',
    personIds,
    entity: { type: 'alert', id },
    title: severity === 'critical' ? say`Critical: ${words}` : words,
    causeId,
    dedupeKey: `alert:${id}`,
  })
}
