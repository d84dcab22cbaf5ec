// The services that people and teams deliver: each is a project type that the organisation has.
import { sql } from 'kysely'
import { invalid } from '../../domain/problems.ts'
import { PROJECT_TYPES } from '../../domain/project-types.ts'
import type { Tx } from '../platform/transaction.ts'

/** Refuses, each by its place, what is no project type of the organisation. */
export async function requireServices(tx: Tx, services: readonly string[] = []): Promise<void> {
  const added = services.filter((service) => !(PROJECT_TYPES as readonly string[]).includes(service))
  if (added.length === 0) return
  const known = await tx.rows<{
    service: string
  }>(sql`select s.service from organizations o, unnest(${added}::text[]) s (service)
    where o.id = ${tx.actor.organizationId} and o.settings -> 'projectTypes' ? s.service`)
  const unknown = added.filter((service) => !known.some((row) => row.service === service))
  if (unknown.length === 0) return
  const message = `is none of ${PROJECT_TYPES.join(', ')}, nor a type that the organisation added`
  throw invalid(
    unknown.map((service) => ({ pointer: `/services/${services.indexOf(service)}`, rule: 'reference', message })),
  )
}
