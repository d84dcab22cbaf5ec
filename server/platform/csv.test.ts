// Tables read from CSV as programs and people write it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../../domain/problems.ts'
import { readTable, type Columns } from './csv.ts'

const COLUMNS = {
  name: { as: 'text', required: true },
  startOn: { as: 'date', also: ['start'] },
  minutes: { as: 'integer' },
  share: { as: 'number' },
  draft: { as: 'boolean' },
  roles: { as: 'words' },
} as const satisfies Columns

const read = (text: string) => readTable(text, COLUMNS)
const cells = (text: string) => read(text).rows.map((row) => row.cells)

function refused(text: string): { pointer: string; rule: string }[] {
  try {
    read(text)
  } catch (error) {
    assert.ok(error instanceof Problem)
    return (error.extra.errors as { pointer: string; rule: string }[]).map(({ pointer, rule }) => ({ pointer, rule }))
  }
  return assert.fail('was read')
}

test('commas or semicolons, quotes, and line ends of every kind make the same table', () => {
  const expected = [{ name: 'Bread, "fresh"; daily', minutes: 60 }]
  assert.deepEqual(cells('name,minutes\n"Bread, ""fresh""; daily",60\n'), expected)
  assert.deepEqual(cells('name;minutes\r\n"Bread, ""fresh""; daily";60'), expected)
  assert.deepEqual(cells('"na me","Minutes"\r"Bread, ""fresh""; daily",60\r'), expected)
})

test('headings are known by any of their names, whatever their case and signs; others are told as ignored', () => {
  const table = read('Name,START,colour,\nX,2026-12-01,red,\n')
  assert.deepEqual(table.understood, ['Name', 'START'])
  assert.deepEqual(table.ignored, ['colour'])
  assert.deepEqual(table.rows[0]?.cells, { name: 'X', startOn: '2026-12-01' })
})

test('each kind of cell becomes its value; empty ones and empty rows are left out', () => {
  const text =
    'name,startOn,minutes,share,draft,roles\nX,1.12.2026,90,"0,8",Yes,"Project Manager; team-lead"\n,,,,,\n\nY,,,,,\n'
  assert.deepEqual(cells(text), [
    { name: 'X', startOn: '2026-12-01', minutes: 90, share: 0.8, draft: true, roles: ['project_manager', 'team_lead'] },
    { name: 'Y' },
  ])
})

test('a cell that can not be read is named by its line and the file’s own heading; a row begins where its first line is', () => {
  const { rows } = read('Name,Start,minutes,draft\n"two\nlines",12/01/2026,1.5,maybe\nX,2026-12-01,1e3,no\nY,,,,5\n')
  assert.deepEqual(
    rows.map(({ line, errors }) => [line, errors.map(({ column, rule }) => `${column} ${rule}`)]),
    [
      [2, ['Start format', 'minutes format', 'draft format']],
      [4, ['minutes format']],
      [5, [' cells']],
    ],
  )
})

test('a file that is no table says why, and where', () => {
  assert.deepEqual(refused(''), [{ pointer: '/1/', rule: 'empty' }])
  assert.deepEqual(refused('minutes\n60'), [{ pointer: '/1/name', rule: 'required' }])
  assert.deepEqual(refused('name,Name\nX,Y'), [{ pointer: '/1/Name', rule: 'twice' }])
  assert.deepEqual(
    refused('name,minutes\nX,"60\nY,70\n').map(({ rule }) => rule),
    ['csv'],
  )
  assert.deepEqual(refused('name,minutes\nX,60"\n'), [{ pointer: '/2/', rule: 'csv' }])
  assert.deepEqual(refused(`name\n${'X\n'.repeat(10_001)}`), [{ pointer: '/1/', rule: 'too_long' }])
})

test('a file made to keep the server busy is read or refused within a second or so', () => {
  const megabytes = (part: string) => part.repeat(Math.floor((5 * 1024 * 1024) / part.length))
  const files: [text: string, rule: string | undefined][] = [
    [megabytes(','), 'too_long'],
    [`name\n${megabytes(',')}`, 'too_long'],
    [`name\n${megabytes('\n')}`, 'too_long'],
    [megabytes('name\r'), 'too_long'],
    [megabytes('name,'), 'too_long'],
    [megabytes('\ufdfa;'), 'too_long'],
    [`name\n"${megabytes('a')}`, 'csv'],
    [`"${megabytes('""')}"`, 'required'],
    [megabytes('\0'), 'required'],
    [`name\ufeff${megabytes(' ')}`, undefined],
    [`name,roles\nX,"${megabytes(';a')}"`, undefined],
    [`name,roles\nX,${megabytes('- ')}`, undefined],
  ]
  for (const [text, rule] of files) {
    const began = performance.now()
    if (rule === undefined) assert.ok(read(text).rows.length <= 1)
    else assert.deepEqual([...new Set(refused(text).map((error) => error.rule))], [rule])
    assert.ok(performance.now() - began < 3000, `${JSON.stringify(text.slice(0, 20))} took too long`)
  }
})

test('what can not be stored, and lists without end, are told at their cell', () => {
  const { rows } = read(`name,roles,__proto__,constructor\n"a\0b","${'x,'.repeat(1001)}",a,b\n`)
  assert.deepEqual(
    rows[0]?.errors.map(({ column, rule }) => `${column} ${rule}`),
    ['name format', 'roles format'],
  )
})
