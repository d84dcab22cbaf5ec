// Projects and tasks from CSV files: told apart by their columns, rehearsed, and made by the same rules as one by one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person, type Reply } from '../../test/agency.ts'
import { digestOf } from '../../test/database-digest.ts'

const imports = (who: Person, file: string, query = '') =>
  who.post(`/v1/admin/projects/import?format=csv${query}`, file, { 'content-type': 'text/csv' })

/** `line column rule` for each error. */
const wrong = ({ body }: Reply) =>
  (body.rows as { line: number; errors?: { column: string; rule: string }[] }[]).flatMap((row) =>
    (row.errors ?? []).map(({ column, rule }) => `${row.line} ${column} ${rule}`),
  )
const counts = ({ body }: Reply) => [body.kind, body.created, body.existing, body.failed]

test('projects are imported with what they name, and a second time none is', async () => {
  const { ada, max, mia } = await agency()
  const file = `name,client,type,manager,team,members,start,due,tags,draft
Autumn campaign,Harbor Dental,ads,${max.email},design,"${mia.email}, ada",2026-12-01,31.01.2027,"winter, paid",yes
Website redesign,bakery,website,,,,,,,
Blog,,content,,,,,,,
`
  const rehearsal = await imports(ada, file, '&accountId=bakery&dryRun=true')
  assert.deepEqual([rehearsal.status, ...counts(rehearsal)], [200, 'projects', 2, 1, 0], JSON.stringify(rehearsal.body))
  const done = await imports(ada, file, `&accountId=bakery&planHash=${rehearsal.body.planHash}`)
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const [autumn, redesign, blog] = done.body.rows
  assert.equal(redesign.id, 'site')
  const made = (await ada.get(`/v1/admin/projects/${autumn.id}`)).body
  const { accountId, managerId, teamId, assignedTeam, startOn, dueOn, tags, status } = made
  assert.deepEqual(
    { accountId, managerId, teamId, assignedTeam, startOn, dueOn, tags, status },
    {
      accountId: 'dental',
      managerId: 'max',
      teamId: 'design',
      assignedTeam: ['ada', 'mia'],
      startOn: '2026-12-01',
      dueOn: '2027-01-31',
      tags: ['winter', 'paid'],
      status: 'draft',
    },
  )
  assert.equal((await ada.get(`/v1/admin/projects/${blog.id}`)).body.accountId, 'bakery')
  assert.deepEqual(counts(await imports(ada, file, '&accountId=bakery')), ['projects', 0, 3, 0])
})

test('what a project may not be is said at its row, and nothing of the file is made', async () => {
  const { db, organizationId, ada } = await agency()
  await ada.delete('/v1/admin/projects/ads?reason=x')
  const file = `id,name,account,type,manager,startOn,dueOn,priority
,A,bakery,knitting,,,,
,B,Nowhere,seo,nobody,2026-02-30,,soon
,C,,seo,,2026-12-02,2026-12-01,
ads,D,dental,seo,,,,
,E,bakery,seo,,,,
,e,Bluebird Bakery,seo,,,,
`
  const before = await digestOf(db, [organizationId])
  const refused = await imports(ada, file)
  assert.deepEqual([refused.status, refused.body.code], [422, 'validation_error'])
  assert.deepEqual(await digestOf(db, [organizationId]), before)
  assert.deepEqual(wrong(await imports(ada, file, '&dryRun=true')), [
    '2 type reference',
    '3 account reference',
    '3 manager reference',
    '3 priority invalid_value',
    '3 startOn custom',
    '4 account required',
    '5 id already_exists',
    '7 name twice',
  ])
  assert.deepEqual(wrong(await imports(ada, file, '&dryRun=true&accountId=dental')).slice(5, 6), ['4 dueOn order'])
  const nowhere = await imports(ada, file, '&accountId=nowhere')
  assert.deepEqual([nowhere.status, nowhere.body.errors[0].pointer], [400, '?accountId'])
  assert.equal((await ada.post('/v1/admin/projects/import', file, { 'content-type': 'text/csv' })).status, 400)
})

