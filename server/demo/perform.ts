// Has the demo's people do what happened, each at its instant, through the operations.
import { sql } from 'kysely'
import { contextFor } from '../access/actor.ts'
import type { Database } from '../platform/database.ts'
import { transaction, type Actor, type Context, type Tx } from '../platform/transaction.ts'
import type { CastAgency } from './cast-agency.ts'
import type { DemoCalendar } from './demo-calendar.ts'
import type { Happening } from './live-projects.ts'

/** The people of one agency, ready to act, in its calendar. */
export interface Cast {
  actors: ReadonlyMap<string, Actor>
  calendar: DemoCalendar
  now: Date
}

export function castOf({ id: organizationId, people, timezone }: CastAgency, calendar: DemoCalendar, now: Date): Cast {
  const actors = people.map(({ id, name, roles }): [string, Actor] => [
    id,
    { type: 'person', id, name, organizationId, roles, tokenScopes: ['*'], timezone },
  ])
  return { actors: new Map(actors), calendar, now }
}

/** All of it in one transaction: it happens, or none of it does. */
export async function perform(database: Database, cast: Cast, happenings: readonly Happening[]): Promise<void> {
  const [first] = happenings
  if (!first) return
  await transaction(database, { ...contextOf(cast, first), isHistory: true }, (tx) => {
    // Plans are made while the tables are nearly empty and kept while they fill: reading one through is never worth it.
    tx.send(
      sql`select set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`,
    )
    return performIn(tx, cast, happenings)
  })
}

export async function performIn(tx: Tx, cast: Cast, happenings: readonly Happening[]): Promise<void> {
  for (const happening of happenings) await happening.run(tx.as(contextOf(cast, happening)))
}

/** Links are made in the demo; what their addresses begin with is nobody's business. */
const publicUrl = 'https://demo.example'

function contextOf({ actors, calendar, now }: Cast, { by, at, may, client }: Happening): Context {
  const actor = client ? clientOf(actors, client) : actors.get(by)
  const instant = calendar.instant(at)
  if (!actor) throw new Error(`the demo has no ${by}`)
  if (instant > now) throw new Error(`the demo has ${by} do something at ${instant.toISOString()}, which is not past`)
  return {
    ...(client ? { actor, permission: may, scopes: [], now: instant } : contextFor(actor, may, instant)),
    publicUrl,
  }
}

/** Of the same house as everybody, and with no role in it. */
function clientOf(actors: Cast['actors'], { linkId, name }: NonNullable<Happening['client']>): Actor | undefined {
  const [somebody] = actors.values()
  return somebody && { ...somebody, type: 'client', id: linkId, name, roles: [], tokenScopes: [] }
}
