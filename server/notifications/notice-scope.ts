// Who may see what a notice is about: asked when it is told, when it is read, and again when it goes out.
import { sql, type RawBuilder } from 'kysely'
import { grantsOf, type Permission, type Role } from '../../domain/permissions.ts'
import { accountScope, personScope, projectScope, taskScope } from '../access/scopes.ts'
import { communicationScope } from '../communications/communication-queries.ts'
import type { Actor, Tx } from '../platform/transaction.ts'
import { signalScope } from '../signals/signal-queries.ts'

/** Somebody as they are told something: with all their rights, whatever a token of theirs was narrowed to. */
export interface Reader {
  id: string
  name: string
  roles: readonly Role[]
}

export const asReader = (tx: Tx, { id, name, roles }: Reader): Tx =>
  tx.as({ actor: { ...tx.actor, type: 'person', id, name, roles, tokenScopes: ['*'] } satisfies Actor })

const reaching = (tx: Tx, ...permissions: Permission[]): Tx => {
  const scopes = new Set(permissions.flatMap((permission) => grantsOf(tx.actor.roles, permission)))
  return tx.as({ scopes: [...scopes] })
}

const taskSeen = (tx: Tx, which: RawBuilder<unknown>): RawBuilder<unknown> => sql`exists (select 1 from tasks t
  join projects p on p.organization_id = t.organization_id and p.id = t.project_id where t.id = ${which} and ${taskScope(tx)})`

function projectSeen(tx: Tx, which: RawBuilder<unknown>): RawBuilder<unknown> {
  const { id, organizationId } = tx.actor
  const onTeam = sql`p.organization_id = ${organizationId} and p.deleted_at is null and (p.manager_id = ${id} or exists (
    select 1 from project_members m where m.organization_id = p.organization_id and m.project_id = p.id and m.person_id = ${id}))`
  return sql`exists (select 1 from projects p where p.id = ${which}
    and ((${projectScope(reaching(tx, 'project.read', 'me.projects'))}) or (${onTeam})))`
}

/**
 * Notices, as alias `n`, whose subject the actor may see as things are now. Of their own tasks, and of projects that they
 * are on the team of, people are told without having a role.
 */
export function noticeScope(tx: Tx): RawBuilder<unknown> {
  const { id, organizationId } = tx.actor
  const tasks = tx.as({ scopes: [...reaching(tx, 'task.read').scopes, 'own'] })
  const of = sql`n.organization_id = ${organizationId}`
  const task = (which: RawBuilder<unknown>) => taskSeen(tasks, which)
  const kinds: Record<string, RawBuilder<unknown>> = {
    task: sql`exists (select 1 from unnest(n.also || n.entity_id) w(id) where ${task(sql`w.id`)})`,
    project: sql`exists (select 1 from unnest(n.also || n.entity_id) w(id) where ${projectSeen(tx, sql`w.id`)})`,
    request: sql`exists (select 1 from requests q join projects p on p.organization_id = q.organization_id and p.id = q.project_id
      where q.organization_id = ${organizationId} and q.id = n.entity_id and ${projectScope(reaching(tx, 'request.read'))})`,
    communication: sql`exists (select 1 from communications c
      left join projects p on p.organization_id = c.organization_id and p.id = c.project_id
      where c.organization_id = ${organizationId} and c.id = n.entity_id and case when c.thread_type = 'task'
        then ${task(sql`c.thread_id`)} else ${communicationScope(reaching(tx, 'communication.read'))} end)`,
    signal: sql`exists (select 1 from pulse_signals s where s.id = n.entity_id and ${signalScope(reaching(tx, 'signal.read'))})`,
    account: sql`exists (select 1 from accounts a where a.id = n.entity_id and ${accountScope(reaching(tx, 'account.read'))})`,
    person: sql`(n.entity_id = ${id} or exists (select 1 from people x
      where x.id = n.entity_id and ${personScope(reaching(tx, 'person.read'))}))`,
    digest: grantsOf(tx.actor.roles, 'me.digest').length > 0 ? sql`true` : sql`false`,
    alert: grantsOf(tx.actor.roles, 'alert.manage').length > 0 ? sql`true` : sql`false`,
  }
  const cases = Object.entries(kinds).map(([type, seen]) => sql`when ${sql.lit(type)} then ${seen}`)
  return sql`${of} and case n.entity_type ${sql.join(cases, sql` `)} else false end`
}

/** Body and `bodySaid` of a notice, as alias `n`: the list of several tasks or projects only for who may see each of them still. */
export function noticeBody(tx: Tx): RawBuilder<unknown> {
  const tasks = tx.as({ scopes: [...reaching(tx, 'task.read').scopes, 'own'] })
  const isSeen = sql`(n.also = '{}' or not exists (select 1 from unnest(n.also || n.entity_id) w(id)
    where not case n.entity_type when 'project' then ${projectSeen(tx, sql`w.id`)} else ${taskSeen(tasks, sql`w.id`)} end))`
  return sql`case when ${isSeen} then n.body else '' end as body, case when ${isSeen} then n.body_said end as "bodySaid"`
}

/** So many are asked about in one statement, which has only seconds. */
const SEEN_AT_ONCE = 250

/** Which of these things the reader may see, as `type id`. */
export async function seenBy(
  tx: Tx,
  reader: Reader,
  things: readonly { type: string; id: string }[],
): Promise<Set<string>> {
  const seen = new Set<string>()
  for (let from = 0; from < things.length; from += SEEN_AT_ONCE) {
    const some = JSON.stringify(things.slice(from, from + SEEN_AT_ONCE))
    const rows = await tx.rows<{ type: string; id: string }>(sql`
      select n.entity_type as type, n.entity_id as id
      from (select ${tx.actor.organizationId}::text collate "C" as organization_id, w.type as entity_type, w.id collate "C" as entity_id,
          '{}'::text[] as also
        from json_to_recordset(${some}) as w(type text, id text)) n
      where ${noticeScope(asReader(tx, reader))}`)
    for (const { type, id } of rows) seen.add(`${type} ${id}`)
  }
  return seen
}
