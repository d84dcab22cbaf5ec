// What happened is told page by page, each entry a sentence with its cause, and nobody is told of what they may not see.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVENTS } from '../domain/events.ts'
import { hasSentence, sentenceOf } from '../domain/activity-sentences.ts'
import { placeEntries } from '../server/activity/place-entries.ts'
import { agency, type Agency } from './agency.ts'

const OF_SITE = '/v1/admin/projects/site/activity'
interface Told {
  id: string
  seq: number | null
  event: string
  sentence: string
  cause: { id: string; sentence: string } | null
  entity: { type: string; id: string; name: string | null }
}
const sentences = (body: { data: Told[] }) => body.data.map(({ sentence }) => sentence)

test('a project’s activity is a list of sentences, the newest first, with names as they are now', async () => {
  const { max, mia, db } = await agency()
  await max.put('/v1/admin/projects/tasks/copy/status', { status: 'in_progress' })
  await max.put('/v1/admin/projects/tasks/copy/status', { status: 'completed' })
  await max.put('/v1/admin/projects/tasks/copy', { title: 'Words', priority: 'high' })
  await placeEntries(db.worker)
  const { status, body } = await max.get(`${OF_SITE}?event=task.updated,task.status_changed&limit=3`)
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(sentences(body), [
    'Max changed title and priority of Words',
    'Max moved Words from In progress to Completed',
    'Max moved Words from To do to In progress',
  ])
  assert.ok(body.data.every(({ seq }: Told) => (seq ?? 0) > 0))
  const one = await max.get(`/v1/admin/activity/${body.data[1].id}`)
  assert.deepEqual(one.body, body.data[1])
  assert.equal((await mia.get(OF_SITE)).status, 403)
})

test('an entry that follows from another names it, where one may see it', async () => {
  const { max } = await agency()
  await max.put('/v1/admin/projects/tasks/copy', { startOn: '2026-11-30', durationDays: 3, estimateMinutes: 60 })
  await max.put('/v1/admin/projects/tasks/copy', { startOn: '2026-12-07' })
  const { body } = await max.get(`${OF_SITE}?event=task.dates_moved&limit=100`)
  const followed = body.data.filter(({ cause }: Told) => cause !== null)
  assert.ok(followed.length > 0)
  assert.match(followed[0].cause.sentence, /^Max changed .* of Copywriting$/)
  assert.equal((await max.get(`/v1/admin/activity/${followed[0].cause.id}`)).body.sentence, followed[0].cause.sentence)
})

test('it is narrowed by event, actor, kind and time, and walked to its end, each entry once', async () => {
  const { max, ada, clock } = await agency()
  const early = (await max.get(`${OF_SITE}?limit=100`)).body.data
  clock.advance({ minutes: 10 })
  const from = clock.now().toISOString()
  await max.put('/v1/admin/projects/tasks/design', { title: 'Pictures' })
  const since = (await max.get(`${OF_SITE}?at[gte]=${from}`)).body
  assert.deepEqual(sentences(since), ['Max changed title of Pictures'])
  const before = (await max.get(`${OF_SITE}?limit=100&at[lte]=${from}`)).body.data
  assert.deepEqual(
    before.map(({ id }: Told) => id),
    early.map(({ id }: Told) => id),
  )
  const byAda = (await max.get(`${OF_SITE}?actorId=ada&limit=100`)).body
  assert.ok(byAda.data.length > 0 && sentences(byAda).every((said) => said.startsWith('Ada')))
  const walked: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { body: { data: Told[]; pagination: { nextCursor: string | null } } } = await ada.get(
      `${OF_SITE}?limit=2${cursor && `&cursor=${cursor}`}`,
    )
    walked.push(...page.body.data.map(({ id }) => id))
    cursor = page.body.pagination.nextCursor
  }
  assert.deepEqual(new Set(walked), new Set([...early.map(({ id }: Told) => id), since.data[0].id]))
  assert.equal(walked.length, early.length + 1)
  const backwards = (await ada.get(`${OF_SITE}?limit=100&sort=at`)).body.data
  assert.deepEqual(
    backwards.map(({ id }: Told) => id),
    walked.toReversed(),
  )
})

