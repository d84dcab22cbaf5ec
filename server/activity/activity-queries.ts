// What can be known of what happened: every SELECT, with the caller's scope in it; each entry as a sentence with its cause.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { SEEN_WITH, saidRule } from '../../domain/activity.ts'
import { saidOf, sentenceOf, type Happened } from '../../domain/activity-sentences.ts'
import { Id, Instant, InstantInput, SaidShape } from '../../domain/fields.ts'
import { grantsOf, type Permission } from '../../domain/permissions.ts'
import { notFound } from '../../domain/problems.ts'
import { inEnglish, say, type Said } from '../../domain/said.ts'
import { projectScope, seenProjects } from '../access/scopes.ts'
import { firstIdAt } from '../platform/ids.ts'
import type { Entry } from '../platform/activity-entries.ts'
import { parsed } from '../platform/json.ts'
import { json } from '../platform/rows.ts'
import { narrow, type Narrow } from '../platform/narrow.ts'
import { commaList, listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Changes, Tx } from '../platform/transaction.ts'

const Named = z.strictObject({ type: z.string(), id: z.string(), name: z.string().nullable() })
export const ActivityEntry = z
  .strictObject({
    id: Id,
    seq: z.int().nullable().meta({ description: 'Its place: 1, 2, 3 …; null for the moment until it has one.' }),
    at: Instant,
    actor: Named,
    entity: Named,
    projectId: Id.nullable(),
    accountId: Id.nullable(),
    event: z.string(),
    sentence: z.string().meta({ description: 'Who did what, with the names as they are now.' }),
    said: SaidShape,
    cause: z
      .strictObject({ id: Id, sentence: z.string(), said: SaidShape })
      .nullable()
      .meta({ description: 'The entry that led to it, where there is one that the caller may see.' }),
    changes: z.record(z.string(), z.unknown()).meta({ description: 'Field by field, from what to what.' }),
  })
  .meta({ id: 'ActivityEntry', description: 'Something that happened.' })
export type ActivityEntry = z.infer<typeof ActivityEntry>
export const ActivityPage = pageOf(ActivityEntry)

const Word = z.string().regex(/^[a-z_]{1,40}(\.[a-z_]{1,40})?$/, 'is words with _ between')
const filters = {
  event: commaList(Word).optional(),
  entityType: commaList(Word).optional(),
  actorId: commaList(z.string().min(1).max(300)).optional(),
  'at[gte]': InstantInput.optional(),
  'at[lte]': InstantInput.optional(),
  ...pageQuery(['at']),
}
export const ProjectActivityFilters = z.strictObject(filters)
export const ActivityFilters = z.strictObject({ projectId: commaList(Id).optional(), ...filters })
export type ActivityFilters = z.output<typeof ActivityFilters>

/** By what an entry is about: where its name is. */
const NAMES: Record<string, [table: string, column: string]> = {
  project: ['projects', 'name'],
  task: ['tasks', 'title'],
  request: ['requests', 'title'],
  signal: ['pulse_signals', 'title'],
  attachment: ['attachments', 'name'],
  baseline: ['baselines', 'name'],
  account: ['accounts', 'name'],
  subscription: ['subscriptions', 'product_name'],
  billing_entry: ['billing_entries', 'project_name'],
  person: ['people', 'name'],
  team: ['teams', 'name'],
  template: ['project_templates', 'name'],
  holiday: ['holidays', 'name'],
  client_link: ['client_links', 'name'],
}

/** The thing's name as it is now, else the last that this entry knew. */
const entityName = (alias: string) => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const cases = Object.entries(NAMES).map(
    ([type, [table, name]]) => sql`when ${sql.lit(type)} then (select n.${sql.ref(name)} from ${sql.table(table)} n
      where n.organization_id = ${column('organization_id')} and n.id = ${column('entity_id')})`,
  )
  const told = ['title', 'name', 'productName'].flatMap((field) =>
    ['to', 'from'].map((side) => sql`${column('changes')} #>> ${sql.lit(`{${field},${side}}`)}`),
  )
  return sql`coalesce(case ${column('entity_type')} ${sql.join(cases, sql` `)} end, ${sql.join(told)})`
}

const actorName = (alias: string) => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const from = (table: string) => sql`(select n.name from ${sql.table(table)} n
    where n.organization_id = ${column('organization_id')} and n.id = ${column('actor_id')})`
  return sql`case ${column('actor_type')} when 'person' then ${from('people')} when 'client' then ${from('client_links')} end`
}

const entry = (alias: string, more: RawBuilder<unknown>) => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`${column('id')}, ${column('seq')}, instant(${column('at')}) as at, ${column('event')}, ${column('changes')},
    json_build_object('type', ${column('actor_type')}, 'id', ${column('actor_id')}, 'name', ${actorName(alias)}) as actor,
    json_build_object('type', ${column('entity_type')}, 'id', ${column('entity_id')}, 'name', ${entityName(alias)}) as entity,
    ${column('project_id')} as "projectId", ${column('account_id')} as "accountId"${more}`
}

const columns = (tx: Tx) => sql`${entry('a', sql``)}, (select row_to_json(x) from (
  select ${entry('c', sql``)} from activity c where c.organization_id = a.organization_id and c.id = a.cause_id and ${seen(tx, 'c')}) x) as cause`

/**
 * Entries that the caller may see: all, for who may read the audit; else what happened in projects within their reach, to
 * things of a kind that they may see there. Of one project that is asked once, not for each entry.
 */
