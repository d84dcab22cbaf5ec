// Projects and signals move by themselves when their time or their work says so, and not before.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { lookAround, settle } from '../../test/background.ts'

const statusOf = async ({ ada }: Agency, id: string) => (await ada.get(`/v1/admin/projects/${id}`)).body.status
const adds = async ({ ada }: Agency, projectId: string, task: object) =>
  (await ada.adds(projectId, { title: 'Work', ...task })).body
const change = ({ ada }: Agency, id: string, body: object) => ada.put(`/v1/admin/projects/${id}`, body)
const entriesOf = async ({ db, organizationId }: Agency, id: string, event: string) =>
  (
    await db.admin.query(
      `select actor_id, cause_id, changes from activity where organization_id = $1 and entity_id = $2 and event = $3 order by id`,
      [organizationId, id, event],
    )
  ).rows as { actor_id: string; cause_id: string | null; changes: Record<string, { from: unknown; to: unknown }> }[]
const moves = async (a: Agency, id: string) =>
  (await entriesOf(a, id, 'project.status_changed')).map(({ changes }) => changes.status?.to)

test('onboarding ends by itself with the last of what it required', async () => {
  const a = await agency()
  const [brief, access] = [await adds(a, 'ads', { stage: 'onboarding' }), await adds(a, 'ads', { stage: 'onboarding' })]
  await adds(a, 'ads', { stage: 'onboarding', required: false })
  await a.ada.completes(brief)
  await settle(a.organizationId)
  assert.equal(await statusOf(a, 'ads'), 'onboarding')
  await a.ada.moves(access, { status: 'cancelled' })
  await settle(a.organizationId)
  assert.equal(await statusOf(a, 'ads'), 'active')
  const [moved] = await entriesOf(a, 'ads', 'project.status_changed')
  assert.equal(moved?.actor_id, 'rule:start-active-work')
  const [, cancelled] = [
    ...(await entriesOf(a, brief.id, 'task.status_changed')),
    ...(await entriesOf(a, access.id, 'task.status_changed')),
  ]
  assert.ok(cancelled && moved?.cause_id, 'the move says what it follows from')
})

test('onboarding that required nothing, and drafts, and what is on hold or deleted, are left alone', async () => {
  const a = await agency()
  await a.ada.post('/v1/admin/projects', { id: 'draft', name: 'Draft', accountId: 'bakery', type: 'seo', draft: true })
  for (const id of ['draft', 'site']) {
    const task = await adds(a, id, { stage: 'onboarding' })
    if (id === 'site') await change(a, 'site', { status: 'on_hold', reason: 'Waiting' })
    await a.ada.completes(task)
  }
  await a.ada.completes(await adds(a, 'ads', { stage: 'production' }))
  await settle(a.organizationId)
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'draft'), 'draft')
  assert.equal(await statusOf(a, 'site'), 'on_hold')
  assert.equal(await statusOf(a, 'ads'), 'onboarding')
  await change(a, 'site', { status: 'onboarding' })
  await a.ada.delete('/v1/admin/projects/site', { reason: 'gone' })
  await lookAround(a.organizationId)
  const { rows } = await a.db.admin.query(`select status from projects where organization_id = $1 and id = 'site'`, [
    a.organizationId,
  ])
  assert.deepEqual(rows, [{ status: 'onboarding' }])
})

test('a project is completed a day after its required work ended, once, with the reason', async () => {
  const a = await agency()
  await change(a, 'ads', { status: 'active' })
  await adds(a, 'ads', { title: 'Nice to have', required: false })
  await a.ada.completes(a.banner)
  await settle(a.organizationId)
  a.clock.advance({ hours: 23 })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'ads'), 'active')
  a.clock.advance({ hours: 1, minutes: 1 })
  await Promise.all(Array.from({ length: 10 }, () => lookAround(a.organizationId)))
  const project = (await a.ada.get('/v1/admin/projects/ads')).body
  assert.deepEqual(
    [project.status, project.closeReason],
    ['completed', 'All that was required has ended, and no request is open.'],
  )
  assert.deepEqual(await moves(a, 'ads'), ['active', 'completed'])
})

test('a project with an open request, with nothing but cancelled work, or with work left is not completed', async () => {
  const a = await agency()
  await change(a, 'ads', { status: 'active' })
  await change(a, 'site', { status: 'active' })
  await a.ada.moves(a.banner, { status: 'cancelled' })
  await a.ada.completes(a.copy)
  await a.ada.completes(a.design)
  const asked = await a.ada.post('/v1/admin/projects/site/requests', {
    title: 'One more page',
    source: 'phone',
    body: 'Please',
    type: 'change',
    requester: { name: 'Rita', email: 'rita@bakery.example' },
  })
  assert.equal(asked.status, 201)
  a.clock.advance({ days: 3 })
  await lookAround(a.organizationId)
  assert.deepEqual([await statusOf(a, 'ads'), await statusOf(a, 'site')], ['active', 'active'])
  await a.ada.put(`/v1/admin/projects/requests/${asked.body.id}/process`, {
    resolutionStatus: 'declined',
    response: 'No',
    note: 'Not in scope',
  })
  const late = await adds(a, 'site', { title: 'Thought of later' })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'site'), 'active')
  await a.ada.completes(late)
  a.clock.advance({ days: 1, minutes: 1 })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'site'), 'completed')
})

