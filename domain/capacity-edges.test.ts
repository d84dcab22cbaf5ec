// Bookings at their edges: what is left over, what has no day to lie on, and where nothing is known.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileCalendar, dateOf, dayNumber } from './calendar.ts'
import { bookingFits, capacityOf, carry, moveWindow, nearestWindows, type Amount } from './capacity.ts'
import { DEFAULT_WORK_WEEK } from './organization.ts'

const calendar = compileCalendar({ week: DEFAULT_WORK_WEEK, exceptions: new Map() })
const full = capacityOf(calendar, { weeks: [], availabilityFactor: 1, timeOff: [] })
const days = (from: string, to: string) => ({ from: dayNumber(from), to: dayNumber(to) })
const amount = (some: Partial<Amount>): Amount => ({ minutesPerDay: null, percent: null, totalMinutes: null, ...some })
const MONDAY = '2026-11-23'
const week = days(MONDAY, '2026-11-29')

const weekend = days('2026-11-28', '2026-11-29')
const dates = (booked: { day: number; minutes: number }[]) => booked.map(({ day, minutes }) => [dateOf(day), minutes])

test('what is left of a total lies on the earlier of equal days', () => {
  const three = days(MONDAY, '2026-11-25')
  const carried = (totalMinutes: number) => dates(carry(amount({ totalMinutes }), three, full))
  assert.deepEqual(carried(1), [[MONDAY, 1]])
  assert.deepEqual(carried(8), [
    [MONDAY, 3],
    ['2026-11-24', 3],
    ['2026-11-25', 2],
  ])
})

test('what has no day to lie on fits nowhere', () => {
  const fits = bookingFits(amount({ percent: 10 }))
  assert.ok(!fits([], full, full))
  assert.ok(fits([dayNumber(MONDAY)], full, () => 48))
  assert.ok(!fits([dayNumber(MONDAY)], full, () => 47))
})

test('the nearer window comes first, also where that is the later one', () => {
  const [monday, free] = [dayNumber('2026-12-07'), new Set(['2026-12-01', '2026-12-08'].map(dayNumber))]
  const asked = { from: monday, to: monday }
  const freeOn = (day: number) => (free.has(day) ? 480 : 0)
  const found = nearestWindows(asked, bookingFits(amount({ percent: 100 })), full, freeOn, 0)
  assert.deepEqual(
    found.map(({ from }) => dateOf(from)),
    ['2026-12-08', '2026-12-01'],
  )
  const today = nearestWindows(asked, bookingFits(amount({ percent: 100 })), full, freeOn, dayNumber('2026-12-02'))
  assert.deepEqual(
    today.map(({ from }) => dateOf(from)),
    ['2026-12-08'],
  )
  assert.deepEqual(nearestWindows(asked, bookingFits(amount({ percent: 100 })), full, freeOn, monday + 2), [])
})

test('a window without working days moves by calendar days, as one does whose days are not known', () => {
  const task = { from: dayNumber(MONDAY), to: dayNumber('2026-11-25') }
  const shifted = { from: weekend.from + 2, to: weekend.to + 2 }
  assert.deepEqual(moveWindow(weekend, task, full, days('2026-10-01', '2027-03-01')), shifted)
  const unknown = moveWindow(week, task, full, days('2026-11-23', '2026-11-26'))
  assert.deepEqual(unknown, { from: week.from + 2, to: week.to + 2 })
})
