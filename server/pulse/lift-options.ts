// What could be done now to lift a project's health, and the facts after each: tasks completed with all that follows for
// dates, the client answered, a booking released. Only what is certain to the point is offered.
import { sql } from 'kysely'
import { planNetwork } from '../../domain/plan.ts'
import {
  LOAD_DAYS,
  peakOf,
  totalsOf,
  type LoadedDay,
  type PulseFacts,
  type TaskFact,
} from '../../domain/pulse-facts.ts'
import { answering, completing, releasing, writing, type Option } from '../../domain/pulse-lifts.ts'
import type { Network, NetworkTask } from '../planning/network.ts'
import { planInput } from '../planning/plan-input.ts'
import type { Tx } from '../platform/transaction.ts'

/** Beside the facts: what decides the tasks' dates, the weights of the project's tasks, and the team's coming bookings. */
export interface Around {
  network: Network
  weights: ReadonlyMap<string, number>
  load: Load
}

/** Tasks whose completion is worked out to the end, the most promising first. */
const MOST_TASKS = 6
/** Beyond this a plan takes too long to be made again and again for one answer. */
const LARGEST_NETWORK = 2_000

export function liftOptions(projectId: string, facts: PulseFacts, around: Around): Option[] {
  return [
    ...answering(facts),
    ...writing(facts),
    ...completable(projectId, facts, around),
    ...releasable(facts, around.load),
  ]
}

export async function readWeights(tx: Tx, projectId: string): Promise<Map<string, number>> {
  const rows = await tx.rows<{ id: string; weight: number }>(sql`select id, weight from tasks
    where organization_id = ${tx.actor.organizationId} and project_id = ${projectId} and deleted_at is null`)
  return new Map(rows.map(({ id, weight }) => [id, weight]))
}

function completable(projectId: string, facts: PulseFacts, { network, weights }: Around): Option[] {
  if (network.tasks.length > LARGEST_NETWORK) return []
  const own = network.tasks.filter((task) => task.projectId === projectId)
  const fact = (task: NetworkTask): TaskFact => ({ ...task, weight: weights.get(task.id) ?? 0 })
  const done = (task: NetworkTask): NetworkTask => ({
    ...task,
    status: 'completed',
    statusBeforeBlock: null,
    completedOn: facts.on,
  })
  const isOverdue = ({ dueOn }: NetworkTask) => dueOn !== null && dueOn < facts.on
  const worth = (task: NetworkTask) => fact(task).weight + (isOverdue(task) ? 1_000_000 : 0)
  return freeToComplete(network, own)
    .toSorted((a, b) => worth(b) - worth(a) || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_TASKS)
    .flatMap((task) => {
      const after = planned({ ...network, tasks: network.tasks.map((each) => (each === task ? done(each) : each)) })
      if (!after) return []
      const totals = totalsOf(after.filter((each) => each.projectId === projectId).map(fact), facts.on)
      return [completing(facts, task, totals)]
    })
}

/** The tasks with the dates that the plan gives them; none where a booking would move with one, for what that fills is not known. */
function planned(network: Network): NetworkTask[] | undefined {
  const { tasks, links } = planInput(network)
  const plan = planNetwork(tasks, links)
  if ('cycle' in plan) return undefined
  const booked = new Set(network.bookedTaskIds)
  const after: NetworkTask[] = []
  for (const task of network.tasks) {
    const next = plan.tasks.get(task.id)
    if (next && next.startOn !== task.startOn && booked.has(task.id)) return undefined
    after.push(next ? { ...task, startOn: next.startOn, dueOn: next.dueOn } : task)
  }
  return after
}

const isOpen = ({ status }: NetworkTask) => status !== 'completed' && status !== 'cancelled'

/** Those of the tasks that can be completed now: they and what they are part of wait for nothing open, and no part of them is open. */
function freeToComplete(network: Network, tasks: readonly NetworkTask[]): NetworkTask[] {
  const byId = new Map(network.tasks.map((task) => [task.id, task]))
  const links = Map.groupBy(network.links, ({ taskId }) => taskId)
  const openParts = new Set(network.tasks.filter(isOpen).flatMap(({ parentId }) => parentId ?? []))
  const waits = (id: string) =>
    (links.get(id) ?? []).some(({ predecessorId, type }) => {
      const other = byId.get(predecessorId)
      if (!other) return false
      return type === 'FS' || type === 'FF' ? isOpen(other) : (other.statusBeforeBlock ?? other.status) === 'pending'
    })
  const waitsInLine = (task: NetworkTask | undefined): boolean =>
    task !== undefined && (waits(task.id) || (task.parentId !== null && waitsInLine(byId.get(task.parentId))))
  return tasks.filter(
    (task) => isOpen(task) && task.status !== 'blocked' && !openParts.has(task.id) && !waitsInLine(task),
  )
}

/** The team's coming days, and the project's bookings on them. */
export interface Load {
  days: LoadedDay[]
  bookings: { id: string; personId: string; days: Record<string, number> }[]
}

/** Bookings that have begun are not offered: with them would go the days that were worked. */
export async function readLoad(tx: Tx, projectId: string): Promise<Load> {
  const inWindow = sql`d."on" >= ${tx.today}::date and d."on" < ${tx.today}::date + ${LOAD_DAYS}::int`
  const [days, bookings] = await Promise.all([
    tx.rows<LoadedDay>(sql`
      select d.person_id as "personId", d."on", d.booked_minutes as "bookedMinutes", d.capacity_minutes as "capacityMinutes"
      from project_members m join person_days d on d.organization_id = m.organization_id and d.person_id = m.person_id
      where m.organization_id = ${tx.actor.organizationId} and m.project_id = ${projectId} and d.booked_minutes > 0 and ${inWindow}`),
    tx.rows<Load['bookings'][number]>(sql`
      select a.id, a.person_id as "personId", json_object_agg(d."on", d.minutes) as days
      from allocations a join allocation_days d on d.organization_id = a.organization_id and d.allocation_id = a.id
      where a.organization_id = ${tx.actor.organizationId} and a.project_id = ${projectId} and a.deleted_at is null
        and a.status = 'confirmed' and a.person_id is not null and a.start_on >= ${tx.today}::date
        and a.start_on < ${tx.today}::date + ${LOAD_DAYS}::int
      group by a.id, a.person_id order by a.id limit 500`),
  ])
  return { days, bookings }
}

/** Where the fullest day holds more than it can: the bookings that lie on it. */
function releasable({ peak, ...facts }: PulseFacts, { days, bookings }: Load): Option[] {
  if (!peak || peak.bookedMinutes <= peak.capacityMinutes) return []
  return bookings
    .filter(({ personId, days: own }) => personId === peak.personId && own[peak.on] !== undefined)
    .map(({ id, personId, days: own }) => {
      const without = days.map((day) =>
        day.personId === personId ? { ...day, bookedMinutes: day.bookedMinutes - (own[day.on] ?? 0) } : day,
      )
      return releasing({ ...facts, peak }, id, peakOf(without))
    })
}
