import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person } from '../../test/agency.ts'

test('what is said about somebody’s load is nothing for account managers, nor for the project’s chat', async () => {
  const { ada, max, amy, db, organizationId } = await agency()
  const channel = { provider: 'slack', channelId: `C${organizationId.slice(-8).toUpperCase()}`, visibility: 'internal' }
  assert.equal((await max.put('/v1/admin/projects/site/channel', channel)).status, 200)
  for (const [id, more, body] of [
    ['load', { personId: 'mia' }, 'She looks tired'],
    ['mood', {}, 'They look happy'],
  ] as const) {
    const raised = await ada.post('/v1/admin/signals', { id, projectId: 'site', title: `Look at ${id}`, ...more })
    assert.equal(raised.status, 201, JSON.stringify(raised.body))
    assert.equal((await ada.post(`/v1/admin/signals/${id}/communications`, { body })).status, 201)
  }
  const reads = async (who: Person) =>
    (await who.get('/v1/admin/projects/site/communications')).body.data.map((said: { body: string }) => said.body)
  assert.deepEqual(await reads(amy), ['They look happy'])
  assert.deepEqual(await reads(max), ['They look happy', 'She looks tired'])
  const posts = `select 1 from outgoing_messages where organization_id = $1 and carrier = 'slack'`
  assert.equal((await db.admin.query(posts, [organizationId])).rowCount, 0)
})
