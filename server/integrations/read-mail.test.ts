// Reading mail: whatever arrives, it is read or refused as no mail, and soon.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../domain/problems.ts'
import { answerIn } from '../../domain/quoted-mail.ts'
import { allSpeeches } from '../platform/speech.ts'
import { textOfHtml } from './html-text.ts'
import { readForm, readMime, type DeliveredMail } from './read-mail.ts'

const GOOD = `From: Nina <nina@bakery.example>\r\nTo: reply+${'a2'.repeat(16)}@in.example\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n--b\r\nContent-Type: image/png; name="a.png"
Content-Disposition: attachment; filename="a.png"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n`

function isWhole({ messageId, from, files, text }: DeliveredMail): void {
  assert.ok(messageId.length > 0 && messageId.length <= 500)
  assert.ok([from.name, from.email, text].every((each) => typeof each === 'string'))
  for (const { name, bytes } of files) assert.ok(typeof name === 'string' && bytes instanceof Uint8Array)
}

async function readOrRefused(reading: Promise<DeliveredMail>): Promise<void> {
  try {
    isWhole(await reading)
  } catch (error) {
    assert.ok(error instanceof Problem && error.status === 400, String(error))
  }
}

test('a mail with anything in it changed, cut off or put in is read or refused', async () => {
  isWhole(await readMime(GOOD))
  const change = fc.tuple(
    fc.nat(GOOD.length),
    fc.nat(40),
    fc.oneof(fc.string(), fc.constantFrom('\r\n', '--b', '\0', '"', '=?utf-8?B?', ';', 'ü')),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
      let mime = GOOD
      for (const [at, length, put] of changes) mime = mime.slice(0, at) + put + mime.slice(at + length)
      await readOrRefused(readMime(mime))
      await readOrRefused(readMime(Buffer.from(mime, 'latin1')))
    }),
    { numRuns: 300 },
  )
})

test('a form with anything in its fields is read or refused', async () => {
  const fields = [
    'from',
    'sender',
    'recipient',
    'message-headers',
    'Date',
    'Message-Id',
    'body-plain',
    'body-html',
    'body-mime',
  ]
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.constantFrom('[["To"]]', '[[1,2]]', '<', '<>', '"a" <b>', '()'),
  )
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...fields), value), async (given) => {
      const form = new FormData()
      for (const [name, text] of Object.entries(given)) form.set(name, text)
      await readOrRefused(readForm(form))
    }),
    { numRuns: 300 },
  )
})

test('no mail keeps us thinking', async () => {
  const many = (text: string) => text.repeat(Math.floor(1_000_000 / text.length))
  const began = performance.now()
  for (const text of ['<', '<a ', '<script', '<!--', '&#', '\n ', '<br', '</p ', '&nbsp;', '&#9;'])
    textOfHtml(many(text))
  for (const text of [' ', '-', 'wrote ', 'wrote:', '>', '> \n', 'on 1 ', '\n', '_____ ', 'From: x\n'])
    for (const answer of [many(text), `-----${many(text)}\u2028x\n> quoted`]) answerIn(answer, allSpeeches())
  const form = new FormData()
  for (const name of ['from', 'Date', 'recipient']) form.set(name, many(' (<"+'))
  await readForm(form)
  await assert.rejects(readMime(`To: a@b.example\r\n\r\n${'\n'.repeat(20_000_000)}`), Problem)
  assert.ok(performance.now() - began < 8_000, `${performance.now() - began} ms`)
})
