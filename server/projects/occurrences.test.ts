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
