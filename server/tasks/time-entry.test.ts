import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person } from '../../test/agency.ts'

const MY_TIME = '/v1/admin/me/time'
const timeOf = (taskId: string, entryId = '') => `/v1/admin/projects/tasks/${taskId}/time${entryId && `/${entryId}`}`
const logs = (person: Person, taskId: string, more: object = {}) =>
  person.post(timeOf(taskId), { on: '2026-11-20', minutes: 60, ...more })
const idsOf = (page: { body: { data: { id: string }[] } }) => page.body.data.map(({ id }) => id)
const errorsOf = (reply: { body: { errors: { pointer: string; rule: string }[] } }) =>
  reply.body.errors.map(({ pointer, rule }) => `${pointer} ${rule}`)

test('a member records time on a task they are assigned to', async () => {
  const { mia, db, organizationId } = await agency()
  const created = await logs(mia, 'copy', { id: 'e1', note: 'First draft' })
  assert.equal(created.status, 201)
  assert.equal(created.headers.get('location'), timeOf('copy', 'e1'))
  const { createdAt: _, updatedAt: __, ...entry } = created.body
  assert.deepEqual(entry, {
    id: 'e1',
    taskId: 'copy',
    projectId: 'site',
    personId: 'mia',
    on: '2026-11-20',
    minutes: 60,
    note: 'First draft',
    version: 1,
  })
  assert.deepEqual((await mia.get(timeOf('copy'))).body.data, [created.body])
  assert.equal(
    (await mia.get('/v1/admin/me/tasks')).body.data.find(({ id }: { id: string }) => id === 'copy').spentMinutes,
    60,
  )
  const { rows } = await db.admin.query(
    `select event, actor_id, project_id, account_id, version from activity where organization_id = $1 and entity_type = 'time_entry'`,
    [organizationId],
  )
  assert.deepEqual(rows, [
    { event: 'time_entry.created', actor_id: 'mia', project_id: 'site', account_id: 'bakery', version: 1 },
  ])
})

test('who sees whose time', async () => {
  const { ada, max, mia, tess, amy, una, olga, nobody } = await agency()
  await max.put('/v1/admin/projects/tasks/copy', { assigneeIds: ['mia', 'tess'] })
  await logs(mia, 'copy', { id: 'hers' })
  await logs(tess, 'copy', { id: 'lead' })
  await logs(max, 'copy', { id: 'of_tess', personId: 'tess', on: '2026-11-19' })
  assert.deepEqual(idsOf(await mia.get(timeOf('copy'))), ['hers'])
  assert.deepEqual(idsOf(await tess.get(timeOf('copy'))), ['lead', 'of_tess'])
  for (const person of [max, ada])
    assert.deepEqual(idsOf(await person.get(timeOf('copy'))).toSorted(), ['hers', 'lead', 'of_tess'])
  for (const person of [amy, una, olga]) assert.equal((await person.get(timeOf('copy'))).body.code, 'task_not_found')
  assert.equal((await mia.get(timeOf('banner'))).status, 404)
  assert.equal((await nobody.get(timeOf('copy'))).status, 401)
  assert.deepEqual(idsOf(await ada.get(`${timeOf('copy')}?personId=mia`)), ['hers'])
  assert.deepEqual(idsOf(await ada.get(`${timeOf('copy')}?from=2026-11-20&to=2026-11-20`)).toSorted(), ['hers', 'lead'])
  assert.deepEqual(idsOf(await ada.get(`${timeOf('copy')}?sort=on&limit=1`)), ['of_tess'])
  assert.equal((await ada.get(`${timeOf('copy')}?on=2026-11-20`)).status, 400)
})

test('other people’s time is recorded by those who run the project, and by nobody else', async () => {
  const { ada, max, mia, una, ads } = await agency()
  assert.equal((await logs(max, 'copy', { personId: 'mia' })).body.personId, 'mia')
  const refused = await logs(mia, 'copy', { personId: 'tess' })
  assert.deepEqual([refused.status, refused.body.code], [403, 'permission_denied'])
  assert.deepEqual((await logs(mia, 'copy', { personId: 'stranger' })).body, refused.body)
  assert.equal((await logs(una, 'copy', { personId: 'una' })).status, 404)
  // A manager who is only assigned to a task of somebody else's project is a member there.
  await ada.adds(ads.id, { id: 'favour', title: 'Favour', assigneeIds: ['max'] })
  assert.equal((await logs(max, 'favour')).status, 201)
  assert.equal((await logs(max, 'favour', { personId: 'mia' })).status, 403)
  assert.deepEqual(errorsOf(await logs(ada, 'copy', { personId: 'stranger' })), ['/personId reference'])
})

