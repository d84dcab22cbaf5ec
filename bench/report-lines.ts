// What is measured beside the requests, a line each: planning, without a database, and bookings, without HTTP.
import type { BookingFigures } from './booking-bench.ts'
import type { PlanFigures } from './plan-bench.ts'

export const BESIDE = { plan: 'planning 10,000 tasks', bookings: 'bookings of one person' } as const

export interface Beside {
  planning?: PlanFigures | undefined
  bookings?: BookingFigures | undefined
}

const PLAN_AIM_MS = 50

/** Of what was measured. */
export const besideLines = ({ planning, bookings }: Beside): string[] => [
  ...(planning ? [planLine(planning)] : []),
  ...(bookings ? [bookingLine(bookings)] : []),
]

const leadOf = (id: keyof typeof BESIDE) => `**${BESIDE[id]}**`
const ms = (value: number) => `${value.toFixed(1)} ms`

function planLine({ links, runs, medianMs, fastestMs, firstMs, bareMedianMs }: PlanFigures): string {
  const missed = medianMs <= PLAN_AIM_MS ? '' : ' ✗'
  return `${leadOf('plan')}, with ${links.toLocaleString('en')} links and forty calendars: median ${ms(medianMs)}${missed} (aim ${PLAN_AIM_MS}), fastest ${ms(fastestMs)} of ${runs} runs, the first ${ms(firstMs)}; a bare forward pass that knows no calendar ${ms(bareMedianMs)}.`
}

function bookingLine({ connections, productPerSecond, barePerSecond, ratio }: BookingFigures): string {
  return `${leadOf('bookings')}, for a week each, over ${connections} connections: ${productPerSecond.toFixed(0)} a second, a bare ledger ${barePerSecond.toFixed(0)}: ratio ${ratio.toFixed(2)}.`
}

/** The report with these lines instead of the ones that they are newer than, or above the others where it has none. */
export function replaceLines(report: string, fresh: readonly string[]): string {
  const lines = report.split('\n')
  for (const line of fresh) {
    const lead = `- ${line.slice(0, line.indexOf('**', 2) + 2)}`
    const old = lines.findIndex((each) => each.startsWith(lead))
    const at = old < 0 ? lines.findIndex((each) => each.startsWith('- ')) : old
    if (at >= 0) lines.splice(at, old < 0 ? 0 : 1, `- ${line}`)
  }
  return lines.join('\n')
}

/** The report with this section instead of the one of its heading, or before the one that `next` heads where it has none. */
export function replaceSection(report: string, section: string, next: string): string {
  const [heading = ''] = section.split('\n')
  const end = report.indexOf(next)
  const start = report.indexOf(heading)
  return `${report.slice(0, start < 0 ? end : start)}${section}\n\n${report.slice(end)}`
}
