// The two clocks of a request, in working time: until its first response, and until it is done. Pure; what counts as working
// time is told.
import type { Priority } from './fields.ts'
import type { z } from 'zod'

type Urgency = z.infer<typeof Priority>

/** Working time of one project, in milliseconds. */
export interface WorkingTime {
  /** The earliest instant by which so much of it has passed since `from`; the latest before it, where negative. */
  after(from: Date, ms: number): Date
  /** How much of it passes; negative where `to` is earlier. */
  between(from: Date, to: Date): number
}

export interface RequestClocks {
  /** Null while they are stopped. */
  respondBy: Date | null
  resolveBy: Date | null
  /** What is left while they are stopped; negative where it had run out. */
  respondLeftMs: number | null
  resolveLeftMs: number | null
  clocksStoppedAt: Date | null
  firstRespondedAt: Date | null
}

const HOUR_MS = 3_600_000
const RESPONSE_HOURS: Record<Urgency, number> = { urgent: 4, high: 8, medium: 24, low: 48 }
const RESOLUTION_FACTOR = 4

/** What the agency promises: working time until the first response, and until it is done. */
export const serviceLevel = (priority: Urgency) => ({
  respondMs: RESPONSE_HOURS[priority] * HOUR_MS,
  resolveMs: RESPONSE_HOURS[priority] * HOUR_MS * RESOLUTION_FACTOR,
})

/** The clocks of a request that came in now. */
export function startClocks(priority: Urgency, now: Date, time: WorkingTime): RequestClocks {
  const { respondMs, resolveMs } = serviceLevel(priority)
  return {
    respondBy: time.after(now, respondMs),
    resolveBy: time.after(now, resolveMs),
    respondLeftMs: null,
    resolveLeftMs: null,
    clocksStoppedAt: null,
    firstRespondedAt: null,
  }
}

/**
 * Stops them, and keeps what is left. A request that waits has no deadline meanwhile; one that is closed keeps those it was
 * told. What is left of stopped ones stays as it is.
 */
export function stopClocks(
  clocks: RequestClocks,
  now: Date,
  time: WorkingTime,
  why: 'waits' | 'closed',
): RequestClocks {
  const { respondBy, resolveBy, firstRespondedAt } = clocks
  const responds = respondBy !== null && firstRespondedAt === null
  const shown = {
    ...clocks,
    respondBy: why === 'waits' && responds ? null : respondBy,
    resolveBy: why === 'waits' ? null : resolveBy,
  }
  if (clocks.clocksStoppedAt) return shown
  return {
    ...shown,
    respondLeftMs: responds ? Math.round(time.between(now, respondBy)) : null,
    resolveLeftMs: resolveBy ? Math.round(time.between(now, resolveBy)) : 0,
    clocksStoppedAt: now,
  }
}

/** Lets them go on with what was left. Running ones stay as they are. */
export function resumeClocks(clocks: RequestClocks, now: Date, time: WorkingTime): RequestClocks {
  const { respondLeftMs, resolveLeftMs, firstRespondedAt, respondBy } = clocks
  if (!clocks.clocksStoppedAt) return clocks
  const responds = respondLeftMs !== null && firstRespondedAt === null
  return {
    ...clocks,
    respondBy: responds ? time.after(now, respondLeftMs) : respondBy,
    resolveBy: time.after(now, resolveLeftMs ?? 0),
    respondLeftMs: null,
    resolveLeftMs: null,
    clocksStoppedAt: null,
  }
}

/** As if it had had the other priority from the beginning: what has run so far counts. A response given stays given. */
export function reprioritise(
  clocks: RequestClocks,
  from: Urgency,
  to: Urgency,
  now: Date,
  time: WorkingTime,
): RequestClocks {
  const moreToRespond = serviceLevel(to).respondMs - serviceLevel(from).respondMs
  const moreToResolve = serviceLevel(to).resolveMs - serviceLevel(from).resolveMs
  const { clocksStoppedAt, respondLeftMs, resolveLeftMs, respondBy, firstRespondedAt } = clocks
  if (clocksStoppedAt)
    return {
      ...clocks,
      respondLeftMs: respondLeftMs === null ? null : respondLeftMs + moreToRespond,
      resolveLeftMs: (resolveLeftMs ?? 0) + moreToResolve,
    }
  const moved = (deadline: Date | null, more: number) => deadline && time.after(now, time.between(now, deadline) + more)
  return {
    ...clocks,
    respondBy: firstRespondedAt ? respondBy : moved(respondBy, moreToRespond),
    resolveBy: moved(clocks.resolveBy, moreToResolve),
  }
}
