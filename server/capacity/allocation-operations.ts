// What can be done with allocations: book, move, assign, confirm and release them, many at once.
import { sql } from 'kysely'
import type { CapacityWarning, NewAllocation, Override } from '../../domain/allocation.ts'
import { updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import type { BookedProject, Booking } from './allocation-queries.ts'
import { askedDrafts, carriedDraft, lookUp, refuseMoreOnHold, type AllocationChanges } from './booking-changes.ts'
import { applyDrafts, peopleOf, saveDrafts, windowOfDrafts, type BookingDraft } from './booking-drafts.ts'
import { isOver, overDaysOf, scheduleConflict, warningsOf } from './conflicts.ts'
import { openLedger, type Ledger, type OverDay } from './ledger.ts'

export interface ChangedAllocations {
  /** Days beyond the organisation's soft limit: told, not refused. */
  warnings: CapacityWarning[]
}

/**
 * Changes a project's bookings all at once, or none: what is given back among them makes room for what is taken. Who is
 * booked joins the project's team. Fails with `schedule_conflict` where a day would be over its capacity and that is not
 * overridden; 422 where a window has no working day or names somebody suspended; `allocation_not_found` where one is not
 * of this project; `invalid_transition` for what a project on hold, or closed, does not take. `override` books over
 * capacity all the same; who may is for the caller to check. Locks the project, then all people in the order of ids.
 */
export async function changeAllocations(
  tx: Tx,
  projectId: string,
  changes: AllocationChanges,
  { override }: { override?: Override | undefined } = {},
): Promise<ChangedAllocations> {
  const known = await lookUp(tx, projectId, changes)
  const asked = askedDrafts(tx, known, changes)
  if (asked.length === 0) return { warnings: [] }
  const ledger = known.ledger ?? (await openLedger(tx, peopleOf(asked), windowOfDrafts(asked)))
  const drafts = asked.map((draft) => carriedDraft(ledger, draft))
  refuseMoreOnHold(tx, known.project, drafts)
  applyDrafts(ledger, drafts)
  const over = ledger.overDays()
  if (over.length > 0 && !override) throw await scheduleConflict(tx, ledger, drafts, over)
  const kept = drafts.map((draft) => withReason(ledger, draft, over, override))
  saveDrafts(tx, ledger, kept, over)
  recordOverrides(tx, kept, over)
  joinTeam(tx, known.project, kept)
  return { warnings: warningsOf(ledger) }
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

/** Books somebody, or a placeholder, on a project: one change of `changeAllocations`. */
export const createAllocation = (tx: Tx, projectId: string, input: NewAllocation): Promise<ChangedAllocations> =>
  changeAllocations(tx, projectId, { create: [input] })
