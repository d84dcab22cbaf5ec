import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addWorkingDays,
  addWorkingMinutes,
  compileCalendar,
  dateOf,
  dayNumber,
  isWorkingDay,
  limitCalendar,
  nextWorkingDay,
  nextWorkingMoment,
  previousWorkingDay,
  previousWorkingMoment,
  weekdayOf,
  workingDaysBetween,
  workingMinutesBetween,
  workingMinutesOn,
} from './calendar.ts'
import { DEFAULT_WORK_WEEK } from './organization.ts'

const week = DEFAULT_WORK_WEEK
const office = compileCalendar({ week, exceptions: new Map() })
const christmas = compileCalendar({
  week,
  exceptions: new Map([
    ['2026-12-24', [{ from: '09:00', to: '13:00' }]],
    ['2026-12-25', []],
    ['2026-12-26', [{ from: '10:00', to: '12:00' }]],
  ]),
})
const moment = (date: string, time: string) =>
  dayNumber(date) * 1440 + Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

test('a day number and its date are inverses, and the weekday is right, through leap days from 1900 to 2400', () => {
  for (let day = dayNumber('1900-01-01'); day <= dayNumber('2400-12-31'); day++)
    assert.equal(dayNumber(dateOf(day)), day)
  assert.equal(weekdayOf(dayNumber('1900-01-01')), 0)
  assert.equal(weekdayOf(dayNumber('2026-12-24')), 3)
  assert.equal(dateOf(dayNumber('2000-02-28') + 1), '2000-02-29')
  assert.equal(dateOf(dayNumber('1900-02-28') + 1), '1900-03-01')
})

test('an exception replaces the hours of its date', () => {
  assert.equal(workingMinutesOn(christmas, '2026-12-23'), 480)
  assert.equal(workingMinutesOn(christmas, '2026-12-24'), 240)
  assert.equal(workingMinutesOn(christmas, '2026-12-25'), 0)
  assert.equal(workingMinutesOn(christmas, '2026-12-26'), 120)
  assert.equal(isWorkingDay(christmas, '2026-12-26'), true)
  assert.equal(isWorkingDay(christmas, '2026-12-27'), false)
})

test('working days are counted over holidays, days off and year ends, in both directions', () => {
  assert.equal(addWorkingDays(christmas, '2026-12-24', 1), '2026-12-26')
  assert.equal(addWorkingDays(christmas, '2026-12-24', 2), '2026-12-28')
  assert.equal(addWorkingDays(christmas, '2027-01-01', -6), '2026-12-24')
  assert.equal(addWorkingDays(office, '2024-02-28', 1), '2024-02-29')
  assert.equal(nextWorkingDay(office, '2026-11-21'), '2026-11-23')
  assert.equal(previousWorkingDay(office, '2026-11-22'), '2026-11-20')
  assert.equal(nextWorkingDay(office, '2026-11-23'), '2026-11-23')
  assert.equal(workingDaysBetween(christmas, '2026-12-31', '2026-12-23'), -6)
})

test('from a day off the first step forth is the next working day, and back the one before', () => {
  assert.equal(addWorkingDays(office, '2026-11-21', 1), '2026-11-23')
  assert.equal(addWorkingDays(office, '2026-11-21', 0), '2026-11-23')
  assert.equal(addWorkingDays(office, '2026-11-21', -1), '2026-11-20')
})

test('working minutes are counted within days and across them', () => {
  assert.equal(addWorkingMinutes(office, moment('2026-11-20', '16:00'), 120), moment('2026-11-20', '18:00'))
  assert.equal(addWorkingMinutes(office, moment('2026-11-20', '16:00'), 121), moment('2026-11-23', '09:01'))
  assert.equal(addWorkingMinutes(office, moment('2026-11-23', '09:01'), -121), moment('2026-11-20', '16:00'))
  assert.equal(addWorkingMinutes(office, moment('2026-11-23', '10:00'), -60), moment('2026-11-23', '09:00'))
  assert.equal(nextWorkingMoment(office, moment('2026-11-20', '18:00')), moment('2026-11-23', '09:00'))
  assert.equal(nextWorkingMoment(office, moment('2026-11-20', '13:00')), moment('2026-11-20', '14:00'))
  assert.equal(previousWorkingMoment(office, moment('2026-11-23', '09:00')), moment('2026-11-20', '18:00'))
  assert.equal(workingMinutesBetween(office, moment('2026-11-20', '12:30'), moment('2026-11-23', '09:30')), 300)
})

