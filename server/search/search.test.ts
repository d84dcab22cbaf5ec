import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'

const ASKED = { type: 'change', source: 'phone', requester: { name: 'Berta' } }

test('a search finds a few of each kind, as far as the rights of who searches reach', async () => {
  const { ada, max, tess, amy, mia, una, olga } = await agency()
  await max.post('/v1/admin/projects/site/requests', { ...ASKED, id: 'logo', title: 'A new visual for the bakery' })
  const found = async (person: typeof ada, q: string) => {
    const { status, body } = await person.get(`/v1/admin/search?q=${encodeURIComponent(q)}`)
    assert.equal(status, 200, JSON.stringify(body))
    return Object.entries(body as Record<string, { id: string }[]>).flatMap(([kind, rows]) =>
      rows.map(({ id }) => `${kind}:${id}`),
    )
  }
  assert.deepEqual(await found(ada, 'visual'), ['tasks:design', 'requests:logo'])
  assert.deepEqual(await found(max, 'visual'), ['tasks:design', 'requests:logo'])
  assert.deepEqual(await found(tess, 'visual'), ['tasks:design'])
  assert.deepEqual(await found(amy, 'visual'), ['requests:logo'])
  assert.deepEqual(await found(mia, 'visual'), ['tasks:design'])
  assert.deepEqual(await found(mia, 'banner'), [])
  for (const elsewhere of [una, olga]) assert.deepEqual(await found(elsewhere, 'visual'), [])
  assert.deepEqual(await found(ada, 'web re'), ['projects:site'])
  assert.deepEqual(await found(amy, 'blueb bak'), ['accounts:bakery'])
  assert.deepEqual(await found(tess, 'mia'), ['people:mia'])
  assert.deepEqual([await found(amy, 'mia'), await found(mia, 'mia'), await found(mia, 'web')], [[], [], []])
  assert.deepEqual(await found(ada, '\u{1F600} !'), [])
})

test('what is open is found before what is closed', async () => {
  const { ada } = await agency()
  for (const id of ['one', 'two', 'three'])
    await ada.post('/v1/admin/projects', { id, name: `Shop ${id}`, accountId: 'bakery', type: 'seo' })
  await ada.put('/v1/admin/projects/three', { status: 'cancelled', reason: 'no budget' })
  const { projects } = (await ada.get('/v1/admin/search?q=shop')).body
  assert.deepEqual(
    (projects as { id: string }[]).map(({ id }) => id),
    ['two', 'one', 'three'],
  )
})

test('a word that more tasks have than are looked at finds what is new and what is one’s own', async () => {
  const { db, organizationId, ada, max, mia } = await agency()
  await db.admin.query(
    `insert into tasks (organization_id, id, project_id, title, priority, created_at, updated_at)
     select $1, 'common-' || n, 'ads', 'Common work', 'low', p.created_at, p.created_at
     from projects p, generate_series(1, 1500) n where p.organization_id = $1 and p.id = 'ads'`,
    [organizationId],
  )
  await max.adds('site', { id: 'hers', title: 'Common work of hers', assigneeIds: ['mia'] })
  const found = async (person: typeof ada) =>
    (await person.get('/v1/admin/search?q=common')).body.tasks.map(({ id }: { id: string }) => id) as string[]
  assert.deepEqual([(await found(ada)).length, (await found(ada))[0]], [6, 'hers'])
  assert.deepEqual([await found(max), await found(mia)], [['hers'], ['hers']])
})