/** Of each kind something that a manager may see, and something that is for others. */
async function eventful({ ada, max }: Agency): Promise<void> {
  const subscription = {
    accountId: 'bakery',
    projectId: 'site',
    productType: 'seo',
    productName: 'Secret care',
    status: 'active',
    amountMinor: 990_00,
  }
  const bought = await ada.post('/v1/admin/subscriptions', {
    ...subscription,
    interval: 'month',
    currentPeriodStart: '2026-11-01T00:00:00Z',
  })
  assert.equal(bought.status, 201)
  await max.post('/v1/admin/projects/site/baselines', { name: 'As planned' })
  await ada.put('/v1/admin/projects/tasks/banner', { title: 'Secret banner' })
}

test('a manager sees of their projects what they may see there, and of others nothing; an administrator sees all', async () => {
  const house = await agency()
  const { ada, max, una, olga, amy } = house
  await eventful(house)
  const theirs = (await max.get(`${OF_SITE}?limit=100`)).body
  assert.ok(!JSON.stringify(theirs).includes('Secret'))
  assert.ok(theirs.data.some(({ entity }: Told) => entity.type === 'task'))
  const all = (await ada.get(`${OF_SITE}?limit=100`)).body
  assert.ok(sentences(all).includes('Ada created Secret care'))
  const hidden = all.data.find(({ entity }: Told) => entity.type === 'subscription')
  for (const person of [max, una, olga]) {
    const { status, body } = await person.get(`/v1/admin/activity/${hidden.id}`)
    assert.deepEqual([status, body.code], [404, 'activity_not_found'])
  }
  assert.equal((await una.get(OF_SITE)).status, 404)
  for (const person of [max, amy]) assert.equal((await person.get('/v1/admin/activity')).status, 403)
  const audit = (await ada.get('/v1/admin/activity?limit=100')).body
  assert.ok(sentences(audit).includes('Ada changed title of Secret banner'))
  assert.ok(!JSON.stringify((await olga.get('/v1/admin/activity?limit=100')).body).includes('Secret'))
  const ofAds = (await ada.get('/v1/admin/activity?projectId=ads&limit=100')).body
  assert.ok(ofAds.data.length > 0 && ofAds.data.every(({ projectId }: { projectId: string }) => projectId === 'ads'))
})

test('of a deleted project the administrators read in the audit what happened; its manager no more', async () => {
  const { ada, max } = await agency()
  await max.put('/v1/admin/projects/tasks/copy', { title: 'Last words' })
  const before = (await max.get(`${OF_SITE}?event=task.updated`)).body
  assert.deepEqual(sentences(before), ['Max changed title of Last words'])
  await ada.delete('/v1/admin/projects/site', { reason: 'They left us' })
  for (const person of [ada, max]) assert.equal((await person.get(OF_SITE)).body.code, 'project_not_found')
  const told = (await ada.get('/v1/admin/activity?projectId=site&limit=100')).body.data as Told[]
  assert.equal(told[0]?.event, 'project.deleted')
  const [title] = before.data
  assert.ok(told.some(({ id }) => id === title.id))
  assert.equal((await ada.get(`/v1/admin/activity/${title.id}`)).status, 200)
  assert.equal((await max.get(`/v1/admin/activity/${title.id}`)).body.code, 'activity_not_found')
})

test('every event there is has a sentence', () => {
  assert.deepEqual(
    EVENTS.filter((event) => !hasSentence(event)),
    [],
  )
})

test('the sentence of an event that nobody worded says at least what it is', () => {
  const happened = { event: 'task.painted_red', entityType: 'task', who: 'Max', name: null, changes: {} }
  assert.equal(sentenceOf(happened), 'Max: painted red, a task')
})
