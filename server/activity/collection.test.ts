import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency, type Person } from '../../test/agency.ts'
import { COLLECTIONS } from './collection-queries.ts'

const path = (name: string) => `/v1/admin/collections/${encodeURIComponent(name)}`
const NAMES = Object.keys(COLLECTIONS)

/** Something in every collection, for both organisations. */
async function filled(): Promise<Agency> {
  const house = await agency()
  const { db, ada, olga, organizationId } = house
  await olga.post('/v1/admin/projects', { id: 'theirs', name: 'Theirs', accountId: 'bakery', type: 'seo' })
  await olga.adds('theirs', { id: 'their-task', title: 'Theirs' })
  for (const [person, project] of [
    [ada, 'site'],
    [olga, 'theirs'],
  ] as [Person, string][]) {
    await person.post('/v1/admin/subscriptions', {
      accountId: 'bakery',
      projectId: project,
      productType: 'seo',
      productName: 'Care',
      status: 'active',
      amountMinor: 1200,
      interval: 'year',
      currentPeriodStart: '2026-11-01T00:00:00Z',
    })
    const signal = await person.post('/v1/admin/signals', { projectId: project, title: 'Look' })
    await person.post(`/v1/admin/signals/${signal.body.id}/communications`, { body: 'A word' })
    const organization = person === ada ? organizationId : olga.organizationId
    await db.admin.query(
      `insert into pulse_metrics (organization_id, id, project_id, metric, value, source, recorded_at, actor_type, actor_id, created_at)
       values ($1, 'manual', $2, 'budget', 40, 'manual', now(), 'person', 'ada', now())`,
      [organization, project],
    )
    await db.admin.query(
      `insert into pulse_days (organization_id, project_id, "on", score, band, metrics, inputs, formula, computed_at)
       values ($1, $2, '2026-11-20', 61, 'watch', '[{"metric":"schedule","value":61},{"metric":"budget","value":null}]', '{}', 1, now())`,
      [organization, project],
    )
  }
  return house
}

test('each of the five collections is read by its name, in the words of the API', async () => {
  const { ada } = await filled()
  for (const name of NAMES) {
    const { status, body } = await ada.get(path(name))
    assert.equal(status, 200, JSON.stringify(body))
    assert.ok(body.data.length > 0, name)
    for (const row of body.data) {
      assert.deepEqual(Object.keys(row), COLLECTIONS[name])
      for (const [field, value] of Object.entries(row))
        if (/^at$|At$|PeriodStart$/.test(field) && value !== null) assert.match(value as string, /^\d{4}-.*\.\d{3}Z$/)
    }
  }
  const [subscription] = (await ada.get(path('_store.subscriptions'))).body.data
  assert.deepEqual(
    [subscription.monthlyValueMinor, subscription.projectId, subscription.currentPeriodStart],
    [100, 'site', '2026-11-01T00:00:00.000Z'],
  )
  assert.deepEqual(
    (await ada.get(path('_projects-pulse'))).body.data.map((row: Record<string, unknown>) => [
      row.id,
      row.value,
      row.source,
    ]),
    [
      ['manual', 40, 'manual'],
      ['site:2026-11-20:schedule', 61, 'computed'],
    ],
  )
})

test('a collection is walked to its end, each row once', async () => {
  const { ada } = await filled()
  for (const name of NAMES) {
    const { data, pagination } = (await ada.get(`${path(name)}?limit=100`)).body
    assert.equal(pagination.total, data.length)
    const walked: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { body: { data: { id: string }[]; pagination: { nextCursor: string | null } } } = await ada.get(
        `${path(name)}?limit=1${cursor && `&cursor=${cursor}`}`,
      )
      walked.push(...page.body.data.map(({ id }) => id))
      cursor = page.body.pagination.nextCursor
    }
    assert.deepEqual(
      walked,
      data.map(({ id }: { id: string }) => id),
      name,
    )
    const back = (await ada.get(`${path(name)}?limit=100&sort=-id`)).body.data
    assert.deepEqual(back, data.toReversed())
  }
})

test('a collection shows the caller’s organisation and no other, in the API and in the database', async () => {
  const { ada, olga, db, organizationId } = await filled()
  for (const name of NAMES) {
    const [ours, theirs] = await Promise.all(
      [ada, olga].map(async (who) => (await who.get(`${path(name)}?limit=100`)).body.data),
    )
    const both = (rows: Record<string, unknown>[]) => JSON.stringify(rows)
    assert.ok(!both(ours).includes('their') && !both(theirs).includes('site'), name)
    const seen = await db.admin.query(
      `begin; set local role operations_app; set local app.organization = '${organizationId}'; select distinct organization_id from "${name}"; commit`,
    )
    const rows = (seen as unknown as { rows: { organization_id: string }[] }[])[3]?.rows
    assert.deepEqual(rows, [{ organization_id: organizationId }], name)
  }
})

test('what is in a deleted project is in no collection; the record of it stays', async () => {
  const { ada } = await filled()
  await ada.delete('/v1/admin/projects/site', { reason: 'gone' })
  for (const name of ['_projects-tasks', '_projects-pulse', '_communications']) {
    const { data } = (await ada.get(path(name))).body
    assert.ok(!data.some((row: { projectId: string }) => row.projectId === 'site'), name)
  }
  assert.equal((await ada.get(path('_store.subscriptions'))).body.data[0].projectId, null)
  const events = (await ada.get(`${path('_activity')}?limit=100`)).body.data.map(
    ({ event }: { event: string }) => event,
  )
  assert.ok(events.includes('project.deleted'))
})

test('a collection that nobody named is not found, and only a Project Admin reads one', async () => {
  const { ada, max, amy, nobody } = await agency()
  for (const name of [
    'tasks',
    'people',
    'sessions',
    '_projects',
    'constructor',
    '__proto__',
    'x"; drop table tasks; --',
  ]) {
    const { status, body } = await ada.get(path(name))
    assert.deepEqual([status, body.code], [404, 'collection_not_found'], name)
  }
  assert.equal((await max.get(path('_activity'))).status, 403)
  assert.equal((await amy.get(path('_activity'))).status, 403)
  assert.equal((await nobody.get(path('_activity'))).status, 401)
  assert.equal((await ada.get(`${path('_activity')}?sort=event`)).status, 400)
})
