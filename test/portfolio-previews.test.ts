// Random clients with random plans, held, resumed and moved: what a preview tells of all their projects is what the commit does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency, type Reply } from './agency.ts'
import { numbers } from './plan-random.ts'
import { storeNetwork } from './stored-networks.ts'

const CLIENTS = process.env.TEST_LONG === undefined ? 6 : 250
const STEPS = 4

/** A client with a child: each has one of two projects that links may tie, with somebody booked for some of the tasks. */
async function client(house: Agency, seed: number): Promise<string | undefined> {
  const { ada } = house
  const [id, child] = [`client${seed}`, `child${seed}`]
  await ada.post('/v1/admin/accounts', { id, name: id })
  await ada.post('/v1/admin/accounts', { id: child, name: child, parentAccountId: id })
  const tasks = await storeNetwork(house, seed, { p0: id, p1: child })
  if (!tasks) return undefined
  for (const projectId of [`n${seed}-p0`, `n${seed}-p1`]) {
    const { data } = (await ada.get(`/v1/admin/projects/${projectId}/tasks?limit=3`)).body
    for (const task of data as { id: string; startOn: string | null; dueOn: string | null }[]) {
      if (task.startOn === null || task.dueOn === null) continue
      const booking = { personId: 'mia', taskId: task.id, startOn: task.startOn, endOn: task.dueOn, minutesPerDay: 60 }
      await ada.put(`/v1/admin/projects/${projectId}/schedule`, { allocations: { create: [booking] } })
    }
  }
  return id
}

function stepOf(pick: (n: number) => number): object {
  const includeChildren = pick(3) > 0
  const kind = pick(5)
  if (kind === 0) return { resume: {}, includeChildren }
  if (kind === 1) return { hold: { reason: 'Waiting' }, includeChildren }
  if (kind === 2) return { hold: { reason: 'Waiting', until: '2026-04-01' }, includeChildren }
  return { move: { byDays: (1 + pick(10)) * (pick(2) === 0 ? 1 : -1) }, includeChildren }
}

test(`${CLIENTS} random clients: a preview of all their projects tells what the commit does`, async (t) => {
  const house = await agency()
  const { ada, clock } = house
  // Before the plans begin, and while they go on.
  clock.advance({ days: -265 })
  let [committed, changes] = [0, 0]
  for (let seed = 1; seed <= CLIENTS; seed++) {
    const id = await client(house, seed)
    if (id === undefined) continue
    const pick = numbers(seed * 13)
    for (let n = 0; n < STEPS; n++) {
      const path: string = `/v1/admin/accounts/${id}/projects`
      const body = stepOf(pick)
      const preview: Reply = await ada.put(`${path}?dryRun=true`, body)
      assert.equal(preview.status, 200, `client ${seed}: ${JSON.stringify([body, preview.body])}`)
      const done = await ada.put(`${path}?planHash=${preview.body.planHash}`, body)
      assert.equal(done.status, 200, `client ${seed}: ${JSON.stringify([body, done.body])}`)
      const { changes: told, projects, skipped, kept } = done.body
      const before = preview.body
      assert.equal(told.length, before.changes.length, `client ${seed}`)
      assert.deepEqual([projects, skipped, kept], [before.projects, before.skipped, before.kept], `client ${seed}`)
      committed++
      changes += told.length
    }
  }
  clock.advance({ days: 265 })
  t.diagnostic(`${committed} steps, ${changes} changes`)
  assert.ok(committed > CLIENTS && changes > CLIENTS)
})
