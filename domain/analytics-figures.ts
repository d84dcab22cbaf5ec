// What analytics tells: each figure, what it is a figure of, and how it comes of that. No schemas: the page reads it too.

/**
 * What is kept for each project and day, of tasks and requests; all durations are working time, as the project works.
 * lead: from making a task to completing it. cycle: from first taking it up. due: whether one with a due date was done by then
 * (1 or 0). estimated, spent, off: minutes of completed tasks with an estimate and time recorded; off is how far apart the two
 * are. in_…: a stay in a status, on the day it was left. blocked_…: the same by reason. answered and closed: requests, by their
 * clocks; …_late: those that took longer than was promised.
 */
export const MEASURES = [
  'created',
  'lead',
  'cycle',
  'due',
  'estimated',
  'spent',
  'off',
  'in_pending',
  'in_progress',
  'in_review',
  'blocked_waiting_client',
  'blocked_waiting_dependency',
  'blocked_waiting_approval',
  'blocked_waiting_access',
  'blocked_capacity',
  'blocked_other',
  'asked',
  'answered',
  'answered_late',
  'closed',
  'resolved',
  'resolved_late',
] as const
export type Measure = (typeof MEASURES)[number]
/** Those of which every single amount is kept, for medians. */
export const TIMED: readonly Measure[] = ['lead', 'cycle', 'answered', 'resolved']

/** Of one person and day. free is what capacity has left of each day; what is booked over it frees nothing elsewhere. */
export const PERSON_MEASURES = ['capacity', 'booked', 'worked', 'free'] as const
export type PersonMeasure = (typeof PERSON_MEASURES)[number]

/** count: how many. sum and mean: of their amounts. median, p85: of single amounts. share: of ones among ones and zeros. */
type Fold = 'count' | 'sum' | 'mean' | 'median' | 'p85' | 'share' | 'accuracy' | 'ratio'
export interface Figure {
  of: Fold
  /** What it is folded from, one kind or several. */
  measures: readonly (Measure | PersonMeasure)[]
  unit: 'count' | 'minutes' | 'ratio'
}

const figure = (of: Fold, unit: Figure['unit'], ...measures: Figure['measures']): Figure => ({ of, unit, measures })
const count = (...measures: Figure['measures']) => figure('count', 'count', ...measures)
const sum = (...measures: Figure['measures']) => figure('sum', 'minutes', ...measures)
const mean = (...measures: Figure['measures']) => figure('mean', 'minutes', ...measures)
const median = (measure: Measure) => figure('median', 'minutes', measure)
const p85 = (measure: Measure) => figure('p85', 'minutes', measure)

export const PERFORMANCE = {
  tasksCreated: count('created'),
  tasksCompleted: count('lead'),
  cycleMeanMinutes: mean('cycle'),
  cycleMedianMinutes: median('cycle'),
  cycleP85Minutes: p85('cycle'),
  leadMeanMinutes: mean('lead'),
  leadMedianMinutes: median('lead'),
  leadP85Minutes: p85('lead'),
  tasksWithDueDate: count('due'),
  tasksOnTime: figure('sum', 'count', 'due'),
  onTimeRate: figure('share', 'ratio', 'due'),
  tasksEstimated: count('estimated'),
  estimatedMinutes: sum('estimated'),
  spentMinutes: sum('spent'),
  estimateAccuracy: figure('accuracy', 'ratio', 'off', 'estimated'),
} as const satisfies Record<string, Figure>

const BLOCKED = [
  'blocked_waiting_client',
  'blocked_waiting_dependency',
  'blocked_waiting_approval',
  'blocked_waiting_access',
  'blocked_capacity',
  'blocked_other',
] as const

