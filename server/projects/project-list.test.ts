import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'

const PATH = '/v1/admin/projects'

test('the list finds by every filter, counts tasks by status and those overdue', async () => {
  const { ada, site, copy } = await agency()
  await ada.put(`${PATH}/${site.id}`, { priority: 'urgent', tags: ['spring', 'vip'], dueOn: '2026-12-24' })
  await ada.put(`${PATH}/tasks/${copy.id}`, { dueOn: '2026-11-20' })
  const found = async (query: string) =>
    (await ada.get(`${PATH}?${query}`)).body.data.map((project: { id: string }) => project.id)
  const only = [
    'id=site,nothing',
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
  const { account, manager, team, assignedTeam } = listed.names
  assert.deepEqual([account, manager, team], ['Bluebird Bakery', 'Max', 'Design'])
  assert.equal(assignedTeam.length, listed.assignedTeam.length)
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
  const first = (await ada.get(`${PATH}?limit=1`)).body.pagination.nextCursor
  assert.equal((await ada.get(`${PATH}?limit=1&page=2&cursor=${first}`)).body.errors[0].pointer, '?page')
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

test('whoever has several roles is told by which of them they come to each project', async () => {
  const { ada, una, max } = await agency()
  await ada.put(`${PATH}/site`, { managerId: 'una' })
  await ada.put('/v1/admin/teams/search', { leadId: 'una' })
  await ada.put('/v1/admin/accounts/bakery', { accountManagerIds: ['una'] })
  const reached = async (who: typeof una) =>
    (await who.get('/v1/admin/me/projects?sort=name')).body.data.map(
      ({ id, reach }: { id: string; reach: string[] }) => `${id} ${reach.join(' ')}`,
    )
  assert.deepEqual(await reached(una), ['ads team', 'site assigned accounts'])
  assert.deepEqual(await reached(max), [])
  assert.deepEqual(await reached(ada), ['ads organization', 'site organization'])
})