const plan = `project;title;assignees;parent;start;duration;predecessors
Website redesign;Launch;;;;2;Test +1d; Photos SS
Website redesign;Photos;mia;Content;2026-12-01;3;
Website redesign;Test;;;;1;"Photos; copy FS+2"
Website redesign;Content;;;;;
`.replace(';Test +1d; Photos SS', ';"Test +1d; Photos SS"')

test('tasks name each other by title or id, whichever line they are on, and are planned as if made one by one', async () => {
  const { ada, max, db, organizationId } = await agency()
  const rehearsal = await imports(ada, plan, '&dryRun=true')
  assert.deepEqual([rehearsal.status, ...counts(rehearsal)], [200, 'tasks', 4, 0, 0], JSON.stringify(rehearsal.body))
  const done = await imports(ada, plan, `&planHash=${rehearsal.body.planHash}`)
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const [launch, photos, testing, content] = done.body.rows.map((row: { id: string }) => row.id)
  const get = async (id: string) => (await max.get(`/v1/admin/projects/tasks/${id}`)).body
  assert.deepEqual(
    (await get(launch)).dependencies.toSorted((a: { type: string }, b: { type: string }) => (a.type < b.type ? -1 : 1)),
    [
      { taskId: testing, type: 'FS', lagDays: 1 },
      { taskId: photos, type: 'SS', lagDays: 0 },
    ],
  )
  assert.deepEqual([(await get(photos)).parentId, (await get(photos)).assigneeIds], [content, ['mia']])
  assert.deepEqual([(await get(photos)).startOn, (await get(photos)).dueOn], ['2026-12-01', '2026-12-03'])
  assert.ok((await get(testing)).startOn > '2026-12-03')
  assert.deepEqual((await get(launch)).statusHistory.length, 1)
  const { rows } = await db.admin.query(
    `select count(*)::int as n from activity where organization_id = $1 and event = 'task.created' and entity_id = any($2)`,
    [organizationId, [launch, photos, testing, content]],
  )
  assert.equal(rows[0].n, 4)
  assert.deepEqual(counts(await imports(ada, plan)), ['tasks', 0, 4, 0])
})

test('rows of several projects may wait for each other, and ids tell tasks of one title apart', async () => {
  const { ada } = await agency()
  const file = `project,id,title,dependsOn
ads,b-2,Review,a-2
site,a-2,Review,b-1
ads,b-1,Review,a-1
site,a-1,Review,
`
  const done = await imports(ada, file)
  assert.deepEqual([done.status, ...counts(done)], [200, 'tasks', 4, 0, 0], JSON.stringify(done.body))
  const last = (await ada.get('/v1/admin/projects/tasks/b-2')).body
  assert.deepEqual([last.projectId, last.dependencies[0].taskId], ['ads', 'a-2'])
  assert.deepEqual(counts(await imports(ada, file)), ['tasks', 0, 4, 0])
  const ambiguous = await imports(ada, 'project,title,dependsOn\nads,Summary,Review\n', '&dryRun=true')
  assert.deepEqual(wrong(ambiguous), ['2 dependsOn reference'])
})

