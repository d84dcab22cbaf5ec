// The document's five collections by their own names: which fields each has, and how its rows are read, page by page.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../domain/problems.ts'
import type { JsonText } from '../platform/json.ts'
import { listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import { columnOf } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'

const fields = (names: string): string[] => names.trim().split(/\s+/)

/** Every field of every collection, under the name that its view has in the database. */
export const COLLECTIONS: Readonly<Record<string, readonly string[]>> = {
  '_projects-tasks':
    fields(`id projectId kind title description status statusBeforeBlock blockedReason completionNotes completedAt
    priority progress stage parentId required startOn dueOn durationDays durationMinutes estimateMinutes weight scheduling
    constraintKind constraintOn billableMinor earlyStartOn earlyFinishOn lateStartOn lateFinishOn totalFloatMinutes
    freeFloatMinutes critical requestId version createdAt updatedAt`),
  '_projects-pulse': fields('id projectId metric value source note recordedAt'),
  '_store.subscriptions':
    fields(`id accountId projectId productType productName tier status amountMinor currency interval
    intervalCount discounts monthlyValueMinor currentPeriodStart currentPeriodEnd cancelAtPeriodEnd canceledAt provider
    externalId version createdAt updatedAt`),
  _communications:
    fields(`id projectId accountId threadType threadId direction channel visibility authorType authorId authorName
    authorEmail body source externalMessageId saidAt createdAt`),
  _activity: fields(
    'id seq entityType entityId version projectId accountId event actorType actorId causeId changes at',
  ),
}

export const CollectionQuery = z.strictObject({ ...pageQuery(['id']) })
export type CollectionQuery = z.output<typeof CollectionQuery>
export const CollectionPage = pageOf(z.record(z.string(), z.unknown()))

/** Fails with not-found unless there is a collection of this name. */
export function fieldsOf(name: string): readonly string[] {
  const found = Object.hasOwn(COLLECTIONS, name) ? COLLECTIONS[name] : undefined
  if (!found) throw notFound('collection')
  return found
}

const isInstant = (field: string) => /^at$|At$|^currentPeriod/.test(field)

function shown(field: string): RawBuilder<unknown> {
  const column = sql.ref(`x.${columnOf(field)}`)
  return sql`${isInstant(field) ? sql`instant(${column})` : column} as ${sql.ref(field)}`
}

/** A collection's rows, in the order of their ids. */
export function listCollection(
  tx: Tx,
  name: string,
  query: CollectionQuery,
): Promise<JsonText<Page<Record<string, unknown>>>> {
  return listPage(tx, query, {
    columns: sql.join(fieldsOf(name).map(shown)),
    // Its name holds a dot, or a hyphen: it is one word all the same.
    from: sql`${sql.id(name)} x`,
    alias: 'x',
    where: [sql`x.organization_id = ${tx.actor.organizationId}`],
    sorts: { id: { by: sql`x.id collate "C"`, type: 'text' } },
    defaultSort: 'id',
  })
}
