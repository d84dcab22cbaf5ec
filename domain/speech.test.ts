// How texts are said in a language: looked up, filled, and as English where a catalogue lacks them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digitsOf, moneyIn } from './money.ts'
import { pseudo } from './pseudo-words.ts'
import { capital, inEnglish, listed, say, sayCount, sayLines, sayWord, withoutNote } from './said.ts'
import { isLanguage, isLocale, languageOf, speechOf } from './speech.ts'
import { showDay, showDays, showDaysIn } from './spoken-days.ts'

const german = speechOf('de', 'de-DE', {
  '{0} created {1}': '{0} hat {1} angelegt',
  '{count} tasks': { one: '{count} Aufgabe', other: '{count} Aufgaben' },
  'Open // a task': 'Offen',
  'only many': { other: 'nur viele' },
})
const english = speechOf('en', 'en-GB', {})

test('a text is looked up and filled, and said in English where the catalogue lacks it', () => {
  assert.equal(german.t('Open // a task'), 'Offen')
  assert.equal(german.t('Shut // a task'), 'Shut')
  assert.equal(german.t('Shut by {name}, {other}', { name: 'Ada' }), 'Shut by Ada, {other}')
  assert.equal(german.t('only many'), 'nur viele')
  assert.equal(german.t('constructor'), 'constructor')
})

test('a number takes its form, and is written as the language writes it', () => {
  const tasks = (count: number, speech = german) => speech.tn(count, '{count} task', '{count} tasks')
  assert.deepEqual([tasks(1), tasks(2), tasks(12_345)], ['1 Aufgabe', '2 Aufgaben', '12.345 Aufgaben'])
  assert.deepEqual([tasks(1, english), tasks(12_345, english)], ['1 task', '12,345 tasks'])
  assert.equal(german.tn(1, 'only one', 'only many'), 'nur viele')
  const named = english.tn(2, 'One by {who}', '{count} by {who} // who did it', { who: 'Ada' })
  assert.equal(named, '2 by Ada')
  assert.equal(english.tn(1, 'One by {who} // who did it', '', { who: 'Ada' }), 'One by Ada')
})

test('a sentence is said with its parts said too, and names as they are', () => {
  const said = say`${'ada'} created ${sayCount(2, '{count} task', '{count} tasks')}`
  assert.equal(german.told(said), 'Ada hat 2 Aufgaben angelegt')
  assert.equal(german.phrase(said), 'ada hat 2 Aufgaben angelegt')
  assert.equal(english.told(said), 'Ada created 2 tasks')
  const money = say`${{ minor: 123_456, currency: 'EUR' }} of ${1234.5}`
  assert.equal(german.phrase(money).replaceAll('\u00A0', ' '), '1.234,56 € of 1.234,5')
})

test('in English the same sentence is made without a catalogue', () => {
  assert.equal(inEnglish(say`${'Ada'} has ${3} of ${{ minor: 250, currency: 'USD' }}`), 'Ada has 3 of $2.50')
  assert.equal(inEnglish(sayCount(1, 'One task // told', '{count} tasks')), 'One task')
  assert.equal(inEnglish(sayCount(0, 'One task', '{count} tasks')), '0 tasks')
  assert.equal(inEnglish({ text: '{0} and {7}', values: ['Ada'] }), 'Ada and ')
  assert.equal(inEnglish(sayWord('waiting_for_client')), 'waiting for client')
  assert.equal(withoutNote('Open // a task\nof a project'), 'Open')
  assert.equal(capital('über'), 'Über')
})

test('parts are listed without those that are not there', () => {
  const list = listed(['a', null, say`b ${1}`, undefined, false, 0, { minor: 100, currency: 'EUR' }])
  assert.equal(list && inEnglish(list), 'a, b 1, 0, €1.00')
  assert.equal(listed([null, undefined, false]), undefined)
  assert.equal(inEnglish(sayLines([say`a`, say`b`, say`c`])), 'a\nb\nc')
})

test('a locale is of a language that there are words of', () => {
  assert.deepEqual(['de', 'de-AT', 'de_AT', 'en-XA', 'pt'].map(languageOf), ['de', 'de', 'de', 'en-XA', 'pt'])
  for (const locale of ['en', 'de', 'de-AT', 'en-GB', 'en-XA']) assert.ok(isLocale(locale), locale)
  for (const locale of ['', 'fr', 'de-', 'de-ÄT', 'constructor', 'DE']) assert.ok(!isLocale(locale), locale)
  assert.deepEqual(['en', 'de', 'toString'].map(isLanguage), [true, true, false])
})

test('dates are written as the reader writes them', () => {
  assert.equal(showDay('2026-11-26', english), '26 November 2026')
  assert.equal(showDay('2026-11-26', german), '26. November 2026')
  assert.equal(showDaysIn('from 2026-11-26 to 2026-12-01, 12026-11-26', english), 'from 26 Nov to 1 Dec, 12026-11-26')
  assert.equal(showDays({ from: '2026-11-16', to: '2026-11-22' }, english), '16 – 22 November')
  assert.equal(showDays({ from: '2026-11-30', to: '2026-12-06' }, english), '30 November – 6 December')
})

test('money has as many digits as its currency', () => {
  assert.deepEqual(['EUR', 'JPY', 'KWD'].map(digitsOf), [2, 0, 3])
  assert.deepEqual(
    [moneyIn(1234, 'EUR'), moneyIn(1234, 'JPY'), moneyIn(1234, 'USD', 'en-GB')],
    ['€12.34', '¥1,234', 'US$12.34'],
  )
})

test('the language that nobody speaks is longer, has accents and keeps what is filled in', () => {
  const { 'Nice day, {name}': text, '{count} tasks': forms } = pseudo({
    'Nice day, {name}': 'Nice day, {name}',
    '{count} tasks': { one: 'A task', other: '{count} tasks' },
  })
  assert.equal(text, '⟦Níçé dáy, {name} one⟧')
  assert.deepEqual(forms, { one: '⟦Å tásk on⟧', other: '⟦{count} tásks on⟧' })
  assert.equal(pseudo({ a: 'aceinouAEO' }).a, '⟦áçéíñöüÅÉÖ one⟧')
})