test('what a task may not be is said at its row: circles by their lines, closed projects, dates, names of nobody', async () => {
  const { db, organizationId, ada } = await agency()
  await ada.put('/v1/admin/projects/ads', { status: 'cancelled', reason: 'x' })
  const file = `project,title,kind,parent,start,due,predecessors,assignees,id,notBefore,mustFinishBy
site,A,,,,,B,,,,
site,B,,,,,C,,,,
site,C,,,,,A FF-1,,,,
site,D,,Gate,,,Nothing like it,nobody@x.example,,,
site,Gate,milestone,,2026-12-01,2026-12-02,,,,,
ads,E,,,,,,,,,
Nowhere,F,,,,,,,banner,,
site,G,,,,,G,,banner,,
site,H,,,2026-12-02,2026-12-01,,,,,
site,H,,,,,,,,2026-12-01,2026-12-02
,I,,,,,,,,,
site,J,,,,,banner,,,,
`
  const before = await digestOf(db, [organizationId])
  assert.equal((await imports(ada, file)).status, 422)
  assert.deepEqual(await digestOf(db, [organizationId]), before)
  const rehearsal = await imports(ada, file, '&dryRun=true')
  assert.deepEqual(wrong(rehearsal), [
    '2 predecessors dependency_cycle',
    '3 predecessors dependency_cycle',
    '4 predecessors dependency_cycle',
    '5 assignees reference',
    '5 parent reference',
    '5 predecessors reference',
    '6 due milestone',
    '7 project invalid_transition',
    '8 project reference',
    '9 id already_exists',
    '10 due order',
    '11 title twice',
    '12 project required',
  ])
  assert.deepEqual([rehearsal.body.created, rehearsal.body.failed], [1, 11])
})

test('somebody who can not take a task on is refused as when assigned in the app, and the other rows are looked at', async () => {
  const { ada } = await agency()
  await ada.post('/v1/admin/people/mia/suspend')
  const rehearsal = await imports(
    ada,
    'project,title,assignees\nsite,A,max\nsite,B,mia\nsite,C,mia\nsite,D,\n',
    '&dryRun=true',
  )
  assert.deepEqual(wrong(rehearsal), ['3  task_assignment_error', '4  task_assignment_error'])
  assert.equal(rehearsal.body.created, 2)
  await ada.post('/v1/admin/people/mia/reinstate')
  const busy = await imports(
    ada,
    'project,title,assignees,start,due,estimate\nsite,A,mia,2026-12-01,2026-12-01,60\nsite,B,mia,2026-12-01,2026-12-01,600\nsite,C,,,,\n',
    '&dryRun=true',
  )
  assert.deepEqual([wrong(busy), busy.body.created], [['3  task_assignment_error'], 2])
})

test('a rehearsal tells of the changes of the tasks that would be made, and of none that was only tried', async () => {
  const { ada } = await agency()
  await ada.post('/v1/admin/people/mia/suspend')
  const { body } = await imports(ada, 'project,title,assignees\nsite,A,max\nsite,B,mia\nsite,C,\n', '&dryRun=true')
  const created = body.changes.filter(({ event }: { event: string }) => event === 'task.created')
  assert.deepEqual(
    created.map(({ entity }: { entity: { id: string } }) => entity.id),
    [body.rows[0].id, body.rows[2].id],
  )
})

test('rows that wait for each other in a large knot are told so in few words', async () => {
  const { ada } = await agency()
  const file = Array.from({ length: 3000 }, (_, i) => `site,t-${i},T${i},t-${(i + 1) % 3000}`)
  const began = performance.now()
  const { body } = await imports(ada, `project,id,title,dependsOn\n${file.join('\n')}`, '&dryRun=true')
  assert.ok(performance.now() - began < 3000)
  assert.equal(body.failed, 3000)
  assert.match(body.rows[0].errors[0].message, /^they would wait for each other: line \d+ → .* → … → line \d+$/)
  assert.ok(body.rows[0].errors[0].message.length < 300)
})

test('only who may make tasks imports them, also with a token that may make projects', async () => {
  const { ada, max, baseUrl } = await agency()
  assert.equal((await imports(max, plan)).status, 403)
  const { token } = (await ada.post('/v1/auth/tokens', { name: 'x', scopes: ['project.create'] })).body
  const response = await fetch(`${baseUrl}/v1/admin/projects/import?format=csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: 'project,title\nsite,A\n',
  })
  assert.equal(response.status, 403)
})
