// Calendars that somebody's own programs subscribe to: what they show, and the address that is their only key.
import { z } from 'zod'
import { Id, Instant } from './fields.ts'

/** A person has at most this many. */
export const MAX_FEEDS = 50

export const FEED_KINDS = ['mine', 'project', 'team'] as const
export type FeedKind = (typeof FEED_KINDS)[number]

const fields = {
  kind: z.enum(FEED_KINDS).meta({
    description:
      'mine: tasks I am assigned to. project: those of one project. team: those of the projects of one team.',
  }),
  projectId: Id.nullable(),
  teamId: Id.nullable(),
}

export const Feed = z
  .strictObject({
    id: Id,
    ...fields,
    createdAt: Instant,
    url: z.string().optional().meta({ description: 'The secret address itself: shown once, where the feed is made.' }),
  })
  .meta({ id: 'Feed', description: 'A calendar to subscribe to; it shows what its person may see at the moment.' })
export type Feed = z.infer<typeof Feed>

export const NewFeed = z
  .strictObject({ id: Id.optional(), kind: fields.kind, projectId: Id.optional(), teamId: Id.optional() })
  .refine(({ kind, projectId }) => (kind === 'project') === (projectId !== undefined), {
    error: 'goes with kind project, which needs it',
    path: ['projectId'],
  })
  .refine(({ kind, teamId }) => (kind === 'team') === (teamId !== undefined), {
    error: 'goes with kind team, which needs it',
    path: ['teamId'],
  })
  .meta({ id: 'NewFeed' })
export type NewFeed = z.infer<typeof NewFeed>
