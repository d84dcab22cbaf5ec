// Finds people as files name them: by e-mail address or id.
import { sql } from 'kysely'
import { Directory } from '../platform/import-rows.ts'
import type { Tx } from '../platform/transaction.ts'

/** Everybody of the organisation, suspended people too: operations say what is not for those. */
export async function peopleByAddress(tx: Tx): Promise<Directory> {
  const people = await tx.rows<{ id: string; name: string }>(sql`select id, email as name from people
    where organization_id = ${tx.actor.organizationId} order by id`)
  return new Directory('person', people)
}
