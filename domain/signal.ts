// What wants somebody's attention: "someone must look at this client". What a signal is and what moves it until it is settled (signal-life.ts).
import { z } from 'zod'
import { Id, Instant, InstantInput, line, Priority, PRIORITIES, SaidShape, text } from './fields.ts'
import { invalid, invalidField, Problem } from './problems.ts'
import { say, sayStatus } from './said.ts'
import { isOpenSignal, MOST_SNOOZED_DAYS, nextSignalStatuses, SIGNAL_STATUSES } from './signal-life.ts'

export const SIGNAL_TYPES = [
  'churn_risk',
  'inactive_request',
  'quarterly_check_in',
  'client_silent',
  'onboarding_stalled',
  'capacity_overload',
  'schedule_slip',
  'payment_past_due',
  'budget_burn',
  'task_overdue',
  'task_blocked',
  'request_overdue',
  'other',
] as const
export type SignalType = (typeof SIGNAL_TYPES)[number]
export const Signal = z
  .strictObject({
    id: Id,
    type: z.enum(SIGNAL_TYPES),
    priority: Priority,
    status: z.enum(SIGNAL_STATUSES).meta({ description: 'A snoozed one whose time has come is pending again.' }),
    title: z.string(),
    said: SaidShape.nullable().meta({ description: 'The title that a rule gave it, to be said in other languages.' }),
    subject: z
      .strictObject({ type: z.enum(['account', 'project', 'person']), id: Id, name: z.string() })
      .meta({ description: 'The nearest of what it is about.' }),
    accountId: Id.nullable(),
    projectId: Id.nullable(),
    personId: Id.nullable(),
    evidence: z.record(z.string(), z.unknown()).meta({ description: 'What it was raised from, as it was then.' }),
    assigneeId: Id.nullable(),
    snoozedUntil: Instant.nullable(),
    resolution: z.string().nullable().meta({ description: 'What came of it, or why it was dismissed.' }),
    closedAt: Instant.nullable(),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Signal' })
export type Signal = z.infer<typeof Signal>

const about = { accountId: Id, projectId: Id, personId: Id }
export const NewSignal = z
  .strictObject({
    id: Id,
    type: z.enum(SIGNAL_TYPES),
    ...about,
    priority: Priority,
    title: line(300),
    note: text(5000).meta({ description: 'What was seen; it is kept as the evidence.' }),
    assigneeId: Id,
  })
  .partial()
  .required({ title: true })
  .refine(
    (signal) => Object.keys(about).some((field) => field in signal),
    'names what it is about: accountId, projectId or personId',
  )
  .meta({ id: 'NewSignal' })
export type NewSignal = z.infer<typeof NewSignal>

export const SignalChange = z
  .strictObject({ assigneeId: Id.nullable(), priority: Priority, title: line(300) })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'SignalChange', description: 'Any subset; what is not named stays.' })
export type SignalChange = z.infer<typeof SignalChange>

const Why = line(2000)
export const SignalStatusChange = z
  .strictObject({
    status: z.enum(SIGNAL_STATUSES).exclude(['auto_resolved']),
    snoozedUntil: InstantInput.optional().meta({ description: 'With snoozed; at most 90 days ahead.' }),
    reason: Why.optional().meta({ description: 'With dismissed: why nothing is done.' }),
    resolution: Why.optional().meta({ description: 'With completed: what was done.' }),
  })
  .meta({ id: 'SignalStatusChange' })
export type SignalStatusChange = z.infer<typeof SignalStatusChange>

const DAY_MS = 24 * 3_600_000

/** The part of a signal that a move changes. */
export type SignalLife = Pick<Signal, 'status' | 'snoozedUntil' | 'resolution' | 'closedAt'>

/** The signal after somebody moved it, or a problem: `invalid_transition` with the moves allowed, or what is missing. */
export function moveSignal(signal: SignalLife, change: SignalStatusChange, now: Date): SignalLife {
  const { status: to } = change
  const allowed = nextSignalStatuses(signal.status)
  const stays = to === signal.status && isOpenSignal(to)
  if (!stays && !allowed.includes(to))
    throw new Problem(
      'invalid_transition',
      say`A signal that is ${sayStatus(signal.status)} can not become ${sayStatus(to)}.`,
      { allowed },
    )
  refuseWhatDoesNotBelong(change)
  if (stays && (to !== 'snoozed' || change.snoozedUntil === undefined)) return lifeOf(signal)
  return {
    status: to,
    snoozedUntil: to === 'snoozed' ? snoozed(change.snoozedUntil, now) : null,
    resolution: wordsFor(change),
    closedAt: isOpenSignal(to) ? null : now.toISOString(),
  }
}

/** The signal whose condition has cleared. Only of open ones. */
export const autoResolved = (why: string, now: Date): SignalLife => ({
  status: 'auto_resolved',
  snoozedUntil: null,
  resolution: why,
  closedAt: now.toISOString(),
})

/** The snoozed signal whose time has come. */
export const woken = (signal: SignalLife): SignalLife => ({ ...lifeOf(signal), status: 'pending', snoozedUntil: null })

const lifeOf = ({ status, snoozedUntil, resolution, closedAt }: SignalLife): SignalLife => ({
  status,
  snoozedUntil,
  resolution,
  closedAt,
})

const BELONGS = { snoozedUntil: 'snoozed', reason: 'dismissed', resolution: 'completed' } as const

function refuseWhatDoesNotBelong(change: SignalStatusChange): void {
  const strange = Object.entries(BELONGS).filter(
    ([field, status]) => change[field as keyof typeof BELONGS] !== undefined && change.status !== status,
  )
  if (strange.length === 0) return
  throw invalid(
    strange.map(([field, status]) => ({ pointer: `/${field}`, rule: status, message: `goes with status ${status}` })),
  )
}

function snoozed(until: string | undefined, now: Date): string {
  if (until === undefined) throw invalidField('/snoozedUntil', 'required', 'is needed: until when is it to wait?')
  const at = Date.parse(until)
  if (at <= now.getTime()) throw invalidField('/snoozedUntil', 'future', 'is in the future')
  if (at > now.getTime() + MOST_SNOOZED_DAYS * DAY_MS)
    throw invalidField('/snoozedUntil', 'days', say`is at most ${MOST_SNOOZED_DAYS} days ahead`)
  return new Date(at).toISOString()
}

function wordsFor({ status, reason, resolution }: SignalStatusChange): string | null {
  if (status === 'dismissed' && reason === undefined)
    throw invalidField('/reason', 'required', 'is needed: why is nothing done about it?')
  if (status === 'completed' && resolution === undefined)
    throw invalidField('/resolution', 'required', 'is needed: what was done about it?')
  return reason ?? resolution ?? null
}

/** Whether one priority is above another. */
export const isMoreUrgent = (one: Signal['priority'], other: Signal['priority']): boolean =>
  PRIORITIES.indexOf(one) > PRIORITIES.indexOf(other)
