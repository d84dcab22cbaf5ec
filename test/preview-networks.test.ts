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
import { agency, type Agency, type Reply } from './agency.ts'
import { modelPlan } from './plan-model.ts'
import { numbers } from './plan-random.ts'
import { storeNetwork } from './stored-networks.ts'

const NETWORKS = process.env.TEST_LONG === undefined ? 20 : 1_000
const CHANGES = 3

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
    const ids = await storeNetwork(house, seed)
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
