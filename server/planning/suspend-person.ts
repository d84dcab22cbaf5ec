// Suspending a person, and what is left with them: an operation of people/ that looks at tasks and bookings as well.
import { sql, type RawBuilder } from 'kysely'
import type { SuspendedPerson } from '../../domain/person.ts'
import { suspendPerson } from '../people/person-operations.ts'
import type { Tx } from '../platform/transaction.ts'

/** What of them is told one by one. */
const MOST_TOLD = 100

/** Shuts a person out; their tasks and bookings stay as they are, and are told to be handed over. */
export async function suspend(tx: Tx, id: string): Promise<SuspendedPerson> {
  const person = await suspendPerson(tx, id)
  const organization = tx.actor.organizationId
  const [openTasks, futureBookings] = await Promise.all([
    counted(
      tx,
      sql`select t.id, row_number() over (order by t.due_on, t.id) as n from task_assignees x
        join tasks t on t.organization_id = x.organization_id and t.id = x.task_id
        join projects p on p.organization_id = t.organization_id and p.id = t.project_id
        where x.organization_id = ${organization} and x.person_id = ${id} and t.deleted_at is null
          and p.deleted_at is null and t.status not in ('completed', 'cancelled')`,
    ),
    counted(
      tx,
      sql`select a.id, row_number() over (order by a.start_on, a.id) as n from allocations a
        where a.organization_id = ${organization} and a.person_id = ${id} and a.deleted_at is null
          and a.status <> 'released' and a.end_on > ${tx.today}::date`,
    ),
  ])
  return { ...person, openTasks, futureBookings }
}

/** How many there are, and the first hundred by `n`. */
export async function counted(tx: Tx, found: RawBuilder<unknown>): Promise<{ count: number; ids: string[] }> {
  const [all] = await tx.rows<{ count: number; ids: string[] }>(sql`
    select count(*)::int as count, coalesce(json_agg(id order by n) filter (where n <= ${MOST_TOLD}), '[]') as ids
    from (${found}) found`)
  return all ?? { count: 0, ids: [] }
}
