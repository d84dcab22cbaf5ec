// Bookings follow: they move with their task, wait while their project does, go when it goes and come back with it. Always
// succeeds and never books anybody over their capacity: what no longer fits is tentative from then on. The caller holds the project.
import { sql, type RawBuilder } from 'kysely'
import type { AllocationStatus } from '../../domain/allocation.ts'
import { dateOf, dayNumber } from '../../domain/calendar.ts'
import { MOVES_WITHIN_DAYS, moveWindow, type Window } from '../../domain/capacity.ts'
import type { Tx } from '../platform/transaction.ts'
import { bookingsWhere, type Booking } from './allocation-queries.ts'
import {
  applyDrafts,
  carried,
  fillsLedger,
  peopleOf,
  saveDrafts,
  windowOfBooking,
  windowOfDrafts,
  type BookingDraft,
} from './booking-drafts.ts'
import { union } from './capacity-queries.ts'
import { openLedger, type Ledger } from './ledger.ts'

export interface TaskMove {
  taskId: string
  /** The task's start before and after. */
  fromOn: string
  toOn: string
  /** The activity entry of the task's own move. */
  causeId?: string | undefined
}
/** What became of a booking. */
export interface FollowedBooking {
  allocationId: string
  projectId: string
  taskId: string | null
  personId: string | null
  from: { startOn: string; endOn: string; status: AllocationStatus }
  to: { startOn: string; endOn: string; status: AllocationStatus }
}

const ACTIVE = sql`a.deleted_at is null and a.status <> 'released'`

/**
 * Moves the bookings of tasks that moved, all at once: each lies as many working days after its task's start as before,
 * on as many working days, with the same minutes. One that no longer fits becomes tentative, and its days stay free.
 */
export async function moveTaskBookings(tx: Tx, moves: readonly TaskMove[]): Promise<FollowedBooking[]> {
  const byTask = new Map(moves.filter(({ fromOn, toOn }) => fromOn !== toOn).map((move) => [move.taskId, move]))
  if (byTask.size === 0) return []
  const bookings = await bookingsWhere(tx, sql`${ACTIVE} and a.task_id = any(${[...byTask.keys()]})`)
  if (bookings.length === 0) return []
  const moved = bookings.flatMap((booking) => {
    const move = byTask.get(booking.taskId ?? '')
    return move ? [{ booking, move, task: { from: dayNumber(move.fromOn), to: dayNumber(move.toOn) } }] : []
  })
  const people = peopleOf(bookings.map((after) => ({ before: null, after, event: undefined })))
  const ledger = await openLedger(tx, people, wide(moved))
  const drafts = moved.map(({ booking, move, task }) => {
    const window = moveWindow(windowOfBooking(booking), task, ledger.capacityOf(booking.personId), ledger.window)
    const after = { ...booking, startOn: dateOf(window.from), endOn: dateOf(window.to), overrideReason: null }
    return { before: booking, after: carried(ledger, after), event: 'allocation.moved', causeId: move.causeId }
  })
  return settle(
    tx,
    ledger,
    drafts.filter(({ before, after }) => before.startOn !== after.startOn || before.endOn !== after.endOn),
  )
}

/** The days from which a moved booking may come, and to which it may go. */
function wide(moved: readonly { booking: Booking; task: { from: number; to: number } }[]): Window {
  const windows = moved.flatMap(({ booking, task }) => {
    const { from, to } = windowOfBooking(booking)
    const by = task.to - task.from
    return [
      { from: from + by, to: to + by },
      { from, to },
      { from: task.from, to: task.from },
    ]
  })
  const { from, to } = union(windows)
  return { from: from - MOVES_WITHIN_DAYS, to: to + MOVES_WITHIN_DAYS }
}

/** Places the bookings one after another, by start: whichever no longer fits is tentative. */
function settle(tx: Tx, ledger: Ledger, drafts: readonly BookingDraft[]): FollowedBooking[] {
  for (const { before } of drafts) if (fillsLedger(before)) ledger.take(before.personId, before.days)
  const settled = drafts.map((draft): BookingDraft => {
    const { after } = draft
    if (!fillsLedger(after)) return draft
    const freeOn = ledger.freeOf(after.personId)
    const active = ledger.people.get(after.personId)?.active === true
    if (active && after.days.length > 0 && after.days.every(({ day, minutes }) => minutes <= freeOn(day))) {
      ledger.add(after.personId, after.days)
      return draft
    }
    return {
      ...draft,
      after: { ...after, status: 'tentative', overrideReason: null },
      event: draft.event ?? 'allocation.updated',
    }
  })
  saveDrafts(tx, ledger, settled)
  return followedBy(settled)
}

