// Holds every import to the line of ARCHITECTURE.md that says who may import whom.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')
const LINE_START = 'domain → platform → access'

function foldersInOrder(): string[] {
  const line = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
    .split('\n')
    .map((text) => text.replaceAll('`', '').trim())
    .find((text) => text.startsWith(LINE_START))
  assert.ok(line, `ARCHITECTURE.md has no line that starts with "${LINE_START}"`)
  return line.split('→').map((name) => name.trim())
}

/** The folder of the line that a file belongs to; files directly under server/ are the app, which stands last. */
function folderOf(file: string): string {
  const [top = '', second = '', third] = file.split('/')
  if (top !== 'server') return top
  return third === undefined ? 'app' : second
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const statement = /^(?:(?:import|export|\}).*\bfrom|import)\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...text.matchAll(statement)].map(([, fixed, dynamic]) => fixed ?? dynamic ?? '')
}

/** What is wrong with an import, in a sentence, or nothing. */
function complaint(file: string, imported: string, order: string[]): string | undefined {
  const isTest = file.endsWith('.test.ts')
  const from = folderOf(file)
  if (!imported.startsWith('.')) {
    const isOurs = from !== 'domain' || isTest || imported === 'zod'
    return isOurs ? undefined : `${file} imports ${imported}: domain/ is pure and imports nothing but itself and zod.`
  }
  const to = folderOf(
    relative(ROOT, resolve(ROOT, dirname(file), imported))
      .split(sep)
      .join('/'),
  )
  if (to === from || (isTest && (to === 'test' || to === 'app'))) return undefined
  if (!order.includes(from))
    return `${file} imports ${imported}, but ${from} is missing from the line in ARCHITECTURE.md.`
  if (!order.includes(to)) return `${file} imports ${imported}, and ${to} is not in the line in ARCHITECTURE.md.`
  if (order.indexOf(to) < order.indexOf(from)) return undefined
  return `${file} imports ${imported}, but ${from} stands left of ${to} in the line in ARCHITECTURE.md.`
}

describe('who may import whom', () => {
  test('every file imports its own folder and what stands to its left', () => {
    const order = foldersInOrder()
    const files = globSync('{domain,server}/**/*.ts', { cwd: ROOT }).map((file) => file.split(sep).join('/'))
    const complaints = files.flatMap((file) => importsOf(file).map((imported) => complaint(file, imported, order)))
    assert.deepEqual(complaints.filter(Boolean), [])
  })

  test('an import to the right is told with its file', () => {
    const order = ['domain', 'platform', 'access', 'tasks', 'app']
    const found = complaint('server/access/session.ts', '../tasks/task-queries.ts', order)
    assert.match(
      found ?? '',
      /^server\/access\/session\.ts imports \.\.\/tasks\/task-queries\.ts, but access stands left/,
    )
    assert.match(complaint('domain/task.ts', 'node:fs', order) ?? '', /domain\/ is pure/)
    assert.match(complaint('server/tasks/x.ts', '../app.ts', order) ?? '', /tasks stands left of app/)
    assert.equal(complaint('server/main.ts', './tasks/task-queries.ts', order), undefined)
    assert.equal(complaint('server/tasks/x.test.ts', '../../test/agency.ts', order), undefined)
  })
})
