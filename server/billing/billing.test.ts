import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settle } from '../../test/background.ts'
import { agency, type Agency } from '../../test/agency.ts'
import { projectPurge } from '../projects/project-purge.ts'

const ENTRIES = '/v1/admin/billing/entries'
const SITE = '/v1/admin/projects/site'

interface Entry {
  id: string
  kind: string
  amountMinor: number
  progress: number | null
}
const billed = async ({ ada }: Agency, filter = 'projectId=site') =>
  ((await ada.get(`${ENTRIES}?sort=postedAt&limit=100&${filter}`)).body.data as Entry[]).map(
    ({ kind, amountMinor, progress }) => (progress === null ? [kind, amountMinor] : [kind, amountMinor, progress]),
  )
/** A contract of 400.00 over four tasks of which none is done, in a project that is active. */
async function contracted(mode = 'fixed'): Promise<Agency> {
  const house = await agency()
  const { max } = house
  await max.adds('site', { id: 'build', title: 'Building' })
  await max.adds('site', { id: 'launch', title: 'Launch' })
  await max.put(SITE, { contractMinor: 40_000, billingMode: mode, budgetMinutes: 600, status: 'active' })
  await settle(house.organizationId)
  return house
}
const completes = async (house: Agency, ...ids: string[]) => {
  for (const id of ids) await house.max.completes({ id })
  await settle(house.organizationId)
}
const moves = async (house: Agency, change: object) => {
  assert.equal((await house.ada.put(SITE, change)).status, 200)
  await settle(house.organizationId)
}

test('work is billed quarter by quarter, once, and reopened work posts nothing', async () => {
  const house = await contracted()
  await completes(house, 'copy')
  assert.deepEqual(await billed(house), [['progress', 10_000, 25]])
  await house.max.moves({ id: 'copy' }, { status: 'in_progress', reason: 'Typos' })
  await completes(house, 'copy', 'build', 'design')
  assert.deepEqual(await billed(house), [
    ['progress', 10_000, 25],
    ['progress', 20_000, 75],
  ])
  await moves(house, { contractMinor: 80_000 })
  await moves(house, { status: 'completed' })
  assert.deepEqual((await billed(house)).slice(2), [
    ['progress', 30_000, 75],
    ['progress', 20_000, 100],
  ])
  const { body } = await house.amy.get(`${SITE}/billing`)
  const { contractMinor, billedMinor, creditedMinor, netMinor, leftMinor, next, isBehind } = body
  assert.deepEqual([contractMinor, billedMinor, creditedMinor, netMinor], [80_000, 80_000, 0, 80_000])
  assert.deepEqual([leftMinor, next, isBehind], [0, null, false])
})

test('what is done between two looks counts, though it was taken back before the second', async () => {
  const house = await contracted()
  for (const id of ['copy', 'design']) await house.max.completes({ id })
  for (const id of ['design', 'copy']) await house.max.moves({ id }, { status: 'in_progress', reason: 'Not yet' })
  await settle(house.organizationId)
  assert.deepEqual(await billed(house), [['progress', 20_000, 50]])
})

test('progress counts from the day on which the project is active: one task of one is not all of the work', async () => {
  const house = await agency()
  const { ada, organizationId } = house
  await ada.put('/v1/admin/projects/ads', { contractMinor: 40_000, billingMode: 'fixed' })
  await ada.completes({ id: 'banner' })
  await settle(organizationId)
  assert.deepEqual(await billed(house, 'projectId=ads'), [])
  for (const id of ['one', 'two', 'three']) await ada.adds('ads', { id, title: id })
  await ada.put('/v1/admin/projects/ads', { status: 'active' })
  await settle(organizationId)
  assert.deepEqual(await billed(house, 'projectId=ads'), [['progress', 10_000, 25]])
})

test('a hold bills exactly what was done; what follows bills the rest', async () => {
  const house = await contracted()
  await house.max.put('/v1/admin/projects/tasks/copy', { weight: 2 })
  await completes(house, 'copy')
  await moves(house, { status: 'on_hold', reason: 'Money' })
  await moves(house, { status: 'active' })
  await completes(house, 'build', 'design')
  assert.deepEqual(await billed(house), [
    ['progress', 10_000, 25],
    ['progress', 6_000, 40],
    ['progress', 14_000, 75],
  ])
})

