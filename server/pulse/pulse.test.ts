// Health over HTTP: it adds up, it explains itself, it is kept day by day, and says what would lift it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MetricReading, ProjectPulse } from '../../domain/pulse.ts'
import { addCommunication } from '../communications/add-communication.ts'
import { loadActor } from '../access/actor.ts'
import { transaction } from '../platform/transaction.ts'
import { agency, type Agency } from '../../test/agency.ts'
import { recomputeProjects } from './recompute-pulse.ts'

const PULSE = '/v1/admin/projects/site/pulse'

const metric = (pulse: ProjectPulse, name: string): MetricReading => {
  const found = pulse.metrics.find((each) => each.metric === name)
  assert.ok(found, name)
  return found
}
const total = ({ metrics, cap }: ProjectPulse) =>
  metrics.reduce((sum, { contribution }) => sum + contribution, cap?.contribution ?? 0)

/** Something said in a project, this long ago. */
async function said(house: Agency, direction: 'incoming' | 'outgoing' | 'internal', daysAgo = 0): Promise<string> {
  const { db, organizationId, clock } = house
  const actor = await loadActor(db.app, organizationId, 'max')
  const now = new Date(clock.now().getTime() - daysAgo * 24 * 3_600_000)
  const context = { actor, permission: 'communication.write', scopes: ['organization'], now } as const
  const site = { projectId: 'site', accountId: 'bakery', thread: { type: 'project', id: 'site' } } as const
  const { id } = await transaction(db.app, context, (tx) =>
    addCommunication(tx, { ...site, direction, channel: 'email', body: 'Words' }),
  )
  return id
}

/** The civil date so many days from now. */
const day = ({ clock }: Agency, n: number) =>
  new Date(clock.now().getTime() + n * 24 * 3_600_000).toISOString().slice(0, 10)
/** The task lies by hand on these days from now. */
const lies = (house: Agency, id: string, from: number, to: number) =>
  house.max.put(`/v1/admin/projects/tasks/${id}`, {
    scheduling: 'manual',
    startOn: day(house, from),
    dueOn: day(house, to),
  })

const recompute = ({ db, organizationId, clock }: Agency, ids = ['site', 'ads']) =>
  recomputeProjects(db.app, { organizationId, timezone: 'Europe/Berlin' }, ids, clock.now())

test('of a project about which little is known there is no score, and each metric says why', async () => {
  const { ada } = await agency()
  const { body } = await ada.get<ProjectPulse>('/v1/admin/projects/ads/pulse')
  assert.deepEqual([body.score, body.band, body.cap, body.lifts], [null, 'unknown', null, []])
  assert.equal(total(body), 0)
  for (const { metric: name, value, reason } of body.metrics)
    assert.ok(reason.length > 10 && (value === null || name === 'progress'), name)
})

test('late work and an unanswered client each take their part, and the parts are the score', async () => {
  const house = await agency()
  const { max, clock } = house
  await lies(house, 'copy', -13, -9)
  await said(house, 'outgoing', 20)
  const asked = await said(house, 'incoming', 12)
  clock.advance({ days: 1 })
  const { body, status } = await max.get<ProjectPulse>(PULSE)
  assert.equal(status, 200)
  assert.equal(total(body), body.score)
  const [schedule, responsiveness] = [metric(body, 'schedule'), metric(body, 'responsiveness')]
  assert.equal(schedule.value, 0)
  assert.deepEqual(schedule.evidence.overdueTaskIds, ['copy', 'design'])
  assert.match(responsiveness.reason, /has waited \d+ working hours/)
  assert.equal(metric(body, 'communication').evidence.communicationId, asked)
  assert.equal(body.band, 'at_risk')
})

