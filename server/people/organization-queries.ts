// What can be known about the organisation itself.
import { sql } from 'kysely'
import { DEFAULT_SETTINGS, type Settings } from '../../domain/organization.ts'
import { notFound } from '../../domain/problems.ts'
import type { Tx } from '../platform/transaction.ts'

/** What an organisation's row has in columns of their own. */
type Columns = Omit<Settings, keyof typeof DEFAULT_SETTINGS>

/** The actor's organisation and what holds for all of it. */
export async function getSettings(tx: Tx): Promise<Settings> {
  const found = await tx.first<{ json: Columns & { settings: Partial<Settings> } }>(sql`
    select row_to_json(r) as json from organizations o cross join lateral (
      select o.id, o.name, o.timezone, o.locale, o.currency, o.work_week as "workWeek", o.settings,
        o.version, instant(o.created_at) as "createdAt", instant(o.updated_at) as "updatedAt") r
    where o.id = ${tx.actor.organizationId}`)
  if (!found) throw notFound('organization')
  const { settings, ...organization } = found.json
  return { ...organization, ...DEFAULT_SETTINGS, ...settings }
}

/** Holds the organisation's row to the end of the transaction. */
export async function lockSettings(tx: Tx): Promise<Settings> {
  tx.send(sql`select 1 from organizations where id = ${tx.actor.organizationId} for no key update`)
  return getSettings(tx)
}

/** How many projects and templates are of one of these types. */
export async function countOfTypes(tx: Tx, types: string[]): Promise<{ projects: number; templates: number }> {
  const organization = tx.actor.organizationId
  const found = await tx.first<{ projects: number; templates: number }>(sql`select
    (select count(*)::int from projects
      where organization_id = ${organization} and type = any(${types}) and deleted_at is null) as projects,
    (select count(*)::int from project_templates
      where organization_id = ${organization} and type = any(${types}) and deleted_at is null) as templates`)
  return found ?? { projects: 0, templates: 0 }
}
