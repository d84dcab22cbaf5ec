// Mail that comes in: into its thread once, in order, whoever delivers it how often; and nothing else than answers of people.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { agency, ask, type Agency } from '../../test/agency.ts'
import { formSignature, webhookHeaders } from '../../test/deliveries.ts'
import { addressIn, delivers, mailHouse, mimeOf, NINA, posts, withNina } from '../../test/mail-house.ts'
import { serving } from '../../test/serving.ts'

const thread = '/v1/admin/projects/site/communications'
const fresh = () => `<${randomBytes(6).toString('hex')}@bakery.example>`

/** The agency wrote to Nina; answers go to the address in what she got. */
async function written(t: TestContext) {
  const house = await agency()
  await withNina(house)
  const { send } = await mailHouse(t)
  const { body } = await house.max.post(thread, { visibility: 'client', body: 'Which colour do you want?' })
  const [mail] = await send()
  house.clock.advance({ hours: 1 })
  return { ...house, mail, to: addressIn(mail), question: body as { id: string; saidAt: string } }
}

async function said({ max }: Agency): Promise<string[]> {
  const { body } = await max.get(`${thread}?direction=incoming&sort=saidAt&limit=100`)
  return (body.data as { body: string }[]).map((each) => each.body)
}

const quoted = (answer: string) =>
  `${answer}\r\n\r\nOn Sun, 22 Nov 2026 at 12:00, Max (Agency)\r\n<no-reply@ops.example> wrote:\r\n\r\n> ── Please answer above this line ──\r\n>\r\n> Which colour do you want?\r\n`

test('an answer is in the thread of what it answers, as the client’s words and without what it quotes', async (t) => {
  const house = await written(t)
  const messageId = fresh()
  const mime = mimeOf({ to: house.to.toUpperCase(), text: quoted('Blue.\r\n\r\n> or green\r\n\r\nNina'), messageId })
  assert.deepEqual((await delivers(mime)).body, { outcome: 'taken' })
  const { body } = await house.max.get(`${thread}?direction=incoming`)
  const [message] = body.data
  assert.deepEqual(message.author, { type: 'client', id: NINA, name: 'Nina Brot', email: NINA })
  assert.deepEqual(
    [message.body, message.thread, message.channel, message.visibility, message.accountId],
    ['Blue.\n\n> or green\n\nNina', { type: 'project', id: 'site' }, 'email', 'client', 'bakery'],
  )
  // Another mail of ours goes on from it.
  const { send } = await mailHouse(t)
  await house.max.post(thread, { visibility: 'client', body: 'Blue it is.' })
  assert.equal((await send())[0]?.inReplyTo, messageId)
})

test('delivered ten times at once, twice as a form, and once more a day later, a mail is there once', async (t) => {
  const house = await written(t)
  const messageId = fresh()
  const mime = mimeOf({ to: house.to, text: 'Blue.', messageId })
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => delivers(mime)))
  assert.deepEqual(
    outcomes.map(({ body }) => String(body.outcome)).toSorted((a, b) => a.localeCompare(b)),
    [...Array(9).fill('known'), 'taken'],
  )
  const fields = {
    recipient: house.to,
    sender: NINA,
    from: `Nina <${NINA}>`,
    'body-plain': 'Blue.',
    'Message-Id': messageId,
  }
  const signed = formSignature(house.clock.now())
  for (let i = 0; i < 2; i++) assert.equal((await posts({ ...fields, ...signed })).body.outcome, 'known')
  house.clock.advance({ days: 1 })
  assert.equal((await delivers(mime)).body.outcome, 'known')
  assert.deepEqual(await said(house), ['Blue.'])
})

test('without a Message-ID the same mail is the same, and another is another', async (t) => {
  const house = await written(t)
  for (const text of ['Blue.', 'Green.', 'Blue.']) await delivers(mimeOf({ to: house.to, text }))
  assert.deepEqual(await said(house), ['Blue.', 'Green.'])
})

test('what arrives late or out of order stands where it was said: never before what it answers, never in the future', async (t) => {
  const house = await written(t)
  const at = (minutes: number) => new Date(new Date(house.question.saidAt).getTime() + minutes * 60_000)
  for (const [text, date] of [
    ['third', at(30)],
    ['second', at(20)],
    ['from a clock that is a year slow', at(-500_000)],
    ['from a clock that is a year fast', at(500_000)],
  ] as const)
    await delivers(mimeOf({ to: house.to, text, date, messageId: fresh() }))
  assert.deepEqual(await said(house), [
    'from a clock that is a year slow',
    'second',
    'third',
    'from a clock that is a year fast',
  ])
  const { data } = (await house.max.get(`${thread}?sort=saidAt`)).body
  assert.equal(data[0].id, house.question.id)
  for (const { saidAt, createdAt } of data) assert.ok(saidAt <= createdAt)
})