test('what would lift it is promised to the point, and a preview does it and takes it back', async () => {
  const house = await agency()
  const { max, clock } = house
  await lies(house, 'copy', -13, -9)
  await said(house, 'incoming', 25)
  clock.advance({ minutes: 1 })
  const { body } = await max.get<ProjectPulse>(PULSE)
  assert.deepEqual(body.lifts.map(({ action }) => action.kind).toSorted(), ['answer', 'complete_task'])
  for (const { action, score, change } of body.lifts) {
    const preview = await max.post(`${PULSE}/preview`, { actions: [action] })
    assert.deepEqual([preview.body.from, preview.body.score, preview.body.change], [score.from, score.to, change])
  }
  const after = await max.get<ProjectPulse>(PULSE)
  assert.equal(after.body.score, body.score)
  assert.equal((await max.get('/v1/admin/projects/tasks/copy')).body.status, 'pending')
  const first = body.lifts.find(({ action }) => action.kind === 'complete_task')
  assert.ok(first)
  await max.completes({ id: 'copy' })
  assert.equal((await max.get<ProjectPulse>(PULSE)).body.score, first.score.to)
})

test('a task that waits for another is not promised', async () => {
  const house = await agency()
  const { max } = house
  for (const id of ['copy', 'design']) await lies(house, id, -20, -16)
  const { body } = await max.get<ProjectPulse>(PULSE)
  assert.deepEqual(
    body.lifts.flatMap(({ action }) => (action.kind === 'complete_task' ? action.taskId : [])),
    ['copy'],
  )
})

test('what is recorded by hand is in the series for good, and only satisfaction counts', async () => {
  const { max, ada, clock } = await agency()
  const before = (await max.get<ProjectPulse>(PULSE)).body
  const body = {
    metrics: [
      { metric: 'client_satisfaction', value: 40 },
      { metric: 'schedule', value: 3, note: 'A guess' },
    ],
  }
  const { status, body: after } = await max.put<ProjectPulse>(PULSE, body)
  assert.equal(status, 200)
  assert.equal(metric(after, 'client_satisfaction').value, 40)
  assert.equal(metric(after, 'schedule').value, metric(before, 'schedule').value)
  clock.advance({ minutes: 1 })
  const { series } = (await ada.get<ProjectPulse>(`${PULSE}?metrics=schedule`)).body
  assert.deepEqual(
    series.map(({ metric: name, points }) => [name, points.map(({ value, source }) => [value, source])]),
    [['schedule', [[3, 'manual']]]],
  )
  clock.advance({ days: 91 })
  assert.equal(metric((await max.get<ProjectPulse>(PULSE)).body, 'client_satisfaction').value, null)
})

test('what is not yet, or was before the project’s first day, is not recorded', async () => {
  const { max } = await agency()
  await max.put('/v1/admin/projects/site', { startOn: '2026-11-16' })
  for (const [recordedAt, refused] of [
    ['2028-01-01T00:00:00Z', '/recordedAt future'],
    ['2026-11-15T23:59:59+01:00', '/recordedAt before_project'],
    ['2026-11-16T00:00:00+01:00', undefined],
  ]) {
    const { body } = await max.put(PULSE, { metrics: [{ metric: 'client_satisfaction', value: 40 }], recordedAt })
    assert.equal(body.errors && `${body.errors[0].pointer} ${body.errors[0].rule}`, refused)
  }
})

test('each day keeps its last score, and shows it as of that day or a later one without', async () => {
  const house = await agency()
  const { ada, clock } = house
  await lies(house, 'copy', 1, 2)
  await said(house, 'outgoing')
  clock.advance({ minutes: 1 })
  await recompute(house)
  const now = (await ada.get<ProjectPulse>(PULSE)).body
  clock.advance({ days: 3 })
  await recompute(house)
  const later = (await ada.get<ProjectPulse>(PULSE)).body
  assert.notEqual(later.score, now.score)
  for (const asOf of [day(house, -3), day(house, -1)]) {
    const { body } = await ada.get<ProjectPulse>(`${PULSE}?asOf=${asOf}`)
    assert.deepEqual([body.score, body.band, body.metrics], [now.score, now.band, now.metrics])
  }
  assert.equal((await ada.get<ProjectPulse>(`${PULSE}?asOf=${day(house, 0)}`)).body.score, later.score)
  const none = (await ada.get<ProjectPulse>(`${PULSE}?asOf=${day(house, -4)}`)).body
  assert.deepEqual([none.score, none.band, none.computedAt], [null, 'unknown', null])
  const score = later.series.find(({ metric: name }) => name === 'score')
  assert.deepEqual(
    score?.points.map(({ value }) => value),
    [now.score, later.score],
  )
  const listed = (await ada.get('/v1/admin/projects?q=redesign')).body.data[0]
  assert.deepEqual(listed.health.score, later.score)
  assert.equal(listed.version, house.site.version)
})

