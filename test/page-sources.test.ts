// What holds for the sources of the page: whom they may import, that every word can be translated, that every place is served.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'
import { PLACES } from '../server/serve-page.ts'

const ROOT = resolve(import.meta.dirname, '..')
const sources = globSync('web/**/*.{ts,tsx}', { cwd: ROOT, exclude: ['web/dist/**'] }).map((file) =>
  file.replaceAll('\\', '/'),
)
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

interface Import {
  isType: boolean
  from: string
}
const importsOf = (file: string): Import[] =>
  [...read(file).matchAll(/^import (type )?[^'"]*?from '(\.[^']+)'/gm)].map(([, type, path = '']) => ({
    isType: type !== undefined,
    from: relative(ROOT, join(ROOT, dirname(file), path)).replaceAll('\\', '/'),
  }))

test('the page uses itself and the law, never the server', () => {
  const strangers = sources.flatMap((file) =>
    importsOf(file)
      .filter(({ from }) => !from.startsWith('web/') && !from.startsWith('domain/'))
      .map(({ from }) => `${file} imports ${from}`),
  )
  assert.deepEqual(strangers, [])
})

test('of the law it loads only what brings no schemas along', () => {
  const heavy = new Set<string>()
  const bringsSchemas = (file: string, seen = new Set<string>()): boolean => {
    if (seen.has(file)) return false
    seen.add(file)
    return (
      /from 'zod'/.test(read(file)) || importsOf(file).some(({ isType, from }) => !isType && bringsSchemas(from, seen))
    )
  }
  for (const file of sources.filter((each) => !each.endsWith('.test.ts')))
    for (const { isType, from } of importsOf(file))
      if (!isType && from.startsWith('domain/') && bringsSchemas(from)) heavy.add(`${file} loads ${from}`)
  assert.deepEqual([...heavy], [])
})

test('what a folder of ui/ shows knows no page, no router and no fetching', () => {
  const knowing = sources
    .filter((file) => file.startsWith('web/ui/'))
    .filter(
      (file) =>
        /@tanstack\/react-(router|query)/.test(read(file)) ||
        importsOf(file).some(({ from }) => from.includes('/pages/')),
    )
  assert.deepEqual(knowing, [])
})

/** Text between tags, and words in attributes that are read out, which no `t(…)` stands around. */
const UNTRANSLATED =
  /(?<![=<(\s])>\s*([A-Z][a-z]+(?: [a-zA-Z]+)*[.!?…]?)\s*<\/|\b(?:label|title|placeholder|aria-label|description)="([^"]*[A-Za-z]{2}[^"]*)"/g

test('every word that is read can be translated', () => {
  const found = sources
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => [...read(file).matchAll(UNTRANSLATED)].map((match) => `${file}: ${match[0].trim()}`))
  assert.deepEqual(found, [])
})

test('every place of the page is served, and nothing else', () => {
  const paths = [...read('web/routes.tsx').matchAll(/(?:page\(|path: )'\/([a-z-]+)/g)].map(([, place = '']) => place)
  assert.deepEqual([...new Set(paths)].toSorted(), [...PLACES].toSorted())
})
