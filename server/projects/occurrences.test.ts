import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextOccurrence, occurrencesBetween } from './occurrences.ts'

const series = (recurrence: string, startsOn = '2026-11-24', timezone = 'Europe/Berlin') => ({
  recurrence,
  startsOn,
  timezone,
})

test('the days of a rule are civil days of the zone, the day it starts on not among them', () => {
  const monthly = series('FREQ=MONTHLY;BYMONTHDAY=24')
  assert.equal(nextOccurrence(monthly, '2026-11-24'), '2026-12-24')
  assert.equal(nextOccurrence(monthly, '2026-11-01'), '2026-12-24')
  assert.deepEqual(occurrencesBetween(monthly, '2026-12-24', '2027-03-24'), ['2027-01-24', '2027-02-24', '2027-03-24'])
})

test('intervals are counted from its start, and it ends where it says', () => {
  assert.equal(nextOccurrence(series('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', '2026-11-23'), '2026-11-24'), '2026-12-07')
  assert.deepEqual(occurrencesBetween(series('FREQ=WEEKLY;BYDAY=MO;COUNT=2'), '2026-11-24', '2027-11-24'), [
    '2026-11-30',
    '2026-12-07',
  ])
  assert.deepEqual(occurrencesBetween(series('FREQ=WEEKLY;BYDAY=MO;UNTIL=20261207'), '2026-11-24', '2027-11-24'), [
    '2026-11-30',
    '2026-12-07',
  ])
  assert.equal(nextOccurrence(series('FREQ=MONTHLY;BYMONTHDAY=31'), '2027-01-31'), '2027-03-31')
})

test('no day is lost or doubled where clocks change, on either side of the world, or at midnight', () => {
  for (const timezone of [
    'Europe/Berlin',
    'Pacific/Auckland',
    'America/Santiago',
    'Asia/Beirut',
    'Pacific/Kiritimati',
  ]) {
    const days = occurrencesBetween(series('FREQ=DAILY', '2026-01-01', timezone), '2026-01-01', '2026-12-31')
    assert.equal(days.length, 364, timezone)
    assert.equal(new Set(days).size, 364, timezone)
  }
})

test('a day that never comes, or not within the years there are, is soon known, and nobody waits for it', () => {
  const began = process.cpuUsage()
  for (const rule of [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2',
    'FREQ=MONTHLY;BYSETPOS=-366;BYDAY=MO',
    'FREQ=YEARLY;BYDAY=53MO;BYWEEKNO=1;BYMONTHDAY=31;BYMONTH=6',
    'FREQ=WEEKLY;BYMONTH=2;BYSETPOS=7',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31',
  ]) {
    assert.equal(nextOccurrence(series(rule), '2026-11-24'), null, rule)
    assert.deepEqual(occurrencesBetween(series(rule), '2026-11-24', '2027-11-24'), [], rule)
  }
  assert.equal(
    nextOccurrence(series('FREQ=YEARLY;INTERVAL=9999;BYMONTH=2;BYMONTHDAY=29', '2028-02-29'), '2028-02-29'),
    null,
  )
  // They were 40 s of a processor.
  const { user, system } = process.cpuUsage(began)
  assert.ok(user + system < 10_000_000, `${user + system} µs`)
})

test('twenty years of the weekdays of each month are all there, and of the leap days', () => {
  const [from, until] = ['2026-11-24', '2046-11-23']
  const days = Array.from({ length: 7_304 }, (_, n) => new Date(Date.parse(from) + (n + 1) * 86_400_000))
  const weekdays = days.filter((day) => day.getUTCDay() % 6 !== 0).map((day) => day.toISOString().slice(0, 10))
  assert.equal(days.at(-1)?.toISOString().slice(0, 10), until)
  assert.deepEqual(occurrencesBetween(series('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR', from), from, until), weekdays)
  const leap = occurrencesBetween(series('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', from), from, until)
  assert.deepEqual(leap, ['2028-02-29', '2032-02-29', '2036-02-29', '2040-02-29', '2044-02-29'])
})
