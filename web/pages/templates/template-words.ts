// What templates are made of, in words: types of projects, kinds of work, how a plan lies in time.
import type { Template, TemplateTask } from '../../api-types.ts'
import { PROJECT_TYPES } from '../../../domain/project-types.ts'
import { useDoor } from '../../api.ts'
import { useMay } from '../../me.ts'
import { t } from '../../words.ts'

export const inWords = (slug: string): string =>
  slug === 'seo' ? t('SEO') : slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('_', ' ')

export const ENGAGEMENT = (): Record<Template['engagement'], string> => ({
  retainer: t('Retainer'),
  one_off: t('One-off'),
})
/** FS, SS, FF, SF: what of the one task waits for what of the other. */
export const LINK = (): Record<TemplateTask['dependsOn'][number]['type'], string> => ({
  FS: t('starts after its end'),
  SS: t('starts after its start'),
  FF: t('ends after its end'),
  SF: t('ends after its start'),
})

/** The types that are always there, those the organisation added, and the one that is chosen. */
export function useTypeChoices(chosen?: string): { value: string; label: string }[] {
  const enabled = useMay('settings.read')
  const { data } = useDoor('GET /v1/admin/settings', {}, { enabled })
  const all = new Set<string>([...PROJECT_TYPES, ...(data?.projectTypes ?? []), ...(chosen ? [chosen] : [])])
  return [...all].map((value) => ({ value, label: inWords(value) }))
}

/** The working day after the last one that a task takes; the plan's length. */
export const lengthOf = (tasks: TemplateTask[]): number =>
  Math.max(0, ...tasks.map(({ offsetDays, durationDays }) => offsetDays + (durationDays ?? 1)))

/** A key for a new task: its title's letters, told apart by a number where they are taken. */
export function keyFor(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 34)
  const key = plain || 'task'
  if (!taken.has(key)) return key
  const free = Array.from({ length: taken.size + 1 }, (_, i) => `${key}_${i + 2}`)
  return free.find((each) => !taken.has(each)) ?? key
}

export const emptyTask = (stage: string | null, offsetDays: number): TemplateTask => ({
  key: '',
  title: '',
  kind: 'task',
  description: '',
  stage,
  offsetDays,
  durationDays: 1,
  estimateMinutes: null,
  role: null,
  skills: [],
  priority: 'medium',
  required: true,
  parentKey: null,
  dependsOn: [],
  recurrence: null,
})
