// What is for the agency's own eyes is in nothing that a client receives: each such text is a word of its own, looked for everywhere.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { NOTICE_KINDS } from '../domain/notification.ts'
import { carryNotices } from '../server/notifications/carry-notices.ts'
import { agency, ask, type Reply } from './agency.ts'
import { answers, asks, invites, movesRequest, requestAt } from './asking.ts'
import { settle, settleFromHere } from './background.ts'
import { bring } from './files.ts'
import { mailHouse, NINA, withNina, type Arrived } from './mail-house.ts'
import { slackServer } from './slack-server.ts'

const CANARY = /zebrafish/i
const canary = (place: string) => `ZEBRAFISH-${place}`
const site = '/v1/admin/projects/site'
const taskAt = '/v1/admin/projects/tasks/copy'
const thread = `${site}/communications`

type Client = Awaited<ReturnType<typeof invites>>
/** All that a client got, by the way it came; and how many canary words lie on the agency's side. */
interface Received {
  way: string
  what: string
}

async function withClient(t: TestContext) {
  const house = await agency()
  await withNina(house)
  const slack = await slackServer(t)
  const { send } = await mailHouse(t, { slack: slack.carrier })
  const channelId = `C${randomBytes(5).toString('hex').toUpperCase()}`
  const connects = async (visibility: 'internal' | 'client') =>
    done(await house.max.put(`${site}/channel`, { provider: 'slack', channelId, visibility }))
  const client = await invites(house, house.amy, { name: 'Nina Brot', email: NINA, send: true })
  return { ...house, ...slack, send, connects, client }
}
type WithClient = Awaited<ReturnType<typeof withClient>>

/** It has to have succeeded, or its words would not be there to be found. */
function done({ status, body }: Reply): Reply['body'] {
  assert.ok(status === 200 || status === 201, `${status} ${JSON.stringify(body)}`)
  return body
}

/** Work as it is, with a word in each text that is the agency's own. */
async function fillsTheInside({ ada, max, mia, amy, db, organizationId, ...house }: WithClient): Promise<void> {
  // Who works on it and never speaks to the client.
  await db.admin.query(`update people set name = $2 where organization_id = $1 and id = 'mia'`, [
    organizationId,
    canary('assignee'),
  ])
  done(await max.put(taskAt, { title: canary('task-title'), description: canary('task-description') }))
  done(await max.post(`${taskAt}/time`, { on: '2026-11-20', minutes: 30, note: canary('time-note') }))
  done(await max.put(`${taskAt}/status`, { status: 'completed', completionNotes: canary('completion') }))
  done(
    await max.post('/v1/admin/signals', {
      id: 'signal',
      projectId: 'site',
      title: canary('signal-title'),
      note: canary('signal-note'),
    }),
  )
  done(await max.post('/v1/admin/signals/signal/communications', { body: canary('signal-thread') }))
  done(await mia.post(`${taskAt}/communications`, { body: canary('task-thread') }))
  done(await max.post(thread, { body: canary('project-thread') }))
  done(await amy.post(thread, { body: canary('account-manager') }))
  const file = done(await bring(max, house, `name=${canary('file')}.txt`, canary('bytes')))
  done(await max.post(thread, { body: canary('with-file'), attachmentIds: [file.id] }))
  done(await ada.put(site, { status: 'on_hold', reason: canary('hold') }))
  done(await ada.put(site, { status: 'onboarding' }))
}

/** A request of the client's with a word in each text about it that is not theirs to see. */
async function handles({ max, ...house }: WithClient, client: Client, how: string): Promise<{ id: string }> {
  const { body: asked } = await client.asks({ title: `Please: ${how}` })
  done(await max.put(requestAt(asked.id), { assigneeId: 'mia' }))
  const inThread = { thread: { type: 'request', id: asked.id } }
  done(await max.post(thread, { ...inThread, body: canary(`${how}-inside`) }))
  const internal = done(await bring(max, house, `name=${canary(how)}.txt&requestId=${asked.id}`, canary('bytes')))
  const enclosed = done(await bring(max, house, 'name=offer.txt', 'The offer'))
  const tasks = [{ id: `t-${how}`, title: canary(`${how}-title`), description: canary(`${how}-description`) }]
  if (how === 'duplicate') {
    const other = await asks(max, 'site', { title: canary('other'), requester: { name: canary('requester') } })
    done(await max.put(requestAt(asked.id), { duplicateOf: other.id }))
  } else {
    const more = { note: canary(`${how}-note`), ...(how === 'accepted' && { tasks }) }
    done(await answers(max, asked, how, more))
  }
  done(await max.post(thread, { ...inThread, body: 'For you', visibility: 'client', attachmentIds: [enclosed.id] }))
  const [got, kept] = await Promise.all(
    [enclosed, internal].map(({ id }) =>
      ask(house.baseUrl, 'GET', `/v1/client/${client.token}/attachments/${id}/content`),
    ),
  )
  assert.deepEqual([got?.status, got?.body, kept?.status], [200, 'The offer', 404])
  return asked
}

