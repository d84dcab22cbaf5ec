// The contract of what is told live as AsyncAPI 3.0, drawn from the shapes themselves: nothing in it is written twice.
import { z } from 'zod'
import { EVENTS } from '../../domain/events.ts'
import { ASKED, TOLD } from '../../domain/live.ts'
import { MESSAGES_PER_SECOND, MOST_MESSAGE_BYTES } from './connection-limits.ts'
import { EVENT_STREAM } from './event-stream.ts'
import { MOST_MISSED } from './follower.ts'
import { NAMESPACE } from './socket-door.ts'

type Json = Record<string, unknown>

export function asyncApiDocument(version: string): Json {
  const asked = messagesOf(ASKED, 'input')
  const told = messagesOf(TOLD, 'output')
  const refs = (channel: string, names: object) =>
    Object.keys(names).map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }))
  return {
    asyncapi: '3.0.0',
    info: { title: 'Project Operations, live', version, license: { name: 'MIT' }, description: ABOUT },
    defaultContentType: 'application/json',
    channels: {
      socket: {
        address: NAMESPACE,
        title: 'Socket.IO',
        description: `The namespace ${NAMESPACE} at /socket.io, over WebSocket only. The handshake's \`auth\` carries \`token\` (or the session cookie, or an Authorization header), \`since\` and \`projectId\`, each optional. At most ${MESSAGES_PER_SECOND} messages a second of ${MOST_MESSAGE_BYTES / 1024} KiB; each is acknowledged with \`ok\`, or with a problem as over HTTP.`,
        messages: { ...told, ...asked },
      },
      stream: {
        address: '/v1/admin/live',
        title: 'Server-sent events',
        description: `\`GET\` answers ${EVENT_STREAM}: each message is an event of its name, its payload the data, its \`seq\` the id. \`Last-Event-ID\` or \`?since=\` say where to go on from.`,
        messages: told,
      },
    },
    operations: {
      tell: { action: 'send', channel: { $ref: '#/channels/socket' }, messages: refs('socket', TOLD) },
      tellByStream: { action: 'send', channel: { $ref: '#/channels/stream' }, messages: refs('stream', TOLD) },
      ask: { action: 'receive', channel: { $ref: '#/channels/socket' }, messages: refs('socket', ASKED) },
    },
  }
}

const ABOUT = `What happens, as it happens: that something changed, never what it holds; read that over HTTP. Everybody is told what they may see, once, in the order of \`seq\`, the organisation's own count, in which what one may not see leaves gaps. Come back with \`since\`, the last \`seq\` that was told, and what was missed follows; where that is more than ${MOST_MISSED} entries, or no longer kept, \`reload\` says to read anew.`

function messagesOf(shapes: Record<string, z.ZodType>, io: 'input' | 'output'): Json {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const { $schema: _, id: __, ...payload } = wholeOf(z.toJSONSchema(shape, { io }))
      const { description, ...schema } = payload
      const message = { name, ...(description !== undefined && { summary: description }), payload: schema }
      if (name === 'change') (schema.properties as Json).event = { type: 'string', enum: EVENTS }
      return [name, message]
    }),
  )
}

/** A shape with a name is told as a reference to itself. */
const wholeOf = (schema: Json): Json => {
  const name = /^#\/\$defs\/(.*)$/.exec(String(schema.$ref))?.[1]
  return name === undefined ? schema : ((schema.$defs as Record<string, Json>)[name] ?? {})
}
