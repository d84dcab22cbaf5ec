// A project's Slack channel: what is said here is said there and the other way round, once each, and only to whom it is for.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { agency, ask } from '../../test/agency.ts'
import { slackHeaders } from '../../test/deliveries.ts'
import { mailHouse, NINA, withNina } from '../../test/mail-house.ts'
import { slackServer, tells, tsAt } from '../../test/slack-server.ts'

const thread = '/v1/admin/projects/site/communications'
const channelOf = '/v1/admin/projects/site/channel'
const freshChannel = () => `C${randomBytes(5).toString('hex').toUpperCase()}`

async function connected(t: TestContext, visibility: 'internal' | 'client') {
  const house = await agency()
  await withNina(house)
  const slack = await slackServer(t)
  const { loop, send } = await mailHouse(t, { slack: slack.carrier })
  const channel = freshChannel()
  const { status } = await house.max.put(channelOf, { provider: 'slack', channelId: channel, visibility })
  assert.equal(status, 200)
  slack.people.set('UNINA', { name: 'Nina Brot', email: NINA })
  slack.people.set('UMAX', { name: 'Max on Slack', email: house.max.email.toUpperCase() })
  const said = async () => {
    const { data } = (await house.max.get(`${thread}?sort=saidAt&limit=100`)).body
    return data as {
      id: string
      body: string
      direction: string
      visibility: string
      author: { type: string; id: string; name: string }
      thread: object
      delivery: string
    }[]
  }
  const at = (minutes: number) => tsAt(new Date(house.clock.now().getTime() + minutes * 60_000))
  return { ...house, ...slack, loop, send, channel, said, at }
}

test('what is said in the project is said in its channel, by whom and about what, and calls nobody', async (t) => {
  const { max, mia, loop, posted, channel } = await connected(t, 'internal')
  await max.post(thread, { body: 'Hello **all** <!channel> & [look](https://x.example/)' })
  await mia.post('/v1/admin/projects/tasks/copy/communications', { body: 'Half done' })
  await mia.post('/v1/admin/projects/tasks/copy/communications', { body: 'All done' })
  await loop.kick()
  assert.deepEqual(
    posted.map(({ text, thread_ts }) => [text, thread_ts]),
    [
      ['*Max*\nHello all &lt;!channel&gt; &amp; look (https://x.example/)', undefined],
      ['*Mia* · Copywriting\nHalf done', undefined],
      ['*Mia* · Copywriting\nAll done', posted[1]?.ts],
    ],
  )
  assert.ok(posted.every((each) => each.channel === channel))
})

test('a channel that the client is in gets only what is theirs to see, and no title of a task', async (t) => {
  const canary = 'ZEBRAFISH'
  const { max, mia, loop, posted, send } = await connected(t, 'client')
  await max.put('/v1/admin/projects/tasks/copy', { title: canary, description: canary })
  await max.post(thread, { body: canary })
  await mia.post('/v1/admin/projects/tasks/copy/communications', { body: canary })
  await max.post(thread, { body: 'Good news', visibility: 'client', thread: { type: 'task', id: 'copy' } })
  await loop.kick()
  assert.deepEqual(
    posted.map(({ text }) => text),
    ['*Max*\nGood news'],
  )
  assert.doesNotMatch(JSON.stringify([posted, await send()]), new RegExp(canary))
})

test('what waited for a channel is not said in it once the client is in there, or it is another project’s', async (t) => {
  const { max, ada, loop, posted, channel, clock } = await connected(t, 'internal')
  await max.post(thread, { body: 'Between us' })
  await max.put(channelOf, { provider: 'slack', channelId: channel, visibility: 'client' })
  await loop.kick()
  await max.put(channelOf, { provider: 'slack', channelId: channel, visibility: 'internal' })
  await max.post(thread, { body: 'About the site' })
  await max.delete(channelOf)
  await ada.put('/v1/admin/projects/ads/channel', { provider: 'slack', channelId: channel, visibility: 'internal' })
  await loop.kick()
  clock.advance({ days: 1 })
  await loop.kick()
  assert.deepEqual(posted, [])
})

