// What a bar says to those who do not see it, and its parts in words.
import type { ComparedTask, Task } from '../../api-types.ts'
import { showDay, showNumber, showPercent } from '../../formats.ts'
import { TASK_STATUS } from '../../labels.ts'
import { t, tn } from '../../words.ts'
import type { LinkType } from './link-route.ts'
import type { PlanRow } from './plan-rows.ts'
import { dateOf } from './time-axis.ts'

/** 3 Dec, or 3 Dec – 9 Dec. */
export function sayDates(startOn: string | null, dueOn: string | null): string {
  if (startOn === null || dueOn === null) return t('no dates')
  return startOn === dueOn ? showDay(startOn) : t('{from} – {to}', { from: showDay(startOn), to: showDay(dueOn) })
}
export const sayDays = (start: number, finish: number): string => sayDates(dateOf(start), dateOf(finish))

const KINDS = (): Record<PlanRow['kind'], string> => ({
  stage: t('Stage'),
  summary: t('Group of tasks'),
  task: t('Task'),
  milestone: t('Milestone'),
})

/** Everything a bar shows, in a sentence's order. */
export function sayBar(row: PlanRow, trouble?: string): string {
  const { task, start, finish, title } = row
  const words = [`${KINDS()[row.kind]}: ${title}`]
  if (row.undated) words.push(t('no dates'))
  else if (start !== null && finish !== null) words.push(sayDays(start, finish))
  words.push(t('{percent} done', { percent: showPercent(row.progress) }))
  if (task && row.kind !== 'summary') words.push(TASK_STATUS()[task.status].text)
  if (row.critical) words.push(t('on the critical path'))
  if (trouble !== undefined) words.push(trouble)
  return words.join(', ')
}

/** A working day of eight hours is what people count float in. */
const DAY_MINUTES = 480
export function sayFloat({ totalFloatMinutes, critical, status }: Task): string {
  if (status === 'completed' || status === 'cancelled') return t('Finished')
  if (totalFloatMinutes === null) return t('Nothing gives it late dates')
  const days = totalFloatMinutes / DAY_MINUTES
  if (days < 0) return t('Late by {days} days of work', { days: showNumber(-days, 1) })
  if (critical || days === 0) return t('Critical: every day it slips moves the end')
  return tn(Math.round(days * 10) / 10, '{count} day of float', '{count} days of float')
}

export function saySlip({ change, finishSlipDays, startSlipDays }: ComparedTask): string {
  if (change === 'added') return t('Came after the baseline')
  const days = finishSlipDays ?? startSlipDays ?? 0
  if (days === 0)
    return change === 'moved' ? t('Start or duration changed since the baseline') : t('As in the baseline')
  return days > 0
    ? tn(days, '{count} day later than the baseline', '{count} days later than the baseline')
    : tn(-days, '{count} day earlier than the baseline', '{count} days earlier than the baseline')
}

export const LINK_TYPES = (): Record<LinkType, string> => ({
  FS: t('starts after it finishes'),
  SS: t('starts after it starts'),
  FF: t('finishes after it finishes'),
  SF: t('finishes after it starts'),
})
export function sayLag(lagDays: number): string {
  if (lagDays === 0) return ''
  return lagDays > 0
    ? tn(lagDays, 'plus {count} working day', 'plus {count} working days')
    : tn(-lagDays, 'minus {count} working day', 'minus {count} working days')
}
