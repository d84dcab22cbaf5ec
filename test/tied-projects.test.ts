// Projects that links tie together, changed by several at once: nobody waits in a circle, and what the one books the other
// does not write over.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from './agency.ts'
import { untilSomebodyWaits } from './database-waits.ts'

const path = (id: string) => `/v1/admin/projects/tasks/${id}`

/** The banner set of the campaign waits for the redesign's copy. */
async function tied(): Promise<Agency> {
  const house = await agency()
  const { ada } = house
  for (const id of ['site', 'ads']) await ada.put(`/v1/admin/projects/${id}`, { startOn: '2026-11-23' })
  await ada.put(path('copy'), { durationDays: 3 })
  await ada.put(path('banner'), { dependencies: [{ taskId: 'copy' }], durationDays: 2 })
  return house
}

test('two dozen changes on both sides of a link all get through, one after another', async () => {
  const { ada } = await tied()
  const asked = Array.from({ length: 24 }, (_, i) =>
    ada.put(path(i % 2 ? 'copy' : 'banner'), { durationDays: 1 + ((i * 7) % 9) }),
  )
  const statuses = (await Promise.all(asked)).map(({ status }) => status)
  assert.deepEqual(new Set(statuses), new Set([200]))
})

/** Days on which the ledger says something else than the confirmed bookings do. */
async function driftOf({ db, organizationId }: Agency): Promise<unknown[]> {
  const { rows } = await db.admin.query(
    `select l."on"::text, l.booked_minutes, coalesce(sum(d.minutes), 0)::int as carried from person_days l
     left join allocations a on a.organization_id = l.organization_id and a.person_id = l.person_id
       and a.status = 'confirmed' and a.deleted_at is null
     left join allocation_days d on d.organization_id = a.organization_id and d.allocation_id = a.id and d."on" = l."on"
     where l.organization_id = $1 group by l.organization_id, l.person_id, l."on" having l.booked_minutes <> coalesce(sum(d.minutes), 0)`,
    [organizationId],
  )
  return rows
}

for (const what of ['task', 'project'] as const)
  test(`a booking that is changed while the ${what} it follows is deleted is neither lost nor counted twice`, async () => {
    const house = await tied()
    const { ada, db, organizationId } = house
    const booking = { id: 'x', personId: 'mia', taskId: 'banner', startOn: '2026-11-26', endOn: '2026-11-27' }
    const ads = '/v1/admin/projects/ads/schedule'
    await ada.put(ads, { allocations: { create: [{ ...booking, minutesPerDay: 100 }] } })
    const holder = await db.admin.connect()
    await holder.query('begin')
    await holder.query(`select 1 from people where organization_id = $1 and id = 'mia' for update`, [organizationId])
    const changing = ada.put(ads, { allocations: { update: [{ id: 'x', minutesPerDay: 60 }] } })
    await untilSomebodyWaits(db)
    const deleting =
      what === 'task' ? ada.delete(path('copy')) : ada.delete('/v1/admin/projects/site', { reason: 'A test' })
    await untilSomebodyWaits(db, 2)
    await holder.query('commit')
    holder.release()
    assert.deepEqual([(await changing).status, (await deleting).status], [200, 200])
    const [kept] = (await ada.get(`${ads}?from=2026-11-23&to=2026-11-27`)).body.allocations
    assert.deepEqual([kept.minutesPerDay, kept.startOn], [60, '2026-11-23'])
    assert.deepEqual(await driftOf(house), [])
  })