test('a wrong, old, missing or borrowed signature opens nothing', async (t) => {
  const house = await written(t)
  const { clock, to } = house
  const mime = mimeOf({ to, text: 'Evil' })
  const old = new Date(clock.now().getTime() - 3_600_000)
  const refused = async (headers: Record<string, string>) =>
    assert.deepEqual([(await delivers(mime, headers)).status], [401], JSON.stringify(headers))
  await refused({})
  await refused(webhookHeaders(mime, old))
  await refused(webhookHeaders(`${mime} `, clock.now()))
  await refused({ ...webhookHeaders(mime, clock.now()), 'webhook-id': 'another' })
  await refused({ ...webhookHeaders(mime, clock.now()), 'webhook-signature': 'v1,' })
  await refused({ ...webhookHeaders(mime, clock.now()), 'webhook-timestamp': 'soon' })
  const fields = { recipient: to, from: NINA, 'body-plain': 'Evil' }
  for (const wrong of [formSignature(old), { signature: '' }, { token: 'another' }, { timestamp: '0' }])
    assert.equal((await posts({ ...fields, ...wrong })).status, 401)
  // Mailgun signs no more than a token: it is good for the mail that it came with, and for no other.
  const seen = formSignature(clock.now())
  assert.equal((await posts({ ...fields, ...seen, 'body-plain': 'Fine.' })).body.outcome, 'taken')
  assert.equal((await posts({ ...fields, ...seen, 'body-plain': 'Evil' })).status, 401)
  assert.deepEqual(await said(house), ['Fine.'])
})

test('a key as mail services write it is taken as bytes, and one of several signatures is enough', async (t) => {
  const house = await written(t)
  const mime = mimeOf({ to: house.to, text: 'Blue.' })
  const headers = webhookHeaders(mime, house.clock.now())
  headers['webhook-signature'] = `v1a,zzz v1,AAAA ${headers['webhook-signature']}`
  assert.equal((await delivers(mime, headers)).body.outcome, 'taken')
})

test('without an agreed secret the doors are not there', async () => {
  const { db } = await agency()
  await serving(db.app, {}, async (baseUrl) => {
    for (const [path, type] of [
      ['mail', 'message/rfc822'],
      ['slack', 'application/json'],
    ] as const)
      assert.equal((await ask(baseUrl, 'POST', `/v1/hooks/${path}`, '{}', { 'content-type': type })).status, 404)
  })
})

test('what a program wrote, and what is for no thread, is taken off the service’s hands and not kept', async (t) => {
  const house = await written(t)
  const { to, db, max } = house
  const report = 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'
  for (const header of [
    'Auto-Submitted: auto-replied',
    'Precedence: bulk',
    'X-Autoreply: yes',
    'Return-Path: <>',
    report,
  ])
    assert.equal((await delivers(mimeOf({ to, headers: [header] }))).body.outcome, 'ignored', header)
  assert.equal(
    (await delivers(mimeOf({ to, headers: ['Auto-Submitted: no'], text: 'A person' }))).body.outcome,
    'taken',
  )
  assert.equal((await posts({ recipient: to, sender: '', from: NINA, 'body-plain': 'x' })).body.outcome, 'ignored')
  for (const nowhere of ['reply@in.agency.example', to.replace(/\+.{4}/, '+aaaa'), 'reply+x@in.agency.example', ''])
    assert.equal((await delivers(mimeOf({ to: nowhere }))).body.outcome, 'ignored', nowhere)
  await max.post('/v1/admin/projects', {})
  await house.ada.delete('/v1/admin/projects/site?reason=over')
  assert.equal((await delivers(mimeOf({ to, messageId: fresh() }))).body.outcome, 'ignored')
  const { rows } = await db.admin.query(
    `select count(*)::int from communications where organization_id = $1 and source = 'mail'`,
    [house.organizationId],
  )
  assert.equal(rows[0].count, 1)
})

