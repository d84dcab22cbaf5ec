// What goes to the client by mail: to whom, what is in it, and that nothing else is.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { agency, ask, type Agency, type Person } from '../../test/agency.ts'
import { addressIn, mailHouse, NINA, withNina } from '../../test/mail-house.ts'

const thread = '/v1/admin/projects/site/communications'
const toClient = { visibility: 'client', body: 'The draft is **ready**: [look](https://draft.example/1)' }

async function brings(who: Person, { baseUrl }: Agency, name: string, content: string, more = ''): Promise<string> {
  const path = `/v1/admin/projects/site/attachments?name=${encodeURIComponent(name)}${more}`
  const reply = await ask(baseUrl, 'POST', path, content, {
    authorization: `Bearer ${who.token}`,
    'content-type': 'text/plain',
  })
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  return reply.body.id as string
}

/** A request of Nina's or another's, as it is once somebody made it. */
const asked = ({ db, organizationId }: Agency, id: string, title: string, email: string | null = NINA) =>
  db.admin.query(
    `insert into requests (organization_id, id, project_id, account_id, title, type, priority, source, requester_name, requester_email,
       status, resolve_by, created_at, updated_at)
     values ($1, $2, 'site', 'bakery', $3, 'change', 'medium', 'email', 'Nina Brot', $4, 'pending', now(), now(), now())`,
    [organizationId, id, title, email],
  )

test('a message for the client goes to their first address, from who wrote it, with an address of its own to answer to', async (t) => {
  const house = await agency()
  const { max, organizationId } = house
  await withNina(house)
  const { send } = await mailHouse(t)
  const { body } = await max.post(thread, toClient)
  assert.deepEqual([body.direction, body.channel, body.delivery], ['outgoing', 'email', 'pending'])
  assert.deepEqual(body.recipients, [{ name: 'Nina Brot', email: NINA }])
  const [mail, ...others] = await send()
  assert.deepEqual([mail?.recipients, others.length], [[NINA], 0])
  assert.deepEqual(mail?.from, { name: `Max (${organizationId})`, address: 'no-reply@ops.example' })
  assert.match(addressIn(mail), /^reply\+[a-z2-7]{32}@in\.agency\.example$/)
  assert.equal(mail?.subject, 'Website redesign')
  assert.equal(
    mail?.text?.trim(),
    '── Please answer above this line ──\n\nThe draft is ready: look (https://draft.example/1)',
  )
  assert.doesNotMatch(mail?.raw ?? '', /auto-submitted/i)
  assert.equal((await max.get(`/v1/admin/communications/${body.id}`)).body.delivery, 'sent')
  // What was in it is in the thread, and nowhere else any more; of the address only its hash is kept.
  const { rows } = await house.db.admin.query(
    `select o.body, o.headers, encode(r.secret_hash, 'hex') as hash from outgoing_messages o
     join reply_addresses r on r.communication_id = o.communication_id where o.organization_id = $1`,
    [organizationId],
  )
  assert.deepEqual([rows.length, rows[0].body, rows[0].headers, rows[0].hash.length], [1, '', {}, 64])
})

test('it goes to those named, each with an address of their own: contacts, requesters and holders of links', async (t) => {
  const house = await agency()
  const { ada, max, db, organizationId } = house
  await withNina(house)
  await ada.post('/v1/admin/accounts', {
    id: 'group',
    name: 'Group',
    contacts: [{ name: 'Gil', email: 'Gil@group.example' }],
  })
  await ada.put('/v1/admin/accounts/bakery', { parentAccountId: 'group' })
  await asked(house, 'req1', 'More colour', 'olive@bakery.example')
  await db.admin.query(
    `insert into client_links (organization_id, id, project_id, account_id, name, email, secret_hash, expires_at, created_at, updated_at)
     values ($1, 'l1', 'site', 'bakery', 'Leo', 'leo@bakery.example', $2, '2099-01-01', now(), now())`,
    [organizationId, randomBytes(32)],
  )
  const known = async (query: string) =>
    (await max.get(`/v1/admin/projects/site/recipients${query}`)).body.data.map(
      ({ email, first }: { email: string; first: boolean }) => (first ? `${email} first` : email),
    )
  const [gil, olive, leo] = ['Gil@group.example', 'olive@bakery.example', 'leo@bakery.example']
  assert.deepEqual(await known(''), [`${NINA} first`, gil, olive, leo])
  assert.deepEqual(await known('?requestId=req1'), [NINA, gil, `${olive} first`, leo])
  const { send } = await mailHouse(t)
  const recipients = ['gil@group.example', 'olive@bakery.example', 'leo@bakery.example', 'NINA@bakery.example']
  assert.equal((await max.post(thread, { ...toClient, recipients })).status, 201)
  const mails = await send()
  assert.deepEqual(
    mails.flatMap((mail) => mail.recipients).toSorted(),
    ['Gil@group.example', 'leo@bakery.example', NINA, 'olive@bakery.example'].toSorted(),
  )
  assert.equal(new Set(mails.map(addressIn)).size, 4)
  await db.admin.query(`update client_links set revoked_at = now() where organization_id = $1`, [organizationId])
  assert.equal((await max.post(thread, { ...toClient, recipients: ['leo@bakery.example'] })).status, 422)
})