test('what is said in an internal channel stays inside, by the person it is', async (t) => {
  const { said, channel, at, loop, posted, send } = await connected(t, 'internal')
  await tells({
    channel,
    user: 'UMAX',
    text: 'Shall we &lt;start&gt;, <@UNINA>? <https://a.example|here> <!here>',
    ts: at(-3),
  })
  await tells({ channel, user: 'UNINA', text: 'Yes', ts: at(-2) })
  await tells({ channel, user: 'UWHO', text: 'Me too', ts: at(-1) })
  assert.deepEqual(
    (await said()).map(({ body, direction, author }) => [body, direction, author.type, author.id, author.name]),
    [
      ['Shall we <start>, @Nina Brot? [here](https://a.example) @here', 'internal', 'person', 'max', 'Max'],
      ['Yes', 'internal', 'integration', 'slack:UNINA', 'Nina Brot'],
      ['Me too', 'internal', 'integration', 'slack:UWHO', 'UWHO'],
    ],
  )
  // It is there already: it does not come back as an echo, and nobody is mailed.
  await loop.kick()
  assert.deepEqual([posted.length, (await send()).length], [0, 0])
})

test('in a channel with the client, the agency’s people speak for the agency and everybody else is the client', async (t) => {
  const { said, channel, at, send } = await connected(t, 'client')
  await tells({ channel, user: 'UNINA', text: 'When is it done?', ts: at(-2) })
  await tells({ channel, user: 'UMAX', text: 'On Friday.', ts: at(-1) })
  // Whoever has his address in another workspace is not him.
  await tells({ channel, user: 'UMAX', user_team: 'T2', text: 'I am Max.', ts: at(0) })
  assert.deepEqual(
    (await said()).map(({ body, direction, visibility, author }) => [
      body,
      direction,
      visibility,
      author.type,
      author.name,
    ]),
    [
      ['When is it done?', 'incoming', 'client', 'client', 'Nina Brot'],
      ['On Friday.', 'outgoing', 'client', 'person', 'Max'],
      ['I am Max.', 'incoming', 'client', 'client', 'Max on Slack'],
    ],
  )
  assert.equal((await send()).length, 0)
})

test('delivered ten times at once, late and out of order, it is there once and in order', async (t) => {
  const { said, channel, at, asked } = await connected(t, 'internal')
  const events = [-40, -30, -20, -10].map((minutes) => ({ channel, user: 'UMAX', text: `${minutes}`, ts: at(minutes) }))
  for (const event of events.toReversed()) {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => tells(event)))
    assert.equal(outcomes.filter(({ body }) => body.outcome === 'taken').length, 1)
    assert.equal(outcomes.filter(({ body }) => body.outcome === 'known').length, 9)
  }
  assert.deepEqual(
    (await said()).map(({ body }) => body),
    ['-40', '-30', '-20', '-10'],
  )
  // Who somebody is, is asked once they are known no more.
  assert.ok(asked.filter((name) => name === 'users.info').length <= 10)
})

test('an answer in a Slack thread is about what the thread is about', async (t) => {
  const { max, mia, loop, posted, channel, at, said } = await connected(t, 'internal')
  await mia.post('/v1/admin/projects/tasks/copy/communications', { body: 'A question' })
  await loop.kick()
  await tells({ channel, user: 'UMAX', text: 'An answer', ts: at(0), thread_ts: posted[0]?.ts })
  await tells({ channel, user: 'UMAX', text: 'Elsewhere', ts: at(0), thread_ts: '1700000000.000001' })
  const { data } = (await max.get('/v1/admin/projects/tasks/copy/communications?sort=createdAt')).body
  assert.deepEqual(
    data.map(({ body }: { body: string }) => body),
    ['A question', 'An answer'],
  )
  assert.deepEqual((await said()).find(({ body }) => body === 'Elsewhere')?.thread, { type: 'project', id: 'site' })
})