test('that the band changed is recorded once, by the rule', async () => {
  const house = await agency()
  const { db, organizationId } = house
  await lies(house, 'copy', -20, -16)
  for (let n = 0; n < 2; n++) await recompute(house)
  const { rows } = await db.admin.query(
    `select actor_id, changes from activity where organization_id = $1 and event = 'project.health_changed'`,
    [organizationId],
  )
  assert.deepEqual(
    rows.map(({ actor_id, changes }) => [actor_id, changes.band]),
    [['rule:pulse', { from: 'unknown', to: 'at_risk' }]],
  )
})

test('a query that makes no sense is told so', async () => {
  const { ada } = await agency()
  for (const query of ['from=2026-02-01&to=2026-01-01', 'from=2020-01-01', 'asOf=2030-01-01', 'metrics=mood', 'asOf=x'])
    assert.equal((await ada.get(`${PULSE}?${query}`)).status, 400, query)
})

test('a preview of what can not be done, or is another project’s, says so', async () => {
  const { max, ada } = await agency()
  const preview = (action: object) => max.post(`${PULSE}/preview`, { actions: [action] })
  const thread = (type: string, id: string) => preview({ kind: 'answer', thread: { type, id } })
  assert.equal((await preview({ kind: 'complete_task', taskId: 'design' })).body.code, 'invalid_transition')
  assert.equal((await preview({ kind: 'complete_task', taskId: 'banner' })).body.code, 'task_not_found')
  assert.equal((await preview({ kind: 'release_booking', allocationId: 'none' })).body.code, 'allocation_not_found')
  for (const [type, id] of [
    ['project', 'ads'],
    ['project', 'site'],
    ['request', 'none'],
  ] as const)
    assert.equal((await thread(type, id)).body.errors[0].pointer, '/actions/0/thread')
  const foreign = await ada.post(`${PULSE}/preview`, { actions: [{ kind: 'complete_task', taskId: 'banner' }] })
  assert.equal(foreign.body.errors[0].pointer, '/actions/0/taskId')
})

test('a task whose completion would move somebody’s booking is not promised: what that fills is not known', async () => {
  const house = await agency()
  const { max } = house
  await lies(house, 'copy', -6, -4)
  const lifts = async () => {
    const { body } = await max.get<ProjectPulse>(PULSE)
    return body.lifts.flatMap(({ action }) => (action.kind === 'complete_task' ? action.taskId : []))
  }
  assert.deepEqual(await lifts(), ['copy'])
  const design = (await max.get('/v1/admin/projects/tasks/design')).body
  const { startOn, dueOn } = design
  const create = [{ personId: 'mia', taskId: 'design', startOn, endOn: dueOn, minutesPerDay: 60 }]
  assert.equal((await max.put('/v1/admin/projects/site/schedule', { allocations: { create } })).status, 200)
  assert.deepEqual(await lifts(), [])
})

test('the health of a project with a hundred of everything is asked for like that of one with one', async () => {
  const house = await agency()
  const { ada, db, organizationId } = house
  const count = async () => {
    const before = db.app.statementCount()
    assert.equal((await ada.get(PULSE)).status, 200)
    return db.app.statementCount() - before
  }
  await said(house, 'incoming')
  const few = await count()
  for (const [table, columns, others] of [
    [
      'communications',
      'id',
      'project_id, account_id, thread_type, thread_id, direction, channel, visibility, author_type, author_id, author_name, body, said_at, created_at',
    ],
    ['tasks', 'id', 'project_id, title, priority, due_on, created_at, updated_at'],
  ])
    await db.admin.query(
      `insert into ${table} (organization_id, ${columns}, ${others}) select organization_id, id || n, ${others}
       from ${table}, generate_series(1, 100) n where organization_id = $1 and project_id = 'site'`,
      [organizationId],
    )
  assert.equal(await count(), few)
})
