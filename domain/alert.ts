// What an administrator must know of: one alert for each cause while it lasts, with how often it was noticed, and how it ends.
import { z } from 'zod'
import { Id, Instant, SaidShape, text } from './fields.ts'
import { Problem } from './problems.ts'
import { say, sayStatus } from './said.ts'

export const ALERT_SEVERITIES = ['warning', 'critical'] as const
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number]
export const ALERT_STATUSES = ['open', 'acknowledged', 'cleared'] as const
export type AlertStatus = (typeof ALERT_STATUSES)[number]

export const Alert = z
  .strictObject({
    id: Id,
    fingerprint: z.string().meta({ description: 'What causes it: the same cause has one open alert at most.' }),
    severity: z.enum(ALERT_SEVERITIES),
    status: z.enum(ALERT_STATUSES),
    title: z.string(),
    said: SaidShape.nullable().meta({ description: 'The title, to be said in other languages.' }),
    detail: z.record(z.string(), z.unknown()).meta({ description: 'As it was noticed last.' }),
    count: z.int().meta({ description: 'How often it was noticed.' }),
    firstAt: Instant,
    lastAt: Instant,
    acknowledgedAt: Instant.nullable(),
    acknowledgedBy: Id.nullable(),
    acknowledgement: z.string().nullable().meta({ description: 'What who looks after it said.' }),
    clearedAt: Instant.nullable(),
    clearedBy: Id.nullable().meta({ description: 'Null where its cause went by itself.' }),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Alert' })
export type Alert = z.infer<typeof Alert>

export const AlertNote = z
  .strictObject({ note: text(2000).min(1).optional().meta({ description: 'What is done about it.' }) })
  .optional()
  .meta({ id: 'AlertNote' })
export type AlertNote = z.infer<typeof AlertNote>

/** Open ones become acknowledged, and both cleared; what is cleared stays so: a cause that comes back is another alert. */
const NEXT: Record<AlertStatus, readonly AlertStatus[]> = {
  open: ['acknowledged', 'cleared'],
  acknowledged: ['cleared'],
  cleared: [],
}

/** False where it is that already; `invalid_transition` where it can not become that any more. */
export function alertMoves(from: AlertStatus, to: 'acknowledged' | 'cleared'): boolean {
  if (from === to) return false
  if (NEXT[from].includes(to)) return true
  throw new Problem('invalid_transition', say`An alert that is ${sayStatus(from)} can not be ${sayStatus(to)}.`, {
    allowed: [...NEXT[from]],
  })
}

/** While it lasts, and nothing new is said about it, the outside hears of it again after so long. */
export const REMINDED_AFTER_MS = 3_600_000