function followedBy(drafts: readonly BookingDraft[]): FollowedBooking[] {
  const at = ({ startOn, endOn, status }: Booking) => ({ startOn, endOn, status })
  return drafts.flatMap(({ before, after: { id: allocationId, projectId, taskId, personId, ...after } }) =>
    before ? [{ allocationId, projectId, taskId, personId, from: at(before), to: at({ ...before, ...after }) }] : [],
  )
}

/**
 * The project waits: what is booked after today becomes tentative. A booking that lies on both sides of today is parted:
 * what was done stays confirmed, what was to come is a new, tentative one.
 */
export async function tentativeFuture(tx: Tx, projectId: string, causeId?: string): Promise<FollowedBooking[]> {
  const bookings = await futureBookings(tx, sql`a.project_id = ${projectId} and a.status = 'confirmed'`)
  const drafts = bookings.flatMap((booking): BookingDraft[] => {
    const { past, future } = partAtToday(tx, booking)
    if (!past)
      return [{ before: booking, after: { ...booking, status: 'tentative' }, event: 'allocation.updated', causeId }]
    const rest: Booking = { ...future, id: tx.newId('alc'), status: 'tentative', overrideReason: null, version: 1 }
    return [
      { before: booking, after: past, event: 'allocation.updated', causeId },
      { before: null, after: rest, event: 'allocation.created', causeId },
    ]
  })
  return saved(tx, drafts)
}

/** The work is off: what is booked after today for the project, or for these tasks, is released, and done work stays. */
export async function releaseFuture(
  tx: Tx,
  what: { projectId: string } | { taskIds: readonly string[] },
  causeId?: string,
): Promise<FollowedBooking[]> {
  const which = 'projectId' in what ? sql`a.project_id = ${what.projectId}` : sql`a.task_id = any(${what.taskIds})`
  const bookings = await futureBookings(tx, which)
  const drafts = bookings.map((booking): BookingDraft => {
    const { past } = partAtToday(tx, booking)
    return past && booking.status === 'confirmed'
      ? { before: booking, after: past, event: 'allocation.updated', causeId }
      : { before: booking, after: { ...booking, status: 'released' }, event: 'allocation.released', causeId }
  })
  return saved(tx, drafts)
}

/** The project is deleted: its bookings leave the ledger and every list, past and future. Answers how many. */
export async function removeBookings(tx: Tx, projectId: string): Promise<number> {
  const bookings = await bookingsWhere(tx, sql`a.project_id = ${projectId} and ${ACTIVE}`)
  const deletedAt = tx.now.toISOString()
  await saved(
    tx,
    bookings.map((before) => ({ before, after: { ...before, deletedAt }, event: undefined })),
  )
  return bookings.length
}

/** The project is restored: its bookings come back as they were, those that no longer fit tentative. */
export async function restoreBookings(tx: Tx, projectId: string): Promise<FollowedBooking[]> {
  const bookings = await bookingsWhere(tx, sql`a.project_id = ${projectId} and a.deleted_at is not null`)
  if (bookings.length === 0) return []
  const drafts = bookings.map((before) => ({ before, after: { ...before, deletedAt: null }, event: undefined }))
  return settle(tx, await openLedger(tx, peopleOf(drafts), windowOfDrafts(drafts)), drafts)
}

const futureBookings = (tx: Tx, which: RawBuilder<unknown>): Promise<Booking[]> =>
  bookingsWhere(tx, sql`${which} and ${ACTIVE} and a.end_on > ${tx.today}::date`)

/** What of a booking lies on days up to today, where any does, and what after. A total is parted with its days. */
function partAtToday(tx: Tx, booking: Booking): { past: Booking | undefined; future: Booking } {
  const today = dayNumber(tx.today)
  const part = (days: Booking['days'], window: Partial<Booking>): Booking => {
    const minutes = days.reduce((sum, day) => sum + day.minutes, 0)
    return { ...booking, ...window, days, totalMinutes: booking.totalMinutes === null ? null : Math.max(1, minutes) }
  }
  const done = booking.days.filter(({ day }) => day <= today)
  const left = booking.days.filter(({ day }) => day > today)
  return {
    past: done.length === 0 ? undefined : part(done, { endOn: tx.today }),
    future: done.length === 0 ? booking : part(left, { startOn: dateOf(today + 1) }),
  }
}

/** For changes that only give back. */
async function saved(tx: Tx, drafts: readonly BookingDraft[]): Promise<FollowedBooking[]> {
  if (drafts.length === 0) return []
  const ledger = await openLedger(tx, peopleOf(drafts), windowOfDrafts(drafts))
  applyDrafts(ledger, drafts)
  saveDrafts(tx, ledger, drafts)
  return followedBy(drafts)
}