test('cancelling credits all that was posted, reopening posts it again, and a fee for cancelling stays', async () => {
  const house = await contracted()
  await completes(house, 'copy')
  await house.ada.post(ENTRIES, { projectId: 'site', amountMinor: 300, note: 'Pictures' })
  await moves(house, { status: 'cancelled', reason: 'Sold' })
  await house.ada.post(ENTRIES, { id: 'fee', projectId: 'site', amountMinor: 5_000, note: 'For leaving' })
  await moves(house, { status: 'active', reason: 'Bought back' })
  assert.deepEqual(await billed(house), [
    ['progress', 10_000, 25],
    ['charge', 300],
    ['cancellation', -10_300],
    ['charge', 5_000],
    ['reopening', 10_300],
  ])
  // All that is left of the work is done now, and nothing of that was accepted.
  assert.equal((await house.ada.get(SITE)).body.progress, 100)
})

test('an entry is voided whole and once, and what it billed is not posted again', async () => {
  const house = await contracted()
  const { ada, max } = house
  await completes(house, 'copy')
  const [{ id } = { id: '' }] = (await ada.get(`${ENTRIES}?projectId=site`)).body.data as Entry[]
  assert.equal((await max.post(`${ENTRIES}/${id}/void`, { reason: 'A gift' })).status, 403)
  const voids = Array.from({ length: 5 }, () => ada.post(`${ENTRIES}/${id}/void`, { reason: 'A gift' }))
  const replies = (await Promise.all(voids)).map(({ status }) => status).toSorted((a, b) => a - b)
  assert.deepEqual(replies, [201, 409, 409, 409, 409])
  await completes(house, 'design')
  assert.deepEqual(await billed(house), [
    ['progress', 10_000, 25],
    ['void', -10_000],
    ['progress', 10_000, 50],
  ])
  const voided = (await ada.get(`${ENTRIES}/${id}`)).body
  const back = (await ada.get(`${ENTRIES}/${voided.reversedById}`)).body
  assert.deepEqual([back.reversesId, back.note, back.actor.name], [id, 'A gift', 'Ada'])
  // Of a cancelled project the cancellation is voided, not what it credited.
  await moves(house, { status: 'cancelled', reason: 'Sold' })
  const [credit, , , second] = (await ada.get(`${ENTRIES}?projectId=site`)).body.data as Entry[]
  assert.equal(credit?.kind, 'cancellation')
  assert.equal(second?.kind, 'progress')
  assert.equal((await ada.post(`${ENTRIES}/${second?.id}/void`, { reason: 'Late' })).status, 409)
  assert.equal((await ada.post(`${ENTRIES}/${credit?.id}/void`, { reason: 'They pay' })).status, 201)
  assert.equal((await ada.get(`${SITE}/billing`)).body.netMinor, 10_000)
})

test('a billable milestone is posted once it was reached, with what it is worth', async () => {
  const house = await contracted('milestone')
  const { max } = house
  const kind = 'milestone'
  await max.adds('site', { id: 'draft', title: 'Draft', kind, billableMinor: 12_000, dueOn: '2026-12-01' })
  await max.adds('site', { id: 'live', title: 'Live', kind, billableMinor: 28_000, dueOn: '2026-12-20' })
  const { next, leftMinor } = (await max.get(`${SITE}/billing`)).body
  assert.deepEqual([next.milestone, next.amountMinor, leftMinor], [{ taskId: 'draft', title: 'Draft' }, 12_000, 40_000])
  await max.completes({ id: 'draft' })
  await max.moves({ id: 'draft' }, { status: 'in_progress', reason: 'Not quite' })
  await completes(house, 'draft')
  await max.put('/v1/admin/projects/tasks/draft', { billableMinor: 15_000 })
  await max.delete('/v1/admin/projects/tasks/live')
  await settle(house.organizationId)
  assert.deepEqual(await billed(house), [
    ['milestone', 12_000],
    ['milestone', 3_000],
  ])
})

