// The chat channel of a project: who connects it, and that it is of one project only.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'
import { mailHouse } from '../../test/mail-house.ts'
import { slackServer } from '../../test/slack-server.ts'

const thread = '/v1/admin/projects/site/communications'
const channelOf = '/v1/admin/projects/site/channel'

test('a channel is connected, changed and let go by who runs the project, and is of one project only', async (t) => {
  const { ada, max, amy, tess, olga, una } = await agency()
  const { carrier, posted } = await slackServer(t)
  const { loop } = await mailHouse(t, { slack: carrier })
  const channel = 'CCONNECTED'
  await max.put(channelOf, { provider: 'slack', channelId: channel, visibility: 'internal' })
  const { body, headers } = await amy.get(channelOf)
  assert.deepEqual([body.channelId, body.visibility, body.version], [channel, 'internal', 1])
  assert.deepEqual(
    [(await amy.put(channelOf, {})).status, (await tess.get(channelOf)).status, (await una.get(channelOf)).status],
    [403, 403, 404],
  )
  const same = { provider: 'slack', channelId: channel, visibility: 'client' }
  assert.equal((await ada.put('/v1/admin/projects/ads/channel', same)).status, 409)
  await olga.post('/v1/admin/projects', { id: 'hers', name: 'Hers', accountId: 'bakery', type: 'seo' })
  assert.equal((await olga.put('/v1/admin/projects/hers/channel', same)).status, 409)
  assert.equal((await max.put(channelOf, { ...same, channelId: 'general' })).status, 422)
  assert.equal((await max.put(channelOf, same, { 'if-match': headers.get('etag') ?? '' })).body.version, 2)
  assert.equal((await max.delete(channelOf, undefined, { 'if-match': headers.get('etag') ?? '' })).status, 412)
  assert.equal((await max.delete(channelOf)).status, 204)
  assert.deepEqual(
    [(await max.get(channelOf)).body, (await max.delete(channelOf)).body.code],
    [null, 'channel_not_found'],
  )
  await max.post(thread, { body: 'alone' })
  await loop.kick()
  assert.equal(posted.length, 0)
  assert.equal((await ada.put('/v1/admin/projects/ads/channel', same)).status, 200)
})
