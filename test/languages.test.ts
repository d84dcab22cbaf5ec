// The catalogues of the page's languages: what they translate fills the same gaps, and a language that is offered is whole.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

type Said = string | Record<string, string>
const FOLDER = resolve(import.meta.dirname, '../web/languages')
const catalogue = (language: string) =>
  JSON.parse(readFileSync(join(FOLDER, `${language}.json`), 'utf8')) as Record<string, Said>
const english = catalogue('en')
const german = catalogue('de')

const gapsIn = (text: string): string => (text.match(/\{\w+\}/g) ?? []).toSorted().join(' ')

test('a translation fills the gaps of its text, each form by number for itself', () => {
  const wrong = Object.entries(german).filter(([text, said]) =>
    // One may be said without its number: each day, every 3 days.
    Object.entries(typeof said === 'string' ? { other: said } : said).some(
      ([form, each]) =>
        each === '' ||
        ![gapsIn(text), ...(form === 'one' ? [gapsIn(text.replace('{count}', ''))] : [])].includes(gapsIn(each)),
    ),
  )
  assert.deepEqual(wrong, [])
})

test('what is said by number has the forms that German has', () => {
  const plural = Object.entries(german).filter(([text]) => typeof english[text] === 'object')
  assert.ok(plural.length > 50)
  assert.deepEqual(
    plural.filter(([, said]) => typeof said === 'string' || Object.keys(said).toSorted().join() !== 'one,other'),
    [],
  )
})

test('German is whole', () => {
  assert.deepEqual(
    Object.keys(english).filter((text) => !Object.hasOwn(german, text)),
    [],
  )
})
