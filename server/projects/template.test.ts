import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person } from '../../test/agency.ts'

const TEMPLATES = '/v1/admin/templates'
const idsOf = (page: { body: { data: { id: string }[] } }) => page.body.data.map(({ id }) => id)
const errorsOf = (reply: { body: { errors: { pointer: string; rule: string }[] } }) =>
  reply.body.errors.map(({ pointer, rule }) => `${pointer} ${rule}`)
const writes = (person: Person, id: string, more: object = {}) =>
  person.post(TEMPLATES, { id, name: `Template ${id}`, type: 'website', ...more })
const LAUNCH = [
  { key: 'brief', title: 'Brief', stage: 'onboarding', offsetDays: 0 },
  {
    key: 'build',
    title: 'Build',
    offsetDays: 2,
    durationDays: 5,
    dependsOn: [{ key: 'brief' }],
    role: 'developer',
    skills: ['html'],
  },
  { key: 'pages', title: 'Pages', offsetDays: 3, parentKey: 'build' },
  {
    key: 'live',
    title: 'Live',
    offsetDays: 9,
    kind: 'milestone',
    dependsOn: [{ key: 'build', type: 'FF', lagDays: 1 }],
  },
  {
    key: 'report',
    title: 'Report',
    offsetDays: 20,
    recurrence: 'FREQ=MONTHLY;BYDAY=1MO',
    required: false,
    priority: 'low',
  },
]

test('a template is kept with all that the caller left out', async () => {
  const { ada, max, amy, mia, olga } = await agency()
  const created = await writes(ada, 'launch', {
    engagement: 'retainer',
    stages: ['onboarding', 'build'],
    tasks: LAUNCH,
  })
  assert.equal(created.status, 201)
  assert.equal(created.headers.get('location'), `${TEMPLATES}/launch`)
  assert.deepEqual(created.body.tasks[1], {
    key: 'build',
    title: 'Build',
    kind: 'task',
    description: '',
    stage: null,
    offsetDays: 2,
    durationDays: 5,
    estimateMinutes: null,
    role: 'developer',
    skills: ['html'],
    priority: 'medium',
    required: true,
    parentKey: null,
    dependsOn: [{ key: 'brief', type: 'FS', lagDays: 0 }],
    recurrence: null,
  })
  assert.deepEqual(Object.keys(created.body.tasks[1]).slice(0, 3), ['key', 'title', 'kind'])
  assert.deepEqual((await max.get(`${TEMPLATES}/launch`)).body, created.body)
  assert.deepEqual((await max.get(TEMPLATES)).body.data, [created.body])
  assert.deepEqual(idsOf(await olga.get(TEMPLATES)), [])
  assert.equal((await olga.get(`${TEMPLATES}/launch`)).body.code, 'template_not_found')
  for (const person of [amy, mia]) assert.equal((await person.get(TEMPLATES)).status, 403)
  assert.equal((await writes(max, 'mine')).status, 403)
  assert.equal((await writes(ada, 'launch')).body.code, 'already_exists')
})

test('a template names only what is in it', async () => {
  const { ada } = await agency()
  const refused = await writes(ada, 'bad', {
    stages: ['build'],
    tasks: [
      { key: 'a', title: 'A', offsetDays: 0, stage: 'nowhere' },
      { key: 'a', title: 'A again', offsetDays: 0, parentKey: 'gone' },
      { key: 'b', title: 'B', offsetDays: 0, dependsOn: [{ key: 'a' }, { key: 'missing' }, { key: 'b' }] },
      { key: 'c', title: 'C', offsetDays: 0, kind: 'milestone', durationDays: 2, parentKey: 'c' },
      { key: 'd', title: 'D', offsetDays: 0, parentKey: 'c' },
    ],
  })
  assert.equal(refused.status, 422)
  assert.deepEqual(errorsOf(refused), [
    '/tasks/0/stage reference',
    '/tasks/1/key unique',
    '/tasks/1/parentKey reference',
    '/tasks/2/dependsOn/1/key reference',
    '/tasks/2/dependsOn/2/key self',
    '/tasks/3/parentKey self',
    '/tasks/3/durationDays milestone',
    '/tasks/4/parentKey reference',
  ])
  assert.deepEqual(errorsOf(await writes(ada, 'bad', { type: 'podcast' })), ['/type reference'])
  const recurring = await writes(ada, 'bad', {
    tasks: [{ key: 'a', title: 'A', offsetDays: 0, recurrence: 'every Monday' }],
  })
  assert.deepEqual(errorsOf(recurring), ['/tasks/0/recurrence custom'])
})

