// Bookings follow: they move with their task, wait while their project does, go when it goes and come back with it. Always
// succeeds and never books anybody over their capacity: what no longer fits is tentative from then on. The caller holds the project.
import { sql, type RawBuilder } from 'kysely'
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
import { union, windowOf } from './capacity-queries.ts'
import { openLedger, type Ledger } from './ledger.ts'

export interface TaskMove {
  taskId: string
  /** The task's start before and after. */
  fromOn: string
  toOn: string
  /** The activity entry of the task's own move. */
  causeId?: string | undefined
}
const ACTIVE = sql`a.deleted_at is null and a.status <> 'released'`

/**
 * Moves the bookings of tasks that moved, all at once: each lies as many working days after its task's start as before,
 * on as many working days, with the same minutes. Days up to today that somebody was booked on stay as they were: only
 * what is to come moves, as a booking of its own. One that no longer fits becomes tentative, and its days stay free; so
 * does all that is to come while its project is on hold.
 */
export async function moveTaskBookings(tx: Tx, moves: readonly TaskMove[]): Promise<void> {
  const byTask = new Map(moves.filter(({ fromOn, toOn }) => fromOn !== toOn).map((move) => [move.taskId, move]))
  if (byTask.size === 0) return
  const [bookings, onHold] = await Promise.all([
    bookingsWhere(tx, sql`${ACTIVE} and a.task_id = any(${[...byTask.keys()]})`),
    projectsOnHold(tx, [...byTask.keys()]),
  ])
  const moved = bookings.flatMap((booking): MovedBooking[] => {
    const move = byTask.get(booking.taskId ?? '')
    const { done, left } = fillsLedger(booking) ? partAtToday(tx, booking) : { done: undefined, left: booking }
    if (!move || !left) return []
    const status = onHold.has(booking.projectId) ? 'tentative' : booking.status
    return [{ booking, done, left: { ...left, status, overrideReason: null }, move }]
  })
  if (moved.length === 0) return
  const people = peopleOf(moved.map(({ booking }) => ({ before: null, after: booking, event: undefined })))
  const ledger = await openLedger(tx, people, wide(moved))
  settle(
    tx,
    ledger,
    moved.flatMap((each) => movedDrafts(ledger, each)),
  )
}

async function projectsOnHold(tx: Tx, taskIds: readonly string[]): Promise<Set<string>> {
  const found = await tx.rows<{ id: string }>(sql`
    select distinct p.id from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    where t.organization_id = ${tx.actor.organizationId} and t.id = any(${taskIds}) and p.status = 'on_hold'`)
  return new Set(found.map(({ id }) => id))
}

/** A booking, parted at today, and the move of its task. */
interface MovedBooking {
  booking: Booking
  done: Booking | undefined
  left: Booking
  move: TaskMove
}

/** What was to come, where it comes now; none where that is the same days. */
function movedDrafts(ledger: Ledger, { booking, done, left, move }: MovedBooking): SettledDraft[] {
  const task = { from: dayNumber(move.fromOn), to: dayNumber(move.toOn) }
  const window = moveWindow(windowOfBooking(left), task, ledger.capacityOf(left.personId), ledger.window)
  const after = carried(ledger, { ...left, startOn: dateOf(window.from), endOn: dateOf(window.to) })
  const { causeId } = move
  if (left.startOn === after.startOn && left.endOn === after.endOn) return []
  if (!done) return [{ before: booking, after, event: 'allocation.moved', causeId }]
  return [
    { before: booking, after: done, event: 'allocation.updated', causeId, stays: true },
    { before: null, after, event: 'allocation.created', causeId },
  ]
}

