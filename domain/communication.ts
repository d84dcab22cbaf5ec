// What is said about work, inside the agency and with its clients: threads, who may see a message, and how it travelled.
import { z } from 'zod'
import { Id, Instant } from './fields.ts'

export const THREAD_TYPES = ['project', 'task', 'request', 'signal'] as const
export const DIRECTIONS = ['incoming', 'outgoing', 'internal'] as const
export const CHANNELS = ['portal', 'email', 'chat', 'phone', 'api'] as const
export const VISIBILITIES = ['internal', 'client'] as const

export const Thread = z.strictObject({ type: z.enum(THREAD_TYPES), id: Id }).meta({ id: 'Thread' })
export type Thread = z.infer<typeof Thread>

export const Communication = z
  .strictObject({
    id: Id,
    projectId: Id.nullable(),
    accountId: Id.nullable(),
    thread: Thread,
    direction: z.enum(DIRECTIONS),
    channel: z.enum(CHANNELS),
    visibility: z.enum(VISIBILITIES).meta({ description: 'internal: nothing that a client receives ever holds it.' }),
    author: z.strictObject({
      type: z.enum(['person', 'rule', 'client', 'integration']),
      id: z.string(),
      name: z.string(),
      email: z.string().nullable(),
    }),
    body: z.string().meta({ description: 'Markdown.' }),
    saidAt: Instant,
    createdAt: Instant.meta({ description: 'Later than saidAt where it was delivered late.' }),
  })
  .meta({ id: 'Communication', description: 'A message in a thread; it is written once and never changed.' })
export type Communication = z.infer<typeof Communication>
