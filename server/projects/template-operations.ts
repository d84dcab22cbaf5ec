// What can be done with project templates: write them, change them, make one the default of its type, delete them.
import { sql } from 'kysely'
import { DEFAULT_TEMPLATES } from '../../domain/default-templates.ts'
import {
  checkTemplate,
  templateTask,
  type NewTemplate,
  type Template,
  type TemplateChange,
} from '../../domain/template.ts'
import { changesBetween, checkVersion, insertRow, json, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { requireType } from './project-references.ts'
import { getTemplate, lockTemplate, lockTemplates } from './template-queries.ts'

/** Writes a template; `dependency_cycle` with the keys along it where its tasks would wait for each other. */
export async function createTemplate(tx: Tx, input: NewTemplate): Promise<Template> {
  lockTemplates(tx)
  const template = {
    id: input.id ?? tx.newId('tpl'),
    name: input.name,
    type: input.type,
    isDefault: input.isDefault ?? false,
    engagement: input.engagement ?? 'one_off',
    stages: input.stages ?? [],
    tasks: (input.tasks ?? []).map(templateTask),
  }
  checkTemplate(template)
  await requireType(tx, template.type)
  if (template.isDefault) await unsetDefault(tx, template.type, template.id)
  insertRow(tx, 'project_templates', { ...template, ...stored(template), createdAt: tx.now, updatedAt: tx.now })
  tx.record('template.created', subjectOf(template.id, 1), changesBetween({}, template))
  return getTemplate(tx, template.id)
}

/** Changes a template; projects that were made from it stay as they are. */
export async function updateTemplate(tx: Tx, id: string, change: TemplateChange): Promise<Template> {
  const template = await lockTemplate(tx, id)
  await checkVersion(tx, 'template', template, Object.keys(change))
  const { tasks, ...fields } = change
  const asked = { ...fields, ...(tasks && { tasks: tasks.map(templateTask) }) } as Partial<Template>
  const changes = changesBetween<Template>(template, asked)
  if (Object.keys(changes).length === 0) return template
  const next: Template = { ...template, ...asked }
  checkTemplate(next)
  await requireType(tx, changes.type && next.type)
  if (next.isDefault && (changes.isDefault || changes.type)) await unsetDefault(tx, next.type, id)
  updateRow(tx, 'project_templates', id, { ...asked, ...stored(asked) })
  tx.record('template.updated', subjectOf(id, template.version + 1), changes)
  return getTemplate(tx, id)
}

/**
 * Takes a template out of use. Its row stays: projects go on naming what they were made from, and an agency that
 * replaces a template need not touch a single project for it.
 */
export async function deleteTemplate(tx: Tx, id: string): Promise<{ id: string; deletedAt: string }> {
  const template = await lockTemplate(tx, id)
  await checkVersion(tx, 'template', template, Object.keys(template))
  const deletedAt = tx.now.toISOString()
  updateRow(tx, 'project_templates', id, { deletedAt: tx.now, isDefault: false })
  tx.record('template.deleted', subjectOf(id, template.version + 1), { deletedAt: { from: null, to: deletedAt } })
  return { id, deletedAt }
}

/** What a new agency begins with: one template for each type of project, the default of its type. */
export async function addDefaultTemplates(tx: Tx): Promise<void> {
  for (const template of DEFAULT_TEMPLATES) await createTemplate(tx, template)
}

const subjectOf = (id: string, version: number) => ({ type: 'template', id, version })

const stored = ({ stages, tasks }: Partial<Template>) => ({
  stages: stages && json(stages),
  tasks: tasks && json(tasks),
})

/** The new default takes the place of the old one, which is told in the activity too. */
async function unsetDefault(tx: Tx, type: string, id: string): Promise<void> {
  const replaced = await tx.rows<{ id: string; version: number }>(sql`
    update project_templates set is_default = false, version = version + 1, updated_at = ${tx.now}
    where organization_id = ${tx.actor.organizationId} and type = ${type} and is_default and id <> ${id} returning id, version`)
  for (const old of replaced)
    tx.record('template.updated', subjectOf(old.id, old.version), { isDefault: { from: true, to: false } })
}
