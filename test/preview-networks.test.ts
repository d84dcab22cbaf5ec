// Random networks in the database, changed at random: what a preview tells is what the commit does, refusals included, and the
// dates that are kept are those of the second planner. A thousand in test:long.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateOf, dayOf } from '../domain/calendar.ts'
import type { PlanTask } from '../domain/plan.ts'
import { loadActor } from '../server/access/actor.ts'
import { planInput } from '../server/planning/plan-input.ts'
import { readNetwork } from '../server/planning/network.ts'
import { transaction } from '../server/platform/transaction.ts'
import { createProject } from '../server/projects/project-operations.ts'
import { createTasks, type TakenTask } from '../server/tasks/create-task.ts'
import { agency, type Agency, type Reply } from './agency.ts'
import { modelPlan } from './plan-model.ts'
import { numbers, randomNetwork, type RandomNetwork } from './plan-random.ts'

const NETWORKS = process.env.TEST_LONG === undefined ? 20 : 1_000
const CHANGES = 3

/** The network's tasks as they can be taken over: whole days, parents first, links within what is there. */
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
      ...(kind === 'task' &&
        task.duration && {
          durationDays: 'days' in task.duration ? Math.max(1, task.duration.days) : 1 + (task.duration.minutes % 3),
        }),
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
async function store({ db, organizationId }: Agency, seed: number): Promise<string[] | undefined> {
  const network = randomNetwork(seed)
  const actor = await loadActor(db.app, organizationId, 'ada')
  const context = {
    actor,
    permission: 'project.create',
    scopes: ['organization'],
    now: new Date('2026-11-22T11:00:00Z'),
  } as const
  const name = (id: string) => `n${seed}-${id}`
  const there = new Set<string>()
  try {
    await transaction(db.app, context, async (tx) => {
      for (const projectId of ['p0', 'p1']) {
        const startOn = network.tasks.find((task) => task.projectId === projectId)?.notBefore ?? '2026-03-02'
        await createProject(tx, { id: name(projectId), name: projectId, accountId: 'bakery', type: 'seo', startOn })
        await createTasks(tx, name(projectId), takenTasks(network, projectId, name, there))
      }
    })
  } catch (error) {
    if ((error as { code?: string }).code === 'dependency_cycle') return undefined
    throw error
  }
  return network.tasks.map(({ id }) => name(id))
}

type Change = (house: Agency, query: string) => Promise<Reply>

/** Something that moves more than itself, most of the time. */
function changeOf(ids: readonly string[], pick: (n: number) => number): Change {
  const [one, other] = [ids[pick(ids.length)] ?? '', ids[pick(ids.length)] ?? '']
  const path = `/v1/admin/projects/tasks/${one}`
  const date = dateOf(20_515 + pick(40))
  const bodies = [
    { durationDays: 1 + pick(9) },
    { startOn: date },
    { dueOn: date },
    { constraint: { kind: 'must_finish_by', on: date } },
    { dependencies: [{ taskId: other, type: (['FS', 'SS', 'FF', 'SF'] as const)[pick(4)], lagDays: pick(7) - 2 }] },
    { scheduling: pick(2) === 0 ? 'manual' : 'automatic' },
    { assigneeIds: pick(2) === 0 ? ['mia'] : [] },
  ]
  const body = bodies[pick(bodies.length)]
  if (pick(9) === 0) return ({ ada }, query) => ada.delete(path + query)
  if (pick(6) === 0) return ({ ada }, query) => ada.put(`${path}/status${query}`, { status: 'completed' })
  return ({ ada }, query) => ada.put(path + query, body)
}

/** All that a reply says will change; the instant of the request is another one each time. */
const told = ({ body }: Reply): string =>
  JSON.stringify([body.code, body.changes]).replaceAll(/2026-11-22T[\d:.]+Z/g, 'now')

/** The dates of a project's leaves, as they are kept and as the second planner finds them. */
async function compareWithModel({ db, organizationId }: Agency, seed: number): Promise<void> {
  const actor = await loadActor(db.app, organizationId, 'ada')
  const context = { actor, permission: 'task.read', scopes: ['organization'], now: new Date() } as const
  const network = await transaction(db.app, context, (tx) => readNetwork(tx, [`n${seed}-p0`, `n${seed}-p1`]))
  const input = planInput(network)
  // A task of which nobody said how long it takes is planned as a day.
  const oneDay = (task: PlanTask) => (task.duration === null && task.kind === 'task' ? { days: 1 } : task.duration)
  const model = modelPlan({ ...input, tasks: input.tasks.map((task) => ({ ...task, duration: oneDay(task) })) })
  for (const task of input.tasks) {
    const expected = model.get(task.id)?.early
    if (!expected || task.scheduling === 'manual' || task.state !== 'open' || task.kind === 'milestone') continue
    const kept = network.tasks.find(({ id }) => id === task.id)
    const days = [dateOf(dayOf(expected.begins >> 1)), dateOf(dayOf((expected.ends >> 1) - 1))]
    assert.deepEqual([kept?.startOn, kept?.dueOn], days, `network ${seed}, ${task.id}`)
  }
}

test(`${NETWORKS} random networks: a preview tells what the commit does, and what is kept is the plan`, async (t) => {
  const house = await agency()
  await house.ada.post('/v1/admin/people/mia/time-off', { startOn: '2026-03-10', endOn: '2026-03-13' })
  await house.ada.post('/v1/admin/holidays', { on: '2026-03-19', name: 'A holiday' })
  let [committed, refused] = [0, 0]
  for (let seed = 1; seed <= NETWORKS; seed++) {
    const ids = await store(house, seed)
    if (!ids) continue
    await compareWithModel(house, seed)
    const pick = numbers(seed * 7)
    for (let n = 0; n < CHANGES; n++) {
      const change = changeOf(ids, pick)
      const preview = await change(house, '?dryRun=true')
      const done = await change(house, `?planHash=${preview.body.planHash ?? 'none'}`)
      assert.ok(done.status < 500, `${done.status} ${JSON.stringify(done.body)}`)
      assert.equal(told(done), told(preview), `network ${seed}`)
      if (done.status < 300) committed++
      else refused++
    }
    await compareWithModel(house, seed)
  }
  t.diagnostic(`${committed} changes were committed as previewed, ${refused} refused alike`)
  assert.ok(committed > NETWORKS)
})
