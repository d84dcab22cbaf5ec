// What one is about to do with a booking: as it is, as it is to be, and the change that is sent.
import type { OpenBooking, ScheduleChange, ShownBooking } from '../../api-types.ts'

/** A booking that this person may change: what is out of sight has no id. */
export type ChangeableBooking = (ShownBooking | OpenBooking) & { allocationId: string; projectId: string }
export const isChangeable = (booking: ShownBooking | OpenBooking): booking is ChangeableBooking =>
  booking.changeable && booking.allocationId !== null && booking.projectId !== null

export const AMOUNTS = ['minutesPerDay', 'percent', 'totalMinutes'] as const
export type AmountKind = (typeof AMOUNTS)[number]

export interface Wish {
  personId: string | null
  startOn: string
  endOn: string
  kind: AmountKind
  amount: number
  status: 'tentative' | 'confirmed'
}
export interface Proposal {
  booking: ChangeableBooking
  /** What of the wish differs from what is booked, to begin with. */
  wish: Partial<Wish>
}

export const personOf = (booking: ChangeableBooking): string | null => ('personId' in booking ? booking.personId : null)

export function wishOf(booking: ChangeableBooking): Wish {
  const kind = AMOUNTS.find((each) => booking[each] !== null) ?? 'minutesPerDay'
  const { startOn, endOn, status } = booking
  return { personId: personOf(booking), startOn, endOn, kind, amount: booking[kind] ?? 0, status }
}

/** The change to send, or nothing where all stays as it is. */
export function changeFor(booking: ChangeableBooking, wish: Wish, reason: string): ScheduleChange | undefined {
  const now = wishOf(booking)
  const update = {
    ...(wish.personId !== null && wish.personId !== now.personId && { personId: wish.personId }),
    ...(wish.startOn !== now.startOn && { startOn: wish.startOn }),
    ...(wish.endOn !== now.endOn && { endOn: wish.endOn }),
    ...((wish.kind !== now.kind || wish.amount !== now.amount) && { [wish.kind]: wish.amount }),
    ...(wish.status !== now.status && { status: wish.status }),
  }
  if (Object.keys(update).length === 0) return undefined
  return {
    allocations: { update: [{ id: booking.allocationId, ...update }] },
    ...(reason.trim() !== '' && { override: { reason: reason.trim() } }),
  }
}

export const releaseOf = (booking: ChangeableBooking): ScheduleChange => ({
  allocations: { remove: [booking.allocationId] },
})
