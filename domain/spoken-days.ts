// Civil dates as a reader writes them, in what is sent to them.
import type { Speech } from './speech.ts'

const at = (date: string) => new Date(`${date}T00:00:00Z`)
const format = (date: string, { locale }: Speech, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(at(date))

/** 26 November 2026. */
export const showDay = (date: string, speech: Speech): string =>
  format(date, speech, { day: 'numeric', month: 'long', year: 'numeric' })
/** A sentence's dates, which it has as 2026-11-26: 26 Nov. */
export const showDaysIn = (sentence: string, speech: Speech): string =>
  sentence.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => format(date, speech, { day: 'numeric', month: 'short' }))
/** 16 – 22 November, with spaces that every font has. */
export const showDays = ({ from, to }: { from: string; to: string }, { locale }: Speech): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' })
    .formatRange(at(from), at(to))
    .replaceAll('\u2009', ' ')
