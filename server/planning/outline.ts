// A project in outline: all that a new task needs to know of it to which nothing is tied and which ends before the others do.
// However many those are, they are neither read nor planned: they stay where they are, and so does their float.
import { sql } from 'kysely'
import { holdCalendar } from '../capacity/ledger.ts'
import type { Tx } from '../platform/transaction.ts'
import { holding, lockNetwork, these, type Joining, type Network } from './network.ts'
import { organizationDays, peopleRows, projectRows } from './network-rows.ts'
import type { Replanned } from './plan-anew.ts'

type Outline = Omit<Network, 'projects' | 'tasks' | 'links' | 'bookedTaskIds' | 'othersEndOn'> & {
  projects: Network['projects'] | null
  others: {
    projectId: string
    /** The day on which the last of its tasks ends. */
    endOn: string | null
    /** Whether a task that counts in days ends on that day: then nothing goes on beyond its work, nor ends before it. */
    endsWithDay: boolean
  }[]
}

/**
 * Holds projects as `lockNetwork` does, and reads them in outline; all of those that are named as `whole`, or of which that
 * does not tell: where tasks without a date could be among the others, since only what is planned has its end in its row, or
 * where the last ends within a day.
 */
export async function lockOutline(
  tx: Tx,
  projectIds: readonly string[],
  joining: Joining,
  whole: readonly string[] = [],
): Promise<Network> {
  const organization = tx.actor.organizationId
  tx.send(holding(tx, these(projectIds)))
  holdCalendar(tx, 'shared')
  const { assigneeIds } = joining
  const who = assigneeIds.length === 0 ? sql`'[]'::json` : peopleRows(organization, sql`${assigneeIds}::text[]`)
  const found = await tx.first<{ outline: Outline }>(sql`
    with p as (select * from projects where organization_id = ${organization} and id = any(${projectIds}) and deleted_at is null),
    t as (select id, project_id, kind, status, duration_minutes, early_finish_on as ends_on
      from tasks where organization_id = ${organization} and project_id = any(${projectIds}) and deleted_at is null and status <> 'cancelled'),
    l as (select project_id, max(ends_on) as ends_on from t group by 1)
    select json_build_object('projects', ${projectRows}, 'people', ${who}, ${organizationDays(organization)},
      'others', (select coalesce(json_agg(json_build_object('projectId', l.project_id, 'endOn', l.ends_on,
        'endsWithDay', exists (select 1 from t where t.project_id = l.project_id and t.ends_on = l.ends_on
          and kind = 'task' and status <> 'completed' and duration_minutes is null
          and not exists (select 1 from tasks c where c.organization_id = ${organization} and c.parent_id = t.id)))), '[]') from l)) as outline`)
  if (!found) throw new Error('a statement without FROM has one row')
  const { others, ...outline } = found.outline
  const projects = outline.projects ?? []
  const untold = new Set([
    ...whole,
    ...projects.flatMap(({ id, startOn }) => (startOn === null ? [id] : [])),
    ...others.flatMap(({ projectId, endOn, endsWithDay }) => (endsWithDay || endOn === null ? [] : [projectId])),
  ])
  const rest = untold.size > 0 ? await lockNetwork(tx, [...untold], joining) : NOTHING
  const read = new Set(rest.projects.map(({ id }) => id))
  return {
    ...outline,
    ...rest,
    projects: [...projects.filter(({ id }) => !read.has(id)), ...rest.projects],
    othersEndOn: new Map(
      others.flatMap(({ projectId, endOn }) => (endOn === null || read.has(projectId) ? [] : [[projectId, endOn]])),
    ),
  }
}
const NOTHING = { projects: [], tasks: [], links: [], bookedTaskIds: [] }

/** Projects whose others do not stay as they are: read in outline, and now they end later. */
export const endingLater = ({ network: { othersEndOn }, moved }: Replanned): string[] => [
  ...new Set(
    moved.flatMap(({ task: { projectId }, next: { earlyFinishOn } }) => {
      const endOn = othersEndOn?.get(projectId)
      return endOn === undefined || earlyFinishOn === null || earlyFinishOn <= endOn ? [] : [projectId]
    }),
  ),
]
