import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, theHouse, type Person } from '../../test/agency.ts'
import { settle, settleFromHere } from '../../test/background.ts'
import { entriesAfter } from '../activity/log-entries.ts'
import { placeEntries } from '../activity/place-entries.ts'
import { runRule } from './engine.ts'
import { loadRules } from './load-rules.ts'

const list = async (who: Person) => (await who.get('/v1/admin/me/notifications?sort=at')).body

async function withNotices() {
  const house = await agency()
  await settleFromHere(house.organizationId)
  for (const id of ['one', 'two', 'three']) await house.max.adds('site', { id, title: id, assigneeIds: ['mia'] })
  await settle(house.organizationId)
  return house
}

test('ten runs of the rules over the same entries tell each person once, in order or at once', async () => {
  const { max, organizationId, db } = await withNotices()
  const { clock, baseUrl } = await theHouse()
  const after = (await db.worker.query(entriesAfter(0, 100_000))).at(-1)?.position ?? 0
  await Promise.all(['four', 'five'].map((id) => max.adds('site', { id, title: id, assigneeIds: ['mia'] })))
  await placeEntries(db.worker)
  const entries = (await db.worker.query(entriesAfter(after, 1_000))).filter(
    (each) => each.organizationId === organizationId,
  )
  const [rule] = (await loadRules()).filter(({ name }) => name === 'tell-of-tasks')
  assert.ok(rule && entries.length >= 2)
  const whose = { organizationId, timezone: 'Europe/Berlin' }
  const runs = Array.from({ length: 10 }, () =>
    entries.map((entry) =>
      runRule(db.app, { rule, whose, settings: {}, now: clock.tick(), publicUrl: baseUrl, entries: [entry] }),
    ),
  )
  await Promise.all(runs.flat())
  const { rows } = await db.admin.query<{ covers: string[] }>(
    `select covers from notifications where organization_id = $1 and entity_id in ('four', 'five')`,
    [organizationId],
  )
  assert.equal(rows.flatMap(({ covers }) => covers).length, 2)
})

test('two acts at the very same instant by the same person are each told, whichever was seen first', async () => {
  const { max, mia, organizationId, db } = await withNotices()
  const { clock, baseUrl } = await theHouse()
  const [rule] = (await loadRules()).filter(({ name }) => name === 'tell-of-tasks')
  assert.ok(rule)
  const { rows } = await db.admin.query<{ id: string }>(
    `select id from activity where organization_id = $1 and event = 'task.created' and entity_id = 'three'`,
    [organizationId],
  )
  // A second entry of the same instant, committed after the first was told.
  const twin = `${rows[0]?.id.slice(0, 14)}zzzzzzzzzzzzzzzz`
  await max.adds('site', { id: 'twin', title: 'Twin', assigneeIds: ['mia'] })
  await db.admin.query(
    `insert into activity (organization_id, id, entity_type, entity_id, project_id, account_id, event, actor_type, actor_id, changes, at)
     select organization_id, $3, entity_type, 'twin', project_id, account_id, event, actor_type, actor_id, changes, at
     from activity where organization_id = $1 and id = $2`,
    [organizationId, rows[0]?.id, twin],
  )
  await placeEntries(db.worker)
  const [entry] = (await db.worker.query(entriesAfter(0, 100_000))).filter(({ id }) => id === twin)
  assert.ok(entry)
  await runRule(db.app, {
    rule,
    whose: { organizationId, timezone: 'Europe/Berlin' },
    settings: {},
    now: clock.tick(),
    publicUrl: baseUrl,
    entries: [entry],
  })
  const titles = (await list(mia)).data.map(({ title }: { title: string }) => title)
  assert.ok(titles.includes('Max assigned you “Twin” in Website redesign'), titles.join('\n'))
  assert.equal(titles.length, 4)
})
