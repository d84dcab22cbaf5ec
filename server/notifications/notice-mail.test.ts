import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { agency, ask, type Agency } from '../../test/agency.ts'
import { settle, settleFromHere } from '../../test/background.ts'
import { mailHouse, type Arrived } from '../../test/mail-house.ts'
import { slackServer } from '../../test/slack-server.ts'
import { carryNotices, makeDigests, type Carrying } from './carry-notices.ts'

const WISHES = '/v1/admin/me/notification-preferences'
const wall = (text: string) => new Date(text).getTime()

/** The house with a mail server, a chat, and what sends notices on; it is Monday, ten in the morning in Berlin. */
async function told(t: TestContext) {
  const house = await agency()
  const { db, clock, baseUrl, organizationId } = house
  const slack = await slackServer(t)
  const { send } = await mailHouse(t, { slack: slack.carrier })
  await settleFromHere(organizationId)
  // Of the organisations of other tests nothing is left to send.
  await db.admin.query('update notifications set carried_at = now(), digest_on = now()')
  const carrying: Carrying = { worker: db.worker, app: db.app, clock: clock.tick, publicUrl: baseUrl, chat: true }
  const comesTo = (instant: string) => clock.advance({ minutes: (wall(instant) - clock.now().getTime()) / 60_000 })
  const carries = async () => {
    await settle(organizationId)
    await carryNotices(carrying)
    return send()
  }
  const digests = async () => {
    await carries()
    await makeDigests(carrying)
    return send()
  }
  const hour = (clock.now().getTime() / 3_600_000) % 24
  clock.advance({ hours: 33 - hour })
  return { ...house, slack, send, carrying, comesTo, carries, digests }
}

const gives = ({ max }: Pick<Agency, 'max'>, id: string, title = `Task ${id}`) =>
  max.adds('site', { id, title, assigneeIds: ['mia'] })

const muteUrl = (mail: Arrived | undefined) => /List-Unsubscribe: <([^>]+)>/i.exec(unfolded(mail))?.[1] ?? ''
const unfolded = (mail: Arrived | undefined) => mail?.raw.replaceAll(/\r\n[ \t]+/g, ' ') ?? ''

