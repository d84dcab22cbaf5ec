import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'
import { sweepOnce } from '../platform/sweep.ts'
import { projectPurge } from './project-purge.ts'

const PATH = '/v1/admin/projects'

test('a new project has an id of ours, starts in onboarding and says where it is', async () => {
  const { ada } = await agency()
  const { status, body, headers } = await ada.post(PATH, {
    name: 'Blog',
    accountId: 'bakery',
    type: 'content',
    tags: ['spring'],
  })
  assert.equal(status, 201)
  assert.match(body.id, /^prj_/)
  assert.deepEqual(
    [body.status, body.priority, body.currency, body.engagement],
    ['onboarding', 'medium', 'EUR', 'one_off'],
  )
  assert.equal(headers.get('location'), `${PATH}/${body.id}`)
  assert.equal(headers.get('etag')?.startsWith('"1-'), true)
  assert.deepEqual((await ada.get(`${PATH}/${body.id}`)).body, body)
})

test('what a project names has to be there', async () => {
  const { ada } = await agency()
  const project = { name: 'Blog', accountId: 'bakery', type: 'content' }
  const pointerOf = async (more: object) => (await ada.post(PATH, { ...project, ...more })).body.errors[0].pointer
  assert.equal(await pointerOf({ accountId: 'unknown' }), '/accountId')
  assert.equal(await pointerOf({ managerId: 'olga' }), '/managerId')
  assert.equal(await pointerOf({ teamId: 'unknown' }), '/teamId')
  assert.equal(await pointerOf({ assignedTeam: ['mia', 'ghost'] }), '/assignedTeam')
  assert.equal(await pointerOf({ templateId: 'unknown' }), '/templateId')
  assert.equal(await pointerOf({ type: 'sculpture' }), '/type')
  assert.equal(await pointerOf({ startOn: '2026-12-02', dueOn: '2026-12-01' }), '/dueOn')
})

test('a project moves along its life; a refused move names the moves that are allowed', async () => {
  const { ada, site } = await agency()
  const move = (status: string, reason?: string) => ada.put(`${PATH}/${site.id}`, { status, ...(reason && { reason }) })
  assert.deepEqual((await move('completed')).body.allowed, ['active', 'on_hold', 'cancelled'])
  assert.equal((await move('active')).body.status, 'active')
  assert.equal((await move('on_hold')).body.errors[0].pointer, '/reason')
  assert.equal((await move('on_hold', 'the client is away')).body.holdReason, 'the client is away')
  assert.equal((await move('active')).body.holdReason, null)
  assert.equal((await move('completed')).body.closeReason, null)
})

test('cancelling a project cancels its open tasks, each with its history', async () => {
  const { ada, site, copy, design } = await agency()
  await ada.completes(copy)
  await ada.put(`${PATH}/${site.id}`, { status: 'cancelled', reason: 'out of budget' })
  const cancelled = (await ada.get(`${PATH}/tasks/${design.id}`)).body
  assert.equal(cancelled.status, 'cancelled')
  assert.deepEqual(cancelled.statusHistory.at(-1).notes, 'out of budget')
  assert.equal((await ada.get(`${PATH}/tasks/${copy.id}`)).body.status, 'completed')
  assert.equal((await ada.adds(site.id, { title: 'Too late' })).status, 409)
})

test('a deleted project is gone from every view, with its tasks, and comes back whole', async () => {
  const { ada, max, site, copy } = await agency()
  const before = (await ada.get(`${PATH}/${site.id}/tasks`)).body
  assert.equal((await ada.delete(`${PATH}/${site.id}`)).body.errors[0].pointer, '/reason')
  const deleted = (await ada.delete(`${PATH}/${site.id}`, { reason: 'made by mistake' })).body
  assert.deepEqual([deleted.id, deleted.removed.tasks], [site.id, 2])
  for (const path of [`${PATH}/${site.id}`, `${PATH}/${site.id}/tasks`, `${PATH}/tasks/${copy.id}`])
    assert.equal((await ada.get(path)).status, 404)
  assert.deepEqual(
    (await ada.get(PATH)).body.data.map((project: { id: string }) => project.id),
    ['ads'],
  )
  assert.deepEqual((await max.get('/v1/admin/me/projects')).body.data, [])
  assert.equal((await ada.post(`${PATH}/${site.id}/restore`)).body.name, site.name)
  assert.deepEqual((await ada.get(`${PATH}/${site.id}/tasks`)).body, before)
})

test('a deleted project can be restored for thirty days', async () => {
  const { ada, site, ads, clock } = await agency()
  await ada.delete(`${PATH}/${site.id}?reason=old`)
  clock.advance({ days: 29 })
  assert.equal((await ada.post(`${PATH}/${site.id}/restore`)).status, 200)
  assert.equal((await ada.post(`${PATH}/${site.id}/restore`)).body.code, 'invalid_transition')
  await ada.delete(`${PATH}/${ads.id}?reason=old`)
  clock.advance({ days: 31 })
  assert.equal((await ada.post(`${PATH}/${ads.id}/restore`)).status, 404)
})

