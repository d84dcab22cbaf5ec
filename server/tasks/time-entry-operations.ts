// What can be done with time spent: record it, correct it, take it back.
import { sql } from 'kysely'
import { invalidField, Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { MINUTES_IN_A_DAY, type NewTimeEntry, type TimeEntry, type TimeEntryChange } from '../../domain/time-entry.ts'
import { changesBetween, checkVersion, insertRow, requireIds, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { getTimeEntry, holdDays, holdTimedTask, minutesOn, type TimedTask } from './time-entry-queries.ts'

/** Records time on a task: one's own, or somebody else's where the task is within one's reach for more than being assigned to it. */
export async function createTimeEntry(tx: Tx, taskId: string, input: NewTimeEntry): Promise<TimeEntry> {
  const task = await holdTimedTask(tx, taskId)
  const { id = tx.newId('tim'), personId = tx.actor.id, on, minutes, note = '' } = input
  // Before the person is looked up: a refusal tells nothing about ids.
  if (personId !== tx.actor.id && !task.forOthers)
    throw new Problem('permission_denied', 'On this task you record your own time only.')
  await requireIds(tx, '/personId', 'people', [personId], sql`x.active`)
  holdDays(tx, sql`${personId}`)
  await checkDay(tx, { id, personId, on, minutes })
  const entry = { id, taskId, personId, on, minutes, note }
  insertRow(tx, 'time_entries', { ...entry, createdAt: tx.now, updatedAt: tx.now })
  tx.record('time_entry.created', subjectOf(entry.id, 1, task), changesBetween({}, entry))
  return getTimeEntry(tx, taskId, id)
}

/** Corrects an entry; whose it is stays. */
export async function updateTimeEntry(tx: Tx, taskId: string, id: string, change: TimeEntryChange): Promise<TimeEntry> {
  const { entry, task } = await lockTimeEntry(tx, taskId, id)
  await checkVersion(tx, 'time_entry', entry, Object.keys(change))
  const changes = changesBetween<TimeEntry>(entry, change as Partial<TimeEntry>)
  if (Object.keys(changes).length === 0) return entry
  await checkDay(tx, { ...entry, ...change } as TimeEntry)
  updateRow(tx, 'time_entries', id, change)
  tx.record('time_entry.updated', subjectOf(id, entry.version + 1, task), changes)
  return getTimeEntry(tx, taskId, id)
}

/** Takes an entry back for good; the activity keeps what it said. */
export async function deleteTimeEntry(tx: Tx, taskId: string, id: string): Promise<{ id: string; deletedAt: string }> {
  const { entry, task } = await lockTimeEntry(tx, taskId, id)
  await checkVersion(tx, 'time_entry', entry, 'all')
  tx.send(sql`delete from time_entries where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  const { personId, on, minutes, note } = entry
  const was = Object.entries({ taskId, personId, on, minutes, note }).map(([field, from]) => [
    field,
    { from, to: null },
  ])
  tx.record('time_entry.deleted', subjectOf(id, entry.version + 1, task), Object.fromEntries(was))
  return { id, deletedAt: tx.now.toISOString() }
}

/** Holds the entry by holding its person's days: every change of theirs meets there. */
async function lockTimeEntry(tx: Tx, taskId: string, id: string): Promise<{ entry: TimeEntry; task: TimedTask }> {
  const task = await holdTimedTask(tx, taskId)
  holdDays(
    tx,
    sql`select person_id from time_entries where organization_id = ${tx.actor.organizationId} and id = ${id}`,
  )
  return { entry: await getTimeEntry(tx, taskId, id), task }
}

/** Refuses what has not happened yet, and more minutes than a day has. The caller holds the person's days. */
async function checkDay(
  tx: Tx,
  { id, personId, on, minutes }: Pick<TimeEntry, 'id' | 'personId' | 'on' | 'minutes'>,
): Promise<void> {
  if (on > tx.today) throw invalidField('/on', 'future', say`is not after today, ${tx.today}`)
  const total = minutes + (await minutesOn(tx, personId, on, id))
  if (total > MINUTES_IN_A_DAY)
    throw invalidField('/minutes', 'day', say`makes it ${total} minutes on ${on}, and a day has ${MINUTES_IN_A_DAY}`)
}

const subjectOf = (id: string, version: number, { projectId, accountId }: TimedTask) => ({
  type: 'time_entry',
  id,
  version,
  projectId,
  accountId,
})
