// Takes on work planned elsewhere: one address for every kind of file; each kind is read by a file of its own.
import { sql } from 'kysely'
import { z } from 'zod'
import { Id } from '../../domain/fields.ts'
import type { ProjectImportReport } from '../../domain/import.ts'
import { invalid, worded } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { hasColumn } from '../platform/csv.ts'
import { Directory, holdImports } from '../platform/import-rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { importProjectRows } from './import-projects.ts'
import { importTaskRows } from './import-tasks.ts'

export const ProjectImport = z.strictObject({
  format: z.enum(['csv', 'mspdi']).meta({
    description:
      'csv: rows of projects, or of tasks (with a column title). mspdi: a plan, as Microsoft Project writes it in XML.',
  }),
  accountId: Id.optional().meta({ description: 'Whose projects they are, where rows do not say; needed for a plan.' }),
})
export type ProjectImport = z.output<typeof ProjectImport>

/** All that the file brings, or nothing; a rehearsal tells of every row and leaves nothing behind. */
export async function importProjects(
  tx: Tx,
  { accountId }: ProjectImport,
  file: string,
  rehearsal: boolean,
): Promise<ProjectImportReport> {
  holdImports(tx, 'projects')
  const accounts = await accountsByName(tx)
  if (accountId !== undefined && !accounts.hasId(accountId))
    throw invalid(
      [{ pointer: '?accountId', rule: 'reference', ...worded(say`names ${accountId}, which is not there`) }],
      400,
    )
  const read = hasColumn(file, ['title']) ? importTaskRows : importProjectRows
  return read(tx, { accountId, accounts }, file, rehearsal)
}

async function accountsByName(tx: Tx): Promise<Directory> {
  const accounts = await tx.rows<{ id: string; name: string }>(sql`select id, name from accounts
    where organization_id = ${tx.actor.organizationId} order by id`)
  return new Directory('account', accounts)
}