test('a calendar is limited to the days on which somebody works', () => {
  const away = new Set(['2026-11-23', '2026-11-24'].map(dayNumber))
  const limited = limitCalendar(office, (day) => !away.has(day))
  assert.equal(nextWorkingDay(limited, '2026-11-21'), '2026-11-25')
  assert.equal(workingMinutesOn(limited, '2026-11-25'), 480)
})

test('a calendar without working time says so instead of searching for ever', () => {
  const nobody = limitCalendar(office, () => false)
  for (const ask of [nextWorkingDay, previousWorkingDay])
    assert.throws(() => ask(nobody, '2026-11-23'), /has not enough working time/)
  assert.throws(() => addWorkingMinutes(nobody, moment('2026-11-23', '09:00'), 1), /has not enough working time/)
})

test('a calendar answers the same wherever it was asked first', () => {
  const dates = ['2399-06-01', '1901-03-04', '2026-11-23', '1900-01-01', '2400-02-29']
  const asked = dates.map((date) => compileCalendar({ week, exceptions: new Map() }).minutesOn(dayNumber(date)))
  const one = compileCalendar({ week, exceptions: new Map() })
  assert.deepEqual(
    dates.map((date) => workingMinutesOn(one, date)),
    asked,
  )
  const days = Array.from({ length: dayNumber('2400-01-01') - dayNumber('1900-01-01') }, (_, i) => i)
  assert.equal(workingDaysBetween(one, '1900-01-01', '2400-01-01'), days.filter((day) => day % 7 < 5).length)
})

/** A week of any shape, holidays, and half days. */
const anyCalendar = fc
  .record({
    worked: fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: 7, maxLength: 7 })
      .filter((days) => days.some((day) => day > 0)),
    off: fc.array(fc.tuple(fc.integer({ min: 20_000, max: 20_100 }), fc.integer({ min: 0, max: 3 })), {
      maxLength: 30,
    }),
  })
  .map(({ worked, off }) => {
    const shapes = [
      [],
      [
        { from: '09:00', to: '13:00' },
        { from: '14:00', to: '18:00' },
      ],
      [{ from: '00:00', to: '24:00' }],
      [{ from: '10:15', to: '11:20' }],
    ]
    const [mon = [], tue = [], wed = [], thu = [], fri = [], sat = [], sun = []] = worked.map(
      (shape) => shapes[shape] ?? [],
    )
    return compileCalendar({
      week: { mon, tue, wed, thu, fri, sat, sun },
      exceptions: new Map(off.map(([day, shape]) => [dateOf(day), shapes[shape] ?? []])),
    })
  })

test('working minutes agree with counting them one by one, on any calendar', () => {
  const question = fc.record({
    calendar: anyCalendar,
    day: fc.integer({ min: 19_990, max: 20_110 }),
    length: fc.integer({ min: 0, max: 4000 }),
    minute: fc.nat(1439),
  })
  fc.assert(
    fc.property(question, ({ calendar, day, minute, length }) => {
      const from = day * 1440 + minute
      let [count, first, last] = [0, -1, -1]
      for (let at = from; at < from + length; at++) {
        const hours = calendar.hoursOn(Math.floor(at / 1440))
        if (!hours.some((opens, i) => i % 2 === 0 && at % 1440 >= opens && at % 1440 < (hours[i + 1] ?? 0))) continue
        if (first === -1) first = at
        last = at
        count++
      }
      assert.equal(workingMinutesBetween(calendar, from, from + length), count)
      if (count === 0) return
      assert.equal(nextWorkingMoment(calendar, from), first)
      assert.equal(addWorkingMinutes(calendar, from, count), last + 1)
      assert.equal(addWorkingMinutes(calendar, from + length, -count), first)
      assert.equal(previousWorkingMoment(calendar, from + length), last + 1)
    }),
    { numRuns: 500, seed: 7 },
  )
})

test('adding working days and taking them away again comes back, on any calendar', () => {
  const question = fc.record({
    calendar: anyCalendar,
    day: fc.integer({ min: 19_900, max: 20_200 }),
    n: fc.integer({ min: -300, max: 300 }),
  })
  fc.assert(
    fc.property(question, ({ calendar, day, n }) => {
      const from = nextWorkingDay(calendar, dateOf(day))
      const to = addWorkingDays(calendar, from, n)
      assert.equal(addWorkingDays(calendar, to, -n), from)
      assert.equal(workingDaysBetween(calendar, from, to), n)
    }),
    { numRuns: 500, seed: 7 },
  )
})
