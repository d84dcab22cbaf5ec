// The address by which a client asks without an account, and what they see there: their own requests, in plain words.
import { z } from 'zod'
import { AttachmentMention } from './attachment.ts'
import { CivilDate, Email, Id, Instant, line } from './fields.ts'
import { REQUEST_TYPES, SaidText } from './request.ts'
import { type RequestStatus } from './request-life.ts'

/** A project has at most this many that are good. */
export const MAX_LIVE_LINKS = 50
/** How long one is good where nothing is said, and at most. */
export const LINK_DAYS = 180
export const MAX_LINK_DAYS = 730
/** A client has at most this many open requests in a project. */
export const MAX_OPEN_REQUESTS = 100

export const ClientLink = z
  .strictObject({
    id: Id,
    projectId: Id,
    accountId: Id.meta({
      description: 'Whose it is: when the project moves to another client, it is good for nobody.',
    }),
    name: line(200),
    email: Email,
    expiresAt: Instant,
    revokedAt: Instant.nullable(),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
    url: z.string().optional().meta({ description: 'The secret address itself: shown once, where the link is made.' }),
  })
  .meta({ id: 'ClientLink' })
export type ClientLink = z.infer<typeof ClientLink>

export const NewClientLink = z
  .strictObject({
    id: Id.optional(),
    name: line(200).meta({ description: 'Of the client’s person who gets it.' }),
    email: Email,
    expiresOn: CivilDate.optional().meta({
      description: `The last day it is good: ${LINK_DAYS} days from now unless said otherwise, ${MAX_LINK_DAYS} at most.`,
    }),
    send: z.boolean().optional().meta({ description: 'Mails it to them.' }),
  })
  .meta({ id: 'NewClientLink' })
export type NewClientLink = z.infer<typeof NewClientLink>

/** What a request is to the client: one word for the page's mark, and one for people. */
export const CLIENT_STATUSES = {
  pending: ['received', 'Received'],
  in_review: ['looked_at', 'We are looking at it'],
  awaiting_client: ['your_turn', 'Waiting for you'],
  accepted: ['in_work', 'In progress'],
  completed: ['done', 'Done'],
  declined: ['declined', 'Not going ahead'],
  cancelled: ['withdrawn', 'Withdrawn'],
} as const satisfies Record<RequestStatus, readonly [string, string]>
/** Where a client may take a request back. */
export const MAY_WITHDRAW: readonly RequestStatus[] = ['pending', 'awaiting_client']
/** A duplicate is closed for us, and goes on with the other for them. */
export const TOGETHER = ['together', 'Handled together with another request'] as const

export const ClientRequest = z
  .strictObject({
    id: Id,
    title: z.string(),
    type: z.enum(REQUEST_TYPES),
    status: z.enum([...Object.values(CLIENT_STATUSES).map(([mark]) => mark), TOGETHER[0]]),
    statusText: z.string().meta({ description: 'The same for people.' }),
    askedAt: Instant,
    answerBy: Instant.nullable().meta({ description: 'When the first answer is due, while there is none.' }),
    doneBy: Instant.nullable().meta({ description: 'When it is to be done; null while that waits for something.' }),
    closedAt: Instant.nullable(),
    lastMessage: z.strictObject({ from: z.enum(['client', 'agency']), at: Instant }).nullable(),
    mayWithdraw: z.boolean(),
  })
  .meta({ id: 'ClientRequest', description: 'A request as its client sees it.' })
export type ClientRequest = z.infer<typeof ClientRequest>

const files = z
  .array(AttachmentMention)
  .meta({ description: 'Each is fetched at …/attachments/:attachmentId/content.' })

const ClientMessage = z.strictObject({
  id: Id,
  from: z.enum(['you', 'client', 'agency']).meta({ description: 'client: somebody else on the client’s side.' }),
  name: z.string(),
  body: z.string().meta({ description: 'Markdown.' }),
  at: Instant,
  files,
})

/** Of a thread, so many of the latest messages are shown. */
export const CLIENT_MESSAGES = 200
export const ClientRequestWithThread = ClientRequest.extend({
  body: z.string(),
  files,
  messages: z.array(ClientMessage).max(CLIENT_MESSAGES).meta({ description: 'The latest, oldest first.' }),
  earlierMessages: z.int().meta({ description: 'How many there are before those.' }),
}).meta({ id: 'ClientRequestWithThread' })
export type ClientRequestWithThread = z.infer<typeof ClientRequestWithThread>

export const ClientPage = z
  .strictObject({
    agency: z.string(),
    timezone: z.string().meta({ description: 'The agency’s: its days and hours are in it.' }),
    client: z.string(),
    project: z.string(),
    you: z.string(),
    requests: z.array(ClientRequest),
    nextCursor: z.string().nullable().meta({ description: 'For older ones, at …/requests.' }),
  })
  .meta({ id: 'ClientPage' })
export type ClientPage = z.infer<typeof ClientPage>

/** Sent again with the same key, it is the same one. */
const key = z
  .string()
  .regex(/^[\w-]{8,64}$/, 'is 8 to 64 letters, digits, _ or -')
  .optional()
  .meta({ description: 'Of the sender’s own making, another for each: sent again, it is done once.' })

export const ClientAsks = z
  .strictObject({
    title: line(200),
    body: SaidText,
    type: z.enum(REQUEST_TYPES).optional().meta({ description: 'question unless said otherwise.' }),
    priority: z.enum(['low', 'medium', 'high']).optional().meta({ description: 'What is urgent, the agency decides.' }),
    key,
  })
  .meta({ id: 'ClientAsks' })
export type ClientAsks = z.infer<typeof ClientAsks>

export const ClientSays = z.strictObject({ body: SaidText, key }).meta({ id: 'ClientSays' })
export type ClientSays = z.infer<typeof ClientSays>
