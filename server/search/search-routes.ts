// What the outside may ask for by a few words.
import { Found } from '../../domain/search.ts'
import { endpoint } from '../platform/endpoint.ts'
import { search, SearchQuery } from './search-queries.ts'

export const searchRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/search',
    may: 'me.read',
    summary: 'Projects, tasks, requests, people and accounts by a few words, as far as I may see them.',
    query: SearchQuery,
    reply: Found,
    run: (tx, { query }) => search(tx, query),
  }),
]
