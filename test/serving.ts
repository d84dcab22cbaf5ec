// A server of its own for one test: the whole app on another database or with another limit, or only the endpoints given.
import pino from 'pino'
import { authenticate } from '../server/access/authenticate.ts'
import { makeApp, type Outside } from '../server/app.ts'
import type { Database } from '../server/platform/database.ts'
import type { AnyEndpoint } from '../server/platform/endpoint.ts'
import { makeHttp } from '../server/platform/http.ts'

const PUBLIC_URL = 'http://localhost'

export async function serving<T>(
  database: Database,
  { endpoints, rateLimit = 1_000_000, outside }: { endpoints?: AnyEndpoint[]; rateLimit?: number; outside?: Outside },
  work: (baseUrl: string) => Promise<T>,
): Promise<T> {
  const common = {
    database,
    rateLimit,
    log: pino({ level: 'silent' }),
    clock: () => new Date('2026-11-22T12:00:00Z'),
    trustProxy: false,
    publicUrl: () => PUBLIC_URL,
  }
  const app = endpoints
    ? await makeHttp({
        ...common,
        endpoints,
        authenticate: (request, now) => authenticate(database, request, now, PUBLIC_URL),
        seenProjects: async () => new Set(),
        visible: {},
      })
    : await makeApp({ ...common, ...(outside && { outside }) })
  try {
    return await work(await app.listen({ port: 0, host: '127.0.0.1' }))
  } finally {
    await app.close()
  }
}

export const as = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` })
