// What ends an escalation ends it at once, by what happened and not by the next look; and a held project goes back to where it was.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { lookAround, settle } from '../../test/background.ts'

const dateIn = ({ clock }: Agency, days: number) =>
  new Date(clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

const open = async ({ ada }: Agency): Promise<string[]> =>
  (await ada.get('/v1/admin/signals?type=task_overdue,task_blocked')).body.data
    .map(({ type }: { type: string }) => type)
    .toSorted()

/** Two tasks of the site, one late and one that stands still, each with its signal. */
async function escalated(): Promise<Agency> {
  const house = await agency()
  await house.max.adds('site', { id: 'late', title: 'Sitemap', scheduling: 'manual', dueOn: dateIn(house, 1) })
  await house.max.moves({ id: 'copy' }, { status: 'blocked', blockedReason: 'waiting_access' })
  await settle(house.organizationId)
  house.clock.advance({ days: 9 })
  await lookAround(house.organizationId)
  assert.deepEqual(await open(house), ['task_blocked', 'task_overdue'])
  return house
}

test('a project that is put on hold takes the signals of its tasks along at once', async () => {
  const house = await escalated()
  await house.ada.put('/v1/admin/projects/site', { status: 'on_hold', reason: 'They moved' })
  await settle(house.organizationId)
  assert.deepEqual(await open(house), [])
})

test('what was held in onboarding goes on in onboarding', async () => {
  const house = await agency()
  const held = { status: 'on_hold', reason: 'Budget', holdUntil: dateIn(house, 2) }
  assert.equal((await house.ada.put('/v1/admin/projects/site', held)).status, 200)
  house.clock.advance({ days: 3 })
  await lookAround(house.organizationId)
  assert.equal((await house.ada.get('/v1/admin/projects/site')).body.status, 'onboarding')
})
