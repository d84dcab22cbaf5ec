import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileCalendar, dateOf, dayNumber, addWorkingDays, nextWorkingDay } from './calendar.ts'
import { DEFAULT_WORK_WEEK, type WorkWeek } from './organization.ts'
import { instantAfterMinutes, minutesBetweenInstants, workingMinutesOfDay } from './working-time.ts'
import { instantMsOf, wallMs } from './zone.ts'

const everyDay = (from: string, to: string): WorkWeek => {
  const day = [{ from, to }]
  return { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }
}
const compile = (week: WorkWeek) => compileCalendar({ week, exceptions: new Map() })
const always = compile(everyDay('00:00', '24:00'))
const nights = compile(everyDay('00:00', '06:00'))
const office = compile(DEFAULT_WORK_WEEK)
const ZONES = Intl.supportedValuesOf('timeZone')
const days = (from: string, to: string) =>
  Array.from({ length: dayNumber(to) - dayNumber(from) }, (_, i) => dayNumber(from) + i)

test('a night has its true hours when clocks change', () => {
  assert.equal(workingMinutesOfDay(nights, 'Europe/Berlin', dayNumber('2026-03-29')), 300)
  assert.equal(workingMinutesOfDay(nights, 'Europe/Berlin', dayNumber('2026-10-25')), 420)
  assert.equal(workingMinutesOfDay(nights, 'Australia/Lord_Howe', dayNumber('2026-04-05')), 390)
  assert.equal(workingMinutesOfDay(nights, 'Europe/Berlin', dayNumber('2026-03-30')), 360)
})

test('an hour that comes twice is worked twice, one that is skipped not at all', () => {
  const twoToThree = compile(everyDay('02:00', '03:00'))
  assert.equal(workingMinutesOfDay(twoToThree, 'Europe/Berlin', dayNumber('2026-10-25')), 120)
  assert.equal(workingMinutesOfDay(twoToThree, 'Europe/Berlin', dayNumber('2026-03-29')), 0)
})

test('a day that a country skipped has no minutes', () => {
  assert.equal(workingMinutesOfDay(always, 'Pacific/Apia', dayNumber('2011-12-30')), 0)
  assert.equal(workingMinutesOfDay(always, 'Pacific/Apia', dayNumber('2011-12-31')), 1440)
})

test('working time passes between instants in the zone’s office hours only', () => {
  const [friday, monday] = [new Date('2026-03-27T16:30:00.000Z'), new Date('2026-03-30T08:00:30.000Z')]
  // 17:30 in Berlin before the change, 10:00:30 after it.
  assert.equal(minutesBetweenInstants(office, 'Europe/Berlin', friday, monday), 90.5)
  assert.equal(minutesBetweenInstants(office, 'Europe/Berlin', monday, friday), -90.5)
  assert.deepEqual(instantAfterMinutes(office, 'Europe/Berlin', friday, 90.5), monday)
  assert.deepEqual(instantAfterMinutes(office, 'Europe/Berlin', friday, 30), new Date('2026-03-27T17:00:00.000Z'))
  assert.deepEqual(instantAfterMinutes(office, 'Europe/Berlin', friday, 0), friday)
})

test('in every zone all hours of a year are worked by one who never rests', () => {
  for (const zone of ZONES) {
    const from = instantMsOf(zone, dayNumber('2026-01-01') * 1440)
    const to = instantMsOf(zone, dayNumber('2027-01-01') * 1440)
    const worked = minutesBetweenInstants(always, zone, new Date(from), new Date(to))
    assert.equal(worked, (to - from) / 60_000, zone)
    assert.deepEqual(instantAfterMinutes(always, zone, new Date(from), worked), new Date(to), zone)
  }
})

test('in every zone each day of 2026, and around the end of 2011, has the minutes between its midnights, and they are what the clock says', () => {
  const spans = [days('2011-12-20', '2012-01-10'), days('2026-01-01', '2027-01-01')]
  for (const zone of ZONES) {
    for (const day of spans.flat()) {
      const [from, to] = [instantMsOf(zone, day * 1440), instantMsOf(zone, (day + 1) * 1440)]
      assert.equal(workingMinutesOfDay(always, zone, day), (to - from) / 60_000, `${zone} ${dateOf(day)}`)
      if (to > from) assert.equal(dateOf(Math.floor(wallMs(zone, from) / 86_400_000)), dateOf(day), zone)
    }
  }
})

test('in every zone dates come back unchanged, and adding working days is undone by taking them away', () => {
  for (const zone of ZONES) {
    const shownAs = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
    for (let day = dayNumber('2023-12-25'); day < dayNumber('2025-01-08'); day += 3) {
      const date = dateOf(day)
      const noon = new Date(instantMsOf(zone, day * 1440 + 720))
      assert.equal(shownAs.format(noon), date, zone)
      const working = nextWorkingDay(office, date)
      assert.equal(addWorkingDays(office, addWorkingDays(office, working, 17), -17), working, zone)
    }
  }
})
