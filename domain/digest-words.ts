// How a digest is worded: its sections, and a sentence for each thing in them. Dates are written as 2026-11-26, as whoever shows them likes.
import { listed, say, sayCount, sayWord, type Money, type Said } from './said.ts'

export const NEEDS = ['late_requests', 'signals', 'work', 'capacity', 'payments'] as const
export const CHANGED = ['health', 'projects', 'requests', 'subscriptions', 'billed'] as const
export type DigestKind = (typeof NEEDS)[number] | (typeof CHANGED)[number]

/** What each is called, and where all of it is looked at. */
export const DIGEST_SECTIONS: Record<DigestKind, { title: Said; path: string }> = {
  late_requests: { title: say`Requests past their time`, path: '/requests?overdue=1' },
  signals: { title: say`Signals`, path: '/signals' },
  work: { title: say`Overdue and blocked work`, path: '/projects' },
  capacity: { title: say`People over capacity`, path: '/schedule' },
  payments: { title: say`Payments and renewals`, path: '/accounts' },
  health: { title: say`Health`, path: '/projects' },
  projects: { title: say`Projects`, path: '/projects' },
  requests: { title: say`Requests`, path: '/requests?status=all&sort=-createdAt' },
  subscriptions: { title: say`Subscriptions`, path: '/accounts' },
  billed: { title: say`Billed`, path: '/billing' },
}

const tenths = (minutes: number) => Math.round(minutes / 6) / 10
const tasksOverdue = (count: number) => sayCount(count, '{count} task overdue', '{count} tasks overdue')
const blockedOnes = (count: number) => count > 0 && say`${count} blocked`
const NOTHING = say``

export interface LateRequest {
  title: string
  account: string
  promised: 'answer' | 'resolution'
  dueOn: string
}
export const lateRequest = ({ title, account, promised, dueOn }: LateRequest): Said =>
  promised === 'answer'
    ? say`“${title}” from ${account} is late: its answer was due on ${dueOn}`
    : say`“${title}” from ${account} is late: its resolution was due on ${dueOn}`

export interface LateWork {
  name: string
  overdue: number
  blocked: number
  oldestOn: string | null
}
export function lateWork({ name, overdue, blocked, oldestOn }: LateWork): Said {
  const since = oldestOn ?? ''
  const late =
    overdue > 1
      ? say`${tasksOverdue(overdue)}, the oldest since ${since}`
      : say`${tasksOverdue(overdue)} since ${since}`
  return say`${listed([overdue > 0 && late, blockedOnes(blocked)]) ?? NOTHING} in ${name}`
}
export const workInAll = (overdue: number, blocked: number): Said =>
  listed([overdue > 0 && tasksOverdue(overdue), blockedOnes(blocked)]) ?? NOTHING

const NEEDED: Record<(typeof NEEDS)[number], (count: number) => Said> = {
  late_requests: (count) => sayCount(count, '{count} late request', '{count} late requests'),
  signals: (count) => sayCount(count, '{count} signal', '{count} signals'),
  work: (count) => sayCount(count, '{count} project behind', '{count} projects behind'),
  capacity: (count) => sayCount(count, '{count} person over capacity', '{count} people over capacity'),
  payments: (count) => sayCount(count, '{count} payment to look after', '{count} payments to look after'),
}
/** What needs somebody, in so few words that they are a subject; nothing where nothing does. */
export const needed = (sections: readonly { kind: (typeof NEEDS)[number]; count: number }[]): Said | undefined =>
  listed(sections.slice(0, 3).map(({ kind, count }) => NEEDED[kind](count)))

export interface BookedOver {
  person: { name: string }
  days: readonly { on: string; bookedMinutes: number; capacityMinutes: number }[]
}
export function bookedOver({ person, days }: BookedOver): Said {
  const over = days.reduce((sum, day) => sum + day.bookedMinutes - day.capacityMinutes, 0)
  const on = sayCount(days.length, 'on {count} day', 'on {count} days')
  return say`${person.name} has ${tenths(over)} h more booked than fits ${on}, from ${days[0]?.on ?? ''}`
}

export interface Bought {
  account: string
  product: string
  status: string
  monthlyMinor: number
  currency: string
  endsOn: string | null
}
const aMonth = ({ monthlyMinor: minor, currency }: Bought): Said => say`${{ minor, currency }} a month`