test('the thread of a request is with who made it, under its title, and mail programs show it as one', async (t) => {
  const house = await agency()
  const { amy } = house
  await asked(house, 'req1', 'More colour', 'olive@bakery.example')
  await asked(house, 'req2', 'By phone', null)
  const { send } = await mailHouse(t)
  const say = (id: string, body: string) =>
    amy.post(thread, { thread: { type: 'request', id }, visibility: 'client', body })
  await say('req1', 'We are at it.')
  const [first] = await send()
  assert.deepEqual(
    [first?.recipients, first?.subject, first?.inReplyTo],
    [['olive@bakery.example'], 'More colour', undefined],
  )
  house.clock.advance({ minutes: 1 })
  await say('req1', 'Done.')
  const [second] = await send()
  assert.deepEqual(
    [second?.subject, second?.inReplyTo, second?.references],
    ['Re: More colour', first?.messageId, first?.messageId],
  )
  const nobody = await say('req2', 'Hello?')
  assert.deepEqual([nobody.status, nobody.body.errors[0].pointer], [422, '/recipients'])
})

test('what was said on the phone, in the portal, or inside sends nothing', async (t) => {
  const house = await agency()
  const { max } = house
  await withNina(house)
  const { send } = await mailHouse(t)
  for (const more of [
    { visibility: 'client', channel: 'phone' },
    { visibility: 'client', channel: 'portal' },
    { direction: 'incoming', author: { name: 'Nina' } },
    { channel: 'email' },
  ])
    assert.deepEqual((await max.post(thread, { body: 'Said', ...more })).body.delivery, 'none')
  assert.equal((await send()).length, 0)
})

test('files go along under their names, those too large by name only', async (t) => {
  const house = await agency()
  const { max } = house
  await withNina(house)
  const { send } = await mailHouse(t)
  const brief = await brings(max, house, 'Größe & Farbe.txt', 'the brief')
  const large = await brings(max, house, 'large.txt', 'x'.repeat(14 * 1024 * 1024))
  const said = await max.post(thread, { ...toClient, attachmentIds: [brief, large] })
  assert.deepEqual(
    said.body.attachments.map(({ name }: { name: string }) => name),
    ['Größe & Farbe.txt', 'large.txt'],
  )
  const [mail] = await send()
  assert.deepEqual(
    mail?.attachments.map(({ filename, content }) => [filename, Buffer.from(content as ArrayBuffer).toString()]),
    [['Größe & Farbe.txt', 'the brief']],
  )
  assert.match(mail?.text ?? '', /\(Too large for a mail: large\.txt\. Ask us for it\.\)/)
  assert.equal((await max.get(`/v1/admin/attachments/${brief}`)).body.visibility, 'client')
  // A file hangs on one message, and on one's own.
  for (const who of [max, house.ada])
    assert.equal((await who.post(thread, { body: 'again', attachmentIds: [brief] })).status, 422)
})

test('no internal word is in anything that a client is mailed', async (t) => {
  const house = await agency()
  const { ada, max } = house
  await withNina(house)
  const { send } = await mailHouse(t)
  const canary = 'ZEBRAFISH'
  await max.put('/v1/admin/projects/tasks/copy', { title: `Copy ${canary}`, description: canary })
  await max.put('/v1/admin/projects/site', { description: canary })
  await asked(house, 'req1', 'More colour')
  const threads = [
    { type: 'project', id: 'site' },
    { type: 'task', id: 'copy' },
    { type: 'request', id: 'req1' },
  ]
  const hidden = await brings(max, house, `${canary}.txt`, canary, '&taskId=copy')
  for (const about of threads) {
    const file = await brings(max, house, `${canary}.txt`, canary)
    await max.post(thread, { thread: about, body: canary, attachmentIds: [file] })
    await max.post(thread, { thread: about, body: 'All is well.', visibility: 'client' })
    await max.post(thread, { thread: about, body: canary })
  }
  const mails = await send()
  assert.equal(mails.length, 3)
  for (const { raw } of mails) {
    assert.doesNotMatch(raw, new RegExp(canary, 'i'))
    assert.doesNotMatch(raw, new RegExp(Buffer.from(canary).toString('base64').slice(0, 10)))
  }
  assert.equal((await ada.get(`/v1/admin/attachments/${hidden}`)).body.visibility, 'internal')
})