test('what programs say, edits, deletions, and what is said elsewhere changes nothing', async (t) => {
  const { said, channel, at } = await connected(t, 'internal')
  const event = { channel, user: 'UMAX', text: 'x', ts: at(-1) }
  for (const other of [
    { ...event, bot_id: 'B1' },
    { ...event, subtype: 'message_changed' },
    { ...event, subtype: 'message_deleted' },
    { ...event, subtype: 'channel_join' },
    { ...event, channel: 'CNOWHERE' },
    { ...event, type: 'reaction_added' },
    { ...event, text: '  ' },
    { ...event, user: undefined },
  ])
    assert.deepEqual((await tells(other)).body, { outcome: 'ignored' }, JSON.stringify(other))
  for (const odd of [
    { ...event, ts: 'soon' },
    { ...event, text: 5 },
  ])
    assert.ok([200, 400].includes((await tells(odd)).status))
  assert.deepEqual(await said(), [])
  await tells({
    ...event,
    text: '',
    subtype: 'file_share',
    files: [{ name: 'a.pdf', permalink: 'https://s.example/a' }],
  })
  assert.deepEqual(
    (await said()).map(({ body }) => body),
    ['(file in Slack: a.pdf https://s.example/a)'],
  )
})

test('an unsigned, altered or old delivery opens nothing; the address is confirmed to Slack', async (t) => {
  const { said, channel, at, clock, baseUrl } = await connected(t, 'internal')
  const event = { channel, user: 'UMAX', text: 'Evil', ts: at(-1) }
  const hour = new Date(clock.now().getTime() - 3_600_000)
  for (const headers of [
    {},
    slackHeaders('another body', clock.now()),
    slackHeaders('', hour),
    { 'x-slack-signature': 'v0=' },
  ])
    assert.equal((await tells(event, headers)).status, 401)
  assert.deepEqual(await said(), [])
  const body = JSON.stringify({ type: 'url_verification', challenge: 'abc123' })
  const confirmed = await ask(baseUrl, 'POST', '/v1/hooks/slack', body, slackHeaders(body, clock.now()))
  assert.deepEqual(confirmed.body, { challenge: 'abc123' })
})

test('a post whose answer was lost is not posted twice; a busy Slack is left alone as long as it says', async (t) => {
  const { max, loop, posted, troubles, clock, db, organizationId } = await connected(t, 'internal')
  const waiting = async () =>
    (
      await db.admin.query(
        'select last_error, next_attempt_at, sent_at, external_id from outgoing_messages where organization_id = $1 order by created_at, id',
        [organizationId],
      )
    ).rows
  troubles.push('answer lost', 'down', { retryAfter: 900 })
  await max.post(thread, { body: 'once' })
  await loop.kick()
  clock.advance({ minutes: 1 })
  await loop.kick()
  assert.deepEqual([posted.length, (await waiting())[0].external_id], [1, posted[0]?.ts])
  await max.post(thread, { body: 'after a crash' })
  await loop.kick()
  clock.advance({ minutes: 1 })
  await loop.kick()
  const [, second] = await waiting()
  assert.match(second.last_error, /ratelimited/)
  assert.ok(second.next_attempt_at.getTime() >= clock.now().getTime() + 899_000)
  clock.advance({ minutes: 16 })
  await loop.kick()
  assert.deepEqual(
    posted.map(({ text }) => text),
    ['*Max*\nonce', '*Max*\nafter a crash'],
  )
  troubles.push({ error: 'channel_not_found' })
  await max.post(thread, { body: 'nowhere' })
  await loop.kick()
  clock.advance({ days: 2 })
  await loop.kick()
  assert.deepEqual([posted.length, (await waiting())[2].next_attempt_at], [2, Infinity])
})
