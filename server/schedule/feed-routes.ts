// What the outside may ask about calendar feeds: everyone about their own, and programs for what is behind an address.
import { z } from 'zod'
import { Feed, NewFeed } from '../../domain/feed.ts'
import { endpoint, visitEndpoint } from '../platform/endpoint.ts'
import { createFeed, deleteFeed, readFeed } from './feed-operations.ts'
import { FeedFilters, FeedPage, listFeeds } from './feed-queries.ts'

export const feedRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/me/feeds',
    may: 'feed.manage',
    summary: 'My calendar feeds, without their secret addresses.',
    query: FeedFilters,
    reply: FeedPage,
    run: (tx, { query }) => listFeeds(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/me/feeds',
    may: 'feed.manage',
    summary: 'Makes a calendar to subscribe to; its secret address is shown this once.',
    body: NewFeed,
    reply: Feed,
    status: 201,
    secrets: ['url'],
    problems: ['already_exists'],
    run: (tx, { body }) => createFeed(tx, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/me/feeds/:feedId',
    may: 'feed.manage',
    summary: 'Takes the address of a feed of mine back at once.',
    reply: z.null(),
    status: 204,
    run: async (tx, { params }) => {
      await deleteFeed(tx, params.feedId)
      return null
    },
  }),
  visitEndpoint({
    method: 'GET',
    path: '/feeds/:token',
    may: 'public',
    summary: 'A calendar, as its person may see it now (iCalendar).',
    reply: z.string(),
    produces: 'text/calendar; charset=utf-8',
    problems: ['feed_not_found'],
    visit: (visit, { params }) => readFeed(visit, params.token),
  }),
]
