// What the fields of things are called, and their values as people read them. What an id names is in named-value.tsx.
import { nameOfField as wordsOfField } from '../domain/field-words.ts'
import { capital } from '../domain/said.ts'
import { showDay, showMoment, showNumber } from './formats.ts'
import { t } from './words.ts'

/** Words of fields that people know under another name than the contract. */
const FIELDS = (): Record<string, string> => ({
  startOn: t('Start'),
  dueOn: t('Due'),
  endOn: t('Last day'),
  personId: t('Person'),
  placeholder: t('Wanted'),
  totalMinutes: t('Minutes in all'),
  status: t('Status'),
  durationDays: t('Working days'),
  durationMinutes: t('Duration'),
  assigneeIds: t('People'),
  minutesPerDay: t('Minutes a day'),
})
export const nameOfField = (field: string): string => FIELDS()[field] ?? capital(t(wordsOfField(field)))

export function showValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return t('nothing')
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return showDay(value)
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return showMoment(value)
    // A value of the contract, such as in_progress, has words; what somebody wrote has not.
    return /^[a-z]+(_[a-z]+)*$/.test(value) ? t(value.replaceAll('_', ' ')) : value
  }
  if (typeof value === 'boolean') return value ? t('yes') : t('no')
  if (Array.isArray(value)) return value.map(showValue).join(', ') || t('nothing')
  if (typeof value === 'number') return showNumber(value, 2)
  return Object.entries(value)
    .filter(([, each]) => each !== null)
    .map(([field, each]) => `${nameOfField(field)}: ${showValue(each)}`)
    .join(', ')
}
