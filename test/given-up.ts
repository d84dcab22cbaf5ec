// Background work that was given up, put there as if it had failed eight times.
import type { TestDatabase } from './database.ts'

export async function failsJob(db: TestDatabase, organizationId: string, id: string, status = 'failed'): Promise<void> {
  const content = { organizationId, what: 'the rule complete-requests', rule: 'complete-requests', entryId: 'gone' }
  await db.admin.query(
    `insert into failed_jobs (organization_id, id, queue, what, content, status, error, tries, failed_at, failed_as, created_at, updated_at)
     values ($1, $2, 'rules', $3, $4, $5, 'It was not to be', 8, now(), 'some', now(), now())`,
    [organizationId, id, content.what, JSON.stringify(content), status],
  )
}
