// What the outside may ask about a project’s chat channel.
import { z } from 'zod'
import { Channel, ChannelConnection } from '../../domain/channel.ts'
import { endpoint, type AnyEndpoint } from '../platform/endpoint.ts'
import { connectChannel, disconnectChannel, showChannel } from './channel-operations.ts'

const path = '/v1/admin/projects/:projectId/channel'

export const channelRoutes: AnyEndpoint[] = [
  endpoint({
    method: 'GET',
    path,
    may: 'communication.read',
    summary: 'The chat channel of a project; null where it has none.',
    reply: Channel.nullable(),
    run: (tx, { params }) => showChannel(tx, params.projectId),
  }),
  endpoint({
    method: 'PUT',
    path,
    may: 'channel.manage',
    summary: 'Connects a chat channel: what is said in the project is said there, and the other way round.',
    body: ChannelConnection,
    reply: Channel,
    problems: ['already_exists'],
    run: (tx, { params, body }) => connectChannel(tx, params.projectId, body),
  }),
  endpoint({
    method: 'DELETE',
    path,
    may: 'channel.manage',
    summary: 'Lets the chat channel go.',
    reply: z.null(),
    status: 204,
    problems: ['channel_not_found'],
    run: async (tx, { params }) => {
      await disconnectChannel(tx, params.projectId)
      return null
    },
  }),
]
