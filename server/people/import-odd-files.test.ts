// Tables that nobody's program writes, sent to every import of rows: each is taken or refused with a reason, and soon.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { agency, type Person } from '../../test/agency.ts'

const LARGE_BYTES = process.env.TEST_LONG === undefined ? 1_000_000 : 5_000_000
const PATHS = ['people/import', 'accounts/import', 'projects/import?format=csv&accountId=bakery']
const send = (who: Person, path: string, file: string, key?: string) =>
  who.post(`/v1/admin/${path}${path.includes('?') ? '&' : '?'}dryRun=true`, file, {
    'content-type': 'text/csv',
    ...(key !== undefined && { 'idempotency-key': key }),
  })

async function isTakenOrRefused(who: Person, file: string, key?: string): Promise<void> {
  for (const path of PATHS) {
    const began = performance.now()
    const { status, body } = await send(who, path, file, key)
    const told = `${path} ${JSON.stringify(file.slice(0, 100))}: ${status} ${JSON.stringify(body).slice(0, 300)}`
    assert.ok([200, 400, 413, 422].includes(status), told)
    assert.ok(performance.now() - began < 5000, `${told} took too long`)
  }
}

test('files made to keep the server busy are answered', async () => {
  const { ada } = await agency()
  const large = (part: string) => part.repeat(Math.floor(LARGE_BYTES / Buffer.byteLength(part)))
  const columns = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',')
  const rows = (header: string, row: (i: number) => string) =>
    `${header}\n${Array.from({ length: 10_000 }, (_, i) => row(i)).join('\n')}`
  const files = [
    columns,
    large('name,'),
    large('"'),
    large('\0'),
    large('\ufeff'),
    `name,email,title,project\n"${large('x')}",a,b,c`,
    `name,title,project,dependencies\na,b,site,a${' '.repeat(2_000_000)}b`,
    `name,title,project,dependencies\na,b,site,"${large(';a')}"`,
    `name,email,teams,managers,members,assignees\na,a@b.example,${'"' + 'x;'.repeat(900_000) + '"'},,,`,
    rows('name,email,id', (i) => `a${i},a\0${i},b\0`),
    rows('title,project,id,dependencies', (i) => `a${i},site,t-${i},t-${(i + 1) % 10_000};t-${(i + 2) % 10_000}`),
    rows('name,email,id', () => 'x,x@x.example,x'),
  ]
  for (const file of files) await isTakenOrRefused(ada, file)
})

const HEADINGS = ['name', 'email', 'title', 'project', 'id', 'parent', 'dependencies', 'startOn', 'tags', 'members']
const ODD = ['', '\0', '"', '""', '\r', '\n', '\ufeff', ',', ';', ' ', '__proto__', 'constructor', '\u2028', '😀', '\t']
const CELLS = ['site', 'mia', 'copy SS+1', '2026-02-31', '-1', '1e300', 'x@y.example', 'Design', 'yes', '|', '~/', '-0']

test('whatever a table is made of by chance, it is taken or refused', async () => {
  const { ada } = await agency()
  const part = fc.constantFrom(...HEADINGS, ...ODD, ...ODD, ...CELLS)
  const cell = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
  const heading = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...HEADINGS) }, cell)
  const file = fc
    .tuple(
      fc.array(heading, { minLength: 1, maxLength: 8 }),
      fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 5 }),
    )
    .map(([header, rows]) =>
      [header, ...rows]
        .map((row) => row.join(','))
        .join('\n')
        .toWellFormed(),
    )
  let run = 0
  await fc.assert(
    fc.asyncProperty(file, (text) => isTakenOrRefused(ada, text, `odd-${run++}`)),
    { numRuns: 100, seed: 5 },
  )
})
