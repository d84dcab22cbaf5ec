import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import pino from 'pino'
import { SMTPServer } from 'smtp-server'
import { Clock, theHouse } from '../../test/agency.ts'
import { mailCarrier, sendMail, senderOf, type Mail } from './mail.ts'
import { MAX_ATTEMPTS, startOutgoingLoop } from './outgoing-loop.ts'
import { transaction } from './transaction.ts'

const FROM = 'Project Operations <no-reply@ops.example>'
const LINK = 'https://ops.example/invitations/a-very-secret-link'
const letter: Mail = { to: 'nina@agency.example', subject: 'Grüße', text: `Hello Nina,\n\n${LINK}\n` }

/** A mail server on loopback that answers each delivery as `verdicts` say, in turn, and then takes everything. */
async function mailServer(t: TestContext, verdicts: (number | 'recipient unknown')[]) {
  const taken: string[] = []
  const offered: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, done) {
      if (verdicts[0] !== 'recipient unknown') return done()
      verdicts.shift()
      done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }))
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const message = Buffer.concat(chunks).toString()
        offered.push(message)
        const verdict = verdicts.shift()
        if (typeof verdict === 'number') return done(Object.assign(new Error('not now'), { responseCode: verdict }))
        taken.push(message)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => server.close(resolve)))
  const { port } = server.server.address() as AddressInfo
  return { smtpUrl: `smtp://127.0.0.1:${port}`, taken, offered, server }
}

/** A post office of one's own: an organisation, a clock, and loops over the same database. */
async function postOffice(t: TestContext, smtpUrl?: string) {
  const { db } = await theHouse()
  await db.admin.query('delete from outgoing_messages')
  await db.admin.query(`insert into organizations (id, name, timezone, currency, work_week, created_at, updated_at)
    values ('post', 'Post', 'UTC', 'EUR', '{}', now(), now()) on conflict do nothing`)
  const clock = new Clock()
  const outboxDir = mkdtempSync(join(tmpdir(), 'outbox-'))
  t.after(() => rmSync(outboxDir, { recursive: true, force: true }))
  const logged: string[] = []
  const log = pino({}, { write: (line: string) => void logged.push(line) })
  const open = () => {
    const email = mailCarrier({ smtpUrl, outboxDir, from: FROM, log, clock: clock.now })
    const loop = startOutgoingLoop({ database: db.worker, carriers: { email }, log, clock: clock.now })
    t.after(() => loop.stop())
    return loop
  }
  const actor = {
    type: 'person',
    id: 'ada',
    name: 'Ada',
    organizationId: 'post',
    roles: [],
    tokenScopes: ['*'],
    timezone: 'UTC',
  } as const
  const context = () => ({ actor, permission: 'person.write', scopes: ['organization'], now: clock.now() }) as const
  const post = (mail: Mail) => transaction(db.app, context(), async (tx) => sendMail(tx, mail))
  const row = async () => (await db.admin.query('select * from outgoing_messages')).rows[0]
  return { db, clock, outboxDir, logged, open, post, row, context }
}

const messageIdIn = (message: string | undefined) => /^Message-ID: (.*)$/im.exec(message ?? '')?.[1]?.trim()

test('a message is tried again after a failure and delivered once, under the same Message-ID', async (t) => {
  const { smtpUrl, taken, offered } = await mailServer(t, [451, 452])
  const { open, post, clock, row } = await postOffice(t, smtpUrl)
  const loop = open()
  const id = await post(letter)
  await loop.kick()
  assert.deepEqual([taken.length, (await row()).attempts], [0, 1])
  // Not before its time.
  await loop.kick()
  assert.equal(offered.length, 1)
  clock.advance({ minutes: 1 })
  await loop.kick()
  clock.advance({ minutes: 2 })
  await loop.kick()
  await loop.kick()
  assert.deepEqual([offered.length, taken.length], [3, 1])
  assert.deepEqual(offered.map(messageIdIn), Array(3).fill(`<${id}@ops.example>`))
  const sent = await row()
  assert.deepEqual([sent.sent_at, sent.body, sent.last_error], [clock.now(), '', null])
})

test('several nodes send each message once', async (t) => {
  const { smtpUrl, taken } = await mailServer(t, [])
  const { open, post } = await postOffice(t, smtpUrl)
  const loops = [open(), open(), open()]
  await Promise.all(Array.from({ length: 12 }, (_, i) => post({ ...letter, to: `person${i}@agency.example` })))
  await Promise.all(loops.map((loop) => loop.kick()))
  assert.equal(new Set(taken.map(messageIdIn)).size, 12)
  assert.equal(taken.length, 12)
})

