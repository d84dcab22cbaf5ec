// Previews that equal commits: both run the operation, both tell what it recorded, and a hash over that ties them together.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Problem } from '../../domain/problems.ts'
import type { Entry } from './activity-entries.ts'
import type { Tx } from './transaction.ts'

const Thing = z.strictObject({ type: z.string(), id: z.string() })
const Difference = z.object({ from: z.unknown().optional(), to: z.unknown().optional() })
export const Change = z
  .strictObject({
    entity: Thing,
    event: z.string(),
    changes: z.record(z.string(), Difference).meta({ description: 'Field by field, from what to what.' }),
    causedBy: Thing.nullable().meta({
      description: 'The change in this list that led to it; null where it was asked for.',
    }),
  })
  .meta({ id: 'Change', description: 'One change, as the activity keeps it.' })
export type Change = z.infer<typeof Change>

const planned = {
  changes: z.array(Change).meta({ description: 'All that it changed, what followed by itself included.' }),
  hiddenChanges: z.int().meta({ description: 'How many more there are in projects that the caller may not see.' }),
  planHash: z.string().meta({ description: 'Over all of them: send it to commit exactly this, or be told.' }),
}
/** As a query has it, of whatever can be rehearsed. */
export const dryRun = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional()
  .meta({ description: 'Tells what would happen, and changes nothing.' })
const query = {
  dryRun,
  planHash: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Of the preview: anything else is 409 plan_changed.' }),
}
export interface PlanQuery {
  dryRun?: boolean | undefined
  planHash?: string | undefined
}

/** Which of these projects the actor may see. */
export type SeenProjects = (tx: Tx, ids: readonly string[]) => Promise<ReadonlySet<string>>

/** The contract with what previews add to its query and its reply. */
export function previewable<C extends { query?: z.ZodObject; reply: z.ZodType }>(contract: C): C {
  const reply = contract.reply as z.ZodObject
  const id = z.globalRegistry.get(reply)?.id
  const extended = reply.extend(planned)
  return {
    ...contract,
    query: (contract.query ?? z.strictObject({})).extend(query),
    reply: id === undefined ? extended : extended.meta({ id: `${id}Planned` }),
  }
}

/**
 * All that an operation recorded, for its reply. Refuses with `plan_changed` and the new set where the caller
 * previewed something else; what is generated anew each time (ids, the instant) does not count.
 */
export async function plannedChanges(
  tx: Tx,
  expected: string | undefined,
  seen: SeenProjects,
): Promise<{ changes: Change[]; hiddenChanges: number; planHash: string }> {
  const planHash = hashOf(tx)
  const visible = await visibleEntries(tx, seen)
  const recorded = new Map(tx.recorded.map((entry) => [entry.id, entry]))
  const changes = visible.map((entry) => changeOf(entry, recorded))
  const told = { changes, hiddenChanges: tx.recorded.length - visible.length, planHash }
  if (expected !== undefined && expected !== planHash)
    throw new Problem('plan_changed', 'Something changed since the preview; look at what it leads to now.', told)
  return told
}

function changeOf(entry: Entry, recorded: ReadonlyMap<string, Entry>): Change {
  const cause = entry.causeId === undefined ? undefined : recorded.get(entry.causeId)
  return {
    entity: { type: entry.type, id: entry.entityId },
    event: entry.event,
    changes: entry.changes,
    causedBy: cause ? { type: cause.type, id: cause.entityId } : null,
  }
}

async function visibleEntries(tx: Tx, seen: SeenProjects): Promise<readonly Entry[]> {
  const projects = new Set(tx.recorded.flatMap(({ projectId }) => projectId ?? []))
  // Where all is in one project, it is the one the operation was allowed on.
  if (projects.size <= 1) return tx.recorded
  const visible = await seen(tx, [...projects])
  return tx.recorded.filter(({ projectId }) => !projectId || visible.has(projectId))
}

/** Ids and instants made in this transaction are other ones each time: they are replaced by their place. */
function hashOf(tx: Tx): string {
  const made = new Map([...tx.newIds, ...tx.recorded.map(({ id }) => id)].map((id, n) => [id, `@${n}`]))
  const lines = tx.recorded.map(({ type, entityId, event, changes, causeId }) =>
    JSON.stringify([type, entityId, event, changes, causeId ?? null]),
  )
  const text = lines.join('\n').replaceAll(tx.now.toISOString(), '@now')
  return createHash('sha256')
    .update(text.replaceAll(/\b[a-z]+_\w+/g, (id) => made.get(id) ?? id))
    .digest('base64url')
}
