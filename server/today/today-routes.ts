// What the outside may ask about what needs somebody now.
import { Today } from '../../domain/today.ts'
import { endpoint } from '../platform/endpoint.ts'
import { getToday, TodayQuery } from './today-queries.ts'

export const todayRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/me/today',
    may: 'me.read',
    summary: 'What needs me now: tasks, requests, signals, people over capacity, projects whose health changed.',
    query: TodayQuery,
    reply: Today,
    run: (tx, { query }) => getToday(tx, query.limit),
  }),
]
