// What is said about work, inside the agency and with its clients: threads, who may see a message, and how it travelled.
import { z } from 'zod'
import { AttachmentMention } from './attachment.ts'
import { Email, Id, idList, Instant, InstantInput, line, text } from './fields.ts'

export const THREAD_TYPES = ['project', 'task', 'request', 'signal'] as const
export const DIRECTIONS = ['incoming', 'outgoing', 'internal'] as const
export const CHANNELS = ['portal', 'email', 'chat', 'phone', 'api'] as const
export const VISIBILITIES = ['internal', 'client'] as const
export const MAX_BODY_BYTES = 64 * 1024

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
    attachments: z.array(AttachmentMention),
    recipients: z
      .array(z.strictObject({ name: z.string(), email: z.string() }))
      .meta({ description: 'Who was mailed it, each with an address of their own to answer to.' }),
    delivery: z
      .enum(['none', 'pending', 'sent', 'failed'])
      .meta({ description: 'How far the mails of it came: none where none had to be sent.' }),
    saidAt: Instant,
    createdAt: Instant.meta({ description: 'Later than saidAt where it was delivered late.' }),
  })
  .meta({ id: 'Communication', description: 'A message in a thread; it is written once and never changed.' })
export type Communication = z.infer<typeof Communication>
export type Author = Communication['author']

/** Words of a message: not blank, and counted in bytes, as they are kept. */
export const Body = text(MAX_BODY_BYTES)
  .min(1)
  .regex(/\S/, 'says something')
  .refine((body) => Buffer.byteLength(body) <= MAX_BODY_BYTES, 'has at most 64 KiB')
  .meta({ description: 'Markdown, at most 64 KiB.' })

const message = {
  id: Id.optional(),
  body: Body,
  visibility: z.enum(VISIBILITIES).optional().meta({ description: 'internal unless said otherwise.' }),
  direction: z
    .enum(DIRECTIONS)
    .optional()
    .meta({ description: 'incoming: what a client said elsewhere, on the phone for instance; `author` says who.' }),
  channel: z.enum(CHANNELS).optional().meta({
    description: 'Outgoing: email unless said otherwise, and only that is mailed; what was said on the phone is kept.',
  }),
  author: z
    .strictObject({ name: line(200), email: Email.optional() })
    .optional()
    .meta({ description: 'Who said it; of incoming messages.' }),
  saidAt: InstantInput.optional().meta({ description: 'Not in the future; now unless said otherwise.' }),
  attachmentIds: idList(20).optional().meta({ description: 'Files that the writer uploaded for it.' }),
  recipients: z
    .array(Email)
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'Who gets an outgoing mail: contacts of the client, requesters, holders of client links.' }),
}

export const KnownRecipient = z
  .strictObject({
    name: z.string(),
    email: z.string(),
    first: z.boolean().meta({ description: 'Whether a mail goes to them where nobody is named.' }),
  })
  .meta({ id: 'KnownRecipient' })
export type KnownRecipient = z.infer<typeof KnownRecipient>

interface Direction {
  visibility?: string | undefined
  direction?: string | undefined
  channel?: string | undefined
  author?: unknown
  recipients?: unknown
}

/** Which way a message goes follows from who may see it, and the other way round; what contradicts itself is named. */
function checkDirection(said: Direction, context: z.RefinementCtx): void {
  const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
  const { visibility, direction } = said
  if (direction !== undefined && visibility !== undefined && (direction === 'internal') !== (visibility === 'internal'))
    fault('visibility', 'is client for what goes to the client or comes from them, and internal for nothing else')
  const goes = directionOf(said)
  if (goes === 'incoming' && said.author === undefined) fault('author', 'says who of the client said it')
  if (goes !== 'incoming' && said.author !== undefined) fault('author', 'is of incoming messages only')
  if (said.recipients !== undefined && !isMailed(said)) fault('recipients', 'is of outgoing mail only')
}

export function directionOf({ visibility, direction }: Direction): Communication['direction'] {
  if (direction !== undefined) return direction as Communication['direction']
  return visibility === 'client' ? 'outgoing' : 'internal'
}

/** Whether saying it sends mail. */
export const isMailed = (said: Direction): boolean =>
  directionOf(said) === 'outgoing' && (said.channel ?? 'email') === 'email'

export const NewMessage = z.strictObject(message).superRefine(checkDirection).meta({ id: 'NewMessage' })
export type NewMessage = z.infer<typeof NewMessage>

export const NewCommunication = z
  .strictObject({ ...message, thread: Thread.optional().meta({ description: 'The project’s own when left out.' }) })
  .superRefine(checkDirection)
  .meta({ id: 'NewCommunication' })
export type NewCommunication = z.infer<typeof NewCommunication>