test('files come along; those that are not taken, and words beyond the limit, are told of', async (t) => {
  const house = await written(t)
  const { max, to } = house
  const files = [
    new File(['%PDF-1.7 words'], 'Entwurf ü.pdf', { type: 'application/pdf' }),
    new File(['MZ\u0090'], 'invoice.exe', { type: 'application/octet-stream' }),
    new File(['<html><script>'], 'page.txt', { type: 'text/plain' }),
  ]
  const fields = { recipient: to, sender: NINA, from: NINA, 'body-plain': 'See here', 'Message-Id': fresh() }
  for (let i = 0; i < 3; i++) await posts(fields, files)
  const [message] = (await max.get(`${thread}?direction=incoming`)).body.data
  assert.match(
    message.body,
    /^See here\n\nFiles that were not taken:\n- invoice\.exe: is a program\n- page\.txt: is a page/,
  )
  assert.deepEqual(
    message.attachments.map(({ name, contentType }: Record<string, string>) => [name, contentType]),
    [['Entwurf ü.pdf', 'application/pdf']],
  )
  const file = (await max.get(`/v1/admin/attachments/${message.attachments[0].id}`)).body
  assert.deepEqual([file.uploader.type, file.uploader.id, file.visibility], ['client', NINA, 'client'])
  const long = 'wörd '.repeat(20_000)
  await delivers(mimeOf({ to, text: long, messageId: fresh() }))
  const [cut] = (await max.get(`${thread}?direction=incoming&q=rest%20is`)).body.data
  const whole = await max.get(`/v1/admin/attachments/${cut.attachments[0].id}/content`)
  assert.equal(whole.body.trim(), long.trim())
})

test('mails of every odd kind are read, and none is a fault of ours', async (t) => {
  const house = await written(t)
  const { to, max } = house
  const html = '<style>p{}</style><p>Hello &amp; <b>bold</b><br>next</p><script>alert(1)</script>'
  const b = (type: string) => `Content-Type: ${type}`
  const part = (...lines: string[]) => `--b\r\n${lines.join('\r\n')}\r\n`
  const odd: [expected: RegExp, headers: string[], text: string][] = [
    [/^Hello & bold\nnext$/, [b('text/html; charset=utf-8')], html],
    [/^Grüße$/, [b('text/plain; charset=iso-8859-1'), 'Content-Transfer-Encoding: quoted-printable'], 'Gr=FC=DFe'],
    [
      /^Grüße$/,
      [b('text/plain; charset=utf-8'), 'Content-Transfer-Encoding: base64'],
      Buffer.from('Grüße').toString('base64'),
    ],
    [
      /^plain$/,
      [b('multipart/alternative; boundary=b')],
      `${part(b('text/plain'), '', 'plain')}${part(b('text/html'), '', html)}--b--`,
    ],
    [/^never closed$/, [b('multipart/mixed; boundary=b')], part(b('text/plain'), '', 'never closed')],
    [/^\(an empty mail\)$/, [b('text/plain')], ''],
    [/^nul here$/, [b('text/plain')], 'nul\u0000 here'],
    [/./, [b('text/plain; charset=klingon')], 'unknown letters'],
    [/./, [b('multipart/mixed; boundary=b'), 'X-Long: '.padEnd(5000, 'x')], '--b\r\n--b\r\n--b'],
    [/^> only a quotation$/, [b('text/plain')], '> only a quotation'],
  ]
  for (const [expected, headers, text] of odd) {
    const messageId = fresh()
    const mime = mimeOf({ to, text, messageId, headers: ['MIME-Version: 1.0', ...headers] })
    const { status, body } = await delivers(mime)
    assert.deepEqual([status, body.outcome], [200, 'taken'], `${headers.join()} ${JSON.stringify(body)}`)
    house.clock.advance({ minutes: 1 })
    const [last] = (await max.get(`${thread}?direction=incoming&sort=-createdAt&limit=1`)).body.data
    assert.match(last.body, expected)
  }
  for (const noMail of [
    '',
    '\r\n\r\n',
    'no header',
    '\u0000'.repeat(1000),
    'Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n'.repeat(200),
  ])
    assert.ok([200, 400, 422].includes((await delivers(noMail)).status))
  const { baseUrl } = house
  for (const body of ['', '--x', '--x\r\n\r\n', '%%%']) {
    const type = { 'content-type': 'multipart/form-data; boundary=x' }
    assert.ok([400, 401, 422].includes((await ask(baseUrl, 'POST', '/v1/hooks/mail', body, type)).status))
  }
  assert.equal((await delivers('x'.repeat(26 * 1024 * 1024))).status, 413)
})
