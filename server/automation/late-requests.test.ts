// Requests past what was promised.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { lookAround, settle } from '../../test/background.ts'

async function told({ db, organizationId }: Agency): Promise<string[]> {
  const { rows } = await db.admin.query<{ told: string }>(
    `select person_id || ' ' || title as told from notifications where organization_id = $1 and kind = 'request_overdue' order by created_at, title, person_id`,
    [organizationId],
  )
  return rows.map((row) => row.told)
}
async function signals({ ada }: Agency): Promise<string[]> {
  const all = 'status=pending,acknowledged,snoozed,completed,dismissed,auto_resolved'
  const { body } = await ada.get(`/v1/admin/signals?type=request_overdue&${all}&sort=createdAt`)
  return (body.data as { status: string; priority: string }[]).map(({ status, priority }) => `${status} ${priority}`)
}

/** A request of high priority, on a Monday as the office opens: eight hours to the answer, thirty-two to the end. */
async function asked() {
  const house = await agency()
  const { clock, max } = house
  const opens = new Date(clock.now())
  opens.setUTCHours(8, 0, 0, 0)
  while (opens.getUTCDay() !== 1 || opens < clock.now()) opens.setUTCDate(opens.getUTCDate() + 1)
  clock.advance({ minutes: (opens.getTime() - clock.now().getTime()) / 60_000 })
  const ask = {
    id: 'ask',
    title: 'It is down',
    type: 'issue',
    source: 'phone',
    priority: 'high',
    requester: { name: 'Bea' },
  }
  const made = await max.post('/v1/admin/projects/site/requests', ask)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await settle(house.organizationId)
  const to = async (at: string, seconds = 1) => {
    clock.advance({ minutes: (Date.parse(at) + seconds * 1000 - clock.now().getTime()) / 60_000 })
    await lookAround(house.organizationId)
  }
  return { ...house, ask: made.body as { respondBy: string; resolveBy: string }, to }
}

const answers = ['amy The first answer is overdue: It is down', 'max The first answer is overdue: It is down']

test('past its first answer the manager and the account managers are told once, past its resolution once more', async () => {
  const house = await asked()
  await house.to(house.ask.respondBy, -1)
  assert.deepEqual(await told(house), [])
  await house.to(house.ask.respondBy)
  assert.deepEqual(await told(house), answers)
  assert.deepEqual(await signals(house), ['pending high'])
  await house.to(house.ask.resolveBy)
  assert.deepEqual(
    (await told(house)).slice(2),
    answers.map((line) => line.replace('first answer', 'resolution')),
  )
  assert.deepEqual(await signals(house), ['pending urgent'])
  house.clock.advance({ days: 10 })
  await lookAround(house.organizationId)
  assert.equal((await told(house)).length, 4)
})

test('answered in time nobody is told; clocks that stand still tell nothing, and what was told is not told again', async () => {
  const house = await asked()
  const { max, organizationId } = house
  await house.to(house.ask.respondBy)
  assert.deepEqual(await signals(house), ['pending high'])
  const wait = await max.put('/v1/admin/projects/requests/ask/process', {
    resolutionStatus: 'awaiting_client',
    response: 'Which page?',
  })
  assert.equal(wait.status, 200, JSON.stringify(wait.body))
  await settle(organizationId)
  assert.deepEqual(await signals(house), ['auto_resolved high'])
  house.clock.advance({ days: 30 })
  await lookAround(organizationId)
  assert.deepEqual(await told(house), answers)
  await max.put('/v1/admin/projects/requests/ask/status', { status: 'in_review' })
  await settle(organizationId)
  assert.equal((await signals(house)).length, 1)
  const again = (await max.get('/v1/admin/projects/requests/ask')).body
  await house.to(again.resolveBy)
  assert.deepEqual((await told(house)).length, 4)
  assert.deepEqual(await signals(house), ['auto_resolved high', 'pending urgent'])
})

test('while its project is held nobody is told', async () => {
  const house = await asked()
  await house.ada.put('/v1/admin/projects/site', { status: 'on_hold', reason: 'They moved' })
  await house.to(house.ask.resolveBy)
  assert.deepEqual([await told(house), await signals(house)], [[], []])
})