test('what somebody reopens goes on until something ends in it anew', async () => {
  const a = await agency()
  await change(a, 'ads', { status: 'active' })
  await a.ada.completes(a.banner)
  a.clock.advance({ days: 2 })
  await lookAround(a.organizationId)
  await change(a, 'ads', { status: 'active', reason: 'The client wants more' })
  a.clock.advance({ days: 5 })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'ads'), 'active')
  await a.ada.completes(await adds(a, 'ads', {}))
  a.clock.advance({ days: 2 })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'ads'), 'completed')
})

test('what was on hold while its work was over is not completed the moment it goes on', async () => {
  const a = await agency()
  await change(a, 'ads', { status: 'active' })
  await a.ada.completes(a.banner)
  await change(a, 'ads', { status: 'on_hold', reason: 'Invoice' })
  a.clock.advance({ days: 5 })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'ads'), 'on_hold')
  await change(a, 'ads', { status: 'active' })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'ads'), 'active')
  a.clock.advance({ days: 1, minutes: 1 })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'ads'), 'completed')
})

test('a retainer is completed when every subscription of it has ended, whatever its tasks say', async () => {
  const a = await agency()
  await a.ada.post('/v1/admin/projects', {
    id: 'care',
    name: 'Care',
    accountId: 'bakery',
    type: 'seo',
    engagement: 'retainer',
  })
  await change(a, 'care', { status: 'active' })
  await a.ada.completes(await adds(a, 'care', {}))
  const subscribes = async (status: string) =>
    (
      await a.ada.post('/v1/admin/subscriptions', {
        accountId: 'bakery',
        projectId: 'care',
        productType: 'seo',
        productName: 'SEO',
        status,
        amountMinor: 10_000,
        currency: 'EUR',
        interval: 'month',
      })
    ).body
  a.clock.advance({ days: 2 })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'care'), 'active')
  const [one, two] = [await subscribes('active'), await subscribes('active')]
  await a.ada.put(`/v1/admin/subscriptions/${one.id}`, { status: 'canceled' })
  a.clock.advance({ days: 2 })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'care'), 'active')
  await a.ada.put(`/v1/admin/subscriptions/${two.id}`, { status: 'canceled' })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'care'), 'active')
  a.clock.advance({ days: 2 })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'care'), 'completed')
})

test('a held project goes back to where it was on its day, and stays where no day was said', async () => {
  const a = await agency()
  await change(a, 'ads', { status: 'active' })
  const midnight = new Date(a.clock.now().getTime() + 7 * 86_400_000).toISOString().slice(0, 10)
  await change(a, 'ads', { status: 'on_hold', reason: 'Budget', holdUntil: midnight })
  await change(a, 'site', { status: 'on_hold', reason: 'Waiting' })
  // In Berlin the day begins an hour before it does in London.
  const minutes = (Date.parse(`${midnight}T00:00:00Z`) - a.clock.now().getTime()) / 60_000
  a.clock.advance({ minutes: minutes - 61 })
  await lookAround(a.organizationId)
  assert.equal(await statusOf(a, 'ads'), 'on_hold')
  a.clock.advance({ minutes: 2 })
  await Promise.all(Array.from({ length: 10 }, () => lookAround(a.organizationId)))
  const project = (await a.ada.get('/v1/admin/projects/ads')).body
  assert.deepEqual([project.status, project.holdUntil], ['active', null])
  assert.deepEqual(await moves(a, 'ads'), ['active', 'on_hold', 'active'])
  assert.equal(await statusOf(a, 'site'), 'on_hold')
})

test('a snoozed signal wakes at its time, once, and who snoozed it longer is left alone', async () => {
  const a = await agency()
  const raised = async (title: string) => (await a.ada.post('/v1/admin/signals', { title, projectId: 'ads' })).body
  const [soon, later] = [await raised('Look at it'), await raised('Look later')]
  const snooze = (id: string, until: string) =>
    a.ada.put(`/v1/admin/signals/${id}/status`, { status: 'snoozed', snoozedUntil: until })
  const now = a.clock.now().getTime()
  await snooze(soon.id, new Date(now + 3_600_000).toISOString())
  await snooze(later.id, new Date(now + 5 * 86_400_000).toISOString())
  await lookAround(a.organizationId)
  a.clock.advance({ hours: 2 })
  // Seen as pending before anything was written, and the same after.
  assert.equal((await a.ada.get(`/v1/admin/signals/${soon.id}`)).body.status, 'pending')
  await Promise.all(Array.from({ length: 10 }, () => lookAround(a.organizationId)))
  const signal = (await a.ada.get(`/v1/admin/signals/${soon.id}`)).body
  assert.deepEqual([signal.status, signal.snoozedUntil, signal.version], ['pending', null, 3])
  const woke = await entriesOf(a, soon.id, 'signal.status_changed')
  assert.deepEqual(
    woke.map(({ changes, actor_id }) => [changes.status?.to, actor_id]),
    [
      ['snoozed', 'ada'],
      ['pending', 'rule:wake-snoozed-signals'],
    ],
  )
  assert.equal((await a.ada.get(`/v1/admin/signals/${later.id}`)).body.status, 'snoozed')
})
