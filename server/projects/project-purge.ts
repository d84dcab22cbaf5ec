// The end of a deleted project: gone for good when it can not be restored any more, with all its rows; that it was, and why it went, stays.
import { sql } from 'kysely'
import { daysBefore, type Sweep } from '../platform/sweep.ts'
import { RESTORE_WITHIN_DAYS } from './project-queries.ts'

export const projectPurge: Sweep = {
  name: 'deleted projects',
  // One at a time: a project's tasks, links and times go with it in the same statement. The second look at deleted_at
  // is for one that is being restored while we come to it.
  remove(now) {
    const cutoff = daysBefore(now, RESTORE_WITHIN_DAYS)
    return sql`with gone as (
        delete from projects where deleted_at < ${cutoff} and ctid = any(array(
          select ctid from projects where deleted_at < ${cutoff} limit 1)) returning organization_id, id)
      select blank_activity(organization_id, id) from gone`
  },
}
