// What happens, as it happens: the stream of server-sent events, and who looks at a project.
import { z } from 'zod'
import { Id } from '../../domain/fields.ts'
import { Presence, Since } from '../../domain/live.ts'
import { notFound, Problem } from '../../domain/problems.ts'
import { seenProjects } from '../access/scopes.ts'
import { endpoint, visitEndpoint, type AnyEndpoint } from '../platform/endpoint.ts'
import { EVENT_STREAM, openEventStream } from './event-stream.ts'
import type { Live } from './live.ts'
import { peopleLooking } from './presence.ts'

const Wanted = z.strictObject({
  since: Since.optional().meta({
    description: 'The `seq` from which on to be told what was missed; from now on where it is left out.',
  }),
  projectId: Id.optional().meta({ description: 'Only what happens in this project.' }),
})

/** Where `live` follows nothing, a stream tells what was missed, and ends. */
export const liveRoutes = (live: Live | undefined): AnyEndpoint[] => [
  visitEndpoint({
    method: 'GET',
    path: '/v1/admin/live',
    may: 'live.follow',
    summary: 'Tells what happens, as it happens, as server-sent events; the same over Socket.IO, see /asyncapi.json.',
    query: Wanted,
    reply: z.string().meta({ description: 'Events as /asyncapi.json describes them.' }),
    produces: EVENT_STREAM,
    problems: ['project_not_found'],
    async visit(visit, { query }) {
      if (!live) throw new Problem('unavailable', 'Nothing is told live here.')
      return openEventStream(live, visit, query)
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/presence',
    may: 'me.projects',
    summary: 'Who looks at the project just now.',
    reply: Presence,
    async run(tx, { params: { projectId } }) {
      const seen = await seenProjects(tx, [projectId])
      if (!seen.has(projectId)) throw notFound('project')
      const [presence] = await peopleLooking(tx, [projectId])
      return presence ?? { projectId, people: [] }
    },
  }),
]