/** Headers and body of all that a link opens. */
async function lookedUp({ baseUrl }: WithClient, client: Client, requests: { id: string }[]): Promise<Received[]> {
  const path = `/v1/client/${client.token}`
  const replies = await Promise.all([
    client.opens(),
    ask(baseUrl, 'GET', `${path}/requests`),
    ask(baseUrl, 'GET', `/client/${client.token}`),
    ask(baseUrl, 'GET', `${path}/requests/copy`),
    ...requests.map((one) => client.reads(one)),
  ])
  for (const one of requests) replies.push(await client.says(one, 'Thank you'), await client.withdraws(one))
  return replies.map(({ headers, body }) => ({
    way: 'link',
    what: JSON.stringify([...headers]) + JSON.stringify(body),
  }))
}

/** A mail as it travelled, and what a mail program makes of it. */
const mailed = ({ raw, recipients, headers, subject, text, html, attachments }: Arrived): Received => ({
  way: 'mail',
  what: JSON.stringify([raw, recipients, headers, subject, text, html, attachments.map(readable)]),
})
const readable = ({ filename, mimeType, content }: Arrived['attachments'][number]) => [
  filename,
  mimeType,
  typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString(),
]

function isClean(received: Received[]): void {
  for (const { way, what } of received) {
    const at = what.search(CANARY)
    assert.equal(at, -1, `${way}: …${what.slice(Math.max(at - 200, 0), at + 60)}…`)
  }
}

test('nothing of the agency’s own is in what a client receives by link, mail or chat, or fetches', async (t) => {
  const house = await withClient(t)
  const { max, client, connects, send, posted } = house
  await connects('client')
  await fillsTheInside(house)
  const requests = []
  for (const how of ['awaiting_client', 'accepted', 'completed', 'declined', 'duplicate'])
    requests.push(await handles(house, client, how))
  const closed = requests[3] as { id: string }
  done(await movesRequest(max, closed, 'in_review', canary('reopened')))
  done(await max.post(`${taskAt}/communications`, { body: 'About the words', visibility: 'client' }))
  done(await max.post(thread, { body: 'About it all', visibility: 'client' }))
  const received = await lookedUp(house, client, requests)
  const mails = await send()
  received.push(...mails.map(mailed))
  received.push(...posted.map((each) => ({ way: 'chat', what: JSON.stringify(each) })))
  isClean(received)
  // It was all there to be told: mails to the client and posts of each kind came, and the team sees the words.
  assert.ok(mails.some(({ attachments }) => attachments.length > 0))
  assert.ok(mails.length >= 10 && posted.length >= 10, `${mails.length} mails, ${posted.length} posts`)
  const inside = await Promise.all([
    max.get(`${thread}?limit=100`),
    max.get(taskAt),
    max.get('/v1/admin/signals/signal'),
    ...requests.map(({ id }) => max.get(requestAt(id))),
  ])
  for (const { body } of inside) assert.match(JSON.stringify(body), CANARY)
})

test('what the agency’s people are told of it all goes to them alone', async (t) => {
  const house = await withClient(t)
  const { db, clock, baseUrl, organizationId, client, send, posted, connects } = house
  await connects('client')
  await settleFromHere(organizationId)
  await fillsTheInside(house)
  await handles(house, client, 'accepted')
  await send()
  const before = posted.length
  await db.admin.query(
    `insert into notification_preferences (organization_id, person_id, kinds, digest_hour, created_at, updated_at)
    select organization_id, id, (select jsonb_object_agg(kind, '{"email": "instant"}'::jsonb) from unnest($2::text[]) kind), 8, now(), now()
    from people where organization_id = $1`,
    [organizationId, NOTICE_KINDS],
  )
  await settle(organizationId)
  await carryNotices({ worker: db.worker, app: db.app, clock: clock.tick, publicUrl: baseUrl, chat: true })
  const mails = await send()
  assert.ok(mails.length > 5 && mails.some(({ raw }) => CANARY.test(raw)), `${mails.length} mails`)
  for (const { recipients } of mails)
    for (const to of recipients) assert.ok(to.endsWith(`@${organizationId}.example`), to)
  assert.equal(posted.length, before, 'and nothing of it to a channel')
  const { rows } = await db.admin.query('select 1 from notifications where organization_id = $1', [organizationId])
  assert.ok(rows.length > 5)
  isClean(
    (await Promise.all([client.opens(), ask(baseUrl, 'GET', `/v1/client/${client.token}/requests`)])).map(
      ({ body }) => ({
        way: 'link',
        what: JSON.stringify(body),
      }),
    ),
  )
})

test('what waited for a channel of the agency’s own tells the client nothing when that is opened to them', async (t) => {
  const house = await withClient(t)
  const { max, connects, send, posted } = house
  await connects('internal')
  done(await max.put(taskAt, { title: canary('task-title') }))
  done(await max.post(`${taskAt}/communications`, { body: canary('inside') }))
  done(await max.post(`${taskAt}/communications`, { body: 'For the client', visibility: 'client' }))
  await connects('client')
  await send()
  isClean(posted.map((each) => ({ way: 'chat', what: JSON.stringify(each) })))
  assert.match(posted[0]?.text ?? '', /For the client/)
})
