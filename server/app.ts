// The whole server on one screen: the platform's pieces and the list of features.
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { authenticate } from './access/authenticate.ts'
import type { Database } from './platform/database.ts'
import type { AnyEndpoint } from './platform/endpoint.ts'
import { makeHttp } from './platform/http.ts'
import { getProject } from './projects/project-queries.ts'
import { projectRoutes } from './projects/project-routes.ts'
import { getTask } from './tasks/task-queries.ts'
import { taskRoutes } from './tasks/task-routes.ts'

export const endpoints: AnyEndpoint[] = [...taskRoutes, ...projectRoutes]

export interface AppOptions {
  database: Database
  log: Logger
  clock: () => Date
  rateLimit: number
  trustProxy: boolean | number | string
  /** Where people reach the server; known for sure only once it listens. */
  publicUrl: () => string
  checkReplies?: boolean
}

export async function makeApp(options: AppOptions): Promise<FastifyInstance> {
  const { database } = options
  return makeHttp({
    ...options,
    endpoints,
    authenticate: (request, now) => authenticate(database, request, now),
    visible: {
      projectId: async (tx, id) => void (await getProject(tx, id)),
      taskId: async (tx, id) => void (await getTask(tx, id)),
    },
  })
}
