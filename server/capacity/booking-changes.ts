// From what was asked of bookings to what they become: looked up, checked, and carried by the days there are.
import { sql } from 'kysely'
import {
  checkWindow,
  moveAllocation,
  type AllocationChange,
  type AllocationUpdate,
  type NewAllocation,
} from '../../domain/allocation.ts'
import { dayNumber } from '../../domain/calendar.ts'
import type { Amount } from '../../domain/capacity.ts'
import { invalidField, notFound, Problem } from '../../domain/problems.ts'
import { say, sayStatus } from '../../domain/said.ts'
import { isOpenProject } from '../../domain/project-life.ts'
import type { Tx } from '../platform/transaction.ts'
import { bookingsWhere, lockBookedProject, type BookedProject, type Booking } from './allocation-queries.ts'
import { carried, daysGained, type BookingDraft } from './booking-drafts.ts'
import { union, windowOf } from './capacity-queries.ts'
import { openLedger, type Ledger } from './ledger.ts'

export interface AllocationChanges {
  create?: readonly NewAllocation[] | undefined
  update?: readonly AllocationUpdate[] | undefined
  /** Releases them: their days are free again, and no list shows them. */
  remove?: readonly string[] | undefined
}
/** Where the n-th of a list stands in the body. */
const pointerTo = (list: keyof AllocationChanges, n: number) => `/allocations/${list}/${n}`

/** A change whose booking has still to be carried by the days there are. */
export interface AskedDraft extends BookingDraft {
  pointer: string
  /** Where its days have to be found anew. */
  carries: boolean
}

/** What has to be known, and held, before it can be said what the changes make of the bookings. */
export interface Known {
  project: BookedProject
  current: ReadonlyMap<string, Booking>
  taskIds: ReadonlySet<string>
  /** Opened at once where everybody concerned is named. */
  ledger: Ledger | undefined
}

/** Holds the project, and all that the changes name, in one round trip where they only book anew. */
export async function lookUp(tx: Tx, projectId: string, changes: AllocationChanges): Promise<Known> {
  const { create = [], update = [], remove = [] } = changes
  const ids = [...update.map(({ id }) => id), ...remove]
  const [project, current, taskIds, ledger] = await Promise.all([
    lockBookedProject(tx, projectId),
    currentBookings(tx, projectId, ids),
    tasksNamed(tx, projectId, [...create, ...update]),
    ids.length === 0 && create.length > 0 ? openLedger(tx, bookedIn(create), windowIn(create)) : undefined,
  ])
  return { project, current, taskIds, ledger }
}

async function currentBookings(tx: Tx, projectId: string, ids: readonly string[]): Promise<Map<string, Booking>> {
  if (ids.length === 0) return new Map()
  const which = sql`a.project_id = ${projectId} and a.deleted_at is null and a.id = any(${ids})`
  return new Map((await bookingsWhere(tx, which)).map((booking) => [booking.id, booking]))
}

/** Which of the tasks that are named are tasks of the project. */
async function tasksNamed(tx: Tx, projectId: string, inputs: readonly AllocationChange[]): Promise<Set<string>> {
  const ids = inputs.flatMap(({ taskId }) => taskId ?? [])
  if (ids.length === 0) return new Set()
  const found = await tx.rows<{ id: string }>(sql`
    select t.id from tasks t where t.organization_id = ${tx.actor.organizationId}
      and t.project_id = ${projectId} and t.deleted_at is null and t.id = any(${ids})`)
  return new Set(found.map(({ id }) => id))
}

/** In the order of ids. */
const bookedIn = (inputs: readonly NewAllocation[]) =>
  [...new Set(inputs.flatMap(({ personId }) => personId ?? []))].toSorted()
const windowIn = (inputs: readonly NewAllocation[]) =>
  union(inputs.map(({ startOn, endOn }) => windowOf(startOn, endOn)))

/** What the changes ask for, in their order; those that change nothing are left out. */
export function askedDrafts(tx: Tx, known: Known, changes: AllocationChanges): AskedDraft[] {
  const { create = [], update = [], remove = [] } = changes
  const { project } = known
  if (create.length + update.length > 0 && !isOpenProject(project.status))
    throw new Problem('invalid_transition', say`The project is ${sayStatus(project.status)}; reopen it first.`, {
      allowed: [],
    })
  const taken = new Set<string>()
  const change = (id: string, to: AllocationChange, pointer: string) => {
    const found = known.current.get(id)
    if (!found) throw notFound('allocation')
    if (taken.has(id)) throw invalidField(pointer, 'twice', say`names ${id} a second time`)
    taken.add(id)
    return { ...updatedBooking(project, found, to, pointer), pointer }
  }
  const drafts = [
    ...create.map((input, n) => ({ ...newBooking(tx, project, input), pointer: pointerTo('create', n) })),
    ...update.map(({ id, ...input }, n) => change(id, input, pointerTo('update', n))),
    ...remove.map((id, n) => change(id, { status: 'released' }, pointerTo('remove', n))),
  ]
  for (const { before, after, pointer } of drafts)
    if (after.taskId !== null && after.taskId !== before?.taskId && !known.taskIds.has(after.taskId))
      throw invalidField(`${pointer}/taskId`, 'reference', say`names ${after.taskId}, which is no task of the project`)
  return drafts.filter(({ before, after }) => before === null || JSON.stringify(before) !== JSON.stringify(after))
}