/** The days from which a moved booking may come, and to which it may go. */
function wide(moved: readonly MovedBooking[]): Window {
  const windows = moved.flatMap(({ booking, move }) => {
    const { from, to } = windowOfBooking(booking)
    const task = windowOf(move.fromOn, move.toOn)
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

interface SettledDraft extends BookingDraft {
  /** It is what was done of a booking: it lies where it lay, whatever its days hold. */
  stays?: true
}

/** Places the bookings one after another, by start: whichever no longer fits is tentative. */
function settle(tx: Tx, ledger: Ledger, drafts: readonly SettledDraft[]): void {
  for (const { before } of drafts) if (fillsLedger(before)) ledger.take(before.personId, before.days)
  for (const { after, stays } of drafts) if (stays && fillsLedger(after)) ledger.add(after.personId, after.days)
  const settled = drafts.map((draft): BookingDraft => {
    const { after, stays } = draft
    if (stays || !fillsLedger(after)) return draft
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
}

/**
 * The project waits: what is booked after today becomes tentative. A booking that lies on both sides of today is parted:
 * what was done stays confirmed, what was to come is a new, tentative one.
 */
export async function tentativeFuture(tx: Tx, projectId: string, causeId?: string): Promise<void> {
  const bookings = await futureBookings(tx, sql`a.project_id = ${projectId} and a.status = 'confirmed'`)
  const drafts = bookings.flatMap((booking): BookingDraft[] => {
    const { done, left } = partAtToday(tx, booking)
    if (!left) return []
    const after: Booking = { ...left, status: 'tentative', overrideReason: done ? null : left.overrideReason }
    if (!done) return [{ before: booking, after, event: 'allocation.updated', causeId }]
    return [
      { before: booking, after: done, event: 'allocation.updated', causeId },
      { before: null, after, event: 'allocation.created', causeId },
    ]
  })
  await saved(tx, drafts)
}

/** The work is off: what is booked after today for the project, or for these tasks, is released, and done work stays. */
export async function releaseFuture(
  tx: Tx,
  what: { projectId: string } | { taskIds: readonly string[] },
  causeId?: string,
): Promise<void> {
  const which = 'projectId' in what ? sql`a.project_id = ${what.projectId}` : sql`a.task_id = any(${what.taskIds})`
  const bookings = await futureBookings(tx, which)
  const drafts = bookings.flatMap((booking): BookingDraft[] => {
    const { done, left } = partAtToday(tx, booking)
    if (!done || booking.status !== 'confirmed')
      return [{ before: booking, after: { ...booking, status: 'released' }, event: 'allocation.released', causeId }]
    return left ? [{ before: booking, after: done, event: 'allocation.updated', causeId }] : []
  })
  await saved(tx, drafts)
}

/** Which of these tasks somebody is booked for. */
export async function bookedTasks(tx: Tx, taskIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(sql`select distinct a.task_id as id from allocations a
    where a.organization_id = ${tx.actor.organizationId} and a.task_id = any(${taskIds}) and ${ACTIVE}`)
  return new Set(rows.map(({ id }) => id))
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
export async function restoreBookings(tx: Tx, projectId: string): Promise<void> {
  const bookings = await bookingsWhere(tx, sql`a.project_id = ${projectId} and a.deleted_at is not null`)
  if (bookings.length === 0) return
  const drafts = bookings.map((before) => ({ before, after: { ...before, deletedAt: null }, event: undefined }))
  settle(tx, await openLedger(tx, peopleOf(drafts), windowOfDrafts(drafts)), drafts)
}

const futureBookings = (tx: Tx, which: RawBuilder<unknown>): Promise<Booking[]> =>
  bookingsWhere(tx, sql`${which} and ${ACTIVE} and a.end_on > ${tx.today}::date`)

/**
 * What of a booking lies on days up to today, and what after, a new booking where both are something; undefined where it
 * is nothing. A total is parted with its days.
 */
function partAtToday(tx: Tx, booking: Booking): { done?: Booking; left?: Booking } {
  const today = dayNumber(tx.today)
  const done = booking.days.filter(({ day }) => day <= today)
  const left = booking.days.filter(({ day }) => day > today)
  if (done.length === 0) return { left: booking }
  if (left.length === 0) return { done: booking }
  return {
    done: { ...part(booking, done), endOn: tx.today },
    left: { ...part(booking, left), startOn: dateOf(today + 1), id: tx.newId('alc'), version: 1 },
  }
}

function part(booking: Booking, days: Booking['days']): Booking {
  const minutes = days.reduce((sum, day) => sum + day.minutes, 0)
  return { ...booking, days, totalMinutes: booking.totalMinutes === null ? null : minutes }
}

/** For changes that only give back. */
async function saved(tx: Tx, drafts: readonly BookingDraft[]): Promise<void> {
  if (drafts.length === 0) return
  const ledger = await openLedger(tx, peopleOf(drafts), windowOfDrafts(drafts))
  applyDrafts(ledger, drafts)
  saveDrafts(tx, ledger, drafts)
}
