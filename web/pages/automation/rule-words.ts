// How rules are called, what they are about, and what their thresholds are called: by the names of their files.
import { t } from '../../words.ts'

const sentenceCase = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** escalate-overdue-tasks → Escalate overdue tasks */
export const nameOfRule = (name: string): string => sentenceCase(name.replaceAll('-', ' '))

/** budgetAheadPoints → Budget ahead (points) */
export function nameOfSetting(name: string): string {
  const [, what = name, unit] = /^(.+?)(Days|Hours|Minutes|Points|Percent)?$/.exec(name) ?? []
  const words = sentenceCase(what.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
  return unit ? `${words} (${unit.toLowerCase()})` : words
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
