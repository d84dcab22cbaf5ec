// What is placed without the others of its project is where the plan of all has it, and they are where they were.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateOf } from '../../domain/calendar.ts'
import { planNetwork, type PlannedTask } from '../../domain/plan.ts'
import { agency, type Agency } from '../../test/agency.ts'
import { numbers } from '../../test/plan-random.ts'
import { storeNetwork } from '../../test/stored-networks.ts'
import { loadActor } from '../access/actor.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { readNetwork, type NetworkTask } from './network.ts'
import { lockOutline } from './outline.ts'
import { planInput } from './plan-input.ts'

const NETWORKS = process.env.TEST_LONG === undefined ? 30 : 1_000
const NEW_TASKS = 4

async function within<T>({ db, organizationId }: Agency, work: (tx: Tx) => Promise<T>): Promise<T> {
  const actor = await loadActor(db.app, organizationId, 'ada')
  const context = { actor, permission: 'task.create', scopes: ['organization'], now: new Date() } as const
  return transaction(db.app, context, work)
}

const isReadInOutline = (house: Agency, projectId: string) =>
  within(
    house,
    async (tx) => (await lockOutline(tx, [projectId], { predecessorIds: [], assigneeIds: [] })).tasks.length === 0,
  )

const DATES = [
  ...(['id', 'startOn', 'dueOn', 'earlyStartOn', 'earlyFinishOn', 'lateStartOn', 'lateFinishOn'] as const),
  ...(['totalFloatMinutes', 'freeFloatMinutes', 'critical'] as const),
]

/** All that is kept of a project's plan, and all that a plan of the whole network makes of it. */
async function keptAndPlanned(house: Agency, projectId: string): Promise<[object[], object[]]> {
  const network = await within(house, (tx) => readNetwork(tx, [projectId]))
  const { tasks, links } = planInput(network)
  const plan = planNetwork(tasks, links)
  assert.ok(!('cycle' in plan))
  const dates = (task: PlannedTask | NetworkTask) => Object.fromEntries(DATES.map((field) => [field, task[field]]))
  const planned = network.tasks.map(({ id }) => dates(plan.tasks.get(id) ?? assert.fail(id)))
  return [network.tasks.map(dates), planned]
}

/** A task that nothing is tied to, somewhere between long before the others end and after it. */
function newTask(pick: (n: number) => number): object {
  const date = dateOf(20_515 + pick(60))
  const dates = [
    { dueOn: date },
    { startOn: date, durationDays: 1 + pick(4) },
    { constraint: { kind: 'must_finish_by', on: date } },
    { durationDays: 1 + pick(9) },
    { estimateMinutes: 60 * (1 + pick(30)) },
    { scheduling: 'manual', startOn: date, dueOn: date },
    { kind: 'milestone', dueOn: date },
    {},
  ]
  return { title: 'Beside the others', assigneeIds: pick(4) === 0 ? ['mia'] : [], ...dates[pick(dates.length)] }
}

test(`tasks that nothing is tied to, in ${NETWORKS} random networks: what is kept is the plan of all`, async (t) => {
  const house = await agency()
  await house.ada.post('/v1/admin/people/mia/time-off', { startOn: '2026-03-10', endOn: '2026-03-13' })
  await house.ada.post('/v1/admin/holidays', { on: '2026-03-19', name: 'A holiday' })
  let [inOutline, inFull, refused] = [0, 0, 0]
  for (let seed = 1; seed <= NETWORKS; seed++) {
    if (!(await storeNetwork(house, seed))) continue
    const pick = numbers(seed * 11)
    for (let n = 0; n < NEW_TASKS; n++) {
      const projectId = `n${seed}-p${pick(2)}`
      if (await isReadInOutline(house, projectId)) inOutline++
      else inFull++
      const body = newTask(pick)
      const { status } = await house.ada.post(`/v1/admin/projects/${projectId}/tasks`, body)
      assert.ok(status === 201 || status === 422, String(status))
      if (status === 422) refused++
      const [kept, planned] = await keptAndPlanned(house, projectId)
      assert.deepEqual(kept, planned, `network ${seed}: ${JSON.stringify(body)}`)
    }
  }
  t.diagnostic(`${inOutline} times the project was read in outline, ${inFull} times in full; ${refused} were refused`)
  assert.ok(inOutline > NETWORKS && inFull > 0 && refused < NETWORKS)
})

test('a project without a start is read in full: tasks that are not planned end too', async () => {
  const house = await agency()
  const { ada } = house
  const tasks = '/v1/admin/projects/p/tasks'
  await ada.post('/v1/admin/projects', { id: 'p', name: 'P', accountId: 'bakery', type: 'seo', startOn: '2026-03-02' })
  await ada.post(tasks, { title: 'Keeps its dates', durationDays: 15 })
  await ada.post(tasks, { title: 'Planned', scheduling: 'manual', startOn: '2026-03-04', dueOn: '2026-03-12' })
  await ada.put('/v1/admin/projects/p', { startOn: null })
  await ada.post(tasks, { title: 'Beside them', startOn: '2026-03-04', durationDays: 2 })
  const [kept, planned] = await keptAndPlanned(house, 'p')
  assert.deepEqual(kept, planned)
})