test('what waits for somebody is mailed at once: plain and as HTML, with where it is and how to mute it', async (t) => {
  const house = await told(t)
  await gives(house, 'logo', 'Logo')
  const [mail, ...more] = await house.carries()
  assert.equal(more.length, 0)
  assert.deepEqual(mail?.recipients, [house.mia.email])
  assert.equal(mail?.subject, 'Max assigned you “Logo” in Website redesign')
  assert.match(mail?.text ?? '', /\/my-work\?open=logo\n/)
  assert.match(mail?.html ?? '', /<a href="[^"]+\/my-work\?open=logo">Open it<\/a>/)
  assert.doesNotMatch(mail?.html ?? '', /<(img|script|link|iframe)|url\(/i)
  assert.match(unfolded(mail), /List-Unsubscribe-Post: List-Unsubscribe=One-Click/)
  assert.equal(new URL(muteUrl(mail)).origin, house.baseUrl)
  assert.deepEqual(await house.carries(), [], 'and never again')
})

test('line breaks in a title add no header', async (t) => {
  const house = await told(t)
  const { db, organizationId, mia } = house
  await gives(house, 'long')
  await house.carries()
  await db.admin.query(
    `update notifications set title = E'A\\r\\nBcc: eve@evil.example\\r\\n\\r\\n<b>boo</b>', said = null, carried_at = null
    where organization_id = $1 and entity_id = 'long'`,
    [organizationId],
  )
  await db.admin.query(`delete from outgoing_messages where organization_id = $1`, [organizationId])
  const [mail] = await house.carries()
  assert.deepEqual(mail?.recipients, [mia.email])
  assert.doesNotMatch(mail?.raw.split('\r\n\r\n')[0] ?? '', /^bcc:/im)
  assert.match(mail?.html ?? '', /&lt;b&gt;boo/)
})

test('markup in titles is words, and a long title is cut', async (t) => {
  const house = await told(t)
  await gives(house, 'nasty', '<img src=x onerror=alert(1)> & "friends"')
  await gives(house, 'long', 'x'.repeat(300))
  const mails = await house.carries()
  assert.equal(mails.length, 2)
  const [nasty, long] = ['img', 'xxxx'].map((word) => mails.find(({ subject }) => subject?.includes(word)))
  assert.doesNotMatch(nasty?.html ?? '', /<img/)
  assert.match(nasty?.html ?? '', /&lt;img src=x onerror=alert\(1\)&gt; &amp; &quot;friends&quot;/)
  assert.ok((long?.subject?.length ?? 999) <= 180, `${long?.subject?.length}`)
})

test('quiet hours put mail off to the morning, over midnight, and what is read meanwhile is not sent', async (t) => {
  const house = await told(t)
  house.clock.advance({ hours: 13 })
  await gives(house, 'late')
  await settle(house.organizationId)
  await gives(house, 'seen')
  assert.deepEqual(await house.carries(), [])
  const { body } = await house.mia.get('/v1/admin/me/notifications?sort=at')
  await house.mia.post(`/v1/admin/me/notifications/${body.data[1].id}/read`)
  house.clock.advance({ hours: 7, minutes: 30 })
  assert.deepEqual(await house.send(), [], 'half past six')
  house.clock.advance({ hours: 1 })
  assert.deepEqual(
    (await house.send()).map(({ subject }) => subject),
    ['Max assigned you “Task late” in Website redesign'],
  )
  const { rows } = await house.db.admin.query(
    `select last_error, body from outgoing_messages where organization_id = $1 and sent_at is null`,
    [house.organizationId],
  )
  assert.deepEqual(rows, [{ last_error: 'dropped: read, muted, or not to be seen any more', body: '' }])
})

test('who may not see it any more as it goes is not sent it, by mail or by chat', async (t) => {
  const house = await told(t)
  house.slack.people.set('U1', { name: 'Mia', email: house.mia.email })
  await house.mia.put(WISHES, { kinds: { task_assigned: { chat: true } } })
  await gives(house, 'gone')
  await settle(house.organizationId)
  await carryNotices(house.carrying)
  await house.max.put('/v1/admin/projects/tasks/gone', { assigneeIds: [] })
  assert.deepEqual(await house.send(), [])
  assert.deepEqual(house.slack.posted, [])
  await gives(house, 'kept')
  await settle(house.organizationId)
  await carryNotices(house.carrying)
  await house.db.admin.query(`update people set active = false where organization_id = $1 and id = 'mia'`, [
    house.organizationId,
  ])
  assert.deepEqual(await house.send(), [])
  assert.deepEqual(house.slack.posted, [])
})

test('chat is for who asks for it: to them alone, once, also where the answer was lost', async (t) => {
  const house = await told(t)
  house.slack.people.set('U1', { name: 'Mia', email: house.mia.email })
  await house.mia.put(WISHES, { kinds: { task_assigned: { chat: true, email: 'off' } } })
  house.slack.troubles.push('answer lost')
  await gives(house, 'logo', '<!channel> *Logo*')
  assert.deepEqual(await house.carries(), [])
  house.clock.advance({ minutes: 5 })
  await house.send()
  assert.equal(house.slack.posted.length, 1)
  assert.equal(house.slack.posted[0]?.channel, 'DU1')
  assert.match(
    house.slack.posted[0]?.text ?? '',
    /^\*Max assigned you “&lt;!channel&gt;  Logo ” in Website redesign\*\n<http/,
  )
})

test('a digest is one mail a day at its hour, by project, over restarts and nodes; nothing where there is nothing', async (t) => {
  const house = await told(t)
  const { mia, ada, copy, clock } = house
  assert.deepEqual(await house.digests(), [])
  await mia.put(WISHES, { digestHour: 8, quietHours: null })
  for (const status of ['in_progress', 'in_review']) {
    await ada.put(`/v1/admin/projects/tasks/${copy.id}/status`, { status })
    await settle(house.organizationId)
  }
  assert.deepEqual((await house.digests()).filter(isTo(mia.email)), [], 'its hour is tomorrow')
  clock.advance({ hours: 21, minutes: 59 })
  assert.deepEqual((await house.digests()).filter(isTo(mia.email)), [])
  clock.advance({ minutes: 2 })
  await Promise.all(Array.from({ length: 10 }, () => makeDigests(house.carrying)))
  const [mail, ...more] = (await house.send()).filter(isTo(mia.email))
  assert.equal(more.length, 0)
  assert.match(mail?.subject ?? '', /^2 things since your last digest/)
  assert.match(mail?.text ?? '', /^Website redesign\n {2}\* Ada moved “Copywriting” to in progress/)
  await ada.put(`/v1/admin/projects/tasks/${copy.id}/status`, { status: 'completed' })
  assert.deepEqual((await house.digests()).filter(isTo(mia.email)), [], 'the next is tomorrow')
  clock.advance({ hours: 24 })
  const next = (await house.digests()).find(isTo(mia.email))
  assert.match(next?.text ?? '', /to completed/)
  assert.doesNotMatch(next?.text ?? '', /to in progress/, 'what was in one is in no other')
})

const isTo = (email: string) => (mail: Arrived) => mail.recipients.includes(email)

test('digests keep their hour as the clocks change', async (t) => {
  const house = await told(t)
  const { mia, ada, copy } = house
  await mia.put(WISHES, { digestHour: 8, quietHours: null })
  house.comesTo('2027-03-27T12:00:00.000Z')
  await ada.put(`/v1/admin/projects/tasks/${copy.id}/status`, { status: 'in_progress' })
  house.comesTo('2027-03-28T05:59:00.000Z')
  assert.deepEqual((await house.digests()).filter(isTo(mia.email)), [])
  house.comesTo('2027-03-28T06:01:00.000Z')
  assert.equal((await house.digests()).filter(isTo(mia.email)).length, 1)
  house.comesTo('2027-10-30T12:00:00.000Z')
  await ada.put(`/v1/admin/projects/tasks/${copy.id}/status`, { status: 'in_review' })
  house.comesTo('2027-10-31T06:59:00.000Z')
  assert.deepEqual((await house.digests()).filter(isTo(mia.email)), [])
  house.comesTo('2027-10-31T07:01:00.000Z')
  assert.equal((await house.digests()).filter(isTo(mia.email)).length, 1)
})

test('the link in a mail asks when it is opened, mutes when it is posted, as often as one likes, and is good for nobody else', async (t) => {
  const house = await told(t)
  await gives(house, 'one')
  const url = muteUrl((await house.carries())[0])
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const post = (path: string) => ask(house.baseUrl, 'POST', path, 'List-Unsubscribe=One-Click', form)
  const path = new URL(url).pathname
  const asked = await ask(house.baseUrl, 'GET', path)
  assert.equal(asked.status, 200)
  assert.doesNotMatch(asked.body, /Mia|Website|Task one|example/)
  const kinds = async () => (await house.mia.get(WISHES)).body.kinds
  assert.equal((await kinds()).task_assigned.email, 'instant', 'opening it changed nothing')
  assert.equal((await post(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`)).status, 404)
  assert.equal((await kinds()).task_assigned.email, 'instant')
  for (let n = 0; n < 2; n++) assert.equal((await post(path)).status, 200)
  assert.equal((await kinds()).task_assigned.email, 'off')
  assert.equal((await kinds()).request_received.email, 'instant')
  assert.equal((await house.max.get(WISHES)).body.kinds.task_assigned.email, 'instant')
  await gives(house, 'two')
  assert.deepEqual(await house.carries(), [])
  assert.equal((await ask(house.baseUrl, 'POST', path, 'mute=project', form)).status, 200)
  assert.deepEqual((await house.mia.get(WISHES)).body.mutedProjectIds, ['site'])
})

test('ten nodes that carry at once send one mail, and other organisations none', async (t) => {
  const house = await told(t)
  await gives(house, 'logo')
  await settle(house.organizationId)
  await Promise.all(Array.from({ length: 10 }, () => carryNotices(house.carrying)))
  const mails = await house.send()
  assert.deepEqual(
    mails.flatMap(({ recipients }) => recipients),
    [house.mia.email],
  )
  assert.deepEqual((await house.olga.get('/v1/admin/me/notifications')).body.data, [])
})
