// Replies are kept in memory, and nobody can tell but by the clock: what is given is what there is now, to who may see it now.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { placeEntries } from '../server/activity/place-entries.ts'
import { recomputeProjects } from '../server/pulse/recompute-pulse.ts'
import { addPerson, agency, type Agency, type Person } from './agency.ts'
import { keptNode, type KeptNode } from './kept-nodes.ts'

const PROJECTS = '/v1/admin/projects'
const LISTS = [PROJECTS, `${PROJECTS}?limit=1`, '/v1/admin/me/projects', '/v1/admin/templates', '/v1/admin/people']
const OF_SITE = [`${PROJECTS}/site`, `${PROJECTS}/site/tasks`, `${PROJECTS}/site/pulse`, `${PROJECTS}/tasks/copy`]

let one: KeptNode
let other: KeptNode
before(async () => {
  one = await keptNode()
  other = await keptNode()
})

/** The first time that this node hears of an agency, it hears of all that made it. */
const heardOf = (who: Person, path = PROJECTS) => who.get(path).then(() => who.get(path))

const statements = async (node: KeptNode, work: () => Promise<unknown>): Promise<number> => {
  const earlier = node.database.statementCount()
  await work()
  return node.database.statementCount() - earlier
}

test('what is asked for again costs one question, and is the same to the byte', async () => {
  const { ada } = await agency()
  const me = one.here(ada)
  await heardOf(me)
  for (const path of [...LISTS, ...OF_SITE]) {
    const first = await me.get(path)
    assert.equal(first.status, 200, path)
    let second = first
    assert.equal(await statements(one, async () => (second = await me.get(path))), 1, path)
    assert.deepEqual([second.status, second.body], [200, first.body], path)
    assert.equal(second.headers.get('etag'), first.headers.get('etag'), path)
  }
})

test('an ETag saves the bytes of a list too, until something in it changes, and is no version to write by', async () => {
  const { ada } = await agency()
  const me = one.here(ada)
  const { headers } = await me.get(PROJECTS)
  const etag = headers.get('etag') ?? ''
  assert.deepEqual(
    ['cache-control', 'vary'].map((name) => headers.get(name)),
    ['private, no-cache', 'Authorization, Cookie'],
  )
  const same = await me.get(PROJECTS, { 'if-none-match': etag })
  assert.deepEqual([same.status, same.body, same.headers.get('etag')], [304, '', etag])
  assert.equal((await me.put(`${PROJECTS}/site`, { name: 'Site' }, { 'if-match': etag })).status, 400)
  assert.equal((await me.put(`${PROJECTS}/site`, { name: 'Site' })).status, 200)
  const changed = await me.get(PROJECTS, { 'if-none-match': etag })
  assert.deepEqual([changed.status, changed.body.data[0].name], [200, 'Site'])
})

test('what somebody wrote is in the next read of anybody, on every node, with its place in the log and without', async () => {
  const { ada, max, db } = await agency()
  for (const place of [false, true])
    for (const [n, writer] of [one.here(max), other.here(max)].entries()) {
      const title = `Words ${n} ${place}`
      const readers = [one.here(ada), other.here(ada), one.here(max), other.here(max)]
      const titles = () =>
        Promise.all(readers.map(async (who) => (await who.get(`${PROJECTS}/site/tasks`)).body.data[0].title))
      await titles()
      assert.equal((await writer.put(`${PROJECTS}/tasks/copy`, { title })).status, 200)
      if (place) await placeEntries(db.worker)
      assert.deepEqual(await titles(), [title, title, title, title])
    }
})

test('a change in one project leaves what is kept of another, and a change of people leaves nothing', async () => {
  const { ada, max, db } = await agency()
  const me = one.here(ada)
  await heardOf(me)
  const costs = async (path: string) => (await statements(one, () => me.get(path))) > 1
  const read = [`${PROJECTS}/ads/tasks`, `${PROJECTS}/site/tasks`, PROJECTS, '/v1/admin/templates']
  const costly = async () => {
    const found = []
    for (const path of read) if (await costs(path)) found.push(path)
    return found
  }
  await costly()
  await max.put(`${PROJECTS}/tasks/copy`, { title: 'Words' })
  assert.deepEqual(await costly(), [`${PROJECTS}/site/tasks`, PROJECTS])
  // Told once, with its place or before: not again when it gets one.
  await placeEntries(db.worker)
  assert.deepEqual(await costly(), [])
  await ada.put('/v1/admin/people/mia', { name: 'Mia M.' })
  assert.deepEqual(await costly(), read)
})

test('whoever has the same rights shares what is kept, where the answer is not of who asks', async () => {
  const { ada, db, organizationId } = await agency()
  const bea = await addPerson(db, one.baseUrl, organizationId, 'bea', ['project_admin'])
  await heardOf(one.here(ada))
  await one.here(ada).get('/v1/admin/me')
  await one.here(bea).get('/v1/admin/me/tasks')
  assert.equal(await statements(one, () => one.here(bea).get(PROJECTS)), 1)
  assert.equal((await one.here(bea).get('/v1/admin/me')).body.id, 'bea')
  assert.equal((await one.here(ada).get('/v1/admin/me')).body.id, 'ada')
})

/** What takes something from somebody's sight: acknowledged, and then gone on every node. */
const revocations: Record<
  string,
  { who: keyof Agency; sees: string; by: (house: Agency) => Promise<unknown>; status: number }
