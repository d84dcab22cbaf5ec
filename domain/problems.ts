// Everything that can go wrong for the caller: one code, one status, one title each. What is not here is a fault of ours.
import { inEnglish, listed, type Said } from './said.ts'

/** RFC 9457 problem types; `type` on the wire is `urn:problem:<code>`. */
export const PROBLEMS = {
  validation_error: [422, 'The input breaks a rule'],
  unauthenticated: [401, 'Sign in first'],
  permission_denied: [403, 'Your roles do not allow this'],
  route_not_found: [404, 'There is nothing at this address'],
  organization_not_found: [404, 'Organisation not found'],
  person_not_found: [404, 'Person not found'],
  team_not_found: [404, 'Team not found'],
  account_not_found: [404, 'Account not found'],
  project_not_found: [404, 'Project not found'],
  template_not_found: [404, 'Template not found'],
  task_not_found: [404, 'Task not found'],
  request_not_found: [404, 'Request not found'],
  communication_not_found: [404, 'Message not found'],
  attachment_not_found: [404, 'Attachment not found'],
  client_link_not_found: [404, 'Client link not found'],
  channel_not_found: [404, 'Channel not found'],
  signal_not_found: [404, 'Signal not found'],
  activity_not_found: [404, 'Entry of the activity not found'],
  subscription_not_found: [404, 'Subscription not found'],
  billing_entry_not_found: [404, 'Billing entry not found'],
  rule_not_found: [404, 'Rule not found'],
  alert_not_found: [404, 'Alert not found'],
  job_not_found: [404, 'Job not found'],
  sync_not_found: [404, 'Run not found'],
  notification_not_found: [404, 'Notification not found'],
  collection_not_found: [404, 'Collection not found'],
  time_entry_not_found: [404, 'Time entry not found'],
  allocation_not_found: [404, 'Allocation not found'],
  time_off_not_found: [404, 'Time off not found'],
  holiday_not_found: [404, 'Holiday not found'],
  baseline_not_found: [404, 'Baseline not found'],
  feed_not_found: [404, 'Calendar feed not found'],
  token_not_found: [404, 'Token not found'],
  link_not_found: [404, 'This link is unknown, used or expired'],
  method_not_allowed: [405, 'This address does not take this method'],
  already_exists: [409, 'It exists already'],
  in_use: [409, 'It is still in use'],
  invalid_transition: [409, 'It can not move there from where it is'],
  not_connected: [409, 'The other system is not connected'],
  plan_changed: [409, 'What the change leads to is not what was previewed'],
  schedule_conflict: [409, 'A day would hold more than it has room for'],
  task_assignment_error: [409, 'They can not take this task on'],
  last_admin: [409, 'The last Project Admin stays'],
  idempotency_in_progress: [409, 'The first request with this Idempotency-Key is still running'],
  version_conflict: [412, 'Somebody changed the same fields meanwhile'],
  payload_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'This content type is not taken here'],
  dependency_cycle: [422, 'The tasks would wait for each other in a circle'],
  idempotency_mismatch: [422, 'This Idempotency-Key was used for another request'],
  rate_limited: [429, 'Too many requests'],
  headers_too_large: [431, 'The address and headers are too long'],
  internal_error: [500, 'Something went wrong on our side'],
  unavailable: [503, 'Not available right now'],
} as const satisfies Record<string, readonly [status: number, title: string]>

export type ProblemCode = keyof typeof PROBLEMS

/** One broken rule; `pointer` is a JSON pointer into the body (`/tasks/0/title`) or `?name` for a query parameter. */
export interface FieldError {
  pointer: string
  rule: string
  message: string
  /** The message, to be said in other languages; where it has no values, it says itself. */
  said?: Said
}

/** A message with what it was said with. */
export const worded = (message: string | Said): Pick<FieldError, 'message' | 'said'> =>
  typeof message === 'string' ? { message } : { message: inEnglish(message), said: message }

/** What the caller is told. `extra` carries the code's own members (`allowed`, `path`, `errors` …), never a secret or an id they may not see. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly extra: Readonly<Record<string, unknown>>
  readonly status: number

  constructor(code: ProblemCode, detail: string | Said, extra: Record<string, unknown> = {}, status?: 400) {
    super(typeof detail === 'string' ? detail : inEnglish(detail))
    this.name = 'Problem'
    this.code = code
    this.extra = typeof detail === 'string' ? extra : { ...extra, said: detail }
    this.status = status ?? PROBLEMS[code][0]
  }
}

/** Why something was refused, in a sentence's part that can be said in other languages. */
export const saidIn = ({ extra: { said, errors }, message }: Problem): Said =>
  (said as Said | undefined) ??
  listed(((errors ?? []) as FieldError[]).map((error) => error.said ?? { text: error.message, values: [] })) ?? {
    text: message,
    values: [],
  }

/** 422 where the body is understood and breaks a rule; 400 where it, or the query, can not be read. */
export const invalid = (errors: FieldError[], status?: 400): Problem =>
  new Problem(
    'validation_error',
    errors.map((error) => `${error.pointer} ${error.message}`).join('; '),
    { errors },
    status,
  )

/** Refuses one field of the body. */
export const invalidField = (pointer: string, rule: string, message: string | Said): Problem =>
  invalid([{ pointer, rule, ...worded(message) }])

const NOUNS = {
  organization: 'organisation',
  person: 'person',
  team: 'team',
  account: 'account',
  project: 'project',
  template: 'template',
  task: 'task',
  request: 'request',
  communication: 'message',
  attachment: 'attachment',
  client_link: 'client link',
  channel: 'channel',
  signal: 'signal',
  alert: 'alert',
  activity: 'entry of the activity',
  subscription: 'subscription',
  billing_entry: 'billing entry',
  collection: 'collection',
  time_entry: 'time entry',
  allocation: 'allocation',
  time_off: 'time off',
  holiday: 'holiday',
  baseline: 'baseline',
  feed: 'calendar feed',
  token: 'token',
  rule: 'rule',
  job: 'job',
  sync: 'run',
  notification: 'notification',
} as const

/** The same answer whether the id is unknown, malformed, deleted, of another organisation or out of the caller's scope. */
export const notFound = (thing: keyof typeof NOUNS): Problem =>
  new Problem(`${thing}_not_found`, `There is no such ${NOUNS[thing]}, or it is not yours to see.`)
