// An agency that can do what its templates ask: the standard templates, and people with services and skills.
import type { NewTemplate } from '../domain/template.ts'
import { transaction } from '../server/platform/transaction.ts'
import { addDefaultTemplates } from '../server/projects/template-operations.ts'
import { agency, addPerson, type Agency, type Person } from './agency.ts'
import { settleFromHere } from './background.ts'

export type Staffed = Agency & { dora: Person; cem: Person; finn: Person }

/** What went before is not answered: the projects of the cast stay as they are. */
export async function staffed(given?: Agency): Promise<Staffed> {
  const a = given ?? (await agency())
  const { db, baseUrl, organizationId } = a
  const hire = (id: string) => addPerson(db, baseUrl, organizationId, id, [])
  const [dora, cem, finn] = await Promise.all([hire('dora'), hire('cem'), hire('finn')])
  const can = async (id: string, services: string[], skills: string[]) => {
    const { status } = await a.ada.put(`/v1/admin/people/${id}`, { services, skills })
    if (status !== 200) throw new Error(`${id} could not be given skills: ${status}`)
  }
  await can('dora', ['website', 'seo'], ['wireframing', 'visual design'])
  await can('cem', ['website', 'seo', 'content'], ['copywriting', 'technical seo', 'keyword research', 'brand voice'])
  await can('finn', ['website'], ['frontend', 'analytics', 'accessibility'])
  await can('mia', ['website'], ['illustration'])
  await a.ada.put('/v1/admin/teams/design', { services: ['website'] })
  await hasDefaultTemplates(a)
  await forgetTheCast(a)
  return { ...a, dora, cem, finn }
}

/** The standard templates, as an agency that was just founded has them. */
export async function hasDefaultTemplates({ db, organizationId, clock }: Agency): Promise<void> {
  const actor = {
    type: 'person' as const,
    id: 'ada',
    name: 'Ada',
    organizationId,
    roles: ['project_admin' as const],
    tokenScopes: ['*'],
    timezone: 'Europe/Berlin',
  }
  await transaction(
    db.app,
    { actor, permission: 'template.write', scopes: ['organization'], now: clock.tick() },
    addDefaultTemplates,
  )
}

/** The cast's own projects wait for no set-up, and nothing that happened so far is answered. */
async function forgetTheCast({ db, organizationId }: Agency): Promise<void> {
  await db.admin.query('update projects set set_up_asked_at = null where organization_id = $1', [organizationId])
  await settleFromHere(organizationId)
}

export async function writesTemplate({ ada }: Agency, template: NewTemplate): Promise<void> {
  const { status, body } = await ada.post('/v1/admin/templates', template)
  if (status !== 201) throw new Error(`the template was refused: ${JSON.stringify(body)}`)
}

/** Each row of a query of this organisation (`$1`). */
export const rowsOf = async <T extends object>({ db, organizationId }: Agency, query: string): Promise<T[]> =>
  (await db.admin.query<T>(query, [organizationId])).rows
