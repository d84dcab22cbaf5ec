// How a digest is worded: its sections, and a sentence for each thing in them. Dates are written as 2026-11-26, as whoever shows them likes.
import { moneyIn } from './money.ts'

export const NEEDS = ['late_requests', 'signals', 'work', 'capacity', 'payments'] as const
export const CHANGED = ['health', 'projects', 'requests', 'subscriptions', 'billed'] as const
export type DigestKind = (typeof NEEDS)[number] | (typeof CHANGED)[number]

/** What each is called, and where all of it is looked at. */
export const DIGEST_SECTIONS: Record<DigestKind, { title: string; path: string }> = {
  late_requests: { title: 'Requests past their time', path: '/requests?overdue=1' },
  signals: { title: 'Signals', path: '/signals' },
  work: { title: 'Overdue and blocked work', path: '/projects' },
  capacity: { title: 'People over capacity', path: '/schedule' },
  payments: { title: 'Payments and renewals', path: '/accounts' },
  health: { title: 'Health', path: '/projects' },
  projects: { title: 'Projects', path: '/projects' },
  requests: { title: 'Requests', path: '/requests?status=all&sort=-createdAt' },
  subscriptions: { title: 'Subscriptions', path: '/accounts' },
  billed: { title: 'Billed', path: '/billing' },
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`
const hours = (minutes: number) => `${Math.round(minutes / 6) / 10} h`
const spoken = (status: string) => status.replaceAll('_', ' ')
const joined = (parts: readonly (string | false | null)[]) => parts.filter(Boolean).join(', ')

export interface LateRequest {
  title: string
  account: string
  promised: 'answer' | 'resolution'
  dueOn: string
}
export const lateRequest = ({ title, account, promised, dueOn }: LateRequest): string =>
  `“${title}” from ${account} is late: its ${promised} was due on ${dueOn}`

export interface LateWork {
  name: string
  overdue: number
  blocked: number
  oldestOn: string | null
}
export function lateWork({ name, overdue, blocked, oldestOn }: LateWork): string {
  const late = overdue > 0 && `${plural(overdue, 'task')} overdue${overdue > 1 ? ', the oldest' : ''} since ${oldestOn}`
  return `${joined([late, blocked > 0 && `${blocked} blocked`])} in ${name}`
}
export const workInAll = (overdue: number, blocked: number): string =>
  joined([overdue > 0 && `${plural(overdue, 'task')} overdue`, blocked > 0 && `${blocked} blocked`])

const NEEDED: Record<(typeof NEEDS)[number], readonly [one: string, many: string]> = {
  late_requests: ['late request', 'late requests'],
  signals: ['signal', 'signals'],
  work: ['project behind', 'projects behind'],
  capacity: ['person over capacity', 'people over capacity'],
  payments: ['payment to look after', 'payments to look after'],
}
/** What needs somebody, in so few words that they are a subject. */
export const needed = (sections: readonly { kind: (typeof NEEDS)[number]; count: number }[]): string =>
  joined(sections.slice(0, 3).map(({ kind, count }) => `${count} ${NEEDED[kind][count === 1 ? 0 : 1]}`))

export interface BookedOver {
  person: { name: string }
  days: readonly { on: string; bookedMinutes: number; capacityMinutes: number }[]
}
export function bookedOver({ person, days }: BookedOver): string {
  const over = days.reduce((sum, day) => sum + day.bookedMinutes - day.capacityMinutes, 0)
  return `${person.name} has ${hours(over)} more booked than fits on ${plural(days.length, 'day')}, from ${days[0]?.on}`
}

export interface Bought {
  account: string
  product: string
  status: string
  monthlyMinor: number
  currency: string
  endsOn: string | null
}
const aMonth = ({ monthlyMinor, currency }: Bought) => `${moneyIn(monthlyMinor, currency)} a month`

export const payment = (bought: Bought): string =>
  bought.status === 'past_due' || bought.status === 'unpaid'
    ? `${bought.account} has not paid for ${bought.product} (${aMonth(bought)})`
    : `${bought.product} of ${bought.account} ends on ${bought.endsOn} (${aMonth(bought)})`

export const subscribed = (bought: Bought): string =>
  `${bought.account} ${bought.status === 'canceled' ? 'cancelled' : 'took'} ${bought.product}, ${aMonth(bought)}`

export interface Healed {
  name: string
  fromBand: string
  toBand: string
  fromScore: number | null
  toScore: number | null
  worst: string | null
}
const BANDS = ['at_risk', 'watch', 'healthy']
export function healed({ name, fromBand, toBand, fromScore, toScore, worst }: Healed): string {
  const fell = BANDS.indexOf(toBand) < BANDS.indexOf(fromBand)
  const scores = fromScore === null || toScore === null ? '' : ` (from ${fromScore} to ${toScore})`
  const why = fell && worst !== null ? `, lowest in ${spoken(worst)}` : ''
  return `${name} ${fell ? 'fell' : 'rose'} from ${spoken(fromBand)} to ${spoken(toBand)}${scores}${why}`
}

export interface MovedProject {
  name: string
  account: string
  /** Null where it is new and has not moved since. */
  from: string | null
  to: string
  reason: string | null
}
const MOVED: Record<string, string> = {
  onboarding: 'is being set up',
  active: 'started',
  on_hold: 'was put on hold',
  completed: 'was finished',
  cancelled: 'was cancelled',
}
export function movedProject({ name, account, from, to, reason }: MovedProject): string {
  const resumed = to === 'active' && from !== 'onboarding' && from !== 'draft' && from !== null
  const how = from === null && to === 'onboarding' ? 'is new' : resumed ? 'goes on' : (MOVED[to] ?? `is ${spoken(to)}`)
  return `${name} for ${account} ${how}${reason === null ? '' : `: ${reason}`}`
}

export interface MovedRequest {
  title: string
  account: string
  came: boolean
  answered: boolean
  waits: boolean
  /** Null while it is open. */
  closed: string | null
}
export function movedRequest({ title, account, came, answered, waits, closed }: MovedRequest): string {
  const ends = closed !== null ? `was ${closed}` : answered ? 'was answered' : null
  const head = `“${title}” ${came ? 'came in from' : 'from'} ${account}`
  if (ends !== null) return `${head}${came ? ' and' : ''} ${ends}`
  return `${head}${waits ? ' and waits for an answer' : ''}`
}

export const requestsInAll = (came: number, answered: number, closed: number): string =>
  joined([`${came} came in`, answered > 0 && `${answered} answered`, closed > 0 && `${closed} closed`])

export interface Billed {
  name: string
  billedMinor: number
  creditedMinor: number
  currency: string
}
const amounts = ({ billedMinor, creditedMinor, currency }: Omit<Billed, 'name'>) =>
  joined([
    (billedMinor > 0 || creditedMinor === 0) && `${moneyIn(billedMinor, currency)} billed`,
    creditedMinor > 0 && `${moneyIn(creditedMinor, currency)} credited`,
  ])
export const billedTo = (billed: Billed): string => `${amounts(billed)} to ${billed.name}`
export const billedInAll = (totals: readonly Omit<Billed, 'name'>[]): string => joined(totals.map(amounts))
