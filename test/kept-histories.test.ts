// Two nodes that keep replies, people who read and write at once and lose and get their rights: nothing they saw can tell that
// there is more than one copy of everything.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeEntries } from '../server/activity/place-entries.ts'
import { agency, type Agency } from './agency.ts'
import { impossibleReads, impossibleRights, type Allowed, type Seen } from './histories.ts'
import { keptNode, type KeptNode } from './kept-nodes.ts'
import { numbers } from './plan-random.ts'

const LONG = process.env.TEST_LONG !== undefined
const SEED = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 1e9))
const WRITES = LONG ? 400 : 5
const PROJECTS = '/v1/admin/projects'
const TASKS = ['copy', 'design']

type Row = { id: string; version: number }

/** Everybody at once until the writers are done; what they saw. */
async function record(house: Agency, nodes: readonly KeptNode[], seed: number) {
  const seen: Seen[] = []
  const allowed: Allowed[] = []
  let isOver = false
  const ask = async (who: 'ada' | 'max' | 'mia', at: number, method: 'get' | 'put', path: string, body?: object) => {
    const node = nodes[at] ?? assert.fail()
    const began = performance.now()
    const reply = await node.here(house[who])[method](path, body as never)
    return { ...reply, began, ended: performance.now(), how: `${who} on node ${at}: ${method} ${path}` }
  }
  const inSite = [`${PROJECTS}/site/tasks`, ...TASKS.map((id) => `${PROJECTS}/tasks/${id}`)]
  const readOnce = async (who: 'ada' | 'max' | 'mia', random: (n: number) => number, paths: readonly string[]) => {
    const path = paths[random(paths.length)] ?? ''
    const { status, body, ...when } = await ask(who, random(nodes.length), 'get', path)
    if (who === 'max') allowed.push({ what: status === 200 ? 'let in' : 'kept out', ...when })
    else assert.equal(status, 200, when.how)
    const rows: Row[] = status !== 200 ? [] : (body.data ?? [body])
    for (const { id: thing, version } of rows) seen.push({ what: 'read', thing, version, ...when })
  }
  const writer = async (n: number) => {
    const random = numbers(seed + n)
    for (let count = 0; count < WRITES; count++) {
      const thing = TASKS[random(TASKS.length)] ?? ''
      const title = `Title ${n}.${count}`
      const { status, body, ...when } = await ask('ada', random(nodes.length), 'put', `${PROJECTS}/tasks/${thing}`, {
        title,
      })
      assert.equal(status, 200)
      seen.push({ what: 'wrote', thing, version: body.version, ...when })
      for (let n = 0; n < 3; n++) await readOnce('ada', random, inSite)
    }
  }
  const reader = async (who: 'ada' | 'max' | 'mia', n: number, paths: readonly string[]) => {
    const random = numbers(seed + 100 + n)
    while (!isOver) await readOnce(who, random, paths)
  }
  const rights = async (paths: readonly string[]) => {
    const random = numbers(seed + 200)
    for (let count = 0; !isOver; count++) {
      const managerId = count % 2 === 0 ? 'una' : 'max'
      const { status, body, ...when } = await ask('ada', random(nodes.length), 'put', `${PROJECTS}/site`, { managerId })
      assert.equal(status, 200)
      seen.push({ what: 'wrote', thing: 'site', version: body.version, ...when })
      allowed.push({ what: managerId === 'max' ? 'given' : 'taken', ...when })
      for (let n = 0; n < 4; n++) await readOnce('max', random, paths)
      await placeEntries(house.db.worker)
    }
  }
  const reading = [
    reader('ada', 1, [...inSite, `${PROJECTS}/site`, `${PROJECTS}?id=site`]),
    reader('ada', 2, [`${PROJECTS}/site/tasks`]),
    reader('mia', 3, ['/v1/admin/me/tasks']),
    reader('max', 4, inSite),
    reader('max', 5, [`${PROJECTS}/site`, `${PROJECTS}/site/tasks`]),
    rights(inSite),
  ]
  try {
    await Promise.all([writer(0), writer(1)])
  } finally {
    isOver = true
  }
  await Promise.all(reading)
  return { seen, allowed }
}

for (const count of [1, 2])
  test(`on ${count === 1 ? 'one node' : 'two nodes'} nobody sees what can not be (seed ${SEED})`, async (t) => {
    const house = await agency()
    const nodes = await Promise.all(Array.from({ length: count }, () => keptNode()))
    const { seen, allowed } = await record(house, nodes, SEED)
    const figures = await Promise.all(nodes.map((node) => node.figures()))
    const hits = figures.reduce((sum, each) => sum + each.hits, 0)
    t.diagnostic(`${seen.length} things seen, ${allowed.length} times let in or kept out, ${hits} replies kept`)
    assert.deepEqual(impossibleReads(seen).slice(0, 5), [])
    assert.deepEqual(impossibleRights(allowed).slice(0, 5), [])
    assert.ok(hits > 0, 'nothing was kept')
  })

test('what can not be is found', () => {
  const at = (what: Seen['what'], version: number, began: number, ended: number): Seen => {
    return { what, thing: 'copy', version, began, ended, how: 'somebody' }
  }
  const wrote = [at('wrote', 2, 0, 10), at('wrote', 3, 20, 30)]
  assert.deepEqual(impossibleReads([...wrote, at('read', 2, 11, 25), at('read', 3, 26, 28), at('read', 2, 5, 27)]), [])
  assert.equal(impossibleReads([...wrote, at('read', 1, 11, 12)]).length, 1, 'older than what was acknowledged')
  assert.equal(impossibleReads([...wrote, at('read', 3, 21, 22), at('read', 2, 23, 24)]).length, 1, 'back in time')
  assert.equal(impossibleReads([...wrote, at('read', 3, 11, 12)]).length, 1, 'not asked for yet')
  const right = (what: Allowed['what'], began: number, ended: number): Allowed => ({ what, began, ended, how: 'max' })
  const taken = right('taken', 10, 20)
  assert.deepEqual(
    impossibleRights([taken, right('let in', 1, 2), right('let in', 5, 30), right('kept out', 21, 22)]),
    [],
  )
  assert.equal(impossibleRights([taken, right('let in', 21, 22)]).length, 1)
})
