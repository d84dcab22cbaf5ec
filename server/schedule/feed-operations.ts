// What can be done with calendar feeds: make a secret address, take it back, and read what is behind it.
import { sql } from 'kysely'
import { MAX_FEEDS, type Feed, type NewFeed } from '../../domain/feed.ts'
import { grantsOf } from '../../domain/permissions.ts'
import { invalidField, notFound, Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { hashSecret } from '../access/authenticate.ts'
import { contextFor } from '../access/actor.ts'
import { actingAs, type KnownPerson } from '../access/known-person.ts'
import { newSecret } from '../access/one-time-links.ts'
import { unavailable } from '../platform/database-errors.ts'
import type { Visit } from '../platform/endpoint.ts'
import { changesBetween, insertRow } from '../platform/rows.ts'
import { reading, type Tx } from '../platform/transaction.ts'
import { speechFor } from '../access/reader-speech.ts'
import { calendarText } from './feed-calendar.ts'
import { countFeeds, feedBookings, feedTasks, findFeedName, getFeed, type FeedSubject } from './feed-queries.ts'

/** By which right the tasks of a feed are seen: the same as everywhere else. */
const RIGHT = { mine: 'me.read', project: 'schedule.read', team: 'schedule.read' } as const

/**
 * Makes an address and tells it, this once. Whoever has it sees what the person may see, for as long as it is not taken
 * back: an API token with an end, or without the right itself, makes none.
 */
export async function createFeed(tx: Tx, { id = tx.newId('feed'), kind, ...of }: NewFeed): Promise<Feed> {
  if (tx.publicUrl === '') throw new Error('a feed needs the public address of the server')
  if (tx.actor.tokenExpiresAt)
    throw new Problem('permission_denied', 'A token that ends can not make a feed, which does not.')
  const scopes = grantsOf(tx.actor.roles, RIGHT[kind], tx.actor.tokenScopes)
  if (scopes.length === 0) throw new Problem('permission_denied', say`This needs the permission ${RIGHT[kind]}.`)
  const subject = { kind, projectId: of.projectId ?? null, teamId: of.teamId ?? null }
  if ((await findFeedName(tx.as({ scopes }), subject)) === undefined)
    throw invalidField(`/${kind}Id`, 'reference', say`names ${of.projectId ?? of.teamId ?? ''}, which is not there`)
  if ((await countFeeds(tx)) >= MAX_FEEDS)
    throw invalidField('', 'limit', say`you have ${MAX_FEEDS} feeds; delete one first`)
  const secret = newSecret()
  insertRow(tx, 'calendar_feeds', {
    id,
    personId: tx.actor.id,
    ...subject,
    secretHash: hashSecret(secret),
    createdAt: tx.now,
  })
  tx.record('feed.created', { type: 'feed', id, projectId: subject.projectId }, changesBetween({}, subject))
  return { ...(await getFeed(tx, id)), url: `${tx.publicUrl}/feeds/${secret}.ics` }
}

/** Takes an address back at once: whoever asks at it finds nothing. */
export async function deleteFeed(tx: Tx, id: string): Promise<void> {
  const gone = await tx.first<{ kind: string; projectId: string | null }>(sql`delete from calendar_feeds
    where organization_id = ${tx.actor.organizationId} and person_id = ${tx.actor.id} and id = ${id}
    returning kind, project_id as "projectId"`)
  if (!gone) throw notFound('feed')
  tx.record('feed.deleted', { type: 'feed', id, projectId: gone.projectId }, { kind: { from: gone.kind, to: null } })
}

/**
 * The calendar at a secret address, as its person may see it now. Not found where the address is unknown or taken back,
 * the person is suspended, or what it is about is out of their reach.
 */
export async function readFeed(visit: Visit, token: string): Promise<string> {
  const { database, now, publicUrl } = visit
  const [feed] = await database
    .query<KnownPerson & FeedSubject>(
      sql`select organization_id as "organizationId", organization_name as "organizationName", timezone,
        person_id as "personId", name, email, roles, kind, project_id as "projectId", team_id as "teamId"
      from find_feed(${hashSecret(token.replace(/\.ics$/, ''))})`,
    )
    .catch((error: unknown) => {
      throw unavailable(error)
    })
  if (!feed) throw notFound('feed')
  const { actor } = actingAs(feed, visit)
  if (grantsOf(actor.roles, RIGHT[feed.kind]).length === 0) throw notFound('feed')
  const { name, events, speech } = await reading(database, contextFor(actor, RIGHT[feed.kind], now), async (tx) => {
    const [found, speech, ...events] = await Promise.all([
      findFeedName(tx, feed),
      speechFor(tx, feed),
      feedTasks(tx, feed),
      feedBookings(tx, feed),
    ])
    if (found === undefined) throw notFound('feed')
    return { name: found, speech, events: events.flat() }
  })
  return calendarText({
    name,
    events,
    withProject: feed.kind !== 'project',
    organizationId: actor.organizationId,
    publicUrl,
    speech,
  })
}
