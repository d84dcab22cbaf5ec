// First bookings for planned tasks: what fits is confirmed, what does not is tentative, and whom nobody is yet is a placeholder.
import { MAX_WINDOW_DAYS, type NewAllocation, type Placeholder } from '../../domain/allocation.ts'
import { dateOf, dayNumber } from '../../domain/calendar.ts'
import { bookingFits, carry, workingDays, type Window } from '../../domain/capacity.ts'
import { say } from '../../domain/said.ts'
import { changeAllocations } from '../capacity/allocation-operations.ts'
import { union } from '../capacity/capacity-queries.ts'
import { openLedger, type Ledger } from '../capacity/ledger.ts'
import type { Tx } from '../platform/transaction.ts'
import type { Left } from './set-up-tasks.ts'

/** Work between two days, for somebody or for whoever will be found. */
export interface Work {
  taskId: string
  title: string
  personId: string | undefined
  placeholder: Placeholder
  minutes: number | null
  startOn: string | null
  dueOn: string | null
}

export interface Booked {
  confirmed: number
  tentative: number
  placeholders: number
}

/**
 * Books each task's estimate for who does it, from its start, or today where that is gone by, to when it is due. Nobody is
 * booked over capacity; why something is tentative, or not booked at all, is added to `left`.
 */
export async function bookTasks(tx: Tx, projectId: string, works: readonly Work[], left: Left[]): Promise<Booked> {
  const booked = { confirmed: 0, tentative: 0, placeholders: 0 }
  const wishes = works.flatMap((work) => wishOf(tx, work, left))
  if (wishes.length === 0) return booked
  const people = [...new Set(wishes.flatMap(({ work }) => work.personId ?? []))].toSorted()
  // Held from here on, so that what fits now fits when it is booked.
  const ledger = await openLedger(tx, people, union(wishes.map(({ window }) => window)))
  const create = wishes.flatMap((wish) => {
    const allocation = place(ledger, wish, left)
    if (!allocation) return []
    if (allocation.placeholder) booked.placeholders++
    else if (allocation.status === 'confirmed') booked.confirmed++
    else booked.tentative++
    return [allocation]
  })
  await changeAllocations(tx, projectId, { create })
  return booked
}

interface Wish {
  work: Work
  window: Window
  totalMinutes: number
}

function wishOf(tx: Tx, work: Work, left: Left[]): Wish[] {
  const { startOn, dueOn, minutes, title } = work
  if (startOn === null || dueOn === null || !minutes) return []
  const window = { from: Math.max(dayNumber(startOn), dayNumber(tx.today)), to: dayNumber(dueOn) }
  const days = window.to - window.from + 1
  if (days >= 1 && days <= MAX_WINDOW_DAYS) return [{ work, window, totalMinutes: minutes }]
  left.push({
    task: title,
    reason: days < 1 ? say`not booked: it is due already` : say`not booked: it takes too long`,
  })
  return []
}

function place(ledger: Ledger, { work, window, totalMinutes }: Wish, left: Left[]): NewAllocation | undefined {
  const { personId, placeholder, taskId, title } = work
  const capacityOn = ledger.capacityOf(personId ?? null)
  const days = workingDays(window, capacityOn)
  const common = { taskId, startOn: dateOf(window.from), endOn: dateOf(window.to), totalMinutes }
  if (days.length === 0) {
    left.push({ task: title, reason: say`not booked: there is no working day between its dates` })
    return undefined
  }
  if (personId === undefined) return { ...common, placeholder, status: 'tentative' }
  const amount = { totalMinutes, minutesPerDay: null, percent: null }
  if (bookingFits(amount)(days, capacityOn, ledger.freeOf(personId))) {
    ledger.add(personId, carry(amount, window, capacityOn))
    return { ...common, personId, status: 'confirmed' }
  }
  const name = ledger.people.get(personId)?.name ?? personId
  left.push({ task: title, reason: say`booked tentatively: ${name} has no room for it on each of its days` })
  return { ...common, personId, status: 'tentative' }
}
