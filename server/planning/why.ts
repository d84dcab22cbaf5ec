// Why dates are what they are: what holds a task, and what in a project's plan does not fit together.
import { sql } from 'kysely'
import { notFound } from '../../domain/problems.ts'
import { planNetwork, type Hold, type Plan, type PlanLink, type PlanTask } from '../../domain/plan.ts'
import type { HeldBy, ScheduleTrouble, Why } from '../../domain/schedule.ts'
import { explain } from '../../domain/why.ts'
import { dayNumber } from '../../domain/calendar.ts'
import { taskScope } from '../access/scopes.ts'
import type { Tx } from '../platform/transaction.ts'
import { readNetwork, type Network } from './network.ts'
import { planInput } from './plan-input.ts'

/** What holds a task's dates; predecessors in projects out of the caller's sight are not named. */
export async function explainTask(tx: Tx, id: string): Promise<Why> {
  const found = await tx.first<{ projectId: string }>(sql`
    select t.project_id as "projectId" from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    where t.id = ${id} and ${taskScope(tx)}`)
  if (!found) throw notFound('task')
  const network = await readNetwork(tx, [found.projectId])
  const input = planInput(network)
  const plan = planNetwork(input.tasks, input.links)
  const task = network.tasks.find((each) => each.id === id)
  if (!task || 'cycle' in plan) throw notFound('task')
  const holds = plan.heldBy(id)
  const seen = await seenTasks(tx, holds)
  const heldBy = holds.map((hold) => told(network, plan, hold, seen))
  if (task.status === 'cancelled') heldBy.push({ kind: 'pin', reason: 'cancelled' })
  const { startOn, dueOn } = task
  const calendar = input.tasks.find((each) => each.id === id)?.calendar
  const durationDays =
    startOn !== null && dueOn !== null && calendar && task.kind === 'task'
      ? calendar.dayPosition(dayNumber(dueOn) + 1) - calendar.dayPosition(dayNumber(startOn))
      : null
  return { taskId: id, startOn, dueOn, durationDays, heldBy, explanation: explain({ startOn, heldBy }) }
}

async function seenTasks(tx: Tx, holds: readonly Hold[]): Promise<Set<string>> {
  const named = holds.flatMap((hold) => (hold.kind === 'predecessor' ? hold.taskId : []))
  if (named.length === 0) return new Set()
  const rows = await tx.rows<{ id: string }>(sql`
    select t.id from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    where t.id = any(${named}) and ${taskScope(tx)}`)
  return new Set(rows.map((row) => row.id))
}

function told(network: Network, plan: Plan, hold: Hold, seen: ReadonlySet<string>): HeldBy {
  switch (hold.kind) {
    case 'predecessor': {
      const { taskId, type, lag, within } = hold
      const before = network.tasks.find((task) => task.id === taskId)
      const planned = plan.tasks.get(taskId)
      const on = type[0] === 'F' ? (before?.completedOn ?? planned?.earlyFinishOn ?? planned?.dueOn) : planned?.startOn
      const lagged = 'days' in lag ? { lagDays: lag.days, lagMinutes: null } : { lagDays: 0, lagMinutes: lag.minutes }
      const named = seen.has(taskId) ? { taskId, title: before?.title ?? null } : { taskId: null, title: null }
      return { kind: 'predecessor', ...named, type, ...lagged, on: on ?? null, within }
    }
    case 'constraint':
    case 'project_start':
      return hold
    case 'calendar':
    case 'person': {
      const { kind, days } = hold
      if (kind === 'person') return { kind, days }
      return { kind, days, holidays: network.holidays.flatMap(({ on, name }) => (days.includes(on) ? name : [])) }
    }
    case 'children':
      return hold
    case 'pin':
      return { kind: 'pin', reason: hold.pin }
  }
}

/** What in a project's plan does not fit together: links that pinned dates break, and deadlines that can not be kept. */
export async function planTrouble(tx: Tx, projectId: string): Promise<ScheduleTrouble[]> {
  const network = await readNetwork(tx, [projectId])
  const input = planInput(network)
  return troubleOf(input, projectId)
}

export function troubleOf(
  { tasks, links }: { tasks: readonly PlanTask[]; links: readonly PlanLink[] },
  projectId: string,
): ScheduleTrouble[] {
  const plan = planNetwork(tasks, links)
  if ('cycle' in plan) return []
  const here = new Set(tasks.filter((task) => task.projectId === projectId).map(({ id }) => id))
  const broken = plan.broken.flatMap(({ taskId, link, minutes }): ScheduleTrouble[] => {
    if (!here.has(taskId)) return []
    const predecessorId = here.has(link.predecessorId) ? link.predecessorId : null
    return [{ kind: 'broken_link', taskId, predecessorId, type: link.type, minutes }]
  })
  const missed = plan.missed.flatMap(({ taskId, on, finishOn }): ScheduleTrouble[] =>
    here.has(taskId) ? [{ kind: 'missed_deadline', taskId, on, finishOn }] : [],
  )
  return [...broken, ...missed]
}