test('own entries are corrected and taken back, others’ are not found', async () => {
  const { max, mia, tess, ada } = await agency()
  await max.put('/v1/admin/projects/tasks/copy', { assigneeIds: ['mia', 'tess'] })
  await logs(mia, 'copy', { id: 'e1' })
  const corrected = await mia.put(timeOf('copy', 'e1'), { minutes: 45, note: 'Shorter' })
  assert.deepEqual(
    [corrected.status, corrected.body.minutes, corrected.body.note, corrected.body.version],
    [200, 45, 'Shorter', 2],
  )
  for (const reply of [
    await tess.put(timeOf('copy', 'e1'), { minutes: 1 }),
    await tess.delete(timeOf('copy', 'e1')),
    await mia.put(timeOf('design', 'e1'), { minutes: 1 }),
  ])
    assert.deepEqual([reply.status, reply.body.code], [404, 'time_entry_not_found'])
  assert.equal((await tess.put(timeOf('copy', 'e1'), { colour: 'red' })).status, 404)
  assert.equal((await max.put(timeOf('copy', 'e1'), { minutes: 50 })).body.version, 3)
  assert.deepEqual((await mia.delete(timeOf('copy', 'e1'))).body.id, 'e1')
  assert.equal((await mia.delete(timeOf('copy', 'e1'))).status, 404)
  assert.equal((await ada.get('/v1/admin/projects/tasks/copy')).body.spentMinutes, 0)
})

test('the activity keeps what a deleted entry said', async () => {
  const { mia, db, organizationId } = await agency()
  await logs(mia, 'copy', { id: 'e1', note: 'Draft' })
  await mia.delete(timeOf('copy', 'e1'))
  const { rows } = await db.admin.query(
    `select version, changes from activity where organization_id = $1 and event = 'time_entry.deleted'`,
    [organizationId],
  )
  assert.equal(rows[0].version, 2)
  assert.deepEqual(
    [rows[0].changes.minutes, rows[0].changes.note],
    [
      { from: 60, to: null },
      { from: 'Draft', to: null },
    ],
  )
})

test('time lies in the past, in the organisation’s zone', async () => {
  const { mia, clock } = await agency()
  const tomorrow = '2026-11-23'
  const refused = await logs(mia, 'copy', { on: tomorrow })
  assert.equal(refused.status, 422)
  assert.deepEqual(errorsOf(refused), ['/on future'])
  const entry = (await logs(mia, 'copy')).body
  assert.deepEqual(errorsOf(await mia.put(timeOf('copy', entry.id), { on: tomorrow })), ['/on future'])
  // Half past eleven in the evening in Greenwich, and past midnight in Berlin.
  clock.advance({ hours: 12, minutes: 30 })
  assert.equal((await logs(mia, 'copy', { on: tomorrow })).status, 201)
  assert.deepEqual(errorsOf(await logs(mia, 'copy', { on: '2026-11-24' })), ['/on future'])
})

test('a day has 1440 minutes over all tasks', async () => {
  const { mia, max } = await agency()
  await logs(mia, 'copy', { id: 'long', minutes: 1000 })
  assert.equal((await logs(mia, 'design', { id: 'rest', minutes: 440 })).status, 201)
  assert.deepEqual(errorsOf(await logs(mia, 'copy', { minutes: 1 })), ['/minutes day'])
  assert.deepEqual(errorsOf(await max.put(timeOf('copy', 'long'), { minutes: 1001 })), ['/minutes day'])
  assert.equal((await mia.put(timeOf('copy', 'long'), { minutes: 999 })).status, 200)
  await logs(mia, 'copy', { id: 'other_day', on: '2026-11-19', minutes: 2 })
  assert.deepEqual(errorsOf(await mia.put(timeOf('copy', 'other_day'), { on: '2026-11-20' })), ['/minutes day'])
  assert.deepEqual(errorsOf(await logs(mia, 'copy', { on: '2026-11-18', minutes: 1441 })), ['/minutes too_big'])
  assert.deepEqual(errorsOf(await logs(mia, 'copy', { on: '2026-11-18', minutes: 0 })), ['/minutes too_small'])
})

