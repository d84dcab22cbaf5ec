// The kinds of value: what each takes, what it refuses, and in which words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import {
  CivilDate,
  Currency,
  Id,
  idList,
  Instant,
  InstantInput,
  isDate,
  isId,
  line,
  Slug,
  text,
  Timezone,
} from './fields.ts'

const messages = (kind: z.ZodType, value: unknown) => kind.safeParse(value).error?.issues.map(({ message }) => message)
const takes = (kind: z.ZodType, values: readonly unknown[]) => {
  for (const value of values) assert.deepEqual(kind.safeParse(value).data, value)
}
const refuses = (kind: z.ZodType, message: string, values: readonly unknown[]) => {
  for (const value of values) assert.deepEqual(messages(kind, value), [message], JSON.stringify(value))
}

test('an id is letters, digits, _ and -, and no word that stands in addresses', () => {
  const reserved = ['tasks', 'requests', 'batch', 'import', 'sync']
  const malformed = ['', '-a', '_a', 'a b', 'a/b', 'ä', 'a'.repeat(65)]
  const good = ['a', '7', 'prj_01-Z', 'a'.repeat(64), 'task']
  takes(Id, good)
  refuses(Id, 'is a reserved word', reserved)
  refuses(Id, 'is 1 to 64 letters, digits, _ or -, and starts with a letter or digit', malformed)
  for (const id of good) assert.ok(isId(id))
  for (const id of [...reserved, ...malformed]) assert.ok(!isId(id))
})

test('a date is a day that the calendar has, with leap days where they fall', () => {
  takes(CivilDate, ['1900-01-01', '2199-12-31', '2028-02-29', '2000-02-29', '2026-04-30', '2026-02-28'])
  const days = ['2026-02-29', '2100-02-29', '1900-02-29', '2026-04-31', '2026-06-31', '2026-09-31', '2026-11-31']
  refuses(CivilDate, 'is a day that the calendar has', days)
  for (const month of ['01', '03', '05', '07', '08', '10', '12']) takes(CivilDate, [`2026-${month}-31`])
  // A leap year has one day more in February alone.
  assert.deepEqual(['2028-04-31', '2028-02-30'].map(isDate), [false, false])
  assert.deepEqual(messages(CivilDate, '2026-1-01')?.[0], 'is a date written YYYY-MM-DD, from 1900 to 2199')
  for (const other of ['1899-12-31', '2200-01-01', '2026-13-01', '2026-00-10', '2026-05-00', '2026-05-32', '20260501'])
    assert.ok(messages(CivilDate, other)?.includes('is a date written YYYY-MM-DD, from 1900 to 2199'), other)
  for (const around of ['x2026-05-01', '2026-05-01T00:00:00Z']) assert.ok(!CivilDate.safeParse(around).success, around)
})

test('an instant goes out in UTC with milliseconds, and comes in with any offset', () => {
  takes(Instant, ['2026-11-22T11:00:00.000Z'])
  for (const other of ['2026-11-22T11:00:00Z', '2026-11-22T11:00:00.000+01:00', 'x2026-11-22T11:00:00.000Z'])
    assert.ok(!Instant.safeParse(other).success, other)
  assert.ok(!Instant.safeParse('2026-11-22T11:00:00.000Zx').success)
  takes(InstantInput, ['2026-11-22T11:00:00Z', '2026-11-22T12:00:00.123456+01:00'])
  assert.ok(!InstantInput.safeParse('2026-11-22').success)
  assert.deepEqual(messages(InstantInput, '2026-11-22T12:00:00+99:00')?.at(-1), 'is an RFC 3339 instant')
})

test('a text holds what can be stored, and a line says something on one line', () => {
  takes(text(5), ['', 'a\nb', '😀'])
  takes(line(5), ['a', ' b ', '\ta'])
  for (const kind of [text(5), line(5)])
    refuses(kind, 'holds a character that can not be stored', ['a\u0000', 'a\uD83D'])
  for (const blank of [' ', '\t', 'a\nb', 'a\rb', 'a\n', '\na'])
    assert.ok(messages(line(5), blank)?.includes('is one line that is not blank'), JSON.stringify(blank))
  assert.ok(!line(5).safeParse('').success)
  for (const kind of [text(5), line(5)]) assert.ok(!kind.safeParse('abcdef').success)
})

test('a currency is three capitals, a slug is small letters, digits and _', () => {
  takes(Currency, ['EUR', 'JPY'])
  refuses(Currency, 'is an ISO 4217 code', ['eur', 'EURO', 'EU', 'xEUR', '€'])
  takes(Slug, ['a', 'web_site2', 'a'.repeat(40)])
  refuses(Slug, 'is lower-case letters, digits and _, 40 at most', ['', 'A', '2a', '_a', 'a-b', 'a'.repeat(41)])
})

test('a time zone is one with a name: an offset knows no summer time', () => {
  takes(Timezone, ['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'])
  refuses(Timezone, 'is an IANA time zone', ['+02:00', '', 'Europe/Bärlin', 'Mars/Base', `Europe/${'a'.repeat(70)}`])
})

test('a list of ids names each once', () => {
  takes(idList(3), [[], ['b', 'a']])
  refuses(idList(3), 'names an id twice', [['a', 'b', 'a']])
  assert.ok(!idList(1).safeParse(['a', 'b']).success)
})
