// What can be done with days off: time off of a person, holidays of everybody. They always succeed; the answer lists the
// days that are over their capacity by it.
import { sql } from 'kysely'
import type { ScheduleConflict } from '../../domain/allocation.ts'
import {
  timeOffError,
  type Holiday,
  type HolidayChange,
  type HolidayImport,
  type NewHoliday,
  type NewTimeOff,
  type TimeOff,
  type TimeOffChange,
} from '../../domain/days-off.ts'
import { invalidField, Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { getPerson } from '../people/person-queries.ts'
import { changesBetween, checkVersion, insertRow, updateRow } from '../platform/rows.ts'
import type { Changes, Tx } from '../platform/transaction.ts'
import { getHoliday, getTimeOff, holidaysWhere, publicHolidays } from './days-off-queries.ts'
import { holdCalendar, holdPeople } from './ledger.ts'
import { recomputeCapacity, recomputeDates } from './recompute-capacity.ts'

export interface ChangedTimeOff {
  timeOff: TimeOff
  overloads: ScheduleConflict[]
}

/** Takes a person's days off; what is booked on them stays and is their overload until it is moved. */
export async function createTimeOff(tx: Tx, personId: string, input: NewTimeOff): Promise<ChangedTimeOff> {
  holdPeople(tx, [personId])
  await getPerson(tx, personId)
  const { id = tx.newId('off'), startOn, endOn, minutesPerDay = null, note = '' } = input
  checkDays({ startOn, endOn })
  const timeOff = { id, personId, startOn, endOn, minutesPerDay, note }
  insertRow(tx, 'time_off', { ...timeOff, createdAt: tx.now, updatedAt: tx.now })
  tx.record('time_off.created', { type: 'time_off', id, version: 1 }, changesBetween({}, timeOff))
  const overloads = await recomputeCapacity(tx, [personId], startOn, endOn)
  return { timeOff: await getTimeOff(tx, personId, id), overloads }
}

export async function updateTimeOff(
  tx: Tx,
  personId: string,
  id: string,
  change: TimeOffChange,
): Promise<ChangedTimeOff> {
  holdPeople(tx, [personId])
  const before = await getTimeOff(tx, personId, id)
  await checkVersion(tx, 'time_off', before, Object.keys(change))
  const changes = changesBetween<TimeOff>(before, change as Partial<TimeOff>)
  if (Object.keys(changes).length === 0) return { timeOff: before, overloads: [] }
  const { startOn = before.startOn, endOn = before.endOn } = change
  checkDays({ startOn, endOn })
  updateRow(tx, 'time_off', id, change)
  tx.record('time_off.updated', { type: 'time_off', id, version: before.version + 1 }, changes)
  const [from = '', to = ''] = [[before.startOn, startOn].toSorted()[0], [before.endOn, endOn].toSorted()[1]]
  const overloads = await recomputeCapacity(tx, [personId], from, to)
  return { timeOff: await getTimeOff(tx, personId, id), overloads }
}

/** The person works on those days after all: overloads shrink by themselves. */
export async function deleteTimeOff(tx: Tx, personId: string, id: string): Promise<{ id: string; deletedAt: string }> {
  holdPeople(tx, [personId])
  const before = await getTimeOff(tx, personId, id)
  await checkVersion(tx, 'time_off', before, 'all')
  tx.send(sql`delete from time_off where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  const { startOn, endOn, minutesPerDay, note } = before
  const gone = goneChanges({ personId, startOn, endOn, minutesPerDay, note })
  tx.record('time_off.deleted', { type: 'time_off', id, version: before.version + 1 }, gone)
  await recomputeCapacity(tx, [personId], startOn, endOn)
  return { id, deletedAt: tx.now.toISOString() }
}

function checkDays(days: Pick<TimeOff, 'startOn' | 'endOn'>): void {
  const message = timeOffError(days)
  if (message !== undefined) throw invalidField('/endOn', 'window', message)
}

const goneChanges = (fields: object): Changes =>
  Object.fromEntries(Object.entries(fields).map(([field, from]) => [field, { from, to: null }]))

export interface ChangedHoliday {
  holiday: Holiday
  overloads: ScheduleConflict[]
}

/** Makes a day a holiday for everybody; `already_exists` where it is one. */
export async function createHoliday(tx: Tx, { id = tx.newId('hol'), on, name }: NewHoliday): Promise<ChangedHoliday> {
  holdCalendar(tx, 'alone')
  await refuseSecond(tx, on)
  insertHoliday(tx, { id, on, name })
  const overloads = await recomputeDates(tx, [on])
  return { holiday: await getHoliday(tx, id), overloads }
}

export async function updateHoliday(tx: Tx, id: string, change: HolidayChange): Promise<ChangedHoliday> {
  holdCalendar(tx, 'alone')
  const before = await getHoliday(tx, id)
  await checkVersion(tx, 'holiday', before, Object.keys(change))
  const changes = changesBetween<Holiday>(before, change as Partial<Holiday>)
  if (Object.keys(changes).length === 0) return { holiday: before, overloads: [] }
  if (changes.on && change.on) await refuseSecond(tx, change.on)
  updateRow(tx, 'holidays', id, change)
  tx.record('holiday.updated', { type: 'holiday', id, version: before.version + 1 }, changes)
  const overloads = changes.on ? await recomputeDates(tx, [before.on, change.on ?? before.on]) : []
  return { holiday: await getHoliday(tx, id), overloads }
}

/** The day is worked on again. */
export async function deleteHoliday(tx: Tx, id: string): Promise<{ id: string; deletedAt: string }> {
  holdCalendar(tx, 'alone')
  const before = await getHoliday(tx, id)
  await checkVersion(tx, 'holiday', before, 'all')
  tx.send(sql`delete from holidays where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  const { on, name } = before
  tx.record('holiday.deleted', { type: 'holiday', id, version: before.version + 1 }, goneChanges({ on, name }))
  await recomputeDates(tx, [on])
  return { id, deletedAt: tx.now.toISOString() }
}

/** The public holidays of a country, or a region of it, in a year; days that are holidays already stay as they are. */
export async function importHolidays(
  tx: Tx,
  asked: HolidayImport,
): Promise<{ created: Holiday[]; kept: Holiday[]; overloads: ScheduleConflict[] }> {
  const found = await publicHolidays(asked)
  holdCalendar(tx, 'alone')
  const days = found.map(({ on }) => on)
  const kept = await holidaysWhere(tx, sql`h."on" = any(${days}::date[])`)
  const taken = new Set(kept.map(({ on }) => on))
  const created = found.filter(({ on }) => !taken.has(on)).map((holiday) => ({ id: tx.newId('hol'), ...holiday }))
  for (const holiday of created) insertHoliday(tx, holiday)
  const dates = created.map(({ on }) => on)
  const overloads = dates.length === 0 ? [] : await recomputeDates(tx, dates)
  return { created: await holidaysWhere(tx, sql`h.id = any(${created.map(({ id }) => id)})`), kept, overloads }
}

function insertHoliday(tx: Tx, holiday: Required<NewHoliday> | { id: string; on: string; name: string }): void {
  insertRow(tx, 'holidays', { ...holiday, createdAt: tx.now, updatedAt: tx.now })
  tx.record('holiday.created', { type: 'holiday', id: holiday.id ?? '', version: 1 }, changesBetween({}, holiday))
}

async function refuseSecond(tx: Tx, on: string): Promise<void> {
  const [there] = await holidaysWhere(tx, sql`h."on" = ${on}::date`)
  if (there) throw new Problem('already_exists', say`${on} is a holiday already: ${there.name}.`, { pointer: '/on' })
}
