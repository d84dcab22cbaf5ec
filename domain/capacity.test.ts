import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { compileCalendar, dateOf, dayNumber } from './calendar.ts'
import {
  bookingFits,
  capacityOf,
  carry,
  moveWindow,
  nearestWindows,
  workFits,
  workingDays,
  type Amount,
  type WorkingPerson,
} from './capacity.ts'
import { DEFAULT_WORK_WEEK } from './organization.ts'

const calendar = compileCalendar({ week: DEFAULT_WORK_WEEK, exceptions: new Map([['2026-12-25', []]]) })
const person = (more: Partial<WorkingPerson> = {}): WorkingPerson => ({
  weeks: [],
  availabilityFactor: 1,
  timeOff: [],
  ...more,
})
const days = (from: string, to: string) => ({ from: dayNumber(from), to: dayNumber(to) })
const amount = (some: Partial<Amount>): Amount => ({ minutesPerDay: null, percent: null, totalMinutes: null, ...some })
const MONDAY = '2026-11-23'
const week = days(MONDAY, '2026-11-29')
const full = capacityOf(calendar, person())

describe('what a person’s day holds', () => {
  const on = (date: string, more: Partial<WorkingPerson> = {}) => capacityOf(calendar, person(more))(dayNumber(date))

  test('is the organisation’s day, and nothing on its days off and holidays', () => {
    assert.deepEqual([on(MONDAY), on('2026-11-28'), on('2026-12-25')], [480, 0, 0])
  })

  test('is limited by their own week, from the day it counts', () => {
    const weeks = [
      { from: dayNumber('2026-11-24'), minutes: [240, 240, 240, 240, 240, 240, 0] },
      { from: dayNumber('2026-12-01'), minutes: [600, 600, 600, 600, 600, 600, 600] },
    ]
    assert.deepEqual(
      [MONDAY, '2026-11-24', '2026-11-28', '2026-11-30', '2026-12-01', '2026-12-25'].map((date) => on(date, { weeks })),
      [480, 240, 0, 240, 480, 0],
    )
  })

  test('is less by their availability, to the whole minute, without a hair lost', () => {
    assert.equal(on(MONDAY, { availabilityFactor: 0.7 }), 336)
    assert.equal(on(MONDAY, { availabilityFactor: 0.333 }), 159)
    assert.equal(on(MONDAY, { availabilityFactor: 0 }), 0)
    for (let factor = 0; factor <= 1000; factor++)
      assert.equal(on(MONDAY, { availabilityFactor: factor / 1000 }), Math.floor((480 * factor) / 1000))
  })

  test('is less by their time off, which adds up, and never below nothing', () => {
    const off = (minutesPerDay: number | null) => ({ ...days(MONDAY, '2026-11-24'), minutesPerDay })
    assert.deepEqual([on(MONDAY, { timeOff: [off(60)] }), on('2026-11-25', { timeOff: [off(60)] })], [420, 480])
    assert.equal(on(MONDAY, { timeOff: [off(60), off(120)] }), 300)
    assert.equal(on(MONDAY, { timeOff: [off(null)] }), 0)
    assert.equal(on(MONDAY, { timeOff: [off(400), off(400)] }), 0)
  })
})

