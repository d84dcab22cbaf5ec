// How many statements a request sends does not depend on how many rows it meets: the same for one and for a hundred.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency, type Reply } from './agency.ts'
import { answers, asks } from './asking.ts'

const MANY = 100
/** As many as a task may have. */
const MOST_PEOPLE = 50

/** What a request sends to the database; the request has to succeed. */
async function statementsOf({ db }: Agency, ask: () => Promise<Reply>): Promise<number> {
  const before = db.app.statementCount()
  const { status, body } = await ask()
  assert.ok(status < 300, `${status} ${JSON.stringify(body)}`)
  return db.app.statementCount() - before
}

/** Both ask the same, once where there is one row and once where there are a hundred. */
async function assertSame(house: Agency, one: () => Promise<Reply>, many: () => Promise<Reply>): Promise<void> {
  const few = await statementsOf(house, one)
  assert.ok(few > 0, 'nothing was counted')
  assert.equal(await statementsOf(house, many), few)
}

const ids = (prefix: string) => Array.from({ length: MANY }, (_, index) => `${prefix}-${index}`)
const insert = ({ db, organizationId }: Agency, sql: string, ...values: unknown[]) =>
  db.admin.query(sql, [organizationId, ...values])

/** Copies of a task, in its project or another. */
const copyTask = (house: Agency, task: { id: string }, into: string, names: string[]) =>
  insert(
    house,
    `insert into tasks (organization_id, id, project_id, title, priority, created_at, updated_at)
     select organization_id, name, $3, title, priority, created_at, updated_at from tasks, unnest($4::text[]) name
     where organization_id = $1 and id = $2`,
    task.id,
    into,
    names,
  )

const copyProject = (house: Agency, names: string[]) =>
  insert(
    house,
    `insert into projects (organization_id, id, name, account_id, type, engagement, status, priority, currency, billing_mode, created_at, updated_at)
     select organization_id, n, name, account_id, type, engagement, status, priority, currency, billing_mode, created_at, updated_at
     from projects, unnest($2::text[]) n where organization_id = $1 and id = 'ads'`,
    names,
  )

const hireMany = (house: Agency) =>
  insert(
    house,
    `insert into people (organization_id, id, name, email, created_at, updated_at)
     select $1, id, id, id || '@' || $1 || '.example', now(), now() from unnest($2::text[]) id`,
    ids('person'),
  )

test('a page of a hundred projects, each with tasks and a team, is asked for like a page of one', async () => {
  const house = await agency()
  const { ada } = house
  await copyProject(house, ids('project'))
  await hireMany(house)
  await insert(
    house,
    `insert into project_members select $1, project, person from unnest($2::text[]) project, unnest($3::text[]) person`,
    ids('project'),
    ids('person').slice(0, 3),
  )
  for (const project of ids('project').slice(0, 3)) await copyTask(house, house.banner, project, ids(`${project}-task`))
  const page = (limit: number) => () => ada.get(`/v1/admin/projects?limit=${limit}`)
  assert.equal((await page(MANY)()).body.data.length, MANY)
  await assertSame(house, page(1), page(MANY))
})

test('a page of a hundred tasks is asked for like a page of one', async () => {
  const house = await agency()
  const { ada } = house
  await copyTask(house, house.banner, 'ads', ids('task'))
  await hireMany(house)
  await insert(
    house,
    `insert into task_assignees select $1, task, person from unnest($2::text[]) task, unnest($3::text[]) person`,
    ids('task'),
    ids('person').slice(0, 2),
  )
  const page = (limit: number) => () => ada.get(`/v1/admin/projects/ads/tasks?limit=${limit}`)
  assert.equal((await page(MANY)()).body.data.length, MANY)
  await assertSame(house, page(1), page(MANY))
})

/** The banner set gets all the people a task may have, a hundred tasks that it waits for and a hundred steps of history. */
async function growTask(house: Agency): Promise<void> {
  await hireMany(house)
  await copyTask(house, house.banner, 'ads', ids('before'))
  await insert(
    house,
    `insert into task_assignees select $1, 'banner', id from unnest($2::text[]) id`,
    ids('person').slice(0, MOST_PEOPLE),
  )
  await insert(
    house,
    `insert into task_dependencies (organization_id, task_id, predecessor_id, type, project_id, predecessor_project_id)
     select $1, 'banner', id, 'SS', 'ads', 'ads' from unnest($2::text[]) id`,
    ids('before'),
  )
  await insert(
    house,
    `insert into task_status_changes (organization_id, task_id, n, from_status, to_status, progress, actor_type, actor_id, at)
     select $1, 'banner', n, 'pending', 'pending', 0, 'person', 'ada', now() from generate_series(2, ${MANY}) n`,
  )
}

