// What rules did and failed to do, kept for thirty days; and whether a thing is to be left alone for now.
import { sql } from 'kysely'
import type { Entry } from '../platform/activity-entries.ts'
import { whatFailed } from '../platform/run-jobs.ts'
import { insertRow } from '../platform/rows.ts'
import { daysBefore, type Sweep } from '../platform/sweep.ts'
import type { Tx } from '../platform/transaction.ts'

const KEPT_DAYS = 30

interface RunOf {
  rule: string
  entryId: string | undefined
  subjectId: string
}

export function keepDone(tx: Tx, run: RunOf): void {
  const did = inALine(tx.recorded)
  insertRow(tx, 'rule_runs', { ...run, id: tx.newId('run'), at: tx.now, outcome: 'done', did })
}

export function keepFailed(tx: Tx, run: RunOf, error: unknown): void {
  insertRow(tx, 'rule_runs', { ...run, id: tx.newId('run'), at: tx.now, outcome: 'failed', error: whatFailed(error) })
}

/** Whether the rule did something about it within the time that it then leaves it alone. */
export async function isCoolingDown(tx: Tx, rule: string, subjectId: string, minutes: number): Promise<boolean> {
  if (minutes === 0) return false
  const since = new Date(tx.now.getTime() - minutes * 60_000)
  const found =
    await tx.first(sql`select 1 from rule_runs where organization_id = ${tx.actor.organizationId} and rule = ${rule}
    and subject_id = ${subjectId} and outcome = 'done' and at > ${since} limit 1`)
  return found !== undefined
}

const SAID = 3
function inALine(recorded: readonly Entry[]): string {
  const said = recorded.slice(0, SAID).map(({ event, entityId }) => `${event} ${entityId}`)
  const more = recorded.length - said.length
  return more > 0 ? `${said.join(', ')} and ${more} more` : said.join(', ')
}

export const ruleRunsSweep: Sweep = {
  name: 'runs of rules',
  remove: (now) => sql`delete from rule_runs where ctid = any(array(
    select ctid from rule_runs where at < ${daysBefore(now, KEPT_DAYS)} limit 500)) returning 1`,
}
