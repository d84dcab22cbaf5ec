// Which day it is somewhere.

const formats = new Map<string, Intl.DateTimeFormat>()
/** The last minute asked about in each zone, and its day: most questions of one minute are the same. */
const latest = new Map<string, { minute: number; day: string }>()

/** The civil date of an instant in a zone, `YYYY-MM-DD`. */
export function civilDate(at: Date, timezone: string): string {
  const minute = Math.floor(at.getTime() / 60_000)
  const known = latest.get(timezone)
  if (known?.minute === minute) return known.day
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timezone, format)
  }
  const day = format.format(at)
  latest.set(timezone, { minute, day })
  return day
}