test('a project of an archived client is neither reopened nor restored', async () => {
  const { ada, site, ads } = await agency()
  await ada.delete(`${PATH}/${ads.id}?reason=old`)
  await ada.put(`${PATH}/${site.id}`, { status: 'cancelled', reason: 'they left' })
  for (const account of ['bakery', 'dental'])
    assert.equal((await ada.put(`/v1/admin/accounts/${account}`, { status: 'archived' })).status, 200)
  const refused = [
    await ada.put(`${PATH}/${site.id}`, { status: 'active', reason: 'they are back' }),
    await ada.post(`${PATH}/${ads.id}/restore`),
  ]
  for (const { status, body } of refused) assert.deepEqual([status, body.code], [409, 'invalid_transition'])
})

test('a manager who hands a project over is shown the result, and sees it no more', async () => {
  const { max, site } = await agency()
  assert.equal((await max.put(`${PATH}/${site.id}`, { managerId: 'una' })).body.managerId, 'una')
  assert.equal((await max.get(`${PATH}/${site.id}`)).status, 404)
})

test('progress is the weight completed of the weight not cancelled, and makes no new version', async () => {
  const { ada, site, copy, design } = await agency()
  await ada.put(`${PATH}/tasks/${copy.id}`, { weight: 3 })
  await ada.completes(copy)
  const half = (await ada.get(`${PATH}/${site.id}`)).body
  assert.deepEqual([half.progress, half.version, half.updatedAt], [75, 1, site.updatedAt])
  await ada.moves(design, { status: 'cancelled' })
  assert.equal((await ada.get(`${PATH}/${site.id}`)).body.progress, 100)
})

test('the list finds by every filter, counts tasks by status and those overdue', async () => {
  const { ada, site, copy } = await agency()
  await ada.put(`${PATH}/${site.id}`, { priority: 'urgent', tags: ['spring', 'vip'], dueOn: '2026-12-24' })
  await ada.put(`${PATH}/tasks/${copy.id}`, { dueOn: '2026-11-20' })
  const found = async (query: string) =>
    (await ada.get(`${PATH}?${query}`)).body.data.map((project: { id: string }) => project.id)
  const only = [
    'status=onboarding&type=website',
    'priority=urgent,high',
    'accountId=bakery',
    'managerId=max',
    'teamId=design',
    'memberId=mia',
  ]
  for (const query of [...only, 'tag=vip', 'dueOn[gte]=2026-12-24&dueOn[lte]=2026-12-24', 'q=redes', 'q=website%20RE'])
    assert.deepEqual(await found(query), ['site'], query)
  for (const query of [
    'status=draft',
    'band=healthy',
    'q=sign',
    'q=%21%3F',
    'parentAccountId=bakery',
    'updatedAt[gte]=2199-01-01T00:00:00Z',
  ])
    assert.deepEqual(await found(query), [], query)
  assert.deepEqual((await found('band=unknown')).toSorted(), ['ads', 'site'])
  const [listed] = (await ada.get(`${PATH}?q=website`)).body.data
  assert.deepEqual([listed.taskCounts.pending, listed.overdueTasks], [2, 1])
})

test('a search finds what people type: hosts, addresses, and either side of a stroke', async () => {
  const { ada } = await agency()
  await ada.post(PATH, {
    id: 'shop',
    name: 'Relaunch bluebird.com',
    accountId: 'bakery',
    type: 'seo',
    description: 'SEO/SEA, write to jo@shop.example',
  })
  for (const q of ['bluebird.com', 'blue', 'sea', 'jo@shop.example', 'RELAUNCH seo'])
    assert.deepEqual(
      (await ada.get(`${PATH}?q=${encodeURIComponent(q)}`)).body.data.map((project: { id: string }) => project.id),
      ['shop'],
      q,
    )
})

test('progress is rounded down: a hundred means all of it', async () => {
  const { ada, site, copy, design } = await agency()
  await ada.put(`${PATH}/tasks/${copy.id}`, { weight: 999 })
  await ada.completes(copy)
  assert.equal((await ada.get(`${PATH}/${site.id}`)).body.progress, 99)
  await ada.completes(design)
  assert.equal((await ada.get(`${PATH}/${site.id}`)).body.progress, 100)
})

test('a purge leaves that it was, by whom and why, and nothing of what was written', async () => {
  const { ada, site, db, organizationId, clock } = await agency()
  await ada.delete(`${PATH}/${site.id}`, { reason: 'asked to forget' })
  await sweepOnce(db.worker, [projectPurge], new Date(clock.now().getTime() + 29 * 86_400_000))
  const entries = async () =>
    (
      await db.admin.query(
        'select event, actor_id, changes from activity where organization_id = $1 and project_id = $2 order by id',
        [organizationId, site.id],
      )
    ).rows
  const before = await entries()
  await sweepOnce(db.worker, [projectPurge], new Date(clock.now().getTime() + 31 * 86_400_000))
  const after = await entries()
  assert.deepEqual(
    after.map(({ event, actor_id }) => [event, actor_id]),
    before.map(({ event, actor_id }) => [event, actor_id]),
  )
  assert.deepEqual(
    after.filter(({ changes }) => Object.keys(changes).length > 0).map(({ changes }) => changes),
    [{ reason: { to: 'asked to forget' } }],
  )
  const left = await db.admin.query('select 1 from tasks where organization_id = $1 and project_id = $2', [
    organizationId,
    site.id,
  ])
  assert.equal(left.rowCount, 0)
})

