// Why a task lies where it does, and what does not fit, in words.
import type { ProjectSchedule, Why } from '../../api-types.ts'
import { showDay, showMinutes } from '../../formats.ts'
import { t, tn } from '../../words.ts'
import { LINK_TYPES, sayLag } from './bar-words.ts'
import type { LinkType } from './link-route.ts'

type Held = Why['heldBy'][number]

const PINS = (): Record<Extract<Held, { kind: 'pin' }>['reason'], string> => ({
  manual: t('It is scheduled by hand and stays where it was put.'),
  started: t('It has begun, and started work does not move.'),
  finished: t('It is done, and finished work does not move.'),
  cancelled: t('It is cancelled.'),
})

const sayRun = (days: readonly string[]): string =>
  days.length > 2
    ? t('{from} – {to}', { from: showDay(days[0] ?? ''), to: showDay(days.at(-1) ?? '') })
    : days.map(showDay).join(', ')

/** One reason, as a sentence. */
export function sayHeld(held: Held): string {
  switch (held.kind) {
    case 'predecessor': {
      const what = LINK_TYPES()[held.type as LinkType] ?? held.type
      const lag = held.lagMinutes === null ? sayLag(held.lagDays) : showMinutes(held.lagMinutes)
      const title = held.title ?? t('a task that you may not see')
      const on = held.on === null ? '' : ` (${showDay(held.on)})`
      return `“${title}”${on}: ${[what, lag].filter(Boolean).join(', ')}`
    }
    case 'calendar':
      return held.holidays.length > 0
        ? t('Nobody works on {days} ({holidays}).', { days: sayRun(held.days), holidays: held.holidays.join(', ') })
        : t('Nobody works on {days}.', { days: sayRun(held.days) })
    case 'person':
      return t('Nobody who does it works on {days}.', { days: sayRun(held.days) })
    case 'constraint':
      return t('It is not to start before {day}.', { day: showDay(held.on) })
    case 'project_start':
      return t('The project starts on {day}.', { day: showDay(held.on) })
    case 'children':
      return t('Its first part starts then.')
    case 'pin':
      return PINS()[held.reason]
  }
}

export type Trouble = ProjectSchedule['conflicts'][number]

/** What does not fit, as a sentence about its task or person. */
export function sayTrouble(trouble: Trouble, titleOf: (taskId: string) => string): string {
  switch (trouble.kind) {
    case 'overbooked':
      return t('{name} is booked {minutes} over capacity on {day}.', {
        name: trouble.name,
        minutes: showMinutes(trouble.minutesOver),
        day: showDay(trouble.date),
      })
    case 'broken_link':
      return t('“{task}” is {minutes} of work too early for its link to “{predecessor}”.', {
        task: titleOf(trouble.taskId),
        minutes: showMinutes(trouble.minutes),
        predecessor: trouble.predecessorId ? titleOf(trouble.predecessorId) : t('another project'),
      })
    case 'missed_deadline':
      return t('“{task}” finishes on {finish}; it must finish by {day}.', {
        task: titleOf(trouble.taskId),
        finish: showDay(trouble.finishOn),
        day: showDay(trouble.on),
      })
  }
}

export const sayWorkingDays = (days: number): string => tn(days, '{count} working day', '{count} working days')