function seen(tx: Tx, alias: string, projectId?: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const own = sql`${column('organization_id')} = ${tx.actor.organizationId}`
  if (grantsOf(tx.actor.roles, 'audit.read', tx.actor.tokenScopes).length > 0) return own
  const kinds = Map.groupBy(Object.entries(SEEN_WITH), ([, permission]) => reachOf(tx, permission).join())
  const reaches = [...kinds.values()].map((types) => {
    const scopes = reachOf(tx, types[0]?.[1] ?? 'activity.read')
    return sql`(${column('entity_type')} = any(${types.map(([type]) => type)}) and exists (
      select from projects p where p.id = ${projectId ?? column('project_id')} and ${projectScope(tx)} and ${projectScope(tx.as({ scopes }))} offset 0))`
  })
  return sql`${own} and (${sql.join([sql`false`, ...reaches], sql` or `)})`
}

const reachOf = (tx: Tx, permission: Permission) => grantsOf(tx.actor.roles, permission, tx.actor.tokenScopes)

/** What happened in a project, the newest first; not found unless it is there for the caller. */
export async function listProjectActivity(
  tx: Tx,
  projectId: string,
  request: Omit<ActivityFilters, 'projectId'>,
): Promise<Page<ActivityEntry>> {
  if (!(await seenProjects(tx, [projectId])).has(projectId)) throw notFound('project')
  const sees = seen(tx, 'a', projectId)
  return list(tx, request, narrow(tx, 'activity', 'a', sql`a.project_id = ${projectId}`), sees)
}

/** What happened in the organisation, the newest first; for who may read the audit. */
export function listActivity(tx: Tx, { projectId, ...request }: ActivityFilters) {
  const all = narrow(tx, 'activity', 'a')
  all.among(sql`a.project_id`, projectId)
  return list(tx, request, all)
}

async function list(
  tx: Tx,
  request: Omit<ActivityFilters, 'projectId'>,
  { where, long, asks }: Narrow,
  sees?: RawBuilder<unknown>,
): Promise<Page<ActivityEntry>> {
  if (sees) asks(sees)
  if (request.event) asks(sql`a.event = any(${request.event})`)
  if (request.entityType) asks(sql`a.entity_type = any(${request.entityType})`)
  if (request.actorId) asks(sql`a.actor_id = any(${request.actorId})`)
  const [from, to] = [request['at[gte]'], request['at[lte]']].map((at) => (at === undefined ? undefined : new Date(at)))
  // Ids begin with their instant: the index by which the list is ordered also finds where it begins.
  const bounds = [
    ...(from ? [sql`a.at >= ${from} and a.id >= ${firstIdAt('act', from)}`] : []),
    ...(to ? [sql`a.at <= ${to} and a.id < ${firstIdAt('act', new Date(to.getTime() + 1))}`] : []),
  ]
  const page = parsed(
    await listPage<Row>(tx, request, {
      from: sql`activity a`,
      alias: 'a',
      table: 'activity',
      where,
      long,
      sorts: {
        at: {
          by: sql`a.id collate "C"`,
          type: 'text',
          bounds: bounds.length > 0 ? sql.join(bounds, sql` and `) : undefined,
        },
      },
      defaultSort: '-at',
      columns: columns(tx),
    }),
  )
  return { ...page, data: page.data.map(shown) }
}

/** One entry within the caller's reach; not found otherwise. */
export async function getActivityEntry(tx: Tx, id: string): Promise<ActivityEntry> {
  const found = await tx.first<{ json: Row }>(sql`
    select row_to_json(r) as json from activity a cross join lateral (select ${columns(tx)}) r
    where a.id = ${id} and ${seen(tx, 'a')}`)
  if (!found) throw notFound('activity')
  return shown(found.json)
}

type Row = Omit<ActivityEntry, 'sentence' | 'said' | 'cause' | 'changes'> & { changes: Changes; cause: Row | null }

function shown({ cause, ...row }: Row): ActivityEntry {
  const named = nameOfActor(row.actor.id)
  const actor = { ...row.actor, name: row.actor.name ?? (named ? inEnglish(named) : row.actor.id) }
  return { ...row, actor, ...told(happenedIn(row)), cause: cause && { id: cause.id, ...told(happenedIn(cause)) } }
}

const told = (happened: Happened) => ({ sentence: sentenceOf(happened), said: saidOf(happened) })
const happenedIn = ({ event, entity, actor, changes }: Omit<Row, 'cause'>): Happened => ({
  event,
  entityType: entity.type,
  name: entity.name,
  who: actor.name ?? nameOfActor(actor.id) ?? actor.id,
  changes,
})

/** Entries that were not kept, as sentences, in their order: with the names of what is there, else those they tell themselves. */
export async function sentencesOf(tx: Tx, who: Said, entries: readonly Entry[]) {
  const asked = entries.map(({ type, entityId, changes }) => [type, entityId, changes])
  const named = await tx.rows<{ name: string | null }>(sql`select ${entityName('e')} as name from (
    select ${tx.actor.organizationId}::text as organization_id, x ->> 0 as entity_type, x ->> 1 as entity_id, x -> 2 as changes, n
    from jsonb_array_elements(${json(asked)}) with ordinality as r(x, n)) e order by n`)
  return entries.map(({ event, type, changes }, i) =>
    told({ event, entityType: type, name: named[i]?.name ?? null, who, changes }),
  )
}

const SYSTEMS: Record<string, Said> = {
  accounts: say`The account system`,
  mail: say`Mail`,
  slack: say`Slack`,
  stripe: say`Stripe`,
}
/** Rules and other systems have no rows: they are called by their ids. */
function nameOfActor(id: string): Said | undefined {
  const [kind, rest] = id.split(/:(.*)/s)
  return kind === 'rule' ? saidRule(rest ?? '') : SYSTEMS[id]
}
