// What each tab shows: the figures on top, the charts over time, and what its groups are compared by.
import type { AREAS, Area } from '../../../domain/analytics-figures.ts'
import { t } from '../../words.ts'
import type { ChartProps, Series } from './chart-series.ts'

export interface ChartView {
  id: string
  title: string
  about: string
  kind: ChartProps['kind']
  /** Each figure with its tone, the most important one first. */
  figures: [figure: string, tone: Series['tone']][]
  /** A line to hold it against. */
  limit?: number
}
export interface AreaView {
  figures: string[]
  charts: ChartView[]
  /** The columns of its groups. */
  groups: string[]
}

type FigureOf<A extends Area> = keyof (typeof AREAS)[A] & string
type Drawn<A extends Area> = Partial<Record<FigureOf<A>, Series['tone']>>
const chart = <A extends Area>(id: string, title: string, about: string, kind: ChartView['kind'], drawn: Drawn<A>) => ({
  id,
  title,
  about,
  kind,
  figures: Object.entries(drawn) as ChartView['figures'],
})
/** Names the figures of one area only. */
const view = <A extends Area>(figures: FigureOf<A>[], charts: ChartView[], groups = figures): AreaView => ({
  figures,
  charts,
  groups,
})

const inHours = () => t('Medians, in working hours')

const performance = () =>
  view<'performance'>(
    ['tasksCompleted', 'onTimeRate', 'cycleMedianMinutes', 'leadMedianMinutes', 'estimateAccuracy'],
    [
      chart<'performance'>('throughput', t('Throughput'), t('Tasks completed and made'), 'bars', {
        tasksCompleted: 'accent',
        tasksCreated: 'quiet',
      }),
      chart<'performance'>('kept', t('What was kept'), t('On time, and how close estimates came'), 'lines', {
        onTimeRate: 'accent',
        estimateAccuracy: 'warn',
      }),
      chart<'performance'>('times', t('Cycle and lead time'), inHours(), 'lines', {
        cycleMedianMinutes: 'accent',
        leadMedianMinutes: 'warn',
      }),
      chart<'performance'>('estimates', t('Spent and estimated'), t('Of completed tasks that have both'), 'bars', {
        spentMinutes: 'accent',
        estimatedMinutes: 'quiet',
      }),
    ],
  )

const workflow = () =>
  view<'workflow'>(
    ['blockedMinutes', 'inReviewMeanMinutes', 'requestsCreated', 'responseMedianMinutes', 'resolutionMedianMinutes'],
    [
      chart<'workflow'>(
        'stays',
        t('Where tasks stay'),
        t('Working hours in progress, in review and blocked'),
        'stacked',
        {
          inProgressMinutes: 'accent',
          inReviewMinutes: 'good',
          blockedMinutes: 'bad',
        },
      ),
      chart<'workflow'>('reasons', t('Why tasks stand still'), t('Working hours blocked, by reason'), 'stacked', {
        blockedWaitingClientMinutes: 'bad',
        blockedWaitingDependencyMinutes: 'warn',
        blockedWaitingApprovalMinutes: 'accent',
        blockedWaitingAccessMinutes: 'good',
        blockedCapacityMinutes: 'quiet',
        blockedOtherMinutes: 'quiet',
      }),
      chart<'workflow'>('requests', t('Requests'), t('How many came, were answered, and answered late'), 'bars', {
        requestsCreated: 'accent',
        requestsAnswered: 'good',
        requestsAnsweredLate: 'bad',
      }),
      chart<'workflow'>('answers', t('How soon clients hear'), inHours(), 'lines', {
        responseMedianMinutes: 'accent',
        resolutionMedianMinutes: 'warn',
      }),
    ],
    ['blockedMinutes', 'timesBlocked', 'requestsCreated', 'requestsAnsweredLate', 'responseMedianMinutes'],
  )

const utilisation = () =>
  view<'utilisation'>(
    ['bookedRate', 'workedRate', 'capacityMinutes', 'bookedMinutes', 'workedMinutes', 'freeMinutes'],
    [
      chart<'utilisation'>('time', t('Booked, worked, capacity'), t('In hours'), 'bars', {
        bookedMinutes: 'accent',
        workedMinutes: 'good',
        capacityMinutes: 'quiet',
      }),
      {
        ...chart<'utilisation'>('rates', t('How full it is'), t('Booked and worked, of capacity'), 'lines', {
          bookedRate: 'accent',
          workedRate: 'warn',
        }),
        limit: 1,
      },
    ],
  )

export const AREA_VIEWS: Record<Area, () => AreaView> = { performance, workflow, utilisation }