test('tasks of a template that would wait for each other are refused with their keys', async () => {
  const { ada } = await agency()
  const circle = [
    { key: 'a', title: 'A', offsetDays: 0, dependsOn: [{ key: 'c' }] },
    { key: 'b', title: 'B', offsetDays: 0, dependsOn: [{ key: 'a' }] },
    { key: 'c', title: 'C', offsetDays: 0, dependsOn: [{ key: 'b' }] },
  ]
  const refused = await writes(ada, 'circle', { tasks: circle })
  assert.equal(refused.status, 422)
  assert.equal(refused.body.code, 'dependency_cycle')
  assert.equal(refused.body.path.length, 4)
  assert.deepEqual(new Set(refused.body.path), new Set(['a', 'b', 'c']))
  const childFirst = [
    { key: 'parent', title: 'P', offsetDays: 0, dependsOn: [{ key: 'child' }] },
    { key: 'child', title: 'C', offsetDays: 0, parentKey: 'parent' },
  ]
  await writes(ada, 'fine')
  assert.equal((await ada.put(`${TEMPLATES}/fine`, { tasks: childFirst })).body.code, 'dependency_cycle')
})

test('fields nobody knows are refused by name', async () => {
  const { ada, olga } = await agency()
  const refused = await writes(ada, 'x', { colour: 'red', tasks: [{ key: 'a', title: 'A', offsetDays: 0, days: 3 }] })
  assert.deepEqual(errorsOf(refused).toSorted(), ['/colour unknown_field', '/tasks/0/days unknown_field'])
  await writes(ada, 'x')
  assert.deepEqual(errorsOf(await ada.put(`${TEMPLATES}/x`, { name: 'X', version: 7 })), ['/version unknown_field'])
  assert.equal((await olga.put(`${TEMPLATES}/x`, { colour: 'red' })).status, 404)
  assert.equal((await ada.get(`${TEMPLATES}?type=website&colour=red`)).status, 400)
})

test('the latest default of a type takes the place of the one before', async () => {
  const { ada, db, organizationId } = await agency()
  await writes(ada, 'first', { isDefault: true })
  await writes(ada, 'ads', { isDefault: true, type: 'ads' })
  await writes(ada, 'second', { isDefault: true })
  const defaults = async () => idsOf(await ada.get(`${TEMPLATES}?isDefault=true&sort=type`))
  assert.deepEqual(await defaults(), ['ads', 'second'])
  assert.equal((await ada.get(`${TEMPLATES}/first`)).body.version, 2)
  await ada.put(`${TEMPLATES}/first`, { isDefault: true })
  assert.deepEqual(await defaults(), ['ads', 'first'])
  await ada.put(`${TEMPLATES}/first`, { type: 'ads' })
  assert.deepEqual(await defaults(), ['first'])
  const { rows } = await db.admin.query(
    `select entity_id, version, changes from activity where organization_id = $1 and entity_id = 'ads' and event = 'template.updated'`,
    [organizationId],
  )
  assert.deepEqual(rows, [{ entity_id: 'ads', version: 2, changes: { isDefault: { from: true, to: false } } }])
})

test('templates that become the default at once leave one', async () => {
  const { ada } = await agency()
  const ids = Array.from({ length: 6 }, (_, i) => `t${i}`)
  for (const id of ids) await writes(ada, id)
  const replies = await Promise.all([
    ...ids.map((id) => ada.put(`${TEMPLATES}/${id}`, { isDefault: true })),
    ...ids.map((id) => writes(ada, `new_${id}`, { isDefault: true })),
  ])
  assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200, 201]))
  assert.equal((await ada.get(`${TEMPLATES}?isDefault=true`)).body.pagination.total, 1)
})

test('edits of different fields merge, edits of the same field are told', async () => {
  const { ada } = await agency()
  await writes(ada, 'launch', { stages: ['onboarding'], tasks: LAUNCH })
  const read = await ada.get(`${TEMPLATES}/launch`)
  const etag = read.headers.get('etag') ?? ''
  assert.equal((await ada.put(`${TEMPLATES}/launch`, { tasks: LAUNCH, stages: ['onboarding'] })).body.version, 1)
  await ada.put(`${TEMPLATES}/launch`, { stages: ['onboarding', 'later'] })
  const merged = await ada.put(`${TEMPLATES}/launch`, { tasks: LAUNCH.slice(0, 1) }, { 'if-match': etag })
  assert.deepEqual([merged.status, merged.body.stages, merged.body.tasks.length], [200, ['onboarding', 'later'], 1])
  const refused = await ada.put(`${TEMPLATES}/launch`, { stages: ['onboarding', 'x'] }, { 'if-match': etag })
  assert.equal(refused.status, 412)
  assert.deepEqual(refused.body.fields, { stages: ['onboarding', 'later'] })
  assert.deepEqual(errorsOf(await ada.put(`${TEMPLATES}/launch`, { stages: [] })), ['/tasks/0/stage reference'])
})

test('a template created twice with one key is there once', async () => {
  const { ada } = await agency()
  const body = { name: 'Once', type: 'seo' }
  const [one, two] = await Promise.all([
    ada.post(TEMPLATES, body, { 'idempotency-key': 'k' }),
    ada.post(TEMPLATES, body, { 'idempotency-key': 'k' }),
  ])
  assert.deepEqual(one.body, two.body)
  assert.equal((await ada.get(TEMPLATES)).body.pagination.total, 1)
})
