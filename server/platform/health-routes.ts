// What a supervisor asks: is the process alive, and can it serve.
import { sql } from 'kysely'
import { z } from 'zod'
import { Problem } from '../../domain/problems.ts'
import { unavailable } from './database-errors.ts'
import { visitEndpoint } from './endpoint.ts'

const Healthy = z.strictObject({ status: z.literal('ok') })

/** `isReady`: migrated, demo made, credentials written. */
export const healthRoutes = (isReady: () => boolean) => [
  visitEndpoint({
    method: 'GET',
    path: '/livez',
    may: 'public',
    summary: 'The process is alive.',
    reply: Healthy,
    visit: async () => ({ status: 'ok' as const }),
  }),
  visitEndpoint({
    method: 'GET',
    path: '/readyz',
    may: 'public',
    summary: 'The server can serve: its start is done and its database answers.',
    reply: Healthy,
    async visit({ database }) {
      if (!isReady()) throw new Problem('unavailable', 'The start is not done.')
      await database.query(sql`select 1`).catch((error: unknown) => {
        throw unavailable(error)
      })
      return { status: 'ok' as const }
    },
  }),
]
