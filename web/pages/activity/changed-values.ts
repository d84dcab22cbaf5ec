// Values of the log's changes as people read them.
import { showDay, showMoment, showNumber } from '../../formats.ts'
import { t } from '../../words.ts'

/** `dueOn` → due on. */
export const inWords = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ')

const MOST_SHOWN = 200

export function spokenValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–'
  if (typeof value === 'boolean') return value ? t('yes') : t('no')
  if (typeof value === 'number') return showNumber(value, 2)
  if (typeof value === 'string') return spokenText(value)
  if (Array.isArray(value)) return value.length === 0 ? '–' : shortened(value.map(spokenValue).join(', '))
  return shortened(
    Object.entries(value)
      .map(([name, each]) => `${inWords(name)}: ${spokenValue(each)}`)
      .join(', '),
  )
}

function spokenText(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return showDay(text)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return showMoment(text)
  return shortened(/^[a-z]+(_[a-z]+)+$/.test(text) ? text.replaceAll('_', ' ') : text)
}
const shortened = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text)