export const payment = (bought: Bought): Said =>
  bought.status === 'past_due' || bought.status === 'unpaid'
    ? say`${bought.account} has not paid for ${bought.product} (${aMonth(bought)})`
    : say`${bought.product} of ${bought.account} ends on ${bought.endsOn ?? ''} (${aMonth(bought)})`

export const subscribed = (bought: Bought): Said =>
  bought.status === 'canceled'
    ? say`${bought.account} cancelled ${bought.product}, ${aMonth(bought)}`
    : say`${bought.account} took ${bought.product}, ${aMonth(bought)}`

export interface Healed {
  name: string
  fromBand: string
  toBand: string
  fromScore: number | null
  toScore: number | null
  worst: string | null
}
const METRICS: Record<string, Said> = {
  schedule: say`schedule // a metric of health`,
  responsiveness: say`responsiveness // a metric of health`,
  communication: say`communication // a metric of health`,
  workload: say`workload // a metric of health`,
  billing: say`billing // a metric of health`,
  budget: say`budget // a metric of health`,
  client_satisfaction: say`client satisfaction // a metric of health`,
  progress: say`progress // a metric of health`,
}
const BANDS = ['at_risk', 'watch', 'healthy']
export function healed({ name, fromBand, toBand, fromScore, toScore, worst }: Healed): Said {
  const fell = BANDS.indexOf(toBand) < BANDS.indexOf(fromBand)
  const [from, to] = [sayWord(fromBand), sayWord(toBand)]
  const moved = fell ? say`${name} fell from ${from} to ${to}` : say`${name} rose from ${from} to ${to}`
  const scored = fromScore === null || toScore === null ? moved : say`${moved} (from ${fromScore} to ${toScore})`
  return fell && worst !== null ? say`${scored}, lowest in ${METRICS[worst] ?? sayWord(worst)}` : scored
}

export interface MovedProject {
  name: string
  account: string
  /** Null where it is new and has not moved since. */
  from: string | null
  to: string
  reason: string | null
}
export function movedProject({ name, account, from, to, reason }: MovedProject): Said {
  const moved = projectMoved(say`${name} for ${account}`, from, to)
  return reason === null ? moved : say`${moved}: ${reason}`
}
function projectMoved(project: Said, from: string | null, to: string): Said {
  const isStart = from === 'onboarding' || from === 'draft' || from === null
  switch (to) {
    case 'onboarding':
      return from === null ? say`${project} is new` : say`${project} is being set up`
    case 'active':
      return isStart ? say`${project} started` : say`${project} goes on`
    case 'on_hold':
      return say`${project} was put on hold`
    case 'completed':
      return say`${project} was finished`
    case 'cancelled':
      return say`${project} was cancelled`
    default:
      return say`${project} is ${sayWord(to)}`
  }
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
export function movedRequest({ title, account, came, answered, waits, closed }: MovedRequest): Said {
  const head = came ? say`“${title}” came in from ${account}` : say`“${title}” from ${account}`
  if (closed !== null) {
    const end = sayWord(closed)
    return came ? say`${head} and was ${end}` : say`${head} was ${end}`
  }
  if (answered) return came ? say`${head} and was answered` : say`${head} was answered`
  return waits ? say`${head} and waits for an answer` : head
}

export const requestsInAll = (came: number, answered: number, closed: number): Said =>
  listed([say`${came} came in`, answered > 0 && say`${answered} answered`, closed > 0 && say`${closed} closed`]) ??
  NOTHING

export interface Billed {
  name: string
  billedMinor: number
  creditedMinor: number
  currency: string
}
function amounts({ billedMinor, creditedMinor, currency }: Omit<Billed, 'name'>): Said | undefined {
  const money = (minor: number): Money => ({ minor, currency })
  return listed([
    (billedMinor > 0 || creditedMinor === 0) && say`${money(billedMinor)} billed`,
    creditedMinor > 0 && say`${money(creditedMinor)} credited`,
  ])
}
export const billedTo = (billed: Billed): Said =>
  say`${amounts(billed) ?? NOTHING} to ${billed.name} // what is billed to a client`
export const billedInAll = (totals: readonly Omit<Billed, 'name'>[]): Said =>
  listed(totals.map((total) => amounts(total) ?? NOTHING)) ?? NOTHING
