// What can be known about project templates: every SELECT. All who may read them read all of them.
import { sql } from 'kysely'
import { z } from 'zod'
import { Slug } from '../../domain/fields.ts'
import { notFound } from '../../domain/problems.ts'
import { ENGAGEMENTS } from '../../domain/project.ts'
import { Template } from '../../domain/template.ts'
import { parsed } from '../platform/json.ts'
import { commaList, listPage, pageOf, pageQuery, queryBoolean, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const TemplateFilters = z.strictObject({
  type: commaList(Slug).optional(),
  isDefault: queryBoolean.optional(),
  engagement: z.enum(ENGAGEMENTS).optional(),
  ...pageQuery(['name', 'type', 'createdAt', 'updatedAt']),
})
export type TemplateFilters = z.output<typeof TemplateFilters>
export const TemplatePage = pageOf(Template)

const columns = sql`
  t.id, t.name, t.type, t.is_default as "isDefault", t.engagement, t.stages, t.tasks,
  t.version, instant(t.created_at) as "createdAt", instant(t.updated_at) as "updatedAt"`

const inUse = (tx: Tx) => sql`t.organization_id = ${tx.actor.organizationId} and t.deleted_at is null`

export async function getTemplate(tx: Tx, id: string): Promise<Template> {
  const found = await tx.first<{ json: unknown }>(sql`
    select row_to_json(r) as json from project_templates t cross join lateral (select ${columns}) r where t.id = ${id} and ${inUse(tx)}`)
  if (!found) throw notFound('template')
  return inOrder(found.json)
}

/** What a project was made from, also where that has been taken out of use since. */
export async function findUsedTemplate(tx: Tx, id: string | null): Promise<Template | undefined> {
  if (id === null) return undefined
  const found = await tx.first<{ json: unknown }>(sql`
    select row_to_json(r) as json from project_templates t cross join lateral (select ${columns}) r
    where t.organization_id = ${tx.actor.organizationId} and t.id = ${id}`)
  return found && inOrder(found.json)
}

/** jsonb forgets in which order fields were written; the schema knows. */
const inOrder = (template: unknown) => Template.parse(template)

/**
 * Makes changes of templates in one organisation happen one after another: each may take the default of its type from
 * another one. Taken before any template's row, so that two of them can not wait for each other.
 */
export function lockTemplates(tx: Tx): void {
  tx.send(sql`select 1 from organizations where id = ${tx.actor.organizationId} for no key update`)
}

export async function lockTemplate(tx: Tx, id: string): Promise<Template> {
  lockTemplates(tx)
  return getTemplate(tx, id)
}

export async function listTemplates(tx: Tx, filters: TemplateFilters): Promise<Page<Template>> {
  const where = [inUse(tx)]
  if (filters.type) where.push(sql`t.type = any(${filters.type})`)
  if (filters.isDefault !== undefined) where.push(sql`t.is_default = ${filters.isDefault}`)
  if (filters.engagement) where.push(sql`t.engagement = ${filters.engagement}`)
  const page = parsed(
    await listPage<Template>(tx, filters, {
      from: sql`project_templates t`,
      alias: 't',
      where,
      sorts: {
        name: { by: sql`lower(t.name)`, type: 'text' },
        type: { by: sql`t.type`, type: 'text' },
        createdAt: { by: sql`t.created_at`, type: 'timestamptz' },
        updatedAt: { by: sql`t.updated_at`, type: 'timestamptz' },
      },
      defaultSort: 'name',
      columns,
    }),
  )
  return { ...page, data: page.data.map(inOrder) }
}
