// Why a task starts when it does, in a sentence.
import type { HeldBy } from './schedule.ts'

/** A sentence for people: what holds the start, each reason once. */
export function explain({ startOn, heldBy }: { startOn: string | null; heldBy: readonly HeldBy[] }): string {
  if (heldBy.length === 0)
    return startOn === null
      ? 'Nothing gives it a date: neither the project’s start, nor a task it waits for, nor a constraint.'
      : 'It is where it was put; nothing else holds it.'
  return `${capital(heldBy.map(said).join(', and '))}.`
}

function said(held: HeldBy): string {
  switch (held.kind) {
    case 'predecessor':
      return waits(held)
    case 'calendar':
      return held.holidays.length > 0
        ? `nobody works on ${list(held.days)} (${held.holidays.join(', ')})`
        : `nobody works on ${list(held.days)}`
    case 'person':
      return `nobody who does it works on ${list(held.days)}`
    case 'constraint':
      return `it is not to start before ${held.on}${ofParent(held.within)}`
    case 'project_start':
      return `the project starts on ${held.on}`
    case 'children':
      return `its first part starts then`
    case 'pin':
      return PINS[held.reason]
  }
}

const PINS = {
  manual: 'it is scheduled by hand and stays where it was put',
  started: 'it has begun, and started work does not move',
  finished: 'it is done, and finished work does not move',
  cancelled: 'it is cancelled',
} as const

function waits({ title, type, lagDays, lagMinutes, on, within }: Extract<HeldBy, { kind: 'predecessor' }>): string {
  const what = title === null ? 'a task that you may not see' : `“${title}”`
  const [from, to] = [type[0] === 'F' ? 'finishes' : 'starts', type[1] === 'S' ? 'starts' : 'finishes']
  const lag =
    lagMinutes !== null ? ` ${sign(lagMinutes)} working minutes` : lagDays === 0 ? '' : ` ${sign(lagDays)} working days`
  const when = on === null ? '' : `, on ${on}`
  return `${within === null ? 'it' : 'what it is part of'} ${to} after ${what} ${from}${lag}${when}`
}

const sign = (n: number) => (n < 0 ? `minus ${-n}` : `plus ${n}`)
const ofParent = (within: string | null) => (within === null ? '' : ', nor is anything that is part of the same task')
const list = (days: readonly string[]) =>
  days.length > 4 ? `${days[0]} to ${days.at(-1)} (${days.length} days)` : days.join(', ')
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
