// What analytics is asked, as it stands in the address: the tab, the days, what it is narrowed to, its groups, what is open.
import { useMemo } from 'react'
import { AREAS, type Area } from '../../../domain/analytics-figures.ts'
import { addDays, daysBetween, today } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'

export const PERIODS = ['30d', '90d', '365d', 'month', 'last-month', 'quarter', 'year', 'around', 'ahead'] as const
export type PeriodName = (typeof PERIODS)[number]
/** What people are booked for lies ahead; of work there is nothing to tell there. */
const AHEAD: readonly PeriodName[] = ['around', 'ahead']
const USUAL: Record<Area, PeriodName> = { performance: '90d', workflow: '90d', utilisation: 'around' }
export const periodsOf = (area: Area): PeriodName[] =>
  PERIODS.filter((name) => area === 'utilisation' || !AHEAD.includes(name))
export const nameOfPeriod = (): Record<PeriodName, string> => ({
  '30d': t('Last 30 days'),
  '90d': t('Last 90 days'),
  '365d': t('Last 365 days'),
  month: t('This month'),
  'last-month': t('Last month'),
  quarter: t('This quarter'),
  year: t('This year'),
  around: t('30 days back and ahead'),
  ahead: t('Next 30 days'),
})

export interface Days {
  from: string
  to: string
}
const startOfMonth = (day: string, back = 0) => {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() - back)
  return at.toISOString().slice(0, 10)
}
export function daysOf(period: PeriodName): Days {
  const now = today()
  const monthOfQuarter = (Number(now.slice(5, 7)) - 1) % 3
  const firsts: Record<PeriodName, string> = {
    '30d': addDays(now, -29),
    '90d': addDays(now, -89),
    '365d': addDays(now, -364),
    month: startOfMonth(now),
    'last-month': startOfMonth(now, 1),
    quarter: startOfMonth(now, monthOfQuarter),
    year: `${now.slice(0, 4)}-01-01`,
    around: addDays(now, -30),
    ahead: now,
  }
  const last =
    period === 'last-month' ? addDays(startOfMonth(now), -1) : AHEAD.includes(period) ? addDays(now, 30) : now
  return { from: firsts[period], to: last }
}

const IS_DAY = /^\d{4}-\d{2}-\d{2}$/
/** Weeks of more days than this are too many to tell apart. */
const MOST_DAYS_IN_WEEKS = 190

export const WORK_FILTERS = ['accountId', 'projectId', 'type', 'teamId'] as const
export const PEOPLE_FILTERS = ['teamId', 'personId'] as const
export const GROUPS: Record<Area, readonly string[]> = {
  performance: ['project', 'account', 'type'],
  workflow: ['project', 'account', 'type'],
  utilisation: ['person', 'team'],
}
export const nameOfGroup = (): Record<string, string> => ({
  project: t('Project'),
  account: t('Client'),
  type: t('Type'),
  person: t('Person'),
  team: t('Team'),
})
const FILTER_OF: Record<string, string> = {
  project: 'projectId',
  account: 'accountId',
  type: 'type',
  person: 'personId',
  team: 'teamId',
}

/** The tabs that one may see. */
export function useAreas(): Area[] {
  const [work, people] = [useMay('analytics.read'), useMay('schedule.people')]
  return [...(work ? (['performance', 'workflow'] as const) : []), ...(people ? (['utilisation'] as const) : [])]
}

export function useAnalyticsState() {
  const [search, change] = useSearchState()
  const areas = useAreas()
  const area = areas.find((each) => each === search.tab) ?? areas[0] ?? 'performance'
  return useMemo(() => {
    const { from, to } = search
    const own = from && to && IS_DAY.test(from) && IS_DAY.test(to) && from <= to ? { from, to } : undefined
    const period = periodsOf(area).find((name) => name === search.period) ?? USUAL[area]
    const days = own ?? daysOf(period)
    const names: readonly string[] = area === 'utilisation' ? PEOPLE_FILTERS : WORK_FILTERS
    const filters = Object.fromEntries(names.flatMap((name) => (search[name] ? [[name, search[name]]] : [])))
    const by = GROUPS[area].find((each) => each === search.by) ?? GROUPS[area][0] ?? 'project'
    const spans = daysBetween(days.from, days.to) < MOST_DAYS_IN_WEEKS ? ('week' as const) : ('month' as const)
    return {
      area,
      areas,
      period: own ? undefined : period,
      days,
      filters,
      by,
      spans,
      page: pageIn(search),
      change,
      opened: openedIn(area, search),
    }
    // The areas follow from the person's roles, which change with a reload.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [area, search, change])
}
export type AnalyticsState = ReturnType<typeof useAnalyticsState>

const pageIn = ({ page = '' }: Record<string, string>) => (/^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1)

/** A figure whose rows are shown: of all, of a group (`in` is its key and `inBy` what it is), or of a part of the time. */
export interface Opened {
  figure: string
  narrow: Record<string, string>
}
function openedIn(area: Area, { rows, in: key, inBy, rowsFrom, rowsTo }: Record<string, string>): Opened | undefined {
  if (rows === undefined || !(rows in AREAS[area])) return undefined
  const filter = inBy === undefined ? undefined : FILTER_OF[inBy]
  return {
    figure: rows,
    narrow: { ...(filter && key && { [filter]: key }), ...(rowsFrom && rowsTo && { from: rowsFrom, to: rowsTo }) },
  }
}
export const opening = (figure: string, of: { key?: string; by?: string } & Partial<Days> = {}) => ({
  rows: figure,
  in: of.key,
  inBy: of.by,
  rowsFrom: of.from,
  rowsTo: of.to,
})
export const CLOSED = { rows: undefined, in: undefined, inBy: undefined, rowsFrom: undefined, rowsTo: undefined }
