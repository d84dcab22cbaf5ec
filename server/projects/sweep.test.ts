import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, ask, signsIn, startsWith } from '../../test/agency.ts'
import { sweeps } from '../app.ts'
import { allAfterReplies } from '../platform/after-reply.ts'
import { sweepOnce } from '../platform/sweep.ts'

test('what has had its time goes, and nothing before', async () => {
  const { ada, db, baseUrl, clock, organizationId } = await agency()
  await startsWith(ada, 'a quiet long password')
  await signsIn(baseUrl, ada.email, 'a quiet long password')
  await ask(baseUrl, 'POST', '/v1/auth/password-reset', { email: ada.email })
  await allAfterReplies()
  await ada.post(
    '/v1/admin/people',
    { id: 'nina', name: 'Nina', email: `nina@${organizationId}.example`, roles: [] },
    { 'idempotency-key': 'one' },
  )
  await ada.post('/v1/admin/people/nina/invite')
  await db.admin.query(`update outgoing_messages set sent_at = $1`, [clock.now()])
  await db.admin.query(`update idempotency_keys set created_at = $1`, [clock.now()])
  const after = async (time: { days?: number; hours?: number; minutes?: number }) => {
    clock.advance(time)
    return sweepOnce(db.worker, sweeps, clock.now())
  }
  assert.deepEqual(await after({ minutes: 59 }), {})
  assert.deepEqual(await after({ minutes: 2 }), { 'one time links': 1 })
  assert.deepEqual(await after({ hours: 22 }), {})
  assert.deepEqual(await after({ hours: 1 }), { 'idempotency keys': 1 })
  assert.deepEqual(await after({ days: 6 }), { 'one time links': 1 })
  assert.deepEqual(await after({ days: 7 }), { sessions: 1 })
  assert.deepEqual(await after({ days: 15 }), {})
  const { 'outgoing messages': mails } = await after({ days: 1 })
  assert.equal(mails, 2)
  assert.deepEqual(await after({}), {})
})

test('a deleted project can be restored for 30 days; then all its rows are gone, and what happened stays on record', async () => {
  const { ada, db, clock, organizationId } = await agency()
  await ada.delete('/v1/admin/projects/ads', { reason: 'Lost the client' })
  await ada.delete('/v1/admin/projects/site', { reason: 'Twice the same' })
  clock.advance({ days: 29 })
  assert.deepEqual((await sweepOnce(db.worker, sweeps, clock.now()))['deleted projects'], undefined)
  assert.equal((await ada.post('/v1/admin/projects/ads/restore')).status, 200)
  clock.advance({ days: 1, minutes: 1 })
  assert.equal((await sweepOnce(db.worker, sweeps, clock.now()))['deleted projects'], 1)
  const left = async (table: string, column: string) =>
    (
      await db.admin.query(`select ${column} as id from ${table} where organization_id = $1 order by 1`, [
        organizationId,
      ])
    ).rows.map((row) => row.id)
  assert.deepEqual(await left('projects', 'id'), ['ads'])
  assert.deepEqual(await left('tasks', 'id'), ['banner'])
  for (const table of ['task_dependencies', 'task_assignees']) assert.deepEqual(await left(table, 'task_id'), [], table)
  assert.deepEqual(await left('task_status_changes', 'task_id'), ['banner'])
  assert.deepEqual(await left('project_members', 'project_id'), [])
  const { rows } = await db.admin.query(
    `select event, changes #>> '{reason,to}' as reason from activity where organization_id = $1 and entity_id = 'site' order by version`,
    [organizationId],
  )
  assert.deepEqual(rows, [
    { event: 'project.created', reason: null },
    { event: 'project.deleted', reason: 'Twice the same' },
  ])
  assert.equal((await ada.post('/v1/admin/projects/site/restore')).body.code, 'project_not_found')
})
