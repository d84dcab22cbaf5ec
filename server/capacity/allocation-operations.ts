// What can be done with allocations: book, move, assign, confirm and release them, one or many at once.
import { sql } from 'kysely'
import type { Allocation, AllocationChange, CapacityWarning, NewAllocation, Override } from '../../domain/allocation.ts'
import { checkVersion, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { getAllocation, showAllocations, type BookedProject, type Booking } from './allocation-queries.ts'
import { askedDrafts, carriedDraft, lookUp, type AllocationChanges, type PointerTo } from './booking-changes.ts'
import { applyDrafts, peopleOf, saveDrafts, windowOfDrafts, type BookingDraft } from './booking-drafts.ts'
import { isOver, overDaysOf, scheduleConflict, warningsOf } from './conflicts.ts'
import { openLedger, type Ledger, type OverDay } from './ledger.ts'

export type { AllocationChanges, PointerTo }
export interface ChangedAllocations {
  /** Those created, then those updated, in the order asked for. */
  allocations: Allocation[]
  /** Released. */
  removed: string[]
  /** Days beyond the organisation's soft limit: told, not refused. */
  warnings: CapacityWarning[]
}
export interface BookingOptions {
  /** Books over capacity all the same; who may is for the caller to check. */
  override?: Override | undefined
  /** Where the changes stand in the body; `/allocations/create/0` and so on unless said otherwise. */
  pointerTo?: PointerTo | undefined
}

/**
 * Changes a project's bookings all at once, or none: what is given back among them makes room for what is taken. Who is
 * booked joins the project's team. Fails with `schedule_conflict` where a day would be over its capacity and that is not
 * overridden; 422 where a window has no working day or names somebody suspended; `allocation_not_found` where one is not
 * of this project. Locks the project, then all people concerned in the order of their ids.
 */
export async function changeAllocations(
  tx: Tx,
  projectId: string,
  changes: AllocationChanges,
  { override, pointerTo = (list, n) => `/allocations/${list}/${n}` }: BookingOptions = {},
): Promise<ChangedAllocations> {
  const known = await lookUp(tx, projectId, changes)
  const asked = askedDrafts(tx, known, changes, pointerTo)
  if (asked.length === 0) return { allocations: [], removed: [], warnings: [] }
  const ledger = known.ledger ?? (await openLedger(tx, peopleOf(asked), windowOfDrafts(asked)))
  const drafts = asked.map((draft) => carriedDraft(ledger, draft))
  applyDrafts(ledger, drafts)
  const over = ledger.overDays()
  if (over.length > 0 && !override) throw await scheduleConflict(tx, ledger, drafts, over)
  const kept = drafts.map((draft) => withReason(ledger, draft, over, override))
  saveDrafts(tx, ledger, kept, over)
  recordOverrides(tx, kept, over)
  joinTeam(tx, known.project, kept)
  const shown = kept.filter(({ after }) => after.status !== 'released').map(({ after }) => after.id)
  const removed = kept.filter(({ after }) => after.status === 'released').map(({ after }) => after.id)
  return { allocations: await showAllocations(tx, shown), removed, warnings: warningsOf(ledger) }
}

/** Keeps the reason with the bookings that put a day over; one given before goes when none of its days is over any more. */
function withReason(
  ledger: Ledger,
  draft: BookingDraft,
  over: readonly OverDay[],
  override: Override | undefined,
): BookingDraft {
  const { after } = draft
  const before = liesOver(ledger, after) ? after.overrideReason : null
  const overrideReason = isOver(draft, over) && override ? override.reason : before
  return { ...draft, after: { ...after, overrideReason } }
}

const liesOver = (ledger: Ledger, { personId, days, overrideReason }: Booking): boolean =>
  overrideReason !== null &&
  personId !== null &&
  days.some(({ day }) => ledger.bookedAfter(personId, day) > ledger.capacityOf(personId)(day))

function recordOverrides(tx: Tx, drafts: readonly BookingDraft[], over: readonly OverDay[]): void {
  for (const draft of drafts.filter((each) => isOver(each, over))) {
    const { before, after } = draft
    const { id, projectId, accountId } = after
    const subject = { type: 'allocation', id, version: (before?.version ?? 0) + 1, projectId, accountId }
    const minutesOver = overDaysOf(draft, over).reduce((sum, day) => sum + day.minutesOver, 0)
    const reason = { from: before?.overrideReason ?? null, to: after.overrideReason }
    tx.record('allocation.overbooked', subject, { overrideReason: reason, minutesOver: { to: minutesOver } })
  }
}

/** Who is booked is on the team of the project. */
function joinTeam(tx: Tx, project: BookedProject, drafts: readonly BookingDraft[]): void {
  const booked = drafts.flatMap(({ after }) =>
    after.status === 'released' || after.personId === null ? [] : after.personId,
  )
  const joining = [...new Set(booked)].filter((id) => !project.members.includes(id))
  if (joining.length === 0) return
  const { id, accountId, members } = project
  tx.send(sql`insert into project_members (organization_id, project_id, person_id)
    select ${tx.actor.organizationId}, ${id}, person from unnest(${joining}::text[]) person on conflict do nothing`)
  updateRow(tx, 'projects', id, {})
  const subject = { type: 'project', id, version: project.version + 1, projectId: id, accountId }
  tx.record('project.updated', subject, { assignedTeam: { from: members, to: [...members, ...joining].toSorted() } })
}

export interface ChangedAllocation {
  allocation: Allocation
  warnings: CapacityWarning[]
}

/** Books somebody, or a placeholder, on a project. */
export async function createAllocation(
  tx: Tx,
  projectId: string,
  input: NewAllocation,
  override?: Override,
): Promise<ChangedAllocation> {
  return one(await changeAllocations(tx, projectId, { create: [input] }, { override, pointerTo: () => '' }))
}

/** Changes one booking: its days, its minutes, who it is for, or its status. */
export async function updateAllocation(
  tx: Tx,
  id: string,
  change: AllocationChange,
  override?: Override,
): Promise<ChangedAllocation> {
  const before = await lockAllocation(tx, id)
  await checkVersion(tx, 'allocation', before, Object.keys(change))
  const changes = { update: [{ ...change, id }] }
  const changed = await changeAllocations(tx, before.projectId, changes, { override, pointerTo: () => '' })
  return changed.allocations.length > 0 ? one(changed) : { allocation: await getAllocation(tx, id), warnings: [] }
}

/** Confirms a tentative booking, where there is room. */
export const confirmAllocation = (tx: Tx, id: string, override?: Override): Promise<ChangedAllocation> =>
  updateAllocation(tx, id, { status: 'confirmed' }, override)

/** Gives the booking's days back. */
export async function releaseAllocation(tx: Tx, id: string): Promise<{ id: string; releasedAt: string }> {
  const before = await lockAllocation(tx, id)
  await checkVersion(tx, 'allocation', before, 'all')
  await changeAllocations(tx, before.projectId, { remove: [id] }, { pointerTo: () => '' })
  return { id, releasedAt: tx.now.toISOString() }
}

/** Holds an allocation by holding its project. */
async function lockAllocation(tx: Tx, id: string): Promise<Allocation> {
  tx.send(sql`select 1 from projects p where p.organization_id = ${tx.actor.organizationId} and p.id =
    (select a.project_id from allocations a where a.organization_id = ${tx.actor.organizationId} and a.id = ${id})
    for no key update`)
  return getAllocation(tx, id)
}

function one({ allocations, warnings }: ChangedAllocations): ChangedAllocation {
  const [allocation] = allocations
  if (!allocation) throw new Error('the allocation that was changed is not there')
  return { allocation, warnings }
}
