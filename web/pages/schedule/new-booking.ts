// A booking that is yet to be made: what is asked for, and the change that makes it.
import type { PersonSchedule, Placeholder, ScheduleChange } from '../../api-types.ts'
import { daysBetween, today } from '../../formats.ts'
import type { Wish } from './booking-proposal.ts'

export interface NewBooking extends Wish {
  projectId: string | null
  taskId: string | null
  /** Where nobody is chosen yet, what they are to be able to: `skill:copywriting`, `service:seo`. */
  able: string | null
}
/** What is known of it already: whose row and which days were drawn over, or which project's plan one is in. */
export type Begun = Partial<Pick<NewBooking, 'projectId' | 'personId' | 'startOn' | 'endOn'>>

const WHOLE_DAY = 480
const QUARTER = 15

/** It begins as much as is free on the fullest of its days, so that it fits as it is drawn. */
export function beginBooking(begun: Begun, days: PersonSchedule['days']): NewBooking {
  const { projectId = null, personId = null, startOn = today(), endOn = startOn } = begun
  const amount = leastFree(days) || WHOLE_DAY
  return {
    projectId,
    taskId: null,
    personId,
    able: null,
    startOn,
    endOn,
    kind: 'minutesPerDay',
    amount,
    status: 'confirmed',
  }
}

function leastFree(days: PersonSchedule['days']): number {
  const free = days
    .filter(({ capacityMinutes }) => capacityMinutes > 0)
    .map(({ capacityMinutes, bookedMinutes }) => capacityMinutes - bookedMinutes)
  const least = Math.max(0, Math.min(...free))
  return Number.isFinite(least) ? least - (least % QUARTER) : 0
}

/** The change to send, or nothing while it is not said whose or when. */
export function creationOf(booking: NewBooking, reason: string): ScheduleChange | undefined {
  const { projectId, taskId, personId, able, startOn, endOn, kind, amount, status } = booking
  if (projectId === null || (personId === null && able === null) || daysBetween(startOn, endOn) < 0) return undefined
  const who = personId === null ? { placeholder: placeholderOf(able ?? '') } : { personId }
  return {
    allocations: {
      create: [{ ...who, ...(taskId !== null && { taskId }), startOn, endOn, [kind]: amount, status }],
    },
    ...(reason.trim() !== '' && { override: { reason: reason.trim() } }),
  }
}

function placeholderOf(able: string): Placeholder {
  const [kind, name = ''] = able.split(/:(.*)/s)
  return kind === 'skill' ? { skill: name } : { service: name }
}
