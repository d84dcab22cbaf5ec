import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person } from '../../test/agency.ts'
import { hasDefaultTemplates } from '../../test/staffed.ts'
import { DEFAULT_TEMPLATES } from '../../domain/default-templates.ts'
import { PROJECT_TYPES } from '../../domain/project-types.ts'

const TEMPLATES = '/v1/admin/templates'
const idsOf = (page: { body: { data: { id: string }[] } }) => page.body.data.map(({ id }) => id)
const errorsOf = (reply: { body: { errors: { pointer: string; rule: string }[] } }) =>
  reply.body.errors.map(({ pointer, rule }) => `${pointer} ${rule}`)
const writes = (person: Person, id: string, more: object = {}) =>
  person.post(TEMPLATES, { id, name: `Template ${id}`, type: 'website', ...more })
const ONBOARDING = {
  stages: ['onboarding'],
  tasks: [{ key: 'brief', title: 'Brief', stage: 'onboarding', offsetDays: 0 }],
}

test('a project starts as its template says', async () => {
  const { ada } = await agency()
  const starts = async (more: object) =>
    (await ada.post('/v1/admin/projects', { name: 'New', accountId: 'bakery', type: 'website', ...more })).body
  await writes(ada, 'quick', { tasks: [{ key: 'go', title: 'Go', offsetDays: 0 }], engagement: 'retainer' })
  await writes(ada, 'thorough', { ...ONBOARDING, isDefault: true })
  const quick = await starts({ templateId: 'quick' })
  assert.deepEqual([quick.status, quick.templateId, quick.engagement], ['active', 'quick', 'retainer'])
  const standard = await starts({})
  assert.deepEqual([standard.status, standard.templateId], ['onboarding', 'thorough'])
})

test('a deleted template is gone for new projects, and old ones still name it', async () => {
  const { ada, db, organizationId } = await agency()
  await writes(ada, 'old', { isDefault: true })
  const project = (
    await ada.post('/v1/admin/projects', { id: 'made', name: 'Made', accountId: 'bakery', type: 'website' })
  ).body
  assert.equal(project.templateId, 'old')
  const etag = (await ada.get(`${TEMPLATES}/old`)).headers.get('etag') ?? ''
  await ada.put(`${TEMPLATES}/old`, { name: 'Renamed' })
  assert.equal((await ada.delete(`${TEMPLATES}/old`, undefined, { 'if-match': etag })).status, 412)
  const deleted = await ada.delete(`${TEMPLATES}/old`)
  assert.deepEqual([deleted.status, deleted.body.id], [200, 'old'])
  for (const gone of [
    await ada.get(`${TEMPLATES}/old`),
    await ada.put(`${TEMPLATES}/old`, { name: 'X' }),
    await ada.delete(`${TEMPLATES}/old`),
  ])
    assert.equal(gone.body.code, 'template_not_found')
  assert.deepEqual(idsOf(await ada.get(TEMPLATES)), [])
  assert.equal((await ada.get('/v1/admin/projects/made')).body.templateId, 'old')
  const next = { name: 'Next', accountId: 'bakery', type: 'website' }
  assert.deepEqual(errorsOf(await ada.post('/v1/admin/projects', { ...next, templateId: 'old' })), [
    '/templateId reference',
  ])
  assert.equal((await ada.post('/v1/admin/projects', next)).body.templateId, null)
  const { rows } = await db.admin.query(
    `select version from activity where organization_id = $1 and event = 'template.deleted'`,
    [organizationId],
  )
  assert.deepEqual(rows, [{ version: 3 }])
})

test('a new agency has a template for each type of project', async () => {
  const house = await agency()
  const { ada } = house
  await hasDefaultTemplates(house)
  const { data } = (await ada.get(`${TEMPLATES}?isDefault=true&limit=100`)).body
  assert.deepEqual(
    data.map(({ type }: { type: string }) => type).toSorted(),
    PROJECT_TYPES.filter((type) => type !== 'custom').toSorted(),
  )
  assert.equal(data.length, DEFAULT_TEMPLATES.length)
  for (const { tasks, stages } of data) {
    assert.ok(tasks.length >= 6 && tasks.length <= 16)
    assert.equal(stages[0], 'onboarding')
  }
  const started = await ada.post('/v1/admin/projects', { name: 'Shop', accountId: 'bakery', type: 'seo' })
  assert.deepEqual([started.body.status, started.body.engagement], ['onboarding', 'retainer'])
})
