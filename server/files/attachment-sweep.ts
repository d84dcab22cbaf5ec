// The end of files: those that no message came to name, those taken away, and bytes that nothing tells of any more.
import { sql } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { FileStore } from '../platform/file-store.ts'
import { daysBefore, type Sweep } from '../platform/sweep.ts'

/** Their rows; what follows them in the database writes their bytes down as to be discarded. */
export const attachmentSweep: Sweep = {
  name: 'attachments',
  remove: (now) => sql`delete from attachments where ctid = any(array(
    select ctid from attachments where (subject_type is null or deleted_at is not null)
      and (deleted_at is not null or created_at < ${daysBefore(now, 1)}) limit 200)) returning 1`,
}

const AT_A_TIME = 100

/**
 * Removes from the store what is to be discarded by now, and answers how many that were. Several nodes may do so at once.
 * One that will not go keeps none of the others; it is tried again the next time, and told of.
 */
export async function discardFiles(worker: Database, files: FileStore, now: Date): Promise<number> {
  let count = 0
  let failure: Error | undefined
  for (let after = ''; ;) {
    const due = await worker.query<{ organizationId: string; key: string }>(sql`
      select organization_id as "organizationId", storage_key as key from discarded_files
      where due_at <= ${now} and storage_key > ${after} order by storage_key limit ${sql.lit(AT_A_TIME)}`)
    for (const { organizationId, key } of due) {
      try {
        await files.remove(key)
      } catch (error) {
        failure ??= error as Error
        continue
      }
      await worker.query(
        sql`delete from discarded_files where organization_id = ${organizationId} and storage_key = ${key}`,
      )
      count++
    }
    after = due.at(-1)?.key ?? after
    if (due.length < AT_A_TIME) break
  }
  if (failure !== undefined) throw failure
  return count
}
