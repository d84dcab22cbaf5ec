// Of what escalates each is told once, by the escalation; and a rehearsal is about what people see.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { asks } from '../../test/asking.ts'
import { lookAround, settle, settleFromHere } from '../../test/background.ts'

/** What each was told, as `person kind`, in order; but of silent clients and the like and of the week, which come with the days. */
async function told({ db, organizationId }: Agency): Promise<string[]> {
  const { rows } = await db.admin.query<{ told: string }>(
    `select person_id || ' ' || kind as told from notifications n where organization_id = $1 and kind <> 'weekly_digest'
     and not exists (select 1 from pulse_signals s where s.organization_id = n.organization_id and s.id = n.entity_id
       and s.type not in ('task_overdue', 'task_blocked', 'request_overdue')) order by created_at, 1`,
    [organizationId],
  )
  return rows.map((row) => row.told)
}

const dateIn = ({ clock }: Agency, days: number) =>
  new Date(clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** Nothing of what was prepared is told, and the cast's own projects wait for no set-up. */
async function beginHere({ db, organizationId, clock }: Agency): Promise<void> {
  for (const table of ['accounts', 'projects'])
    await db.admin.query(`update ${table} set created_at = $2 where organization_id = $1`, [
      organizationId,
      clock.now(),
    ])
  await db.admin.query('update projects set set_up_asked_at = null where organization_id = $1', [organizationId])
  await settleFromHere(organizationId)
}

async function everyDay(house: Agency, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    house.clock.advance({ days: 1 })
    await lookAround(house.organizationId)
  }
}

test('of an overdue task each is told by the ladder, and not again of the signal that it raises', async () => {
  const house = await agency()
  await house.max.adds('site', {
    title: 'Sitemap',
    scheduling: 'manual',
    dueOn: dateIn(house, 1),
    assigneeIds: ['mia'],
  })
  await beginHere(house)
  await everyDay(house, 10)
  assert.equal((await house.ada.get('/v1/admin/signals?type=task_overdue')).body.data.length, 1)
  const escalated = [
    'mia task_overdue',
    'tess task_overdue',
    'max task_overdue',
    'ada task_overdue',
    'ada alert_raised',
  ]
  assert.deepEqual(await told(house), escalated)
})

test('of a blocked task the manager and the admins are told once; what waits for the client, its account manager is asked to look at', async () => {
  const house = await agency()
  const path = '/v1/admin/projects/tasks/copy/status'
  await house.max.put(path, { status: 'blocked', blockedReason: 'waiting_access' })
  await beginHere(house)
  await everyDay(house, 9)
  assert.deepEqual(await told(house), ['max task_blocked', 'ada task_blocked'])
  const client = await agency()
  await client.max.put(path, { status: 'blocked', blockedReason: 'waiting_client' })
  await beginHere(client)
  await everyDay(client, 9)
  assert.deepEqual(await told(client), ['amy signal_raised'])
})

test('of a late request its people are told of the answer and of the end, and not of the signal', async () => {
  const house = await agency()
  await asks(house.max, 'site', { priority: 'high' })
  await beginHere(house)
  house.clock.advance({ days: 14 })
  await lookAround(house.organizationId)
  assert.deepEqual(await told(house), [
    ...Array(2).fill('amy request_overdue'),
    ...Array(2).fill('max request_overdue'),
  ])
  assert.equal((await house.ada.get('/v1/admin/signals?type=request_overdue')).body.data.length, 1)
})

test('a person who raises such a signal by hand tells the managers as with any other', async () => {
  const house = await agency()
  await beginHere(house)
  await house.ada.post('/v1/admin/signals', { projectId: 'site', title: 'Too late', type: 'task_overdue' })
  await settle(house.organizationId)
  assert.deepEqual(await told(house), ['amy signal_raised', 'max signal_raised'])
})

test('a rehearsal names what people would see, and nothing of what a rule only notes for itself', async () => {
  const house = await agency()
  const { ada, max, clock, organizationId } = house
  const rehearsed = async (rule: string) =>
    (await ada.post(`/v1/admin/automation/${rule}/rehearse`, {})).body as { data: { subjectId: string }[] }
  await max.adds('site', { id: 'late', title: 'Sitemap', scheduling: 'manual', dueOn: dateIn(house, 1) })
  await beginHere(house)
  clock.advance({ days: 2 })
  // Clients and projects are watched from now on, and there is nothing to say of them yet.
  for (const quiet of ['flag-silent-clients', 'flag-stalled-onboardings'])
    assert.deepEqual((await rehearsed(quiet)).data, [], quiet)
  clock.advance({ days: 6 })
  const { data } = await rehearsed('escalate-overdue-tasks')
  assert.deepEqual(
    data.map(({ subjectId }) => subjectId),
    ['late'],
  )
  // Looked at for real, it notes; that is no run of the rule, and does not begin the time that a thing is left alone.
  await lookAround(organizationId)
  assert.deepEqual((await ada.get('/v1/admin/automation/flag-silent-clients/runs')).body.data, [])
  assert.equal((await ada.get('/v1/admin/automation/escalate-overdue-tasks/runs')).body.data.length, 1)
})
