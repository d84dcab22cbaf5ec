// Holds docs/security/asvs.md against the standard's numbers, and what it names against the tests and files there are.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')

/** ASVS 5.0.0: of each chapter's sections, the items of levels 1 and 2. */
const ITEMS: Record<number, string[]> = {
  1: ['1-2', '1-9', '1-11', '1-3', '1-2'],
  2: ['1-3', '1-3', '1-4', '1'],
  3: ['', '1-2', '1-4', '1-6', '1-5', '', '1-2'],
  4: ['1-3', '1', '1-2', '1-4'],
  5: ['1', '1-3', '1-2', '1-3'],
  6: ['1-3', '1-12', '1-4', '1-4', '1-5', '1-3', '', '1-4'],
  7: ['1-3', '1-4', '1-2', '1-5', '1-2', '1-2'],
  8: ['1-2', '1-3', '1', '1'],
  9: ['1-3', '1-4'],
  10: ['1-2', '1-2', '1-4', '1-11', '1-5', '1-2', '1-3'],
  11: ['1-2', '1-3', '1-3', '1-4', '1', '1'],
  12: ['1-3', '1-2', '1-4'],
  13: ['1', '1-5', '1-2', '1-5'],
  14: ['1-2', '1-4', '1-3'],
  15: ['1-3', '1-3', '1-7'],
  16: ['1', '1-5', '1-4', '1-3', '1-3'],
  17: ['1', '1-4', '1-2'],
}
const numbers = Object.entries(ITEMS).flatMap(([chapter, sections]) =>
  sections.flatMap((range, section) => {
    const [from = 1, to = from] = range.split('-').map(Number)
    return range === '' ? [] : Array.from({ length: to - from + 1 }, (_, i) => `${chapter}.${section + 1}.${from + i}`)
  }),
)

/** What is not so yet, and is said to be; it may only become less. */
const UNMET = ['5.4.3', '14.2.1']
const STATES = ['tested', 'built', 'written', 'operator', 'n/a', 'unmet']

const text = readFileSync(join(ROOT, 'docs/security/asvs.md'), 'utf8')
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| (.+) \|$/gm)].map(
  ([, item = '', asks = '', state = '', how = '']) => ({ item, asks, state, how }),
)
const sourceOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')

test('every item of levels 1 and 2 is there, once, in order, with a state and a reason', () => {
  assert.equal(numbers.length, 253)
  assert.deepEqual(
    rows.map(({ item }) => item),
    numbers,
  )
  const bare = rows.filter(
    ({ asks, state, how }) => !STATES.includes(state) || asks.length < 3 || how.trim().length < 10,
  )
  assert.deepEqual(bare, [])
})

test('every test that is named is there by that name, and every file', () => {
  const missing = rows.flatMap(({ item, how }) => {
    const tests = [...how.matchAll(/`([\w./-]+\.test\.ts)`: “([^”]+)”/g)]
    const gone = tests
      .filter(([, file = '', name = '']) => !existsSync(join(ROOT, file)) || !sourceOf(file).includes(name))
      .map(([, file, name]) => `${item}: ${file} “${name}”`)
    const files = [
      ...how.matchAll(
        /`((?:server|domain|web|test|docs|scripts)\/[\w./-]*|SECURITY\.md|package\.json|\.oxlintrc\.json)`/g,
      ),
    ]
      .map(([, file = '']) => file)
      .filter((file) => !existsSync(join(ROOT, file)))
    return [...gone, ...files.map((file) => `${item}: ${file}`)]
  })
  assert.deepEqual(missing, [])
})

test('what is said to be tested names a test, what is built or written a file', () => {
  const without = rows.filter(
    ({ state, how }) =>
      (state === 'tested' && !/\.test\.ts`: “|`test\//.test(how)) ||
      (['built', 'written', 'operator'].includes(state) && !/`[\w./-]+`|`[\w-]+\.md`/.test(how)),
  )
  assert.deepEqual(
    without.map(({ item, how }) => `${item} ${how}`),
    [],
  )
})

test('what is not so is known, and the counts at the top are right', () => {
  assert.deepEqual(
    rows.filter(({ state }) => state === 'unmet').map(({ item }) => item),
    UNMET,
  )
  for (const state of STATES) {
    const told = new RegExp(`^\\| ${state} \\| .* \\| (\\d+) \\|$`, 'm').exec(text)?.[1]
    assert.equal(Number(told), rows.filter((row) => row.state === state).length, state)
  }
})
