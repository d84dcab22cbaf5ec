// What templates are made of, in words: stages, kinds of work, how a plan lies in time.
import type { TemplateTask } from '../../api-types.ts'
import { t } from '../../words.ts'

export const inWords = (slug: string): string =>
  (slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('_', ' ')).replaceAll(/\bseo\b/gi, t('SEO'))

/** The working day after the last one that a task takes; the plan's length. */
export const lengthOf = (tasks: TemplateTask[]): number =>
  Math.max(0, ...tasks.map(({ offsetDays, durationDays }) => offsetDays + (durationDays ?? 1)))

/** A key for a new task: its title's letters, told apart by a number where they are taken. */
export function keyFor(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|(?<!_)_+$/g, '')
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
