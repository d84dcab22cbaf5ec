// One project that goes its way by chance: what people do to it, each in a transaction of their own through the real operations.
import { sql } from 'kysely'
import type { Permission } from '../domain/permissions.ts'
import { Problem } from '../domain/problems.ts'
import type { ProjectStatus } from '../domain/project.ts'
import { loadActor } from '../server/access/actor.ts'
import { enterByHand, voidEntry } from '../server/billing/billing-operations.ts'
import type { Database } from '../server/platform/database.ts'
import { transaction, type Tx } from '../server/platform/transaction.ts'
import { createProject } from '../server/projects/create-project.ts'
import { updateProject } from '../server/projects/project-operations.ts'
import { createTasks } from '../server/tasks/create-task.ts'
import { deleteTask, updateTaskStatus } from '../server/tasks/task-operations.ts'
import { updateTask } from '../server/tasks/update-task.ts'
import type { Agency } from './agency.ts'

type Below = (n: number) => number
export interface BillingWalk {
  id: string
  /** Does one thing; what is refused, or cut off, does nothing. */
  acts(app: Database, below: Below): Promise<void>
  moves(app: Database, status: ProjectStatus): Promise<void>
}

export async function billingWalk(house: Agency, seed: number, below: Below): Promise<BillingWalk> {
  const { db, organizationId, clock } = house
  const actor = await loadActor(db.app, organizationId, 'ada')
  const id = `walk-${seed}`
  const as = <T>(app: Database, work: (tx: Tx) => Promise<T>, permission: Permission = 'project.update') =>
    transaction(app, { actor, permission, scopes: ['organization'], now: clock.tick() }, work)
  const tasks = Array.from({ length: 2 + below(5) }, (_, n) => ({
    id: `${id}-${n}`,
    title: `Part ${n}`,
    weight: 1 + below(3),
  }))
  await as(db.app, async (tx) => {
    const contractMinor = 1 + below(100_000)
    await createProject(tx, { id, name: id, accountId: 'bakery', type: 'seo', contractMinor, billingMode: 'fixed' })
    await createTasks(tx, id, tasks)
    if (below(4) > 0) await updateProject(tx, id, { status: 'active' })
  })
  const oneOf = async (tx: Tx, table: 'tasks' | 'billing_entries', place: number) => {
    const rows = await tx.rows<{ id: string }>(sql`select id from ${sql.table(table)}
      where organization_id = ${organizationId} and project_id = ${id} order by id`)
    return rows[place % Math.max(rows.length, 1)]?.id ?? 'none'
  }
  const moves = (app: Database, status: ProjectStatus) => as(app, (tx) => moveTo(tx, id, status)).then(() => {})
  return { id, moves, acts: (app, random) => actsOnce({ as, oneOf, moves, id, app, below: random }) }
}

async function moveTo(tx: Tx, id: string, status: ProjectStatus): Promise<void> {
  const [now] = await tx.rows<{ status: string }>(sql`select status from projects
    where organization_id = ${tx.actor.organizationId} and id = ${id} for no key update`)
  const says = ['on_hold', 'cancelled'].includes(status) || ['cancelled', 'completed'].includes(now?.status ?? '')
  await updateProject(tx, id, { status, ...(says && { reason: 'Chance' }) })
}

interface Acting {
  as: <T>(app: Database, work: (tx: Tx) => Promise<T>, permission?: Permission) => Promise<T>
  oneOf: (tx: Tx, table: 'tasks' | 'billing_entries', place: number) => Promise<string>
  moves: BillingWalk['moves']
  id: string
  app: Database
  below: Below
}
/** All chance is asked before anything is done, so that a second run does the same. */
async function actsOnce({ as, oneOf, moves, id, app, below }: Acting): Promise<void> {
  const [what, place, size] = [below(16), below(1000), below(1000)]
  const task = (work: (tx: Tx, taskId: string) => Promise<unknown>) => () =>
    as(app, async (tx) => work(tx, await oneOf(tx, 'tasks', place)))
  const completes = task((tx, taskId) => updateTaskStatus(tx, taskId, { status: 'completed' }))
  const things: (() => Promise<unknown>)[] = [
    completes,
    completes,
    completes,
    completes,
    task((tx, taskId) => updateTaskStatus(tx, taskId, { status: 'in_progress', reason: 'Not yet' })),
    task((tx, taskId) => updateTaskStatus(tx, taskId, { status: 'cancelled', reason: 'Not needed' })),
    task((tx, taskId) => updateTask(tx, taskId, { weight: 1 + (size % 5) })),
    task((tx, taskId) => deleteTask(tx, taskId)),
    () => as(app, (tx) => createTasks(tx, id, [{ title: 'More', weight: 1 + (size % 3) }])),
    () => as(app, (tx) => updateProject(tx, id, { contractMinor: size % 9 === 0 ? null : size * 97 })),
    () => as(app, (tx) => enterByHand(tx, { projectId: id, amountMinor: size - 300 || 1, note: 'Chance' })),
    () => as(app, async (tx) => voidEntry(tx, await oneOf(tx, 'billing_entries', place), 'Chance'), 'billing.write'),
    () => moves(app, 'active'),
    () => moves(app, 'active'),
    () => moves(app, size % 3 === 0 ? 'completed' : 'on_hold'),
    () => moves(app, size % 2 === 0 ? 'cancelled' : 'active'),
  ]
  try {
    await things[what]?.()
  } catch (error) {
    const isCut = error instanceof Error && /ended before COMMIT/.test(error.message)
    if (!(error instanceof Problem) && !isCut) throw error
    // The guards of the database must have nothing to refuse.
    if (error instanceof Problem && error.cause !== undefined && error.code === 'validation_error') throw error
  }
}
