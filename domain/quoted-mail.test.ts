// What is left of an answer by mail: the answer, and never nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerIn, markOf } from './quoted-mail.ts'
import { speechOf } from './speech.ts'

const english = speechOf('en', 'en-GB', {})
const german = speechOf('de', 'de', { 'Please answer above this line': 'Bitte antworten Sie oberhalb dieser Zeile' })
const ANSWER_ABOVE = markOf(english)

const examples: [name: string, text: string, answer: string][] = [
  ['above the mark', `Yes.\n\n${ANSWER_ABOVE}\n\nShall we?`, 'Yes.'],
  ['above the mark of a mail in German', `Ja.\n\n${markOf(german)}\n\nSollen wir?`, 'Ja.'],
  ['quoted mark', `Yes.\n\n> ${ANSWER_ABOVE}\n> Shall we?`, 'Yes.'],
  ['a program that changes signs', 'Yes.\n? Please answer above this line ?\nShall we?', 'Yes.'],
  ['on one line', `Yes.\nOn 22 Nov 2026, at 12:00, Max <m@a.example> wrote:\n> Shall we?`, 'Yes.'],
  ['on two lines', `Yes.\n\nOn Sun, 22 Nov 2026 at 12:00, Max\n<m@a.example> wrote:\n\n> Shall we?`, 'Yes.'],
  ['in German', 'Ja.\r\n\r\nAm 22.11.2026 um 12:00 schrieb Max:\r\n> Sollen wir?', 'Ja.'],
  [
    'as Outlook does it',
    `Yes.\n\n________________\nFrom: Max\nSent: Sunday\nTo: Nina\nSubject: Re\n\n${ANSWER_ABOVE}`,
    'Yes.',
  ],
  ['between the lines', '> Shall we?\nYes.\n> And then?\nLater.', '> Shall we?\nYes.\n> And then?\nLater.'],
  ['nothing above', `${ANSWER_ABOVE}\n\nYes, below.`, `${ANSWER_ABOVE}\n\nYes, below.`],
  ['a line that only looks like one', 'We meet\nFrom: 5 pm', 'We meet\nFrom: 5 pm'],
  ['somebody wrote', 'This is what my boss wrote:', 'This is what my boss wrote:'],
  ['with old line ends', `Yes.\rOn 22 Nov 2026, Max wrote:\r> Shall we?`, 'Yes.'],
  ['after blank lines', `\n\n Yes.\n No. \n\n${ANSWER_ABOVE}`, 'Yes.\n No.'],
  ['that is nothing', '  \n ', ''],
  ['to a quotation alone', ' > Shall we?\n', '> Shall we?'],
  ['with a day of its own', `On Monday 23\nOn 22 Nov 2026 Max wrote:\n> Shall we?`, 'On Monday 23'],
  ['before a name alone', `Yes\nMax wrote:\n> Shall we?`, 'Yes'],
  ['above a rule', 'Yes.\n-----Original Message-----\n  *Von:* Max\n  > Shall we?', 'Yes.'],
  ['that names a sender', `Tell it from: me\n${ANSWER_ABOVE}`, 'Tell it from: me'],
]
for (const [name, text, answer] of examples)
  test(`an answer ${name}`, () => assert.equal(answerIn(text, [english, german]), answer))

test('whatever somebody writes, something of it is left, and what stands above the mark always is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (words, below) => {
      const text = `${words}\n${ANSWER_ABOVE}\n${below}`
      assert.notEqual(answerIn(text, [english, german]), '')
      if (/^[\p{L}\p{N} ]*\p{L}$/u.test(words)) assert.equal(answerIn(text, [english, german]), words.trim())
    }),
  )
})