test('what a node held that died is sent by another when its lease is over', async (t) => {
  const { smtpUrl, taken } = await mailServer(t, [])
  const { open, post, clock, db } = await postOffice(t, smtpUrl)
  await post(letter)
  // As the dead node left it: claimed, and never heard of again.
  await db.admin.query('update outgoing_messages set attempts = 1, next_attempt_at = $1', [
    new Date(clock.now().getTime() + 120_000),
  ])
  const loop = open()
  await loop.kick()
  assert.equal(taken.length, 0)
  clock.advance({ minutes: 2 })
  await loop.kick()
  assert.equal(taken.length, 1)
})

test('an address that the server knows not to exist is given up at once, a server that is away after twelve tries', async (t) => {
  const { smtpUrl, offered, server } = await mailServer(t, ['recipient unknown'])
  const { open, post, clock, row, db, logged } = await postOffice(t, smtpUrl)
  const loop = open()
  await post(letter)
  await loop.kick()
  clock.advance({ days: 1 })
  await loop.kick()
  const refused = await row()
  assert.deepEqual([offered.length, refused.attempts, refused.sent_at, refused.body], [0, 1, null, ''])
  await db.admin.query('delete from outgoing_messages')
  await new Promise<void>((resolve) => server.close(resolve))
  await post(letter)
  for (let i = 0; i < MAX_ATTEMPTS + 3; i++) {
    await loop.kick()
    clock.advance({ hours: 7 })
  }
  const lost = await row()
  assert.deepEqual([lost.attempts, lost.sent_at, lost.body], [MAX_ATTEMPTS, null, ''])
  assert.match(lost.last_error, /ECONNREFUSED/)
  assert.equal(logged.filter((line) => line.includes('mail given up')).length, 2)
})

test('a message of a transaction that is rolled back is never sent', async (t) => {
  const { smtpUrl, offered } = await mailServer(t, [])
  const { open, db, context } = await postOffice(t, smtpUrl)
  const work = transaction(db.app, context(), async (tx) => {
    sendMail(tx, letter)
    throw new Error('changed my mind')
  })
  await assert.rejects(work, /changed my mind/)
  await open().kick()
  assert.equal(offered.length, 0)
})

test('without a mail server messages are files for their owner’s eyes, and the log does not hold the link', async (t) => {
  const { open, post, outboxDir, logged, row } = await postOffice(t)
  const id = await post(letter)
  const loop = open()
  await loop.kick()
  await loop.kick()
  assert.deepEqual(readdirSync(outboxDir), [`${id}.eml`])
  const file = join(outboxDir, `${id}.eml`)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const text = readFileSync(file, 'utf8')
  assert.match(
    text,
    new RegExp(
      `^From: ${FROM}\nTo: nina@agency.example\nSubject: Grüße\nDate: Sun, 22 Nov 2026 11:00:00 \\+0000\nMessage-ID: <${id}@ops.example>\n`,
    ),
  )
  assert.ok(text.includes(`\n\n${letter.text}`))
  assert.deepEqual([(await row()).body, logged.length], ['', 1])
  assert.ok(logged[0]?.includes('nina@agency.example') && logged[0].includes(file))
  assert.ok(!logged.join('').includes('secret'))
})

test('a name can not add a header to a message', async (t) => {
  const { open, post, outboxDir } = await postOffice(t)
  const id = await post({ ...letter, subject: 'Hello\r\nBcc: everybody@else.example' })
  await open().kick()
  assert.ok(!/^Bcc:/m.test(readFileSync(join(outboxDir, `${id}.eml`), 'utf8')))
})

test('mail comes from the mail server’s login where that is an address, else from where the server is', () => {
  assert.equal(
    senderOf('smtps://ops%40agency.example:pw@mail.example', 'https://ops.example'),
    'Project Operations <ops@agency.example>',
  )
  assert.equal(
    senderOf('smtp://relay:pw@mail.example', 'https://ops.example:8443'),
    'Project Operations <no-reply@ops.example>',
  )
  assert.equal(senderOf(undefined, 'http://127.0.0.1:3000'), 'Project Operations <no-reply@127.0.0.1>')
})
