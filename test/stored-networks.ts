// Random networks in the database, in two projects, as far as operations can make them.
import type { PlanTask, WorkSpan } from '../domain/plan.ts'
import { loadActor } from '../server/access/actor.ts'
import { transaction } from '../server/platform/transaction.ts'
import { createProject } from '../server/projects/create-project.ts'
import { createTasks, type TakenTask } from '../server/tasks/create-task.ts'
import type { Agency } from './agency.ts'
import { randomNetwork, type RandomNetwork } from './plan-random.ts'

/** The network's tasks as they can be taken over: parents first, links within what is there. */
function takenTasks(
  { tasks, links }: RandomNetwork,
  projectId: string,
  name: (id: string) => string,
  there: Set<string>,
) {
  const own = tasks.filter((task) => task.projectId === projectId)
  for (const { id } of own) there.add(id)
  const parents = new Set(own.map(({ parentId }) => parentId))
  return own.map((task, i): TakenTask => {
    const isParent = parents.has(task.id)
    const kind = isParent ? 'task' : task.kind
    const parent =
      task.parentId !== null && own.slice(0, i).some(({ id }) => id === task.parentId) ? task.parentId : null
    return {
      id: name(task.id),
      title: task.id,
      kind,
      scheduling: task.scheduling,
      parentId: parent === null ? null : name(parent),
      assigneeIds: i % 3 === 0 ? ['mia'] : [],
      constraint: task.constraint,
      ...(kind === 'task' && task.duration && durationOf(task.duration)),
      ...datesOf(task, kind),
      ...comeOf(task),
      dependencies: links
        .filter(({ taskId, predecessorId }) => taskId === task.id && there.has(predecessorId))
        .filter(({ predecessorId }, n, all) => all.findIndex((link) => link.predecessorId === predecessorId) === n)
        .map(({ predecessorId, type, lag }) => ({
          taskId: name(predecessorId),
          type,
          lagDays: 'days' in lag ? lag.days : lag.minutes % 3,
        })),
    }
  })
}

const durationOf = (duration: WorkSpan) =>
  'days' in duration ? { durationDays: Math.max(1, duration.days) } : { durationMinutes: Math.max(1, duration.minutes) }

function datesOf({ startOn, dueOn, scheduling, state }: PlanTask, kind: string): Pick<TakenTask, 'startOn' | 'dueOn'> {
  if (scheduling === 'automatic' && state === 'open') return {}
  const day = startOn ?? dueOn
  if (kind === 'milestone') return day === null ? {} : { startOn: day, dueOn: day }
  return { startOn, dueOn: startOn !== null && dueOn !== null && dueOn < startOn ? startOn : dueOn }
}

function comeOf({ state, finishedOn }: PlanTask): Pick<TakenTask, 'come'> {
  if (state === 'open') return {}
  if (state === 'started') return { come: { status: 'in_progress', progress: 40, completedAt: null } }
  if (state === 'cancelled') return { come: { status: 'cancelled', progress: 0, completedAt: null } }
  return { come: { status: 'completed', progress: 100, completedAt: `${finishedOn ?? '2026-03-09'}T12:00:00.000Z` } }
}

/** Two projects with the network in them; undefined where its links close a circle once it is simplified. */
export async function storeNetwork(
  { db, organizationId, clock }: Agency,
  seed: number,
  accounts = { p0: 'bakery', p1: 'bakery' },
): Promise<string[] | undefined> {
  const network = randomNetwork(seed)
  const actor = await loadActor(db.app, organizationId, 'ada')
  const context = {
    actor,
    permission: 'project.create',
    scopes: ['organization'],
    now: clock.now(),
  } as const
  const name = (id: string) => `n${seed}-${id}`
  const there = new Set<string>()
  try {
    await transaction(db.app, context, async (tx) => {
      for (const projectId of ['p0', 'p1'] as const) {
        const startOn = network.tasks.find((task) => task.projectId === projectId)?.notBefore ?? '2026-03-02'
        await createProject(tx, {
          id: name(projectId),
          name: projectId,
          accountId: accounts[projectId],
          type: 'seo',
          startOn,
        })
        await createTasks(tx, name(projectId), takenTasks(network, projectId, name, there))
      }
    })
  } catch (error) {
    if ((error as { code?: string }).code === 'dependency_cycle') return undefined
    throw error
  }
  return network.tasks.map(({ id }) => name(id))
}
