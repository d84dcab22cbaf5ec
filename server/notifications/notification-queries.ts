// What somebody was told: every SELECT, for them alone, and only of what they may still see.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Id } from '../../domain/fields.ts'
import { NOTICE_KINDS, Notification } from '../../domain/notification.ts'
import { notFound } from '../../domain/problems.ts'
import { jsonText, type JsonText } from '../platform/json.ts'
import { narrow } from '../platform/narrow.ts'
import { commaList, listPage, pageOf, pageQuery, queryBoolean, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'
import { asReader, noticeBody, noticeScope } from './notice-scope.ts'
import { getPreferences } from './preference-queries.ts'

export const NotificationFilters = z.strictObject({
  unread: queryBoolean.optional(),
  kind: commaList(z.enum(NOTICE_KINDS)).optional(),
  projectId: commaList(Id).optional(),
  ...pageQuery(['at']),
})
export type NotificationFilters = z.output<typeof NotificationFilters>
export const NotificationPage = pageOf(Notification).extend({
  unread: z.int().meta({ description: 'How many are unread, whatever the filters say; counted to 1,000.' }),
})
export type NotificationPage = Page<Notification> & { unread: number }

const MOST_COUNTED = 1_000

/** A notice as its person gets it, of a table `n`. */
export const noticeColumns = (tx: Tx): RawBuilder<unknown> => sql`
  n.id, n.kind, n.title, n.said, ${noticeBody(tx)}, json_build_object('type', n.entity_type, 'id', n.entity_id) as entity,
  n.project_id as "projectId", json_build_object('type', n.actor_type, 'id', n.actor_id, 'name', n.actor_name) as actor,
  n.cause_id as "causeId", instant(n.created_at) as at, instant(n.read_at) as "readAt"`

/** All that is there for the actor to see: theirs, not taken away, of what they may see now. A token sees what its person sees. */
const mine = (tx: Tx) =>
  sql`n.person_id = ${tx.actor.id} and n.deleted_at is null and ${noticeScope(asReader(tx, tx.actor))}`

/** My notices, the newest first; without the kinds that I do not want to see here. */
export async function listNotifications(tx: Tx, request: NotificationFilters): Promise<JsonText<NotificationPage>> {
  const { kinds } = await getPreferences(tx, tx.actor.id)
  const shown = NOTICE_KINDS.filter((kind) => kinds[kind].inApp)
  const all = sql`${mine(tx)} and n.kind = any(${shown})`
  const isTheirs = sql`n.organization_id = ${tx.actor.organizationId} and n.person_id = ${tx.actor.id}`
  const { where, long, asks } = narrow(tx, 'notifications', 'n', sql`n.person_id = ${tx.actor.id}`)
  if (request.unread !== undefined) asks(request.unread ? sql`n.read_at is null` : sql`n.read_at is not null`)
  if (request.kind) asks(sql`n.kind = any(${request.kind})`)
  if (request.projectId) asks(sql`n.project_id = any(${request.projectId})`)
  asks(all)
  const [page, counted] = await Promise.all([
    listPage<Notification>(tx, request, {
      from: sql`notifications n`,
      alias: 'n',
      table: 'notifications',
      where,
      // Whether they may still see what it is about is asked for each.
      long: { ...long, most: MOST_COUNTED },
      sorts: { at: { by: sql`n.created_at`, type: 'timestamptz' } },
      defaultSort: '-at',
      columns: noticeColumns(asReader(tx, tx.actor)),
    }),
    tx.first<{ unread: number }>(sql`select count(*)::int as unread from (
      select from (select * from notifications n where ${isTheirs} and n.read_at is null and n.deleted_at is null
        order by n.created_at desc limit ${sql.lit(MOST_COUNTED)}) n where ${all}) c`),
  ])
  return jsonText(`{"unread":${counted?.unread ?? 0},${page.text.slice(1)}`)
}

/** One of mine; anybody else's is not found, nor one of what I may not see any more. */
export async function getNotification(tx: Tx, id: string): Promise<Notification> {
  const found = await tx.first<{ json: Notification }>(sql`select row_to_json(r) as json from notifications n
    cross join lateral (select ${noticeColumns(asReader(tx, tx.actor))}) r where n.id = ${id} and ${mine(tx)}`)
  if (!found) throw notFound('notification')
  return found.json
}