/** Confirmed unless said otherwise; while the project is on hold, what is added is tentative. */
function newBooking(tx: Tx, project: BookedProject, input: NewAllocation): Omit<AskedDraft, 'pointer'> {
  const { id = tx.newId('alc'), personId = null, placeholder = null, taskId = null, startOn, endOn } = input
  const status = input.status ?? (project.status === 'on_hold' ? 'tentative' : 'confirmed')
  if (status === 'confirmed') refuseOnHold(project)
  const after: Booking = {
    id,
    projectId: project.id,
    accountId: project.accountId,
    taskId,
    personId,
    placeholder,
    startOn,
    endOn,
    ...amountOf(input),
    status,
    overrideReason: null,
    deletedAt: null,
    version: 1,
    days: [],
  }
  return { before: null, after, event: 'allocation.created', carries: true }
}

/** A person takes the place of a placeholder, one amount that of another. Released ones stay as they are. */
function updatedBooking(
  project: BookedProject,
  before: Booking,
  change: AllocationChange,
  pointer: string,
): Omit<AskedDraft, 'pointer'> {
  const { personId, placeholder, status = before.status, taskId = before.taskId } = change
  if (before.status === 'released' && status !== 'released') moveAllocation('released', status)
  if (before.status === 'released') throw new Problem('invalid_transition', 'The booking is released.', { allowed: [] })
  moveAllocation(before.status, status)
  const { startOn = before.startOn, endOn = before.endOn } = change
  const message = checkWindow(startOn, endOn)
  if (message !== undefined) throw invalidField(`${pointer}/endOn`, 'window', message)
  const who = personId === undefined && placeholder === undefined ? before : { personId, placeholder }
  const after: Booking = {
    ...before,
    personId: who.personId ?? null,
    placeholder: who.placeholder ?? null,
    taskId,
    startOn,
    endOn,
    status,
    ...(namesAmount(change) ? amountOf(change) : {}),
  }
  if (status === 'confirmed' && before.status !== 'confirmed') refuseOnHold(project)
  const carries = status !== 'released' && carriesAnew(before, after)
  return { before, after, event: eventOf(before, after), carries }
}

const namesAmount = (input: object) => ['minutesPerDay', 'percent', 'totalMinutes'].some((name) => name in input)

const amountOf = (input: Partial<Record<keyof Amount, number | undefined>>): Amount => ({
  minutesPerDay: input.minutesPerDay ?? null,
  percent: input.percent ?? null,
  totalMinutes: input.totalMinutes ?? null,
})

/** Whoever confirms books the days that there are now, not those there were when it was made tentative. */
function carriesAnew(before: Booking, after: Booking): boolean {
  const lies = ({ personId, startOn, endOn, minutesPerDay, percent, totalMinutes, status }: Booking) =>
    JSON.stringify([personId, startOn, endOn, minutesPerDay, percent, totalMinutes, status])
  return lies(before) !== lies(after)
}

function eventOf(before: Booking, after: Booking): string {
  if (before.status === after.status) return 'allocation.updated'
  return `allocation.${after.status}`
}

function refuseOnHold(project: BookedProject): void {
  if (project.status === 'on_hold')
    throw new Problem('invalid_transition', 'The project is on hold; until it goes on its bookings are tentative.', {
      allowed: ['released'],
    })
}

/** Until the project goes on, nothing more is booked for the days after today; what is confirmed of them may only shrink. */
export function refuseMoreOnHold(tx: Tx, project: BookedProject, drafts: readonly BookingDraft[]): void {
  const today = dayNumber(tx.today)
  const gains = ({ before, after }: BookingDraft) =>
    after.status === 'confirmed' && daysGained(before, after).some(({ day }) => day > today)
  if (drafts.some(gains)) refuseOnHold(project)
}

/** What a draft becomes once people and their days are known, or why it can not be. */
export function carriedDraft(ledger: Ledger, { pointer, carries, ...draft }: AskedDraft): BookingDraft {
  const { before, after } = draft
  const person = after.personId === null ? undefined : ledger.people.get(after.personId)
  const comesIn =
    after.personId !== before?.personId || (after.status === 'confirmed' && before?.status === 'tentative')
  if (after.personId !== null && comesIn) {
    if (!person)
      throw invalidField(`${pointer}/personId`, 'reference', say`names ${after.personId}, which is not there`)
    if (!person.active)
      throw invalidField(`${pointer}/personId`, 'inactive', say`names ${person.name}, who is suspended`)
  }
  const { placeholder } = after
  if (placeholder && 'service' in placeholder && !ledger.organization.services.includes(placeholder.service))
    throw invalidField(`${pointer}/placeholder/service`, 'reference', 'is no project type of the organisation')
  if (!carries) return draft
  const booking = carried(ledger, after)
  if (booking.days.length > 0) return { ...draft, after: booking }
  const whose = person ? `of ${person.name}` : 'of the organisation'
  throw invalidField(
    `${pointer}/endOn`,
    'working_day',
    say`leaves no working day ${whose} from ${after.startOn} to ${after.endOn}`,
  )
}
