// Whether people can take a task on: active, working between its dates, and with enough time left for it.
import { sql } from 'kysely'
import type { Offers } from '../../domain/allocation.ts'
import { dayNumber } from '../../domain/calendar.ts'
import { workFits, workingDays, type Window } from '../../domain/capacity.ts'
import { Problem } from '../../domain/problems.ts'
import type { Tx } from '../platform/transaction.ts'
import { bookingsWhere, type Booking } from './allocation-queries.ts'
import { fillsLedger } from './booking-drafts.ts'
import { union, windowOf } from './capacity-queries.ts'
import { readLedger, type Ledger } from './ledger.ts'
import { findOffers } from './offers.ts'

export interface Assignment {
  /** Whom the task would be assigned to: all of them, also who is already. */
  personIds: readonly string[]
  /** Those who are new to it; whoever is not among them is not looked at again. All, unless said otherwise. */
  newPersonIds?: readonly string[] | undefined
  startOn: string | null
  dueOn: string | null
  /** The estimate less what was done, split evenly among the people. */
  remainingMinutes: number | null
  /** Its own bookings do not stand in its way. */
  taskId?: string | undefined
}

/** Why somebody can not take it on. */
export interface AssignmentReason {
  personId: string
  name: string
  reason: 'inactive' | 'no_working_day' | 'not_enough_time'
  freeMinutes?: number
  neededMinutes?: number
}

/**
 * The `task_assignment_error` that assigning these people would be, with the reason for each and offers for the first
 * whom other days would help; undefined where all can take it on. Without dates or estimate only *inactive* refuses.
 * Time is what is free from today on: days gone by are nobody's to work. A task that was due before today is late
 * whoever takes it on, so it is refused to who is suspended or never worked between its dates, not for lack of time.
 * Nobody is held: an assignment books nothing.
 */
export async function assignmentProblem(tx: Tx, assignment: Assignment): Promise<Problem | undefined> {
  const asked = assignment.newPersonIds ?? assignment.personIds
  if (asked.length === 0) return undefined
  const { planned, toCome } = windowsOf(tx, assignment)
  const [ledger, own] = await Promise.all([
    readLedger(tx, asked, union([planned, toCome])),
    ownBookings(tx, assignment),
  ])
  for (const { personId, days } of own) if (ledger.people.has(personId)) ledger.take(personId, days)
  const reasons = reasonsAgainst(ledger, assignment, { planned, toCome })
  if (reasons.length === 0) return undefined
  const detail = reasons.map(({ name, reason }) => `${name} ${SAID[reason]}`).join('; ')
  const offers = await offersFor(tx, ledger, { ...assignment, window: toCome }, reasons, own)
  return new Problem('task_assignment_error', `${detail}.`, { reasons, offers })
}

const SAID = {
  inactive: 'is suspended',
  no_working_day: 'has no working day between its dates',
  not_enough_time: 'has not enough time left between its dates',
}

const needed = ({ remainingMinutes, personIds }: Assignment) =>
  Math.ceil((remainingMinutes ?? 0) / Math.max(1, personIds.length))

interface Windows {
  /** From the task's start to when it is due. */
  planned: Window
  /** What of it is not over, today included; today alone where all of it is. */
  toCome: Window
}

function windowsOf(tx: Tx, { startOn, dueOn }: Assignment): Windows {
  const today = dayNumber(tx.today)
  const planned = windowOf(startOn ?? tx.today, dueOn ?? tx.today)
  return { planned, toCome: { from: Math.max(planned.from, today), to: Math.max(planned.to, today) } }
}

function reasonsAgainst(ledger: Ledger, assignment: Assignment, { planned, toCome }: Windows): AssignmentReason[] {
  const { startOn, dueOn, remainingMinutes } = assignment
  const neededMinutes = needed(assignment)
  return [...ledger.people.values()].flatMap(({ id: personId, name, active }): AssignmentReason[] => {
    if (!active) return [{ personId, name, reason: 'inactive' }]
    if (startOn === null || dueOn === null || remainingMinutes === null) return []
    const [capacityOn, freeOn] = [ledger.capacityOf(personId), ledger.freeOf(personId)]
    if (workingDays(planned, capacityOn).length === 0) return [{ personId, name, reason: 'no_working_day' }]
    if (planned.to < toCome.to) return []
    const freeMinutes = workingDays(toCome, capacityOn).reduce((sum, day) => sum + freeOn(day), 0)
    if (freeMinutes >= neededMinutes) return []
    return [{ personId, name, reason: 'not_enough_time', freeMinutes, neededMinutes }]
  })
}

type OwnBooking = Booking & { personId: string }
async function ownBookings(tx: Tx, { taskId, personIds }: Assignment): Promise<OwnBooking[]> {
  if (taskId === undefined) return []
  const which = sql`a.task_id = ${taskId} and a.person_id = any(${personIds}) and a.deleted_at is null`
  return (await bookingsWhere(tx, which)).filter(fillsLedger)
}

async function offersFor(
  tx: Tx,
  ledger: Ledger,
  assignment: Assignment & { window: Window },
  reasons: readonly AssignmentReason[],
  own: readonly OwnBooking[],
): Promise<Offers> {
  const refused = reasons.find(({ reason }) => reason !== 'inactive') ?? reasons[0]
  if (assignment.startOn === null || assignment.dueOn === null || !refused) return { windows: [], people: [] }
  const { personId } = refused
  const wish = {
    personId,
    placeholder: null,
    window: assignment.window,
    fits: workFits(needed(assignment)),
    own: own.filter((booking) => booking.personId === personId).flatMap(({ days }) => days),
  }
  const offers = await findOffers(tx, wish, ledger.organization)
  // Other days do not help who is suspended, and nobody is offered who was asked.
  const people = offers.people.filter((person) => !assignment.personIds.includes(person.personId))
  return { windows: refused.reason === 'inactive' ? [] : offers.windows, people }
}
