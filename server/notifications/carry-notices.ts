// Sees to it that notices also go by mail or chat as their person wants it: each at once, or all of a day in the digest.
import { sql } from 'kysely'
import { afterQuietHours, lastDigest } from '../../domain/notice-times.ts'
import { DEFAULT_PREFERENCES, isUrgent, waysOf, type NoticeKind } from '../../domain/notification.ts'
import type { Role } from '../../domain/permissions.ts'
import type { Database } from '../platform/database.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { getPreferences } from './preference-queries.ts'

export interface Carrying {
  /** Finds who has something waiting, over all organisations. */
  worker: Database
  /** Does it, within one. */
  app: Database
  clock: () => Date
  publicUrl: string
  /** Whether there is a chat to go by. */
  chat: boolean
}

export interface Told {
  organizationId: string
  timezone: string
  personId: string
  name: string
  email: string
  roles: Role[]
}

const PEOPLE_AT_ONCE = 100
const NOTICES_AT_ONCE = 500

/** Whose people's notices wait for this, or for their digest; the worker's. */
const peopleWith = (waiting: ReturnType<typeof sql>, more: ReturnType<typeof sql>) => sql<
  Told & { digestHour: number; firstAt: Date }
>`
  select x.organization_id as "organizationId", o.timezone, x.id as "personId", x.name, x.email, x.roles,
    coalesce(f.digest_hour, ${DEFAULT_PREFERENCES.digestHour}) as "digestHour", w.first_at as "firstAt"
  from (${waiting}) w
  join people x on x.organization_id = w.organization_id and x.id = w.person_id ${more}
  join organizations o on o.id = x.organization_id
  left join notification_preferences f on f.organization_id = x.organization_id and f.person_id = x.id`

/** What a person's transaction needs; they are told as who they are. */
export const contextFor = (
  { organizationId, timezone, personId: id, name, roles }: Told,
  now: Date,
  publicUrl: string,
) => ({
  actor: { type: 'person' as const, id, name, organizationId, roles, tokenScopes: ['*'], timezone },
  permission: 'me.notifications' as const,
  scopes: ['own' as const],
  now,
  publicUrl,
})

/** Decides about all that was told since, person by person. Several nodes may: each notice is decided about once. */
export async function carryNotices({ worker, app, clock, publicUrl, chat }: Carrying): Promise<void> {
  for (;;) {
    const people = await worker.query(
      peopleWith(
        sql`select organization_id, person_id, min(created_at) as first_at from notifications where carried_at is null
          group by 1, 2 order by 3 limit ${PEOPLE_AT_ONCE}`,
        sql``,
      ),
    )
    await each(people, (person) =>
      transaction(app, contextFor(person, clock(), publicUrl), (tx) => carryOf(tx, person, chat)),
    )
    if (people.length < PEOPLE_AT_ONCE) return
  }
}

async function carryOf(tx: Tx, { email }: Told, chat: boolean): Promise<void> {
  const preferences = await getPreferences(tx, tx.actor.id)
  const waiting = await tx.rows<{ id: string; kind: NoticeKind; projectId: string | null }>(sql`
    select id, kind, project_id as "projectId" from notifications
    where organization_id = ${tx.actor.organizationId} and person_id = ${tx.actor.id} and carried_at is null
    order by created_at, id limit ${NOTICES_AT_ONCE} for update`)
  const quietUntil = afterQuietHours(preferences.quietHours, tx.actor.timezone, tx.now)
  const decided = waiting.map((notice) => ({ id: notice.id, ...waysOf(preferences, notice), notice }))
  for (const { id, email: way, chat: wanted, notice } of decided) {
    const at = isUrgent(notice.kind) ? tx.now : quietUntil
    if (way === 'instant') send(tx, { carrier: 'email', recipient: email, key: `notice:email:${id}`, at })
    if (wanted && chat) send(tx, { carrier: 'slack', recipient: email, key: `notice:slack:${id}`, at })
  }
  tx.send(sql`update notifications n set carried_at = ${tx.now}, mail = d.email
    from json_to_recordset(${JSON.stringify(decided)}) as d(id text, email text)
    where n.organization_id = ${tx.actor.organizationId} and n.id = d.id collate "C"`)
}

/** Makes the digests whose hour has come, one for each person and day; none where there is nothing unread. */
export async function makeDigests({ worker, app, clock, publicUrl }: Carrying): Promise<void> {
  const people = await worker.query(
    peopleWith(
      sql`select organization_id, person_id, min(created_at) as first_at from notifications
        where mail = 'digest' and digest_on is null and read_at is null and deleted_at is null group by 1, 2`,
      sql`and x.active`,
    ),
  )
  await each(people, async (person) => {
    const now = clock()
    const due = lastDigest(person.digestHour, person.timezone, now)
    if (person.firstAt < due.at)
      await transaction(app, contextFor(person, now, publicUrl), (tx) => digestOf(tx, person, due))
  })
}

/** What fails for one keeps none of the others waiting. */
async function each<T>(people: readonly T[], work: (person: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = []
  for (const person of people) await work(person).catch((error: unknown) => failures.push(error))
  if (failures.length > 0)
    throw new AggregateError(failures, `failed for ${failures.length} of ${people.length} people`)
}

/** What was told before its hour and is unread goes into it; what is told later waits for the next. */
async function digestOf(tx: Tx, { email }: Told, { on, at }: { on: string; at: Date }): Promise<void> {
  const mine = sql`organization_id = ${tx.actor.organizationId} and person_id = ${tx.actor.id}`
  const fresh = sql`${mine} and mail = 'digest' and digest_on is null and read_at is null and deleted_at is null
    and created_at < ${at}`
  const made = await tx.first(sql`insert into notification_digests (organization_id, person_id, "on", created_at)
    select ${tx.actor.organizationId}, ${tx.actor.id}, ${on}, ${tx.now}
    where exists (select 1 from notifications where ${fresh}) on conflict do nothing returning 1 as made`)
  if (!made) return
  tx.send(sql`update notifications set digest_on = ${on} where ${fresh}`)
  const { quietHours } = await getPreferences(tx, tx.actor.id)
  const then = afterQuietHours(quietHours, tx.actor.timezone, tx.now)
  send(tx, { carrier: 'email', recipient: email, key: `digest:${on}`, at: then })
}

interface Sending {
  carrier: 'email' | 'slack'
  recipient: string
  key: string
  at: Date
}

/** A message without words: those are made when it goes, from what its person may see then. */
function send(tx: Tx, { carrier, recipient, key, at }: Sending): void {
  tx.send(sql`insert into outgoing_messages (organization_id, id, carrier, recipient, subject, body, person_id, notice_key,
      next_attempt_at, created_at)
    values (${tx.actor.organizationId}, ${tx.newId('msg')}, ${carrier}, ${recipient}, '', '', ${tx.actor.id}, ${key}, ${at}, ${tx.now})
    on conflict (organization_id, person_id, notice_key) do nothing`)
}
