// Dates, numbers and money as the reader writes them, on the organisation's clock.
import { moneyIn } from '../domain/money.ts'
import { LOCALE, t } from './words.ts'

let zone = 'UTC'
/** The organisation's zone, known once somebody is signed in. */
export const setZone = (timezone: string): void => void (zone = timezone)

const dates = (options: Intl.DateTimeFormatOptions) => {
  const kept = new Map<string, Intl.DateTimeFormat>()
  return (timeZone: string) => {
    const format = kept.get(timeZone) ?? new Intl.DateTimeFormat(LOCALE, { ...options, timeZone })
    kept.set(timeZone, format)
    return format
  }
}
const DAY = dates({ day: 'numeric', month: 'short' })
const DAY_WITH_YEAR = dates({ day: 'numeric', month: 'short', year: 'numeric' })
const WEEKDAY = dates({ weekday: 'short', day: 'numeric', month: 'short' })
const WEEKDAY_LETTER = dates({ weekday: 'narrow' })
const WEEKDAY_NAME = dates({ weekday: 'short' })
const MONTH_NAME = dates({ month: 'short' })
const MONTH = dates({ month: 'long', year: 'numeric' })
const MOMENT = dates({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const MOMENT_WITH_YEAR = dates({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })
const TIME = dates({ hour: '2-digit', minute: '2-digit' })
const CIVIL = new Map<string, Intl.DateTimeFormat>()

/** A civil date at its midnight UTC: civil dates have no zone, so they are counted and written in UTC. */
const at = (day: string): Date => new Date(`${day}T00:00:00Z`)

/** An instant's civil date in the organisation's zone. */
export function dayOf(instant: string | number): string {
  const format = CIVIL.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
  CIVIL.set(zone, format)
  return format.format(new Date(instant))
}
export const today = (): string => dayOf(Date.now())

/** How far the organisation's clock is ahead of UTC at an instant. */
function aheadAt(instant: number): number {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return Date.parse(`${clock.format(instant).replace(' ', 'T')}Z`) - instant
}
/** The instant at which the organisation's clock shows this time of a civil date. */
export function instantOf(day: string, time = '00:00'): string {
  const shown = Date.parse(`${day}T${time}Z`)
  // How far it is ahead is asked at the instant itself, which only the first answer tells.
  return new Date(shown - aheadAt(shown - aheadAt(shown))).toISOString()
}
export const addDays = (day: string, days: number): string =>
  new Date(at(day).getTime() + days * 86_400_000).toISOString().slice(0, 10)
/** Calendar days from one civil date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((at(to).getTime() - at(from).getTime()) / 86_400_000)
/** 0 is Monday. */
export const weekdayOf = (day: string): number => (at(day).getUTCDay() + 6) % 7
export const mondayOf = (day: string): string => addDays(day, -weekdayOf(day))

/** 26 Nov, with the year where it is another one than this. */
export const showDay = (day: string): string =>
  (day.slice(0, 4) === today().slice(0, 4) ? DAY : DAY_WITH_YEAR)('UTC').format(at(day))
/** The dates in a sentence of the server, which writes them as 2026-11-26. */
export const showDaysIn = (sentence: string): string => sentence.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, showDay)
export const showWeekday = (day: string): string => WEEKDAY('UTC').format(at(day))
/** 26 Nov, whatever the year: on axes, where the year stands above. */
export const showShortDay = (day: string): string => DAY('UTC').format(at(day))
export const showWeekdayLetter = (day: string): string => WEEKDAY_LETTER('UTC').format(at(day))
/** Mon; Nov: for the heads of columns. */
export const showWeekdayName = (day: string): string => WEEKDAY_NAME('UTC').format(at(day))
export const showMonthName = (day: string): string => MONTH_NAME('UTC').format(at(day))
export const showMonth = (day: string): string => MONTH('UTC').format(at(day))
/** A moment, in the organisation's zone, with the year where it is another one than this. */
export const showMoment = (instant: string): string =>
  (dayOf(instant).slice(0, 4) === today().slice(0, 4) ? MOMENT : MOMENT_WITH_YEAR)(zone).format(new Date(instant))
export const showTime = (instant: string): string => TIME(zone).format(new Date(instant))

const AGO = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'short' })
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]
/** 3 hr. ago, in 2 days, yesterday. */
export function showAgo(instant: string): string {
  const seconds = (new Date(instant).getTime() - Date.now()) / 1000
  const [unit, length] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['minute', 60]
  return AGO.format(Math.trunc(seconds / length), unit)
}
/** today, tomorrow, 3 days ago: a civil date seen from today. */
export const showDaysFrom = (day: string): string => AGO.format(daysBetween(today(), day), 'day')

// Making a format takes longer than a thousand uses of it.
const NUMBERS = new Map<number, Intl.NumberFormat>()
const PERCENT = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 })
export function showNumber(value: number, digits = 0): string {
  const format = NUMBERS.get(digits) ?? new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits })
  NUMBERS.set(digits, format)
  return format.format(value)
}
/** What is not counted to its end is "more than". */
export const showTotal = ({
  total = 0,
  totalIsAtLeast,
}: {
  total?: number | undefined
  totalIsAtLeast?: true | undefined
}): string => `${showNumber(total)}${totalIsAtLeast ? '+' : ''}`
export const showPercent = (value: number): string => PERCENT.format(value / 100)
/** Money from its smallest unit. */
export const showMoney = (minor: number, currency: string): string => moneyIn(minor, currency, LOCALE)
/** 7 h 30 min, 45 min. */
export function showMinutes(minutes: number): string {
  const hours = Math.trunc(minutes / 60)
  const rest = Math.round(minutes % 60)
  if (hours === 0) return t('{minutes} min', { minutes: rest })
  return rest === 0
    ? t('{hours} h', { hours: showNumber(hours) })
    : t('{hours} h {minutes} min', { hours: showNumber(hours), minutes: rest })
}

/** 340 kB, 1.2 MB. */
export function showBytes(bytes: number): string {
  const [unit, size] = bytes < 1_000_000 ? (['kilobyte', 1000] as const) : (['megabyte', 1_000_000] as const)
  const format = { style: 'unit', unit, maximumFractionDigits: unit === 'megabyte' ? 1 : 0 } as const
  return new Intl.NumberFormat(LOCALE, format).format(
    bytes > 0 ? Math.max(bytes / size, 1 / (unit === 'megabyte' ? 10 : 1)) : 0,
  )
}
