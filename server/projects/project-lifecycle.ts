// How projects move by themselves: which of them are due to, and the move. People's moves are in project-operations.ts.
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../platform/transaction.ts'
import { updateProject } from './project-operations.ts'
import { lockProject } from './project-queries.ts'

/** More than these wait for the next look. */
const MOST_AT_ONCE = 200

export interface DueProject {
  id: string
  /** What of its tasks changed last: that is why it moves. */
  causeId: string | null
}
type Ids = readonly string[] | undefined

const required = sql`t.organization_id = p.organization_id and t.project_id = p.id and t.required and t.deleted_at is null`
const OPEN = sql`t.status not in ('completed', 'cancelled')`

const lastChange = (...events: string[]) => sql`(select a.id from activity a where a.organization_id = p.organization_id
  and a.project_id = p.id and a.event = any(${events}) order by a.id desc limit 1)`

const find = (tx: Tx, ids: Ids, cause: RawBuilder<unknown>, where: RawBuilder<unknown>): Promise<DueProject[]> =>
  tx.rows<DueProject>(sql`
    select p.id, ${cause} as "causeId" from projects p
    where p.organization_id = ${tx.actor.organizationId} and p.deleted_at is null
      and ${ids ? sql`p.id = any(${ids})` : sql`true`} and ${where}
    order by p.id limit ${MOST_AT_ONCE}`)

const TASK_EVENTS = ['task.status_changed', 'task.updated', 'task.deleted']

/** In onboarding, there was something to do for it, and nothing required of that is open. */
const isOnboarded = sql`p.status = 'onboarding'
  and not exists (select 1 from tasks t where ${required} and ${OPEN} and t.stage = 'onboarding')
  and exists (select 1 from tasks t where ${required} and t.stage = 'onboarding')`

export const onboardedProjects = (tx: Tx, ids: Ids): Promise<DueProject[]> =>
  find(tx, ids, lastChange(...TASK_EVENTS), isOnboarded)

export async function startActiveWork(tx: Tx, id: string): Promise<void> {
  await lockProject(tx, id)
  // Looked at again now that it is held: somebody may have reopened its work. So below.
  if ((await onboardedProjects(tx, [id])).length > 0) await updateProject(tx, id, { status: 'active' })
}

const moves = (which: RawBuilder<unknown>) => sql`(select max(a.at) from activity a
  where a.organization_id = p.organization_id and a.entity_type = 'project' and a.entity_id = p.id
    and a.event = 'project.status_changed' and ${which})`
const lastMove = moves(sql`true`)
/** What was reopened goes on until something ends in it anew. */
const reopenedAt = sql`coalesce(${moves(sql`a.changes -> 'status' ->> 'from' in ('completed', 'cancelled')`)}, '-infinity')`

const workIsDone = (before: Date) => sql`p.engagement = 'one_off'
  and not exists (select 1 from tasks t where ${required} and ${OPEN})
  and exists (select 1 from tasks t where ${required} and t.status = 'completed' and t.completed_at >= ${reopenedAt})
  and not exists (select 1 from requests q where q.organization_id = p.organization_id and q.project_id = p.id and q.closed_at is null)
  and greatest(${lastMove}, (select max(h.at) from tasks t
    join task_status_changes h on h.organization_id = t.organization_id and h.task_id = t.id
    where ${required} and h.to_status in ('completed', 'cancelled'))) <= ${before}`

const ofProject = sql`s.organization_id = p.organization_id and s.project_id = p.id`
const endedAt = sql`(select max(coalesce(s.canceled_at, s.updated_at)) from subscriptions s where ${ofProject})`

const isPaidNoMore = (before: Date) => sql`p.engagement = 'retainer'
  and exists (select 1 from subscriptions s where ${ofProject})
  and not exists (select 1 from subscriptions s where ${ofProject} and s.status not in ('canceled', 'incomplete_expired'))
  and ${endedAt} >= ${reopenedAt} and greatest(${lastMove}, ${endedAt}) <= ${before}`

/** All that was to be done has ended since these hours, or all that paid for it; what is reopened goes on. */
export async function finishedProjects(tx: Tx, afterHours: number, ids: Ids): Promise<DueProject[]> {
  const before = new Date(tx.now.getTime() - afterHours * 3_600_000)
  const cause = lastChange(...TASK_EVENTS, 'subscription.updated', 'subscription.status_changed')
  // Each on its own: together they would be asked of each active project, one by one.
  const ended = [workIsDone(before), isPaidNoMore(before)]
  const found = await Promise.all(ended.map((each) => find(tx, ids, cause, sql`p.status = 'active' and ${each}`)))
  return found.flat()
}

export async function completeProject(tx: Tx, id: string, afterHours: number): Promise<void> {
  const { engagement } = await lockProject(tx, id)
  if ((await finishedProjects(tx, afterHours, [id])).length === 0) return
  const reason =
    engagement === 'retainer'
      ? 'Every subscription that paid for it has ended.'
      : 'All that was required has ended, and no request is open.'
  await updateProject(tx, id, { status: 'completed', reason })
}

/** On hold until a day that has come; its hold is what they go on after. */
export const heldLongEnough = (tx: Tx, ids: Ids): Promise<DueProject[]> =>
  find(tx, ids, lastChange('project.status_changed'), sql`p.status = 'on_hold' and p.hold_until <= ${tx.today}::date`)

/** Goes back to where it was. */
export async function resumeProject(tx: Tx, id: string): Promise<void> {
  const { statusBeforeHold } = await lockProject(tx, id)
  if ((await heldLongEnough(tx, [id])).length === 0) return
  await updateProject(tx, id, { status: statusBeforeHold ?? 'active' })
}
