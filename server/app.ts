// The whole server on one screen: the platform's pieces and the list of features.
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { authenticate } from './access/authenticate.ts'
import type { Database } from './platform/database.ts'
import { serveDocs } from './platform/docs-page.ts'
import type { AnyEndpoint } from './platform/endpoint.ts'
import { healthRoutes } from './platform/health-routes.ts'
import { makeHttp } from './platform/http.ts'
import { openApiDocument } from './platform/openapi.ts'
import { getProject } from './projects/project-queries.ts'
import { projectRoutes } from './projects/project-routes.ts'
import { getTask } from './tasks/task-queries.ts'
import { taskRoutes } from './tasks/task-routes.ts'

/** Every endpoint there is, feature by feature. */
export const endpointsOf = (isReady: () => boolean): AnyEndpoint[] => [...taskRoutes, ...projectRoutes, ...healthRoutes(isReady)]

export const VERSION = '0.1.0'

export interface AppOptions {
  database: Database
  log: Logger
  clock: () => Date
  rateLimit: number
  trustProxy: boolean | number | string
  /** Where people reach the server; known for sure only once it listens. */
  publicUrl: () => string
  /** Whether the start is done: migrated, demo made, credentials written. */
  isReady?: () => boolean
  checkReplies?: boolean
}

export async function makeApp(options: AppOptions): Promise<FastifyInstance> {
  const { database } = options
  const endpoints = endpointsOf(options.isReady ?? (() => true))
  const app = await makeHttp({
    ...options,
    endpoints,
    authenticate: (request, now) => authenticate(database, request, now),
    visible: {
      projectId: async (tx, id) => void (await getProject(tx, id)),
      taskId: async (tx, id) => void (await getTask(tx, id)),
    },
  })
  await serveDocs(app, openApiDocument(endpoints, VERSION))
  return app
}
