// Which day it is somewhere.

const formats = new Map<string, Intl.DateTimeFormat>()
/** The civil date of an instant in a zone, `YYYY-MM-DD`. */
export function civilDate(at: Date, timezone: string): string {
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timezone, format)
  }
  return format.format(at)
}