test('a task with fifty people and a hundred links and steps of history is read, changed and moved like any other', async () => {
  const house = await agency()
  const { ada, banner, copy } = house
  const address = (task: { id: string }) => `/v1/admin/projects/tasks/${task.id}`
  await growTask(house)
  const { body } = await ada.get(address(banner))
  assert.deepEqual(
    [body.assigneeIds.length, body.dependencies.length, body.statusHistory.length],
    [MOST_PEOPLE, MANY, MANY],
  )
  await assertSame(
    house,
    () => ada.get(address(copy)),
    () => ada.get(address(banner)),
  )
  const rename = (task: { id: string }) => () => ada.put(address(task), { title: 'Renamed' })
  await assertSame(house, rename(copy), rename(banner))
  await assertSame(
    house,
    () => ada.starts(copy),
    () => ada.starts(banner),
  )
})

test('a task is given a hundred links like one', async () => {
  const house = await agency()
  const { ada } = house
  await copyTask(house, house.banner, 'ads', ids('before'))
  const add = (links: string[]) => () =>
    ada.adds('ads', { title: 'Launch', dependencies: links.map((taskId) => ({ taskId })) })
  await assertSame(house, add(['before-0']), add(ids('before')))
})

test('a project with a hundred open tasks is cancelled like one with one', async () => {
  const house = await agency()
  const { ada } = house
  await copyProject(house, ['small', 'large'])
  await copyTask(house, house.banner, 'small', ['small-task'])
  await copyTask(house, house.banner, 'large', ids('large-task'))
  const cancel = (id: string) => () =>
    ada.put(`/v1/admin/projects/${id}`, { status: 'cancelled', reason: 'the budget is gone' })
  await assertSame(house, cancel('small'), cancel('large'))
  const { body } = await ada.get(`/v1/admin/projects/large/tasks?status=cancelled&limit=${MANY}`)
  assert.equal(body.data.length, MANY)
})

test('a project, or a task, on which a hundred others hang is deleted like any other', async () => {
  const house = await agency()
  const { ada } = house
  await copyProject(house, ['small', 'large'])
  await copyTask(house, house.banner, 'small', ['small-task'])
  await copyTask(house, house.banner, 'large', ids('large-task'))
  await insert(
    house,
    `update tasks set parent_id = 'large-task-0' where organization_id = $1 and project_id = 'large' and id <> 'large-task-0'`,
  )
  const deleteTask = (id: string) => () => ada.delete(`/v1/admin/projects/tasks/${id}`)
  await assertSame(house, deleteTask('small-task'), deleteTask('large-task-0'))
  const deleteProject = (id: string) => () => ada.delete(`/v1/admin/projects/${id}`, { reason: 'made by mistake' })
  await assertSame(house, deleteProject('small'), deleteProject('large'))
})

test('a page of a hundred requests, each with a thread and tasks, is asked for like a page of one; so is one of them', async () => {
  const house = await agency()
  const { ada } = house
  await asks(ada, 'ads', { id: 'asked' })
  await insert(
    house,
    `insert into requests (organization_id, id, project_id, account_id, title, type, priority, source, requester_name, requester_email, resolve_by, created_at, updated_at)
     select organization_id, n, project_id, account_id, title, type, priority, source, requester_name, requester_email, resolve_by, created_at, updated_at
     from requests, unnest($2::text[]) n where organization_id = $1 and id = 'asked'`,
    ids('request'),
  )
  await insert(
    house,
    `insert into request_status_changes (organization_id, request_id, n, to_status, actor_type, actor_id, at)
     select $1, n, 1, 'pending', 'person', 'ada', now() from unnest($2::text[]) n`,
    ids('request'),
  )
  await insert(
    house,
    `insert into communications (organization_id, id, project_id, account_id, thread_type, thread_id, direction, channel, visibility,
       author_type, author_id, author_name, body, said_at, created_at)
     select $1, 'message-' || n || '-' || id, 'ads', 'dental', 'request', id, 'outgoing', 'portal', 'client', 'person', 'ada', 'Ada', 'Words', now(), now()
     from requests, generate_series(1, 120) n where organization_id = $1`,
  )
  await copyTask(house, house.banner, 'ads', ids('work'))
  await insert(house, `update tasks set request_id = 'request-0' where organization_id = $1 and id like 'work-%'`)
  const page = (path: string, limit: number) => () => ada.get(`${path}?limit=${limit}`)
  for (const path of ['/v1/admin/projects/ads/requests', '/v1/admin/requests']) {
    const { body } = await page(path, MANY)()
    assert.equal(body.data.length, MANY)
    await assertSame(house, page(path, 1), page(path, MANY))
  }
  const [listed] = (await page('/v1/admin/projects/ads/requests', 1)()).body.data
  assert.deepEqual([listed.communications.length, listed.communicationCount], [100, 120])
  await assertSame(
    house,
    () => answers(ada, { id: 'asked' }, 'accepted'),
    () => answers(ada, { id: 'request-0' }, 'accepted'),
  )
})

test('a project with a hundred open requests is put on hold like one with one', async () => {
  const house = await agency()
  const { ada } = house
  await copyProject(house, ['small', 'large'])
  await asks(ada, 'small')
  for (let n = 0; n < 30; n++) await asks(ada, 'large')
  for (const change of [{ status: 'active' }, { status: 'on_hold', reason: 'they move' }, { status: 'active' }])
    await assertSame(
      house,
      () => ada.put('/v1/admin/projects/small', change),
      () => ada.put('/v1/admin/projects/large', change),
    )
})
