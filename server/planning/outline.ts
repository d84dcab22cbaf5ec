// A project in outline: all that a new task needs to know of it to which nothing is tied and which ends before the others do.
// However many those are, they are neither read nor planned: they stay where they are, and so does their float.
import { sql } from 'kysely'
import { holdCalendar } from '../capacity/ledger.ts'
import type { Tx } from '../platform/transaction.ts'
import { holding, lockNetwork, these, type Joining, type Network } from './network.ts'
import { organizationDays, peopleRows, projectRows } from './network-rows.ts'
import type { Replanned } from './plan-anew.ts'

type Outline = Omit<Network, 'projects' | 'tasks' | 'links' | 'bookedTaskIds'> & {
  projects: Network['projects'] | null
  /** Whether a task that counts in days ends on the last day: then nothing goes on beyond its work, nor ends before it. */
  endsWithDay: boolean
}

/**
 * Holds a project as `lockNetwork` does, and reads it in outline; all of it where that does not tell: where tasks without
 * a date could be among the others, since only what is planned has its end in its row, or the last ends within a day.
 */
export async function lockOutline(tx: Tx, projectIds: readonly string[], joining: Joining): Promise<Network> {
  const organization = tx.actor.organizationId
  tx.send(holding(tx, these(projectIds)))
  holdCalendar(tx, 'shared')
  const { assigneeIds } = joining
  const who = assigneeIds.length === 0 ? sql`'[]'::json` : peopleRows(organization, sql`${assigneeIds}::text[]`)
  const found = await tx.first<{ outline: Outline }>(sql`
    with p as (select * from projects where organization_id = ${organization} and id = any(${projectIds}) and deleted_at is null),
    t as (select id, kind, status, duration_minutes, early_finish_on as ends_on
      from tasks where organization_id = ${organization} and project_id = any(${projectIds}) and deleted_at is null and status <> 'cancelled'),
    l as (select max(ends_on) as ends_on from t)
    select json_build_object('projects', ${projectRows}, 'people', ${who}, ${organizationDays(organization)},
      'othersEndOn', (select ends_on from l),
      'endsWithDay', exists (select 1 from t join l using (ends_on) where kind = 'task' and status <> 'completed' and duration_minutes is null
        and not exists (select 1 from tasks c where c.organization_id = ${organization} and c.parent_id = t.id))) as outline`)
  if (!found) throw new Error('a statement without FROM has one row')
  const { endsWithDay, ...outline } = found.outline
  const projects = outline.projects ?? []
  const isTold = projects.every(({ startOn }) => startOn !== null) && (endsWithDay || outline.othersEndOn === null)
  return isTold
    ? { ...outline, projects, tasks: [], links: [], bookedTaskIds: [] }
    : lockNetwork(tx, projectIds, joining)
}

/** Whether the others stay as they are: not where their project was read in outline, and now ends later. */
export const leavesOthers = ({ network: { othersEndOn }, moved }: Replanned): boolean =>
  !othersEndOn || moved.every(({ next }) => next.earlyFinishOn === null || next.earlyFinishOn <= othersEndOn)
