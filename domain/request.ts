// What a client's request is and what moves it along its life (request-life.ts). Its clocks are in request-clocks.ts.
import { z } from 'zod'
import { Communication } from './communication.ts'
import { Email, Id, Instant, line, Priority, text } from './fields.ts'
import { invalidField, Problem } from './problems.ts'
import { say, sayStatus } from './said.ts'
import {
  isOpenRequest,
  nextRequestStatuses,
  passesReview,
  REQUEST_STATUSES,
  RESOLUTIONS,
  type RequestLife,
  type Resolution,
  type RequestStatus,
} from './request-life.ts'
import { NewTask, Task } from './task.ts'

export const REQUEST_TYPES = [
  'change',
  'content',
  'access',
  'question',
  'issue',
  'billing',
  'cancellation',
  'new_service',
] as const
export const REQUEST_SOURCES = ['portal', 'email', 'phone', 'api', 'internal'] as const
/** Of a request's messages, so many of the latest come with it; `communicationCount` tells how many there are. */
export const SHOWN_MESSAGES = 100
const MAX_BYTES = 65_536
const BYTES = new TextEncoder()
/** Markdown of 64 KiB at most. */
export const RequestText = text(MAX_BYTES).refine(
  (words) => BYTES.encode(words).length <= MAX_BYTES,
  'holds at most 64 KiB',
)
/** Markdown that says something. */
export const SaidText = RequestText.min(1).regex(/\S/, 'says something')

const fields = {
  title: line(300),
  body: RequestText.meta({ description: 'Markdown.' }),
  type: z.enum(REQUEST_TYPES),
  priority: Priority,
  source: z.enum(REQUEST_SOURCES),
  assigneeId: Id.nullable(),
}
const Requester = z.strictObject({ name: line(200), email: Email.nullable() })

