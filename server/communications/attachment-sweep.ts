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

/** Removes from the store what is to be discarded by now, and answers how many that were. Several nodes may do so at once. */
export async function discardFiles(worker: Database, files: FileStore, now: Date): Promise<number> {
  for (let count = 0; ;) {
    const due = await worker.query<{ organizationId: string; key: string }>(sql`
      select organization_id as "organizationId", storage_key as key from discarded_files
      where due_at <= ${now} order by due_at limit ${sql.lit(AT_A_TIME)}`)
    for (const { organizationId, key } of due) {
      await files.remove(key)
      await worker.query(
        sql`delete from discarded_files where organization_id = ${organizationId} and storage_key = ${key}`,
      )
    }
    count += due.length
    if (due.length < AT_A_TIME) return count
  }
}
