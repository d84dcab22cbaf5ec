// Keeps the log from growing for ever: its months have parts of their own, and where an organisation wants it, what is older
// than so many months goes, batch by batch, with its seals left so that the rest can still be proven.
import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import { retiredSignature } from './seal.ts'

/** Whole batches whose time is over, of every organisation that set one; answers how many entries went. */
export async function retireEntries(worker: Database, activityKey: string, now: Date): Promise<number> {
  const due = await worker.query<{ organizationId: string; batch: number; digest: Buffer }>(sql`
    select s.organization_id as "organizationId", s.batch, s.digest from organizations o
    join activity_seals s on s.organization_id = o.id and s.retired_at is null
      and s.last_at < ${now}::timestamptz - make_interval(months => greatest((o.settings ->> 'activityRetentionMonths')::int, 12))
    where o.settings ->> 'activityRetentionMonths' is not null
    order by s.organization_id, s.batch limit 100`)
  let gone = 0
  for (const { organizationId, batch, digest } of due) {
    const [retired] = await worker.query<{ gone: number }>(sql`
      select retire_activity(${organizationId}, ${batch}, ${now}, ${retiredSignature(activityKey, digest, now)}) as gone`)
    gone += retired?.gone ?? 0
  }
  return gone
}

/** Makes the parts of this month and the next two, and drops empty old ones; answers how many. */
export async function keepMonths(worker: Database, now: Date): Promise<number> {
  const [kept] = await worker.query<{ done: number }>(sql`select keep_activity_months(${now}) as done`)
  return kept?.done ?? 0
}
