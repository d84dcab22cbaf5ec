// What a project names (client, people, team, type, template), checked before it is saved.
import { sql } from 'kysely'
import { invalidField } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import type { NewProject, ProjectChange } from '../../domain/project.ts'
import { PROJECT_TYPES } from '../../domain/project-types.ts'
import { requireIds } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'

export async function checkProjectReferences(tx: Tx, input: NewProject | ProjectChange): Promise<void> {
  // Held, so that an account can not be archived between this look and the commit.
  if (input.accountId !== undefined)
    tx.send(
      sql`select 1 from accounts where organization_id = ${tx.actor.organizationId} and id = ${input.accountId} for key share`,
    )
  await Promise.all([
    requireIds(tx, '/accountId', 'accounts', [input.accountId], sql`x.status = 'active'`),
    requireIds(tx, '/managerId', 'people', [input.managerId], sql`x.active`),
    requireIds(tx, '/assignedTeam', 'people', input.assignedTeam ?? [], sql`x.active`),
    requireIds(tx, '/teamId', 'teams', [input.teamId]),
    requireIds(tx, '/templateId', 'project_templates', [input.templateId], sql`x.deleted_at is null`),
    requireType(tx, input.type),
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

/** The template a new project is made from: the one named, or the default of its type. Null stands for none, on purpose. */
export async function templateFor(tx: Tx, input: NewProject): Promise<UsedTemplate | undefined> {
  if (input.templateId === null) return undefined
  const found = await tx.first<UsedTemplate>(sql`
    select id, engagement, exists (select 1 from jsonb_array_elements(tasks) t where t ->> 'stage' = 'onboarding') as "hasOnboarding"
    from project_templates where organization_id = ${tx.actor.organizationId} and deleted_at is null
      and ${input.templateId === undefined ? sql`type = ${input.type} and is_default` : sql`id = ${input.templateId}`}`)
  if (!found && input.templateId !== undefined)
    throw invalidField('/templateId', 'reference', say`names ${input.templateId}, which is not there`)
  return found
}
