// Chains of rules come to an end.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { agency } from '../../test/agency.ts'
import { openEngine } from '../../test/background.ts'
import { rule, type NamedRule } from './rule.ts'

test('two rules that answer each other stop at eight in a row, with one alert that names them', async () => {
  const house = await agency()
  const { db, organizationId } = house
  const flipping = (name: string, on: string, event: string): NamedRule => ({
    ...rule({
      says: 'It answers the other.',
      on: { [on]: ({ entityId }) => [entityId] },
      settings: z.object({}),
      find: async (_tx, _settings, ids = []) => ids.map((id) => ({ id })),
      act: async (tx, { id }) => void tx.record(event, { type: 'project', id, projectId: id }, {}),
    }),
    name,
  })
  const engine = await openEngine({
    rules: [flipping('ping', 'game.pong', 'game.ping'), flipping('pong', 'game.ping', 'game.pong')],
  })
  await engine.settleFromHere(organizationId)
  await db.admin.query(
    `insert into activity (organization_id, id, entity_type, entity_id, project_id, event, actor_type, actor_id, at)
     values ($1, 'act_first', 'project', 'site', 'site', 'game.ping', 'person', 'max', now())`,
    [organizationId],
  )
  await engine.settle(organizationId)
  const { rows } = await db.admin.query(
    `select max(depth)::int as depth, count(*)::int as entries from activity where organization_id = $1 and event ~ '^game'`,
    [organizationId],
  )
  assert.deepEqual(rows, [{ depth: 8, entries: 9 }])
  const alerts = await db.admin.query('select title, count, severity from alerts where organization_id = $1', [
    organizationId,
  ])
  assert.deepEqual(alerts.rows, [
    { title: 'Rules answer each other and were stopped after 8 in a row: ping, pong', count: 1, severity: 'critical' },
  ])
})
