import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterQuietHours, lastDigest, lastWeekly, timeOf } from './notice-times.ts'

const BERLIN = 'Europe/Berlin'
const night = { from: '20:00', to: '07:00' }
const at = (text: string) => new Date(text)
const ends = (text: string, quiet = night) => afterQuietHours(quiet, BERLIN, at(text)).toISOString()

test('quiet hours that go past midnight hold until the morning, from either side of it', () => {
  assert.equal(ends('2026-11-23T19:30:00.000Z'), '2026-11-24T06:00:00.000Z')
  assert.equal(ends('2026-11-24T05:59:00.000Z'), '2026-11-24T06:00:00.000Z')
  assert.equal(ends('2026-11-24T06:00:00.000Z'), '2026-11-24T06:00:00.000Z')
  assert.equal(ends('2026-11-23T18:59:59.000Z'), '2026-11-23T18:59:59.000Z')
  assert.equal(ends('2026-11-23T12:00:00.000Z', { from: '12:00', to: '14:00' }), '2026-11-23T13:00:00.000Z')
  assert.equal(ends('2026-11-23T13:00:00.000Z', { from: '12:00', to: '14:00' }), '2026-11-23T13:00:00.000Z')
  assert.equal(ends('2026-11-23T11:00:00.000Z', { from: '12:00', to: '14:00' }), '2026-11-23T13:00:00.000Z')
  assert.equal(ends('2026-11-23T10:59:00.000Z', { from: '12:00', to: '14:00' }), '2026-11-23T10:59:00.000Z')
  assert.equal(ends('2026-11-23T19:00:00.000Z'), '2026-11-24T06:00:00.000Z')
  const whenever = at('2026-11-23T22:00:00.000Z')
  assert.equal(afterQuietHours(null, BERLIN, whenever), whenever)
})

test('what comes once a week is due on its day, at its minute, and the week before until then', () => {
  const last = (text: string, weekday: number) => lastWeekly(weekday, 7 * 60 + 30, BERLIN, at(text))
  // 2026-11-23 is a Monday.
  const monday = { on: '2026-11-23', at: at('2026-11-23T06:30:00.000Z') }
  assert.deepEqual(last('2026-11-23T06:30:00.000Z', 0), monday)
  assert.deepEqual(last('2026-11-29T22:59:00.000Z', 0), monday)
  assert.deepEqual(last('2026-11-23T06:29:59.999Z', 0), { on: '2026-11-16', at: at('2026-11-16T06:30:00.000Z') })
  assert.equal(last('2026-11-24T12:00:00.000Z', 6).on, '2026-11-22')
  assert.equal(last('2026-11-24T12:00:00.000Z', 1).on, '2026-11-24')
})

test('a time of day is written with both its digits', () => {
  assert.deepEqual([0, 65, 1439].map(timeOf), ['00:00', '01:05', '23:59'])
})

test('quiet hours end by the clock on the wall, also in the nights in which it is changed', () => {
  assert.equal(ends('2027-03-27T22:00:00.000Z'), '2027-03-28T05:00:00.000Z')
  assert.equal(ends('2026-10-24T22:00:00.000Z'), '2026-10-25T06:00:00.000Z')
  // 02:30 is skipped in spring: quiet ends with the jump.
  assert.equal(ends('2027-03-28T00:10:00.000Z', { from: '01:00', to: '02:30' }), '2027-03-28T01:00:00.000Z')
  // In autumn 02:30 comes twice: after its first coming it is not quiet, and never is it put off to the past.
  assert.equal(ends('2026-10-25T00:10:00.000Z', { from: '01:00', to: '02:30' }), '2026-10-25T00:30:00.000Z')
  assert.equal(ends('2026-10-25T01:10:00.000Z', { from: '01:00', to: '02:30' }), '2026-10-25T01:10:00.000Z')
})

test('a digest is due once for each day, also on days of 23 and 25 hours', () => {
  const last = (text: string, hour = 8) => lastDigest(hour, BERLIN, at(text))
  assert.deepEqual(last('2026-11-23T06:59:59.999Z'), { on: '2026-11-22', at: at('2026-11-22T07:00:00.000Z') })
  assert.deepEqual(last('2026-11-23T07:00:00.000Z'), { on: '2026-11-23', at: at('2026-11-23T07:00:00.000Z') })
  for (const day of ['2027-03-28', '2026-10-25']) {
    const seen = new Set<string>()
    const begin = at(`${day}T00:00:00.000Z`).getTime() - 2 * 3_600_000
    for (let minute = 0; minute < 24 * 60; minute += 10)
      seen.add(last(new Date(begin + minute * 60_000).toISOString(), 2).at.toISOString())
    assert.equal(seen.size, 2, 'the one of the day before, and its own')
  }
})
