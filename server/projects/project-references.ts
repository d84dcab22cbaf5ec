// What a project names (client, people, team, type, template), checked before it is saved.
import { sql } from 'kysely'
import { invalidField } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import type { NewProject, ProjectChange } from '../../domain/project.ts'
import { PROJECT_TYPES } from '../../domain/project-types.ts'
import { requireIds } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'

export async function checkProjectReferences(tx: Tx, inputs: readonly (NewProject | ProjectChange)[]): Promise<void> {
  const named = <T>(of: (input: NewProject | ProjectChange) => T) => [...new Set(inputs.map(of))]
  const accounts = named(({ accountId }) => accountId).filter((id) => id !== undefined)
  // Held, so that an account can not be archived between this look and the commit.
  if (accounts.length > 0)
    tx.send(
      sql`select 1 from accounts where organization_id = ${tx.actor.organizationId} and id = any(${accounts}) order by id for key share`,
    )
  await Promise.all([
    requireIds(tx, '/accountId', 'accounts', accounts, sql`x.status = 'active'`),
    requireIds(
      tx,
      '/managerId',
      'people',
      named(({ managerId }) => managerId),
      sql`x.active`,
    ),
    requireIds(
      tx,
      '/assignedTeam',
      'people',
      inputs.flatMap(({ assignedTeam = [] }) => assignedTeam),
      sql`x.active`,
    ),
    requireIds(
      tx,
      '/teamId',
      'teams',
      named(({ teamId }) => teamId),
    ),
    requireIds(
      tx,
      '/templateId',
      'project_templates',
      named(({ templateId }) => templateId),
      sql`x.deleted_at is null`,
    ),
    ...named(({ type }) => type).map((type) => requireType(tx, type)),
  ])
}

export async function requireType(tx: Tx, type: string | undefined): Promise<void> {
  if (type === undefined || (PROJECT_TYPES as readonly string[]).includes(type)) return
  const added = await tx.first(sql`select 1 from organizations
    where id = ${tx.actor.organizationId} and settings -> 'projectTypes' ? ${type}`)
  if (!added)
    throw invalidField(
      '/type',
      'reference',
      say`is none of ${PROJECT_TYPES.join(', ')}, nor one that the organisation added`,
    )
}

export interface UsedTemplate {
  id: string
  engagement: 'retainer' | 'one_off'
  hasOnboarding: boolean
}

/** The template each new project is made from: the one named, or the default of its type. Null stands for none, on purpose. */
export async function templatesFor(tx: Tx, inputs: readonly NewProject[]): Promise<(UsedTemplate | undefined)[]> {
  const ids = inputs.flatMap(({ templateId }) => templateId ?? [])
  const types = inputs.flatMap(({ templateId, type }) => (templateId === undefined ? [type] : []))
  if (ids.length + types.length === 0) return inputs.map(() => undefined)
  const found = await tx.rows<UsedTemplate & { type: string; isDefault: boolean }>(sql`
    select id, type, is_default as "isDefault", engagement,
      exists (select 1 from jsonb_array_elements(tasks) t where t ->> 'stage' = 'onboarding') as "hasOnboarding"
    from project_templates where organization_id = ${tx.actor.organizationId} and deleted_at is null
      and (id = any(${ids}) or (is_default and type = any(${types})))`)
  return inputs.map(({ templateId, type }) => {
    if (templateId === null) return undefined
    const used = found.find((each) =>
      templateId === undefined ? each.isDefault && each.type === type : each.id === templateId,
    )
    if (!used && templateId !== undefined)
      throw invalidField('/templateId', 'reference', say`names ${templateId}, which is not there`)
    return used
  })
}
