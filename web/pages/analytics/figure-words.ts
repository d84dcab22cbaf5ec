// What each figure is called, how it is written, and which way is the good one.
import { figuresOf, type AREAS, type Area } from '../../../domain/analytics-figures.ts'
import { showMinutes, showNumber, showPercent } from '../../formats.ts'
import { t } from '../../words.ts'

type Names<A extends Area> = Record<keyof (typeof AREAS)[A], string>

const PERFORMANCE = (): Names<'performance'> => ({
  tasksCreated: t('Tasks made'),
  tasksCompleted: t('Tasks completed'),
  cycleMeanMinutes: t('Cycle time, mean'),
  cycleMedianMinutes: t('Cycle time, median'),
  cycleP85Minutes: t('Cycle time, 85 of 100'),
  leadMeanMinutes: t('Lead time, mean'),
  leadMedianMinutes: t('Lead time, median'),
  leadP85Minutes: t('Lead time, 85 of 100'),
  tasksWithDueDate: t('Completed with a due date'),
  tasksOnTime: t('Completed on time'),
  onTimeRate: t('On time'),
  tasksEstimated: t('Completed with an estimate'),
  estimatedMinutes: t('Estimated'),
  spentMinutes: t('Spent on estimated tasks'),
  estimateAccuracy: t('Estimates held'),
})
const WORKFLOW = (): Names<'workflow'> => ({
  pendingMinutes: t('In to do'),
  pendingMeanMinutes: t('In to do, mean'),
  inProgressMinutes: t('In progress'),
  inProgressMeanMinutes: t('In progress, mean'),
  inReviewMinutes: t('In review'),
  inReviewMeanMinutes: t('In review, mean'),
  timesBlocked: t('Times blocked'),
  blockedMinutes: t('Blocked'),
  blockedMeanMinutes: t('Blocked, mean'),
  blockedWaitingClientMinutes: t('Waiting for the client'),
  blockedWaitingDependencyMinutes: t('Waiting for other work'),
  blockedWaitingApprovalMinutes: t('Waiting for approval'),
  blockedWaitingAccessMinutes: t('Waiting for access'),
  blockedCapacityMinutes: t('No time for it'),
  blockedOtherMinutes: t('Other reasons'),
  requestsCreated: t('Requests'),
  requestsAnswered: t('Requests answered'),
  requestsAnsweredLate: t('Answered late'),
  responseMeanMinutes: t('First answer, mean'),
  responseMedianMinutes: t('First answer, median'),
  responseP85Minutes: t('First answer, 85 of 100'),
  requestsClosed: t('Requests closed'),
  requestsResolved: t('Requests resolved'),
  requestsResolvedLate: t('Resolved late'),
  resolutionMeanMinutes: t('Resolution, mean'),
  resolutionMedianMinutes: t('Resolution, median'),
  resolutionP85Minutes: t('Resolution, 85 of 100'),
})
const UTILISATION = (): Names<'utilisation'> => ({
  capacityMinutes: t('Capacity'),
  bookedMinutes: t('Booked'),
  workedMinutes: t('Worked'),
  freeMinutes: t('Free'),
  bookedRate: t('Booked of capacity'),
  workedRate: t('Worked of capacity'),
})
const NAMES = { performance: PERFORMANCE, workflow: WORKFLOW, utilisation: UTILISATION }
export const nameOfFigure = (area: Area, figure: string): string =>
  (NAMES[area]() as Record<string, string>)[figure] ?? figure

export function showFigure(area: Area, figure: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  const unit = figuresOf(area)[figure]?.unit
  if (unit === 'ratio') return showPercent(value * 100)
  // From a day of work on, minutes are noise.
  if (unit === 'minutes')
    return Math.abs(value) < 480 ? showMinutes(value) : t('{hours} h', { hours: showNumber(value / 60) })
  return showNumber(value)
}
/** On an axis, where there is little room. */
export function showOnAxis(area: Area, figure: string): (value: number) => string {
  const unit = figuresOf(area)[figure]?.unit
  return (value) =>
    unit === 'ratio'
      ? showPercent(value * 100)
      : unit === 'minutes'
        ? t('{hours} h', { hours: showNumber(value / 60, Math.abs(value) < 600 ? 1 : 0) })
        : showNumber(value)
}

const MORE_IS_BETTER = /^(tasksCompleted|tasksOnTime|onTimeRate|estimateAccuracy|requestsAnswered|requestsResolved)$/
const LESS_IS_BETTER =
  /^(cycle|lead|blocked|timesBlocked|response|resolution|pending|inReview|requestsAnsweredLate|requestsResolvedLate)/

export interface Change {
  text: string
  /** Which way it went. */
  up: boolean | undefined
  tone: 'good' | 'bad' | undefined
}
/** What grew more than that is told by what it was. */
const TOLD_IN_PERCENT = 300
const changeInWords = (up: boolean, amount: string, before: string | undefined): string =>
  before !== undefined
    ? t('{value} before', { value: before })
    : up
      ? t('{amount} more', { amount })
      : t('{amount} less', { amount })

/** Against the period before, in points for shares and in percent for all else; nothing where it says nothing. */
export function changeOf(area: Area, figure: string, now: number | null, before: number | null): Change | undefined {
  if (now === null || before === null || (now === 0 && before === 0)) return undefined
  const isShare = figuresOf(area)[figure]?.unit === 'ratio'
  if (!isShare && before === 0) return { text: t('none before'), up: undefined, tone: undefined }
  const by = isShare ? (now - before) * 100 : ((now - before) / before) * 100
  if (Math.round(by) === 0) return { text: t('as before'), up: undefined, tone: undefined }
  const up = by > 0
  const size = showNumber(Math.abs(Math.round(by)))
  const amount = isShare ? t('{size} points', { size }) : t('{size} %', { size })
  const isGood = MORE_IS_BETTER.test(figure) ? up : LESS_IS_BETTER.test(figure) ? !up : undefined
  return {
    text: changeInWords(up, amount, by > TOLD_IN_PERCENT ? showFigure(area, figure, before) : undefined),
    up,
    tone: isGood === undefined ? undefined : isGood ? 'good' : 'bad',
  }
}
