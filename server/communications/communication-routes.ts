// What the outside may ask about messages in threads.
import { z } from 'zod'
import { Communication, KnownRecipient, NewCommunication, NewMessage } from '../../domain/communication.ts'
import { Id } from '../../domain/fields.ts'
import { endpoint, type AnyEndpoint } from '../platform/endpoint.ts'
import {
  CommunicationFilters,
  CommunicationPage,
  getCommunication,
  listProjectCommunications,
  listTaskCommunications,
  requireProjectOf,
  ThreadFilters,
} from './communication-queries.ts'
import { listRecipients } from './message-mail.ts'
import { discussTask, writeInProject, type Hear } from './thread-writing.ts'

const addressOf = ({ id }: { id: string }) => `/v1/admin/communications/${id}`

const reads: AnyEndpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/communications',
    may: 'communication.read',
    summary:
      'What was said in a project, in all its threads. Account Managers see of tasks’ threads what the client sees.',
    query: CommunicationFilters,
    reply: CommunicationPage,
    run: (tx, { params, query }) => listProjectCommunications(tx, params.projectId, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/recipients',
    may: 'communication.write',
    summary: 'Whom of the client a mail may go to, and who gets it where nobody is named.',
    query: z.strictObject({
      requestId: Id.optional().meta({
        description: 'The request in whose thread it is said; the project’s own otherwise.',
      }),
    }),
    reply: z.strictObject({ data: z.array(KnownRecipient) }),
    run: async (tx, { params: { projectId }, query: { requestId } }) => {
      const place = await requireProjectOf(tx, projectId)
      const thread = requestId
        ? ({ type: 'request', id: requestId } as const)
        : ({ type: 'project', id: projectId } as const)
      return { data: await listRecipients(tx, { thread, ...place }) }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/communications/:communicationId',
    may: 'communication.read',
    summary: 'One message.',
    reply: Communication,
    run: (tx, { params }) => getCommunication(tx, params.communicationId),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/tasks/:taskId/communications',
    may: 'task.discuss',
    summary: 'What was said about a task.',
    query: ThreadFilters,
    reply: CommunicationPage,
    run: (tx, { params, query }) => listTaskCommunications(tx, params.taskId, query),
  }),
]

/** `hear` takes what a client said on the phone, say: more may follow from it than that it is kept. */
export const communicationRoutes = (hear: Hear): AnyEndpoint[] => [
  ...reads,
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/:projectId/communications',
    may: 'communication.write',
    summary: 'Says something in a project, to the team or, by mail, to the client; or logs what the client said.',
    body: NewCommunication,
    reply: Communication,
    status: 201,
    location: addressOf,
    problems: ['already_exists'],
    run: (tx, { params, body }) => writeInProject(tx, params.projectId, body, hear),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/tasks/:taskId/communications',
    may: 'task.discuss',
    summary: 'Says something about a task: to the team, or to the client for who may write to them.',
    body: NewMessage,
    reply: Communication,
    status: 201,
    problems: ['already_exists'],
    run: (tx, { params, body }) => discussTask(tx, params.taskId, body, hear),
  }),
]