test('every sort orders, both ways, by name or in brackets; one at a time', async () => {
  const { ada } = await agency()
  const make = (id: string, more: object) => ada.post(PATH, { id, name: id, accountId: 'bakery', type: 'seo', ...more })
  await make('alpha', { priority: 'urgent', startOn: '2026-01-01', dueOn: '2026-02-01' })
  await make('Beta', { priority: 'low', startOn: '2026-03-01', dueOn: '2026-04-01' })
  const order = async (sort: string) =>
    (await ada.get(`${PATH}?type=seo&${sort}`)).body.data.map((project: { id: string }) => project.id).join(' ')
  for (const field of ['name', 'createdAt', 'updatedAt', 'startOn', 'dueOn']) {
    assert.equal(await order(`sort=${field}`), 'alpha Beta', field)
    assert.equal(await order(`sort[${field}]=-1`), 'Beta alpha', field)
  }
  assert.equal(await order('sort=priority'), 'Beta alpha')
  for (const field of ['status', 'progress', 'score'])
    assert.equal(await order(`sort=-${field}`), await order(`sort[${field}]=desc`))
  assert.equal((await ada.get(`${PATH}?sort=name&sort[name]=1`)).status, 400)
})

test('walking the cursors meets every project that did not change exactly once', async () => {
  const { ada, db, organizationId } = await agency()
  await db.admin.query(
    `insert into projects (organization_id, id, name, account_id, type, engagement, status, priority, currency, billing_mode, created_at, updated_at)
     select $1, 'p' || n, 'Same name', 'bakery', 'seo', 'one_off', 'active', 'medium', 'EUR', 'none', now(), date_trunc('minute', now()) from generate_series(1, 57) n`,
    [organizationId],
  )
  for (const sort of ['-updatedAt', 'name', 'dueOn', '-priority']) {
    const met: string[] = []
    let cursor = ''
    do {
      const { body } = await ada.get(`${PATH}?type=seo&limit=10&sort=${sort}${cursor && `&cursor=${cursor}`}`)
      met.push(...body.data.map((project: { id: string }) => project.id))
      cursor = body.pagination.nextCursor
      // Somebody adds and changes others meanwhile: that moves nobody else.
      await ada.post(PATH, { name: 'Aaa', accountId: 'bakery', type: 'seo', id: `new-${sort}-${met.length}` })
    } while (cursor)
    const old = met.filter((id) => /^p\d+$/.test(id))
    assert.deepEqual([old.length, new Set(old).size], [57, 57], sort)
  }
})

test('pages count up to ten thousand exactly', async () => {
  const { ada } = await agency()
  const { body } = await ada.get(`${PATH}?limit=1&page=2`)
  assert.deepEqual(
    { ...body.pagination, nextCursor: null },
    { page: 2, limit: 1, total: 2, pages: 2, nextCursor: null },
  )
  assert.equal(body.data.length, 1)
})

test('who sees what: each role its own projects, and the others are not found', async () => {
  const { max, tess, amy, mia, una, olga } = await agency()
  const mine = async (person: typeof max) =>
    (await person.get('/v1/admin/me/projects')).body.data?.map((project: { id: string }) => project.id)
  assert.deepEqual(await mine(max), ['site'])
  assert.deepEqual(await mine(tess), ['site'])
  assert.deepEqual(await mine(amy), ['site'])
  assert.deepEqual(await mine(una), [])
  assert.equal((await mia.get('/v1/admin/me/projects')).status, 403)
  assert.deepEqual(
    (await amy.get(PATH)).body.data.map((project: { id: string }) => project.id),
    ['site'],
  )
  for (const person of [una, olga]) assert.equal((await person.get(`${PATH}/site`)).body.code, 'project_not_found')
})

test('an account manager of the parent sees the projects of its children', async () => {
  const { ada, amy, db, organizationId } = await agency()
  await db.admin.query(
    `insert into accounts (organization_id, id, name, parent_account_id, created_at, updated_at) values ($1, 'cafe', 'Cafe', 'bakery', now(), now())`,
    [organizationId],
  )
  await ada.post(PATH, { id: 'menu', name: 'Menu', accountId: 'cafe', type: 'content' })
  assert.equal((await amy.get(`${PATH}/menu`)).status, 200)
  assert.deepEqual(
    (await ada.get(`${PATH}?parentAccountId=bakery`)).body.data.map((project: { id: string }) => project.id),
    ['menu'],
  )
})