test('entries outlive their project, and its id is not given to another', async () => {
  const house = await contracted()
  const { ada, amy, max, db, clock } = house
  await completes(house, 'copy')
  await ada.delete(`${SITE}?reason=Sold`)
  assert.deepEqual((await max.get(ENTRIES)).body.data, [])
  await db.worker.query(projectPurge.remove(new Date(clock.now().getTime() + 40 * 86_400_000)))
  assert.equal((await ada.get(SITE)).status, 404)
  const [entry] = (await amy.get(ENTRIES)).body.data
  assert.deepEqual([entry.projectName, entry.amountMinor], ['Website redesign', 10_000])
  const again = await ada.post('/v1/admin/projects', { id: 'site', name: 'Again', accountId: 'bakery', type: 'ads' })
  assert.deepEqual([again.status, again.body.code], [409, 'already_exists'])
  assert.equal((await ada.post(`${ENTRIES}/${entry.id}/void`, { reason: 'They left' })).status, 201)
})

test('totals and the file say what the list says, to each what is theirs', async () => {
  const house = await contracted()
  const { ada, amy, una } = house
  await completes(house, 'copy')
  const note = '=SUM(A1:A9), "quoted"'
  await ada.post(ENTRIES, { accountId: 'dental', amountMinor: -1_050, note })
  const totals = (await ada.get('/v1/admin/billing/totals')).body
  assert.deepEqual(totals.total, [
    { currency: 'EUR', entries: 2, billedMinor: 10_000, creditedMinor: 1_050, netMinor: 8_950 },
  ])
  assert.deepEqual(
    totals.accounts.map(({ accountId, netMinor }: Record<string, unknown>) => [accountId, netMinor]),
    [
      ['bakery', 10_000],
      ['dental', -1_050],
    ],
  )
  assert.deepEqual(
    totals.months.map(({ month }: { month: string }) => month),
    ['2026-11'],
  )
  const file = (await ada.get('/v1/admin/billing/export?accountId=dental')).body.split('\r\n')
  assert.equal(file.length, 3)
  assert.match(file[1] ?? '', /,credit,-10\.5,-1050,EUR,.*"'=SUM\(A1:A9\), ""quoted"""/)
  assert.equal((await amy.get('/v1/admin/billing/export')).body.split('\r\n').length, 3)
  assert.deepEqual((await una.get('/v1/admin/billing/totals')).body.total, [])
  for (const filter of ['kind=credit', 'accountId=dental', 'exported=false&kind=credit'])
    assert.deepEqual(await billed(house, filter), [['credit', -1_050]])
  for (const filter of ['exported=true', 'to=2026-11-01', 'from=2027-01-01'])
    assert.deepEqual(await billed(house, filter), [])
})

test('what is posted stays as it is, and never exceeds what was earned, whoever writes it', async () => {
  const house = await contracted()
  const { db, organizationId } = house
  await completes(house, 'copy')
  for (const change of [
    'update billing_entries set amount_minor = 1',
    'delete from billing_entries',
    'truncate billing_entries cascade',
  ])
    await assert.rejects(db.admin.query(change), /stay as they are/)
  const columns =
    'organization_id, id, account_id, project_id, project_name, kind, amount_minor, currency, progress, key, actor_type, actor_id, posted_on, posted_at'
  const insert = (id: string, kind: string, amount: number, progress: number | null, more = '') =>
    db.admin.query(
      `insert into billing_entries (${columns}${more && ', reverses_id'}) values ($1, $2, 'bakery', 'site', 'Site', $3, $4, 'EUR', $5, $2, 'rule', 'x', now(), now()${more})`,
      [organizationId, id, kind, amount, progress],
    )
  await assert.rejects(insert('more', 'progress', 1, 100), /more than was earned/)
  await assert.rejects(insert('less', 'progress', -10_001, 0), /more than was earned/)
  await assert.rejects(insert('cancelled', 'cancellation', -10_000, null), /credits what was posted/)
  const [{ id } = { id: '' }] = (await house.ada.get(`${ENTRIES}?projectId=site`)).body.data as Entry[]
  await assert.rejects(insert('part', 'void', -9_999, null, `, '${id}'`), /foreign key/)
  await insert('whole', 'void', -10_000, null, `, '${id}'`)
  await assert.rejects(insert('twice', 'void', -10_000, null, `, '${id}'`), /unique/)
})