export const WORKFLOW = {
  pendingMinutes: sum('in_pending'),
  pendingMeanMinutes: mean('in_pending'),
  inProgressMinutes: sum('in_progress'),
  inProgressMeanMinutes: mean('in_progress'),
  inReviewMinutes: sum('in_review'),
  inReviewMeanMinutes: mean('in_review'),
  timesBlocked: count(...BLOCKED),
  blockedMinutes: sum(...BLOCKED),
  blockedMeanMinutes: mean(...BLOCKED),
  blockedWaitingClientMinutes: sum('blocked_waiting_client'),
  blockedWaitingDependencyMinutes: sum('blocked_waiting_dependency'),
  blockedWaitingApprovalMinutes: sum('blocked_waiting_approval'),
  blockedWaitingAccessMinutes: sum('blocked_waiting_access'),
  blockedCapacityMinutes: sum('blocked_capacity'),
  blockedOtherMinutes: sum('blocked_other'),
  requestsCreated: count('asked'),
  requestsAnswered: count('answered'),
  requestsAnsweredLate: count('answered_late'),
  responseMeanMinutes: mean('answered'),
  responseMedianMinutes: median('answered'),
  responseP85Minutes: p85('answered'),
  requestsClosed: count('closed'),
  requestsResolved: count('resolved'),
  requestsResolvedLate: count('resolved_late'),
  resolutionMeanMinutes: mean('resolved'),
  resolutionMedianMinutes: median('resolved'),
  resolutionP85Minutes: p85('resolved'),
} as const satisfies Record<string, Figure>

export const UTILISATION = {
  capacityMinutes: sum('capacity'),
  bookedMinutes: sum('booked'),
  workedMinutes: sum('worked'),
  freeMinutes: sum('free'),
  bookedRate: figure('ratio', 'ratio', 'booked', 'capacity'),
  workedRate: figure('ratio', 'ratio', 'worked', 'capacity'),
} as const satisfies Record<string, Figure>

export const AREAS = { performance: PERFORMANCE, workflow: WORKFLOW, utilisation: UTILISATION } as const
export type Area = keyof typeof AREAS
export const figuresOf = (area: Area): Record<string, Figure> => AREAS[area]

/** What is known of one kind: how many, what they add up to, and of those of which single amounts are kept, the two asked for. */
export interface Amounts {
  n: number
  total: number
  median?: number | null
  p85?: number | null
}
const NOTHING: Amounts = { n: 0, total: 0 }

/** A figure of what is known, kind by kind; null where there is nothing to tell it of. Minutes are whole, ratios have four decimals. */
export function foldFigure({ of, measures }: Figure, known: Readonly<Record<string, Amounts | undefined>>) {
  const parts = measures.map((measure) => known[measure] ?? NOTHING)
  const add = (one: (part: Amounts) => number) => parts.reduce((total, part) => total + one(part), 0)
  const [n, total] = [add((part) => part.n), add((part) => part.total)]
  const [first = NOTHING, second = NOTHING] = parts
  switch (of) {
    case 'count':
      return n
    case 'sum':
      return total
    case 'mean':
      return n === 0 ? null : Math.round(total / n)
    case 'median':
      return first.median ?? null
    case 'p85':
      return first.p85 ?? null
    case 'share':
      return n === 0 ? null : ratio(total, n)
    case 'ratio':
      return second.total === 0 ? null : ratio(first.total, second.total)
    case 'accuracy':
      return second.total === 0 ? null : Math.max(0, ratio(second.total - first.total, second.total))
  }
}

const ratio = (part: number, whole: number) => Math.round((part / whole) * 10_000) / 10_000

/**
 * The value below which this share of the amounts lies, between the two nearest where it falls between them, in whole
 * minutes: what PostgreSQL's percentile_cont says, rounded. The amounts are in order.
 */
export function percentileOf(amounts: readonly number[], share: number): number | null {
  if (amounts.length === 0) return null
  const at = share * (amounts.length - 1)
  const [low, high] = [amounts[Math.floor(at)] ?? 0, amounts[Math.ceil(at)] ?? 0]
  return Math.round(low + (high - low) * (at - Math.floor(at)))
}