test('many entries at once do not overfill a day', async () => {
  const { mia, max, db, organizationId } = await agency()
  const replies = await Promise.all(
    Array.from({ length: 16 }, (_, i) =>
      logs(i % 2 ? mia : max, i % 3 ? 'copy' : 'design', { personId: 'mia', minutes: 200 }),
    ),
  )
  assert.equal(replies.filter(({ status }) => status === 201).length, 7)
  assert.equal(replies.filter(({ status }) => status === 422).length, 9)
  const { rows } = await db.admin.query(
    'select sum(minutes)::int as minutes from time_entries where organization_id = $1',
    [organizationId],
  )
  assert.deepEqual(rows, [{ minutes: 1400 }])
})

test('there is no time on deleted tasks', async () => {
  const { max, mia } = await agency()
  await logs(mia, 'copy', { id: 'e1' })
  await max.delete('/v1/admin/projects/tasks/copy')
  for (const reply of [
    await logs(mia, 'copy'),
    await mia.get(timeOf('copy')),
    await mia.put(timeOf('copy', 'e1'), { minutes: 1 }),
    await max.delete(timeOf('copy', 'e1')),
  ])
    assert.equal(reply.body.code, 'task_not_found')
  assert.deepEqual(idsOf(await mia.get(MY_TIME)), [])
})

test('my time is mine, wherever it was spent', async () => {
  const { max, mia, ada } = await agency()
  await logs(mia, 'copy', { id: 'e1', on: '2026-11-18' })
  await logs(mia, 'design', { id: 'e2', on: '2026-11-19' })
  await logs(max, 'copy', { id: 'his' })
  await max.put('/v1/admin/projects/tasks/copy', { assigneeIds: [] })
  assert.deepEqual(idsOf(await mia.get(MY_TIME)), ['e2', 'e1'])
  assert.deepEqual(idsOf(await mia.get(`${MY_TIME}?from=2026-11-19`)), ['e2'])
  assert.deepEqual(idsOf(await mia.get(`${MY_TIME}?to=2026-11-18`)), ['e1'])
  const first = await mia.get(`${MY_TIME}?limit=1`)
  assert.deepEqual(idsOf(await mia.get(`${MY_TIME}?limit=1&cursor=${first.body.pagination.nextCursor}`)), ['e1'])
  assert.deepEqual(idsOf(await ada.get(MY_TIME)), [])
  assert.equal((await mia.get(`${MY_TIME}?personId=max`)).status, 400)
})

test('edits of different fields merge, edits of the same field are told', async () => {
  const { max, mia } = await agency()
  const etag = (await logs(mia, 'copy', { id: 'e1' })).headers.get('etag') ?? ''
  await max.put(timeOf('copy', 'e1'), { minutes: 30 })
  const merged = await mia.put(timeOf('copy', 'e1'), { note: 'Checked' }, { 'if-match': etag })
  assert.deepEqual([merged.body.minutes, merged.body.note, merged.body.version], [30, 'Checked', 3])
  const refused = await mia.put(timeOf('copy', 'e1'), { minutes: 40 }, { 'if-match': etag })
  assert.equal(refused.status, 412)
  assert.deepEqual(refused.body.fields, { minutes: 30 })
  assert.equal((await mia.delete(timeOf('copy', 'e1'), undefined, { 'if-match': etag })).status, 412)
})

test('an entry sent twice with one key is recorded once', async () => {
  const { mia } = await agency()
  const body = { on: '2026-11-20', minutes: 30 }
  const [one, two] = await Promise.all([1, 2].map(() => mia.post(timeOf('copy'), body, { 'idempotency-key': 'k' })))
  assert.deepEqual(one?.body, two?.body)
  assert.equal((await mia.get(MY_TIME)).body.pagination.total, 1)
  await logs(mia, 'copy', { id: 'taken' })
  assert.equal((await logs(mia, 'copy', { id: 'taken' })).body.code, 'already_exists')
})

test('fields nobody knows are refused by name', async () => {
  const { mia } = await agency()
  assert.deepEqual(errorsOf(await logs(mia, 'copy', { hours: 1 })), ['/hours unknown_field'])
  await logs(mia, 'copy', { id: 'e1' })
  assert.deepEqual(errorsOf(await mia.put(timeOf('copy', 'e1'), { minutes: 5, personId: 'max' })), [
    '/personId unknown_field',
  ])
  assert.equal((await logs(mia, 'banner', { hours: 1 })).status, 404)
})
