// The words of what a project has besides its status: types, engagement, billing, the metrics of its health.
import type { MetricReading, Project } from '../../api-types.ts'
import { PROJECT_TYPES } from '../../../domain/project-types.ts'
import { useDoor } from '../../api.ts'
import { useMay } from '../../me.ts'
import { t } from '../../words.ts'

const TYPES = (): Record<(typeof PROJECT_TYPES)[number], string> => ({
  website: t('Website'),
  seo: t('SEO'),
  content: t('Content'),
  social: t('Social media'),
  ads: t('Advertising'),
  email: t('Email'),
  listings: t('Listings'),
  custom: t('Custom'),
})
/** An organisation may add types; those are called as they are written. */
export const nameOfType = (type: string): string =>
  (TYPES() as Record<string, string>)[type] ??
  type.replaceAll(/[-_]/g, ' ').replace(/^./, (letter) => letter.toUpperCase())

/** What a project can be: with what the organisation added, where one may know, and what is chosen already. */
export function useProjectTypes(chosen?: string): { value: string; label: string }[] {
  const enabled = useMay('settings.read')
  const { data } = useDoor('GET /v1/admin/settings', {}, { enabled })
  const all = new Set([...PROJECT_TYPES, ...(data?.projectTypes ?? []), ...(chosen ? [chosen] : [])])
  return [...all].map((value) => ({ value, label: nameOfType(value) }))
}

export const ENGAGEMENT = (): Record<Project['engagement'], string> => ({
  one_off: t('One-off'),
  retainer: t('Retainer'),
})
export const BILLING_MODE = (): Record<Project['billingMode'], string> => ({
  fixed: t('Fixed price'),
  milestone: t('By milestones'),
  subscription: t('By subscription'),
  none: t('Not billed'),
})
/** For a select, from words by value. */
export const optionsOf = <Value extends string>(words: Record<Value, string>): { value: Value; label: string }[] =>
  (Object.entries(words) as [Value, string][]).map(([value, label]) => ({ value, label }))

export const METRIC = (): Record<MetricReading['metric'] | 'score', string> => ({
  score: t('Health'),
  schedule: t('Schedule // a metric of health'),
  responsiveness: t('Responsiveness'),
  communication: t('Communication'),
  workload: t('Workload'),
  billing: t('Billing'),
  budget: t('Budget'),
  client_satisfaction: t('Client satisfaction'),
  progress: t('Progress'),
})
export const nameOfMetric = (metric: string | null): string =>
  metric === null ? '' : (METRIC()[metric as MetricReading['metric']] ?? metric)