export const Request = z
  .strictObject({
    id: Id,
    projectId: Id,
    accountId: Id,
    ...fields,
    requester: Requester,
    status: z.enum(REQUEST_STATUSES),
    respondBy: Instant.nullable().meta({
      description: 'When the first response is due; null while the clocks are stopped. It stays once there is one.',
    }),
    resolveBy: Instant.nullable().meta({ description: 'When it is to be done; null while the clocks are stopped.' }),
    clocksStopped: z.boolean().meta({
      description: 'While it waits for the client, while the project is on hold, and once it is closed.',
    }),
    respondMinutesLeft: z.int().nullable().meta({ description: 'Working minutes, while the clock is stopped.' }),
    resolveMinutesLeft: z.int().nullable().meta({ description: 'Working minutes; negative where it is late already.' }),
    overdue: z.boolean().meta({ description: 'A clock that runs has run out.' }),
    firstRespondedAt: Instant.nullable(),
    unansweredSince: Instant.nullable().meta({
      description: 'The oldest message of the client that nobody has answered yet, whatever the status.',
    }),
    response: z.strictObject({ body: z.string(), by: z.string(), at: Instant }).nullable(),
    resolutionStatus: z
      .enum(RESOLUTIONS)
      .nullable()
      .meta({ description: 'What processing it came to; null while it is looked at.' }),
    taskIds: z.array(Id),
    duplicateOf: Id.nullable(),
    closedAt: Instant.nullable(),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Request' })
export type Request = z.infer<typeof Request>

export const RequestWithThread = Request.extend({
  communications: z
    .array(Communication)
    .max(SHOWN_MESSAGES)
    .meta({ description: `The latest ${SHOWN_MESSAGES} messages of its thread, oldest first.` }),
  communicationCount: z.int(),
}).meta({ id: 'RequestWithThread' })
export type RequestWithThread = z.infer<typeof RequestWithThread>

const StatusChange = z.strictObject({
  from: z.enum(REQUEST_STATUSES).nullable(),
  to: z.enum(REQUEST_STATUSES),
  note: z.string().nullable(),
  actor: z.strictObject({ type: z.enum(['person', 'rule', 'client', 'integration']), id: z.string() }),
  at: Instant,
})
export const RequestWithHistory = RequestWithThread.extend({ statusHistory: z.array(StatusChange) }).meta({
  id: 'RequestWithHistory',
})
export type RequestWithHistory = z.infer<typeof RequestWithHistory>

export const ProcessedRequest = RequestWithHistory.extend({
  tasks: z.array(Task).meta({ description: 'What it was accepted into.' }),
  effortMinutes: z.int().meta({ description: 'The estimates of those tasks together.' }),
}).meta({ id: 'ProcessedRequest' })
export type ProcessedRequest = z.infer<typeof ProcessedRequest>

export const NewRequest = z
  .strictObject({
    id: Id.optional(),
    title: fields.title,
    body: fields.body.optional(),
    type: fields.type,
    priority: fields.priority.optional(),
    source: fields.source,
    requester: z.strictObject({ name: line(200), email: Email.nullable().optional() }),
    assigneeId: fields.assigneeId.optional(),
  })
  .meta({ id: 'NewRequest', description: 'What a client asked for, by whatever way it came.' })
export type NewRequest = z.infer<typeof NewRequest>

export const RequestChange = z
  .strictObject({
    title: fields.title,
    type: fields.type,
    priority: fields.priority,
    assigneeId: fields.assigneeId,
    duplicateOf: Id.nullable().meta({ description: 'Another request of the project; an open one is closed by it.' }),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'RequestChange', description: 'Any subset; what is not named stays.' })
export type RequestChange = z.infer<typeof RequestChange>

/** The moves that come without an answer to the client. */
export const RequestStatusChange = z
  .strictObject({
    status: z.enum(['in_review', 'completed', 'cancelled']),
    reason: line(1000).optional().meta({ description: 'Needed to reopen.' }),
  })
  .meta({
    id: 'RequestStatusChange',
    description:
      'Takes it up, takes it back, ends accepted work, or reopens it. Whatever answers the client is /process.',
  })
export type RequestStatusChange = z.infer<typeof RequestStatusChange>

export const RequestProcessing = z
  .strictObject({
    resolutionStatus: z.enum(RESOLUTIONS),
    response: SaidText.meta({ description: 'What the client is told. Markdown.' }),
    note: line(1000).optional().meta({ description: 'Why, for ourselves; needed to decline.' }),
    tasks: z.array(NewTask).min(1).max(100).optional().meta({ description: 'What it is accepted into.' }),
  })
  .refine(({ resolutionStatus, note }) => resolutionStatus !== 'declined' || note !== undefined, {
    error: 'is needed to decline',
    path: ['note'],
  })
  .refine(({ resolutionStatus, tasks }) => resolutionStatus === 'accepted' || tasks === undefined, {
    error: 'go with resolutionStatus accepted',
    path: ['tasks'],
  })
  .meta({ id: 'RequestProcessing' })
export type RequestProcessing = z.infer<typeof RequestProcessing>

/** One step of its life, or `invalid_transition` with the moves that are allowed. Reopening needs a reason. */
export function moveRequest(life: RequestLife, to: RequestStatus, reason: string | undefined, now: Date): RequestLife {
  const allowed = nextRequestStatuses(life, now)
  if (!allowed.includes(to))
    throw new Problem(
      'invalid_transition',
      say`A request that is ${sayStatus(life.status)} can not become ${sayStatus(to)}.`,
      { allowed },
    )
  if (!isOpenRequest(life.status) && reason === undefined)
    throw invalidField('/reason', 'required', 'is needed to reopen a request')
  return {
    status: to,
    closedAt: isOpenRequest(to) ? null : now.toISOString(),
    resolutionStatus: to === 'in_review' ? null : life.resolutionStatus,
  }
}

/**
 * The steps by which processing gets there: what nobody has taken up yet, or what the client was asked about, is looked
 * at first. A closed request is not processed; it is reopened before.
 */
export function stepsTo(life: RequestLife, to: Resolution, now: Date): RequestLife[] {
  const steps: RequestLife[] = passesReview(life.status) ? [moveRequest(life, 'in_review', undefined, now)] : []
  const last = moveRequest(steps[0] ?? refuseClosed(life, now), to, undefined, now)
  return [...steps, { ...last, resolutionStatus: to }]
}

function refuseClosed(life: RequestLife, now: Date): RequestLife {
  if (isOpenRequest(life.status)) return life
  throw new Problem(
    'invalid_transition',
    say`A request that is ${sayStatus(life.status)} is reopened before it is processed.`,
    {
      allowed: nextRequestStatuses(life, now),
    },
  )
}
