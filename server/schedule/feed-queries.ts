// What can be known about calendar feeds, and what each of them shows: every SELECT. The secret addresses are never read.
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { Feed, type FeedKind } from '../../domain/feed.ts'
import { notFound } from '../../domain/problems.ts'
import { projectScope, taskScope } from '../access/scopes.ts'
import type { JsonText } from '../platform/json.ts'
import { listPage, pageOf, pageQuery, type Page } from '../platform/page.ts'
import type { Tx } from '../platform/transaction.ts'

export const FeedFilters = z.strictObject(pageQuery(['createdAt']))
export type FeedFilters = z.output<typeof FeedFilters>
export const FeedPage = pageOf(Feed)

const columns = sql`f.id, f.kind, f.project_id as "projectId", f.team_id as "teamId", instant(f.created_at) as "createdAt"`
/** The columns the app may read: the hash is not among them. */
const FROM = sql`(select organization_id, person_id, id, kind, project_id, team_id, created_at from calendar_feeds) f`
const own = (tx: Tx) => sql`f.organization_id = ${tx.actor.organizationId} and f.person_id = ${tx.actor.id}`

export async function getFeed(tx: Tx, id: string): Promise<Feed> {
  const found = await tx.first<{ json: Feed }>(sql`
    select row_to_json(r) as json from ${FROM} cross join lateral (select ${columns}) r where ${own(tx)} and f.id = ${id}`)
  if (!found) throw notFound('feed')
  return found.json
}

export const listFeeds = (tx: Tx, filters: FeedFilters): Promise<JsonText<Page<Feed>>> =>
  listPage<Feed>(tx, filters, {
    from: FROM,
    alias: 'f',
    where: [own(tx)],
    sorts: { createdAt: { by: sql`f.created_at`, type: 'timestamptz' } },
    defaultSort: '-createdAt',
    columns,
  })

export async function countFeeds(tx: Tx): Promise<number> {
  const found = await tx.first<{ count: number }>(sql`select count(*)::int as count from ${FROM} where ${own(tx)}`)
  return found?.count ?? 0
}

/** Which tasks a feed is about. */
export interface FeedSubject {
  kind: FeedKind
  projectId: string | null
  teamId: string | null
}

/** What the calendar is called, where the actor may see what it is about; undefined where they may not, or it is gone. */
export async function findFeedName(tx: Tx, { kind, projectId, teamId }: FeedSubject): Promise<string | undefined> {
  if (kind === 'mine') return tx.actor.name
  const found = await tx.first<{ name: string }>(
    kind === 'project'
      ? sql`select p.name from projects p where p.id = ${projectId} and ${projectScope(tx)}`
      : sql`select t.name from teams t where t.organization_id = ${tx.actor.organizationId} and t.id = ${teamId} and ${teamReach(tx)}`,
  )
  return found?.name
}

/** Whoever sees projects only by leading their team has the calendar of the teams they lead. */
const teamReach = (tx: Tx): RawBuilder<unknown> =>
  tx.scopes.some((scope) => scope === 'organization' || scope === 'assigned')
    ? sql`true`
    : sql`t.lead_id = ${tx.actor.id}`

/** One all-day entry of a calendar; `endOn` is its last day. */
export interface FeedEvent {
  id: string
  version: number
  updatedAt: string
  title: string
  kind: 'task' | 'milestone' | 'booking'
  status: string
  projectId: string
  projectName: string
  startOn: string
  endOn: string
}

/** Where a program finds more about it, below the server's address. */
export const addressOf = ({ kind, id, projectId }: FeedEvent): string =>
  kind === 'booking' ? `/v1/admin/projects/${projectId}/schedule` : `/v1/admin/projects/tasks/${id}`

const KEPT_DAYS = 365
const MAX_EVENTS = 5_000

/** The tasks with dates that the feed is about and the actor may see, up to a year back, by their days. */
export function feedTasks(tx: Tx, { kind, projectId, teamId }: FeedSubject): Promise<FeedEvent[]> {
  const about = kind === 'project' ? sql`p.id = ${projectId}` : kind === 'team' ? sql`p.team_id = ${teamId}` : sql`true`
  return tx.rows<FeedEvent>(sql`
    select t.id, t.version, instant(t.updated_at) as "updatedAt", t.title, t.kind, t.status, p.id as "projectId", p.name as "projectName",
      coalesce(t.start_on, t.due_on)::text as "startOn", coalesce(t.due_on, t.start_on)::text as "endOn"
    from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    where ${about} and ${taskScope(tx)} and coalesce(t.due_on, t.start_on) > ${tx.today}::date - ${KEPT_DAYS}::int
    order by "startOn", t.id limit ${sql.lit(MAX_EVENTS)}`)
}

/** The bookings that the feed is about: one's own, or those of its projects, with who is booked. */
export function feedBookings(tx: Tx, { kind, projectId, teamId }: FeedSubject): Promise<FeedEvent[]> {
  const hours = sql`trim_scale(round(avg(d.minutes) / 60, 1)) || ' h a day'`
  const [about, title] =
    kind === 'mine'
      ? [sql`a.person_id = ${tx.actor.id} and p.deleted_at is null`, sql`'Booked ' || ${hours}`]
      : [
          sql`${projectScope(tx)} and ${kind === 'project' ? sql`p.id = ${projectId}` : sql`p.team_id = ${teamId}`}`,
          sql`coalesce(x.name, a.placeholder_name) || ': ' || ${hours}`,
        ]
  return tx.rows<FeedEvent>(sql`
    select a.id, a.version, instant(a.updated_at) as "updatedAt", ${title} as title, 'booking' as kind, a.status,
      p.id as "projectId", p.name as "projectName", a.start_on::text as "startOn", a.end_on::text as "endOn"
    from allocations a join projects p on p.organization_id = a.organization_id and p.id = a.project_id
    join allocation_days d on d.organization_id = a.organization_id and d.allocation_id = a.id
    left join people x on x.organization_id = a.organization_id and x.id = a.person_id
    where a.organization_id = ${tx.actor.organizationId} and a.deleted_at is null and a.status <> 'released' and ${about}
      and a.end_on > ${tx.today}::date - ${KEPT_DAYS}::int
    group by a.organization_id, a.id, p.organization_id, p.id, x.name
    order by a.start_on, a.id limit ${sql.lit(MAX_EVENTS)}`)
}