describe('a booking lies on the working days of its window', () => {
  const minutes = (some: Partial<Amount>, window = week, capacityOn = full) =>
    carry(amount(some), window, capacityOn).map((day) => `${dateOf(day.day).slice(8)}: ${day.minutes}`)

  test('with its minutes on each', () => {
    assert.deepEqual(minutes({ minutesPerDay: 90 }), ['23: 90', '24: 90', '25: 90', '26: 90', '27: 90'])
    assert.deepEqual(minutes({ minutesPerDay: 90 }, days('2026-12-24', '2026-12-28')), ['24: 90', '28: 90'])
  })

  test('with its percent of each, rounded, and a minute at least', () => {
    const capacityOn = (day: number) => (day === week.from ? 480 : day === week.from + 1 ? 30 : 0)
    assert.deepEqual(minutes({ percent: 50 }, week, capacityOn), ['23: 240', '24: 15'])
    assert.deepEqual(minutes({ percent: 1 }, week, capacityOn), ['23: 5', '24: 1'])
  })

  test('with its total in proportion to what they hold', () => {
    const capacityOn = (day: number) => [480, 240, 480][day - week.from] ?? 0
    assert.deepEqual(minutes({ totalMinutes: 500 }, week, capacityOn), ['23: 200', '24: 100', '25: 200'])
    assert.deepEqual(minutes({ totalMinutes: 101 }, week, capacityOn), ['23: 41', '24: 20', '25: 40'])
    assert.deepEqual(minutes({ totalMinutes: 3 }), ['23: 1', '24: 1', '25: 1'])
    assert.deepEqual(minutes({ totalMinutes: 2401 }), ['23: 481', '24: 480', '25: 480', '26: 480', '27: 480'])
  })

  test('and nowhere where there is none', () => {
    assert.deepEqual(minutes({ minutesPerDay: 90 }, days('2026-11-28', '2026-11-29')), [])
    assert.deepEqual(minutes({ totalMinutes: 90 }, days('2026-12-25', '2026-12-27')), [])
  })

  test('a total is spread to the minute, within one minute of its share', () => {
    const capacities = fc.array(fc.integer({ min: 0, max: 1440 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(capacities, fc.integer({ min: 1, max: 1_052_640 }), (held, total) => {
        const sum = held.reduce((a, b) => a + b, 0)
        const booked = carry(amount({ totalMinutes: total }), { from: 0, to: held.length - 1 }, (day) => held[day] ?? 0)
        if (sum === 0) return assert.deepEqual(booked, [])
        assert.equal(
          booked.reduce((minutes, day) => minutes + day.minutes, 0),
          total,
        )
        for (const { day, minutes } of booked)
          assert.ok(minutes > 0 && Math.abs(minutes - (total * (held[day] ?? 0)) / sum) < 1)
      }),
    )
  })
})

describe('where else it fits', () => {
  const today = dayNumber('2026-11-22')
  const windows = (some: Partial<Amount>, asked: { from: number; to: number }, busy: (day: number) => number) =>
    nearestWindows(asked, bookingFits(amount(some)), full, (day) => full(day) - busy(day), today).map(
      ({ from, to }) => `${dateOf(from)} ${dateOf(to)}`,
    )

  test('the nearest windows before and after, the nearer first, with as many working days', () => {
    const asked = days('2026-12-02', '2026-12-03')
    const busy = (day: number) => (day >= dayNumber('2026-12-02') && day <= dayNumber('2026-12-07') ? 480 : 0)
    assert.deepEqual(windows({ minutesPerDay: 240 }, asked, busy), ['2026-11-30 2026-12-01', '2026-12-08 2026-12-09'])
    const acrossTheWeekend = windows({ minutesPerDay: 240 }, days(MONDAY, '2026-11-24'), (day) =>
      day < dayNumber('2026-11-27') ? 480 : 0,
    )
    assert.deepEqual(acrossTheWeekend, ['2026-11-27 2026-11-30'])
  })

  test('never before today, and not further than 90 days', () => {
    const busyUntil = (date: string) => (day: number) => (day < dayNumber(date) ? 480 : 0)
    const asked = days(MONDAY, MONDAY)
    assert.deepEqual(windows({ minutesPerDay: 1 }, asked, busyUntil('2027-02-19')), ['2027-02-19 2027-02-19'])
    assert.deepEqual(windows({ minutesPerDay: 1 }, asked, busyUntil('2027-02-22')), [])
  })

  test('never where a day has too little room for its part, against trying each window by hand', () => {
    const busy = fc.array(fc.integer({ min: 0, max: 480 }), { minLength: 250, maxLength: 250 })
    const some = fc.oneof(
      fc.integer({ min: 1, max: 480 }).map((minutesPerDay) => amount({ minutesPerDay })),
      fc.integer({ min: 1, max: 100 }).map((percent) => amount({ percent })),
      fc.integer({ min: 1, max: 2400 }).map((totalMinutes) => amount({ totalMinutes })),
    )
    fc.assert(
      fc.property(busy, some, fc.integer({ min: 0, max: 10 }), (booked, asked, length) => {
        const freeOn = (day: number) => Math.max(0, full(day) - (booked[day - today] ?? 0))
        const window = { from: today + 1, to: today + 1 + length }
        const [found] = nearestWindows(window, bookingFits(asked), full, freeOn, today)
        const count = workingDays(window, full).length
        const fits = (from: number) => {
          for (let to = from; to < from + 40; to++) {
            if (workingDays({ from, to }, full).length < count) continue
            return carry(asked, { from, to }, full).every(({ day, minutes }) => minutes <= freeOn(day))
          }
          return false
        }
        const expected = Array.from({ length: 90 }, (_, i) => window.from + 1 + i).find(
          (day) => full(day) > 0 && fits(day),
        )
        assert.equal(found?.from, expected)
      }),
      { numRuns: 200 },
    )
  })

  test('work that may lie as it likes needs its days free for that long in all', () => {
    const freeOn = (day: number) => (day === 1 ? 30 : 60)
    assert.ok(workFits(90)([1, 2], full, freeOn))
    assert.ok(!workFits(91)([1, 2], full, freeOn))
    assert.ok(!workFits(0)([], full, freeOn))
  })
})

describe('a booking moves with its task', () => {
  const within = days('2026-10-01', '2027-03-01')
  const moved = (window: { from: number; to: number }, from: string, to: string, capacityOn = full) => {
    const next = moveWindow(window, { from: dayNumber(from), to: dayNumber(to) }, capacityOn, within)
    return `${dateOf(next.from)} ${dateOf(next.to)}`
  }

  test('on as many working days, as many of them after its start', () => {
    assert.equal(moved(days(MONDAY, '2026-11-27'), MONDAY, '2026-11-25'), '2026-11-25 2026-12-01')
    assert.equal(moved(days('2026-11-30', '2026-11-30'), '2026-11-27', '2026-11-30'), '2026-12-01 2026-12-01')
    assert.equal(moved(days('2026-11-30', '2026-12-01'), '2026-12-02', '2026-11-24'), '2026-11-20 2026-11-23')
    assert.equal(moved(days(MONDAY, '2026-11-27'), MONDAY, '2026-12-24'), '2026-12-24 2026-12-31')
  })

  test('over the days on which the person is off', () => {
    const off = capacityOf(
      calendar,
      person({ timeOff: [{ ...days('2026-11-26', '2026-11-27'), minutesPerDay: null }] }),
    )
    assert.equal(moved(days(MONDAY, '2026-11-24'), MONDAY, '2026-11-25', off), '2026-11-25 2026-11-30')
  })

  test('and back again to where it was', () => {
    const known = days('2026-06-01', '2027-12-31')
    const working = workingDays(known, full)
    const near = fc.integer({ min: 150, max: 210 }).map((n) => working[n] ?? 0)
    fc.assert(
      fc.property(near, near, near, fc.integer({ min: 0, max: 20 }), (from, to, first, length) => {
        const window = { from: first, to: working[working.indexOf(first) + length] ?? 0 }
        const there = moveWindow(window, { from, to }, full, known)
        assert.equal(workingDays(there, full).length, length + 1)
        assert.deepEqual(moveWindow(there, { from: to, to: from }, full, known), window)
      }),
    )
  })
})
