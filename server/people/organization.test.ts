import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { agency, itself, theHouse } from '../../test/agency.ts'
import { DEFAULT_WORK_WEEK, type NewOrganization } from '../../domain/organization.ts'
import type { Problem } from '../../domain/problems.ts'
import { transaction } from '../platform/transaction.ts'
import { createOrganization, foundingContext } from './organization-operations.ts'
import { getSettings } from './organization-queries.ts'

const SETTINGS = '/v1/admin/settings'
const pointersOf = (reply: { body: { errors: { pointer: string }[] } }) =>
  reply.body.errors.map(({ pointer }) => pointer)
const week = (monday: unknown) => ({ ...DEFAULT_WORK_WEEK, mon: monday })

test('the settings are read by those who plan and changed by Project Admins', async () => {
  const { ada, max, amy, mia, nobody, organizationId } = await agency()
  const read = await max.get(SETTINGS)
  const { createdAt: _, updatedAt: __, ...settings } = read.body
  assert.deepEqual(settings, {
    id: organizationId,
    name: organizationId,
    timezone: 'Europe/Berlin',
    locale: 'en-GB',
    currency: 'EUR',
    workWeek: DEFAULT_WORK_WEEK,
    projectTypes: [],
    capacitySoftLimitPercent: 80,
    activityRetentionMonths: null,
    version: 1,
  })
  assert.deepEqual(Object.keys(read.body.workWeek), ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
  for (const person of [amy, mia]) assert.equal((await person.get(SETTINGS)).status, 403)
  assert.equal((await max.put(SETTINGS, { name: 'Mine' })).status, 403)
  assert.equal((await nobody.get(SETTINGS)).status, 401)
  const workWeek = week([
    { from: '08:00', to: '12:00' },
    { from: '12:00', to: '24:00' },
  ])
  const changed = await ada.put(SETTINGS, {
    name: 'Brightline',
    workWeek,
    capacitySoftLimitPercent: 90,
    activityRetentionMonths: null,
    projectTypes: ['podcast'],
  })
  assert.equal(changed.status, 200)
  assert.deepEqual(itself(changed.body), {
    ...read.body,
    name: 'Brightline',
    workWeek,
    capacitySoftLimitPercent: 90,
    activityRetentionMonths: null,
    projectTypes: ['podcast'],
    version: 2,
    updatedAt: changed.body.updatedAt,
  })
  assert.deepEqual((await ada.get(SETTINGS)).body, itself(changed.body))
  assert.equal((await ada.put(SETTINGS, { workWeek, projectTypes: ['podcast'] })).body.version, 2)
})

test('a change of settings is in the activity, and leaves other organisations alone', async () => {
  const { ada, olga, db, organizationId } = await agency()
  await ada.put(SETTINGS, { timezone: 'Asia/Tokyo' })
  assert.equal((await olga.get(SETTINGS)).body.timezone, 'Europe/Berlin')
  const { rows } = await db.admin.query(
    `select event, actor_id, version, changes from activity where organization_id = $1 and entity_type = 'organization'`,
    [organizationId],
  )
  assert.deepEqual(rows, [
    {
      event: 'organization.updated',
      actor_id: 'ada',
      version: 2,
      changes: { timezone: { from: 'Europe/Berlin', to: 'Asia/Tokyo' } },
    },
  ])
})

test('intervals of a day follow each other', async () => {
  const { ada } = await agency()
  for (const monday of [
    [
      { from: '09:00', to: '13:00' },
      { from: '12:00', to: '18:00' },
    ],
    [
      { from: '14:00', to: '18:00' },
      { from: '09:00', to: '13:00' },
    ],
    [{ from: '09:00', to: '09:00' }],
    [{ from: '18:00', to: '09:00' }],
  ]) {
    const refused = await ada.put(SETTINGS, { workWeek: week(monday) })
    assert.equal(refused.status, 422)
    assert.deepEqual(pointersOf(refused), ['/workWeek/mon'])
  }
  assert.deepEqual(
    pointersOf(await ada.put(SETTINGS, { workWeek: week([{ from: '9:00', to: '25:00' }]) })).slice(0, 2),
    ['/workWeek/mon/0/from', '/workWeek/mon/0/to'],
  )
  const idle = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
  assert.deepEqual(pointersOf(await ada.put(SETTINGS, { workWeek: idle })), ['/workWeek'])
  const { sun: _, ...sixDays } = DEFAULT_WORK_WEEK
  assert.deepEqual(pointersOf(await ada.put(SETTINGS, { workWeek: sixDays })), ['/workWeek/sun'])
})

test('fields nobody knows are refused by name', async () => {
  const { ada } = await agency()
  assert.deepEqual(pointersOf(await ada.put(SETTINGS, { name: 'X', colour: 'red', id: 'x' })), ['/colour', '/id'])
  assert.deepEqual(pointersOf(await ada.put(SETTINGS, { timezone: '+02:00' })), ['/timezone'])
  assert.deepEqual(pointersOf(await ada.put(SETTINGS, { currency: 'euro' })), ['/currency'])
  assert.deepEqual(pointersOf(await ada.put(SETTINGS, { projectTypes: ['seo'] })), ['/projectTypes'])
})

test('an added project type can be used, and stays while it is', async () => {
  const { ada } = await agency()
  const podcast = { id: 'show', name: 'The show', accountId: 'bakery', type: 'podcast' }
  assert.equal((await ada.post('/v1/admin/projects', podcast)).status, 422)
  await ada.put(SETTINGS, { projectTypes: ['podcast', 'events'] })
  assert.equal((await ada.post('/v1/admin/projects', podcast)).status, 201)
  assert.equal((await ada.put(SETTINGS, { projectTypes: ['podcast'] })).status, 200)
  const refused = await ada.put(SETTINGS, { projectTypes: [] })
  assert.equal(refused.status, 409)
  assert.deepEqual([refused.body.code, refused.body.projects, refused.body.templates], ['in_use', 1, 0])
})

test('projects keep the currency they were made with', async () => {
  const { ada } = await agency()
  await ada.put(SETTINGS, { currency: 'CHF' })
  assert.equal((await ada.get('/v1/admin/projects/site')).body.currency, 'EUR')
  const later = await ada.post('/v1/admin/projects', { name: 'Later', accountId: 'bakery', type: 'seo' })
  assert.equal(later.body.currency, 'CHF')
})

test('edits of different settings merge, edits of the same one are told', async () => {
  const { ada } = await agency()
  const etag = (await ada.get(SETTINGS)).headers.get('etag') ?? ''
  await ada.put(SETTINGS, { capacitySoftLimitPercent: 70 })
  assert.equal(
    (await ada.put(SETTINGS, { projectTypes: ['podcast'] }, { 'if-match': etag })).body.capacitySoftLimitPercent,
    70,
  )
  const refused = await ada.put(SETTINGS, { capacitySoftLimitPercent: 60 }, { 'if-match': etag })
  assert.equal(refused.status, 412)
  assert.deepEqual(refused.body.fields, { capacitySoftLimitPercent: 70 })
})

test('ten changes at once leave one unbroken history', async () => {
  const { ada, db, organizationId } = await agency()
  await Promise.all(Array.from({ length: 10 }, (_, i) => ada.put(SETTINGS, { name: `Name ${i}` })))
  const { rows } = await db.admin.query(
    `select changes -> 'name' as name from activity where organization_id = $1 and entity_type = 'organization' order by version`,
    [organizationId],
  )
  assert.equal(rows.length, 10)
  // Each starts from what the one before it left.
  for (const [i, { name }] of rows.entries()) assert.equal(name.from, i === 0 ? organizationId : rows[i - 1].name.to)
})

const fresh = (email: string): NewOrganization => ({
  name: 'Northwind',
  timezone: 'Europe/Oslo',
  currency: 'NOK',
  admin: { name: 'Nora North', email },
})

test('an organisation is founded by its first Project Admin', async () => {
  const { db, clock } = await theHouse()
  const input = fresh(`nora-${randomBytes(4).toString('hex')}@northwind.example`)
  const context = foundingContext(input, clock.tick())
  const founded = await transaction(db.app, context, (tx) => createOrganization(tx, input))
  assert.deepEqual(
    [founded.name, founded.workWeek, founded.capacitySoftLimitPercent],
    ['Northwind', DEFAULT_WORK_WEEK, 80],
  )
  const { rows: people } = await db.admin.query(
    'select id, name, email, roles, active from people where organization_id = $1',
    [founded.id],
  )
  assert.deepEqual(people, [
    { id: context.actor.id, name: 'Nora North', email: input.admin.email, roles: ['project_admin'], active: true },
  ])
  const { rows } = await db.admin.query(
    'select event, actor_id, entity_id from activity where organization_id = $1 order by id',
    [founded.id],
  )
  assert.deepEqual(rows, [
    { event: 'organization.created', actor_id: context.actor.id, entity_id: founded.id },
    { event: 'person.created', actor_id: context.actor.id, entity_id: context.actor.id },
  ])
})

test('an organisation whose id or address is taken is not founded at all', async () => {
  const { db, organizationId, ada, clock } = await agency()
  const found = (input: NewOrganization) =>
    transaction(db.app, foundingContext(input, clock.tick()), (tx) => createOrganization(tx, input))
  const taken = (pointer: string) => (error: Problem) =>
    error.code === 'already_exists' && error.extra.pointer === pointer
  await assert.rejects(found({ ...fresh('new@northwind.example'), id: organizationId }), taken('/id'))
  const id = `org-${randomBytes(4).toString('hex')}`
  await assert.rejects(found({ ...fresh(ada.email.toUpperCase()), id }), taken('/email'))
  const { rows } = await db.admin.query('select 1 from organizations where id = $1', [id])
  assert.deepEqual(rows, [])
  const elsewhere = { ...foundingContext(fresh('x@y.example'), clock.tick()) }
  await assert.rejects(
    transaction(db.app, elsewhere, (tx) => getSettings(tx)),
    { code: 'organization_not_found' },
  )
})
