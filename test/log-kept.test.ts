// The log does not grow for ever: it has months, and what is older than an organisation keeps goes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { keepMonths, retireEntries } from '../server/activity/retire-entries.ts'
import { tellVerification } from '../server/activity/tell-verification.ts'
import { newId } from '../server/platform/ids.ts'
import { KEY, seal, sealed, tampered, verify } from './sealed-log.ts'

const retire = (organizationId: string) =>
  sql<{ gone: number }>`select retire_activity(${organizationId}, 1, now(), 'x') as gone`
const readPart = sql`select from activity_2026_11`

test('what is older than an organisation keeps goes batch by batch, and the proof of the rest holds', async () => {
  const house = await sealed()
  const { db, clock, organizationId, ada } = house
  const old = await ada.put('/v1/admin/settings', { activityRetentionMonths: 11 })
  assert.equal(old.status, 422)
  assert.equal((await ada.put('/v1/admin/settings', { activityRetentionMonths: 12 })).body.activityRetentionMonths, 12)
  await seal()
  assert.equal(await retireEntries(db.worker, KEY, clock.now()), 0)
  // A batch whose entries happened long ago, as what was imported did.
  await db.admin.query(
    `insert into activity (organization_id, id, entity_type, entity_id, event, actor_type, actor_id, at)
     select $1, 'act_0' || n, 'task', 'copy', 'task.updated', 'person', 'mia', '2024-05-01' from generate_series(1, 3) n`,
    [organizationId],
  )
  await seal()
  await ada.put('/v1/admin/projects/tasks/copy', { title: 'Today' })
  await seal()
  const early = { ...(await verify(organizationId)) }
  assert.equal(await retireEntries(db.worker, KEY, clock.now()), 3)
  const found = await verify(organizationId)
  assert.deepEqual([found.bad, found.retired, found.entries], [null, 3, early.entries - 3])
  assert.match(tellVerification(found).join('\n'), /3 gone before, as their time was over/)
  const again = `insert into activity (organization_id, id, entity_type, entity_id, event, actor_type, actor_id, at, position, seq)
    select :org, 'act_again', 'task', 'copy', 'task.updated', 'person', 'mia', now(), 1, first_seq from activity_seals
    where organization_id = :org and retired_at is not null`
  assert.match((await tampered(house, again))?.what ?? '', /was retired, and is there again/)
  await assert.rejects(db.app.query(retire(organizationId)), /permission denied/)
  assert.deepEqual(await db.worker.query(retire(organizationId)), [{ gone: 0 }])
})

test('each month has a part of its own, into which what lay elsewhere is moved; the empty ones of old go', async () => {
  const house = await sealed()
  const { db, organizationId, ada } = house
  const months = async () =>
    (
      await db.admin.query<{ name: string; rows: number }>(
        `select c.relname as name, (select count(*)::int from activity a where a.tableoid = c.oid) as rows
         from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'activity'::regclass order by 1`,
      )
    ).rows
  const before = (await months()).find(({ name }) => name === 'activity_default')?.rows ?? 0
  const now = new Date('2026-11-26T12:00:00Z')
  assert.equal(await keepMonths(db.worker, now), 3)
  assert.equal(await keepMonths(db.worker, now), 0)
  const kept = await months()
  assert.deepEqual(
    kept.map(({ name }) => name),
    ['activity_2026_11', 'activity_2026_12', 'activity_2027_01', 'activity_default'],
  )
  assert.ok((kept[0]?.rows ?? 0) > 0 && (kept.at(-1)?.rows ?? 0) < before)
  assert.equal((await ada.put('/v1/admin/projects/tasks/copy', { title: 'In its month' })).status, 200)
  await seal()
  assert.equal((await verify(organizationId)).bad, null)
  const inTheirMonth = (rows: Awaited<ReturnType<typeof months>>) =>
    rows.filter(({ name }) => name !== 'activity_default').reduce((sum, part) => sum + part.rows, 0)
  assert.equal(inTheirMonth(await months()), inTheirMonth(kept) + 1)
  const first = newId('act', new Date('2026-12-01T00:00:00.000Z'))
  const { rows } = await db.admin.query(`select first_activity_id('2026-12-01T00:00:00Z') as id`)
  assert.equal(rows[0].id, first.slice(0, 14))
  // Two months that are over for longer than anything has to be kept; one of them has something in it all the same.
  assert.equal(await keepMonths(db.worker, new Date('2024-05-20T00:00:00Z')), 3)
  assert.equal(await keepMonths(db.worker, now), 3)
  // The app is fenced within a part as within the whole.
  await assert.rejects(db.app.query(readPart), /permission denied/)
})