> = {
  'the manager of a project': {
    who: 'max',
    sees: `${PROJECTS}/site/tasks`,
    by: ({ ada }) => ada.put(`${PROJECTS}/site`, { managerId: 'una' }),
    status: 404,
  },
  'a role': {
    who: 'max',
    sees: `${PROJECTS}/site`,
    by: ({ ada }) => ada.put('/v1/admin/people/max', { roles: [] }),
    status: 403,
  },
  'the lead of a team': {
    who: 'tess',
    sees: `${PROJECTS}/site/tasks`,
    by: ({ ada }) => ada.put('/v1/admin/teams/design', { leadId: null }),
    status: 404,
  },
  'the manager of an account': {
    who: 'amy',
    sees: `${PROJECTS}/site`,
    by: ({ ada }) => ada.put('/v1/admin/accounts/bakery', { accountManagerIds: [] }),
    status: 404,
  },
  'somebody of the agency': {
    who: 'tess',
    sees: '/v1/admin/me/projects',
    by: ({ ada }) => ada.post('/v1/admin/people/tess/suspend'),
    status: 401,
  },
  'a project, to the bin': {
    who: 'ada',
    sees: `${PROJECTS}/site/tasks`,
    by: ({ ada }) => ada.delete(`${PROJECTS}/site?reason=test`),
    status: 404,
  },
  'a token': {
    who: 'max',
    sees: '/v1/admin/me/tasks',
    by: ({ db, organizationId }) =>
      db.admin.query(`delete from api_tokens where organization_id = $1 and person_id = 'max'`, [organizationId]),
    status: 401,
  },
}

for (const [what, { who, sees, by, status }] of Object.entries(revocations))
  test(`what was seen by ${what} is kept from them on every node once that is taken`, async () => {
    const house = await agency()
    const nodes = [one, other].map((node) => node.here(house[who] as Person))
    for (const _ of [1, 2]) for (const node of nodes) assert.equal((await node.get(sees)).status, 200)
    const reply = (await by(house)) as { status?: number }
    assert.ok((reply.status ?? 200) < 300, JSON.stringify(reply))
    for (const node of nodes) assert.equal((await node.get(sees)).status, status)
  })

test('what changes without an entry shows, and what only time changes', async () => {
  const { ada, max, db, clock, organizationId } = await agency()
  const me = one.here(ada)
  await max.put(`${PROJECTS}/tasks/copy`, { scheduling: 'manual', startOn: '2026-11-02', dueOn: '2026-11-22' })
  const shown = async () => {
    const { data } = (await me.get(`${PROJECTS}?id=site`)).body
    const { data: tasks } = (await me.get(`${PROJECTS}/site/tasks?id=copy`)).body
    return { score: data[0].health.score, late: data[0].overdueTasks, overdue: tasks[0].overdue }
  }
  const earlier = await shown()
  assert.deepEqual([earlier.late, earlier.overdue], [0, false])
  clock.advance({ hours: 24 })
  const late = await shown()
  assert.deepEqual([late.late, late.overdue], [1, true])
  await recomputeProjects(db.app, { organizationId, timezone: 'Europe/Berlin' }, ['site'], clock.now())
  assert.notEqual((await shown()).score, late.score)
})

test('health is of a moment ago at most', async () => {
  const { ada, clock } = await agency()
  const me = one.here(ada)
  await heardOf(me)
  const at = async () => (await me.get(`${PROJECTS}/site/pulse`)).body.computedAt
  const first = await at()
  assert.equal(await at(), first)
  clock.advance({ minutes: 1 })
  assert.notEqual(await at(), first)
})

test('memory is bounded by bytes, and can be none', async () => {
  const { ada } = await agency()
  const small = await keptNode({ keepBytes: 20_000 })
  for (let n = 1; n <= 40; n++) await small.here(ada).get(`${PROJECTS}?limit=${(n % 100) + 1}&q=${'x'.repeat(n)}`)
  const [, bytes] = /^operations_reply_cache_bytes (\d+)$/m.exec(await small.metrics()) ?? []
  assert.ok(Number(bytes) > 5_000 && Number(bytes) <= 20_000, `${bytes} bytes`)
  const none = await keptNode({ keepBytes: 0 })
  const { headers } = await none.here(ada).get(PROJECTS)
  assert.equal((await none.here(ada).get(PROJECTS, { 'if-none-match': headers.get('etag') ?? '' })).status, 304)
  assert.ok(!/reply_cache/.test(await none.metrics()))
})

test('hits, misses and what was dropped are told', async () => {
  const { ada, max } = await agency()
  const node = await keptNode()
  // It asks what there is for the first time with the first read.
  for (const _ of [1, 2, 3]) await node.here(ada).get(`${PROJECTS}/site`)
  await max.put(`${PROJECTS}/site`, { description: 'New' })
  await node.here(ada).get(`${PROJECTS}/site`)
  assert.deepEqual(await node.figures(), { hits: 2, misses: 2, dropped: 1 })
})

test('where the database does not answer, neither does what is kept', async () => {
  const { ada } = await agency()
  const node = await keptNode()
  assert.equal((await node.here(ada).get(PROJECTS)).status, 200)
  await node.close()
  assert.equal((await node.here(ada).get(PROJECTS)).status, 503)
})
