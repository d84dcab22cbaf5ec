// How rules are called, what they are about, and what their thresholds are called: by the names of their files.
import { nameOfField } from '../../../domain/field-words.ts'
import { capital } from '../../../domain/said.ts'
import type { AutomationRule } from '../../api-types.ts'
import { showValue } from '../../show-value.ts'
import { t, tn } from '../../words.ts'

/** escalate-overdue-tasks → Escalate overdue tasks */
export const nameOfRule = (name: string): string => capital(t(name.replaceAll('-', ' ')))

export interface SettingShape {
  title?: string
  unit?: string
  type?: 'integer' | 'number' | 'string' | 'boolean' | 'array'
  description?: string
  default?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  enum?: string[]
  items?: SettingShape
}
export const shapesOf = ({ shape }: Pick<AutomationRule, 'shape'>) =>
  (shape.properties ?? {}) as Record<string, SettingShape>
export const nameOfSetting = (name: string, { title }: SettingShape = {}): string =>
  title === undefined ? capital(nameOfField(name)) : t(title)
/** 1 day; 7 days; 0, 1, 2, 4 working days. */
export const showSetting = (value: unknown, { unit }: SettingShape = {}): string => {
  if (unit === undefined) return showValue(value)
  return value === 1 && unit in ONE ? (ONE[unit]?.() ?? '') : `${showValue(value)} ${t(unit)}`
}
const ONE: Record<string, () => string> = {
  days: () => tn(1, '{count} day', '{count} days'),
  'working days': () => tn(1, '{count} working day', '{count} working days'),
  hours: () => tn(1, '{count} hour', '{count} hours'),
}

/** In the order in which they are shown. A rule that fits none is still shown, at the end. */
const SUBJECTS = (): [RegExp, string][] => [
  [/^(?!tell-).*task/, t('Tasks')],
  [/^(?!tell-).*(project|onboarding|work|schedule|budget)/, t('Projects')],
  [/^(?!tell-).*request/, t('Requests')],
  [/^bill-/, t('Billing')],
  [/client|check-in|subscription|churn/, t('Clients')],
  [/people/, t('People')],
  [/^(?!tell-).*signal/, t('Signals')],
  [/^tell-/, t('Telling people')],
]
const ELSE = (): string => t('Everything else')
export const subjectOf = (name: string): string => SUBJECTS().find(([words]) => words.test(name))?.[1] ?? ELSE()
export const subjects = (): string[] => [...SUBJECTS().map(([, subject]) => subject), ELSE()]
