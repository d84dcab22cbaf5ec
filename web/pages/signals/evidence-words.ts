// What a signal was raised from, in sentences: each kind keeps its own evidence (domain/signal-conditions.ts, work-conditions.ts).
import type { Signal } from '../../api-types.ts'
import { showDay, showMinutes, showMoment, showMoney, showPercent } from '../../formats.ts'
import { t, tn } from '../../words.ts'

type Evidence = Record<string, unknown>
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const moment = (value: unknown): string => (typeof value === 'string' ? showMoment(value) : t('never'))
const day = (value: unknown): string => (typeof value === 'string' ? showDay(value) : '')
const days = (value: unknown): string => tn(number(value), '{count} day', '{count} days')
const workingDays = (value: unknown): string => tn(number(value), '{count} working day', '{count} working days')

const WORDS: Record<Signal['type'], (evidence: Evidence) => string[]> = {
  churn_risk: ({ cancelledMinor, totalMinor, currency, days: within }) => [
    t('Of {total} a month, {cancelled} was cancelled within {days}.', {
      total: showMoney(number(totalMinor), text(currency)),
      cancelled: showMoney(number(cancelledMinor), text(currency)),
      days: days(within),
    }),
  ],
  inactive_request: ({ lastMessageAt, days: since }) => [
    t('The last message in it is {days} old: {when}.', { days: days(since), when: moment(lastMessageAt) }),
  ],
  quarterly_check_in: ({ lastCheckInAt }) => [t('The last check-in was on {when}.', { when: moment(lastCheckInAt) })],
  client_silent: ({ lastHeardAt, openProjects }) => [
    t('The last that was heard of them: {when}.', { when: moment(lastHeardAt) }),
    tn(number(openProjects), '{count} project of theirs is open.', '{count} projects of theirs are open.'),
  ],
  onboarding_stalled: ({ lastStepAt, openTasks }) => [
    t('The last step of the onboarding: {when}.', { when: moment(lastStepAt) }),
    tn(number(openTasks), '{count} onboarding task is open.', '{count} onboarding tasks are open.'),
  ],
  capacity_overload: (evidence) => overload(evidence),
  schedule_slip: ({ dueOn, finishOn, workingDaysLate }) => [
    t('Promised for {due}, planned to end on {finish}: {days} later.', {
      due: day(dueOn),
      finish: day(finishOn),
      days: workingDays(workingDaysLate),
    }),
  ],
  payment_past_due: ({ amountMinor, currency, currentPeriodStart }) => [
    t('{amount} did not come, for the period from {when}.', {
      amount: showMoney(number(amountMinor), text(currency)),
      when: moment(currentPeriodStart),
    }),
  ],
  budget_burn: ({ budgetMinutes, spentMinutes, spentPercent, progress }) => [
    t('{spent} of {budget} are spent, {percent}, at {progress} of the work.', {
      spent: showMinutes(number(spentMinutes)),
      budget: showMinutes(number(budgetMinutes)),
      percent: showPercent(number(spentPercent)),
      progress: showPercent(number(progress)),
    }),
  ],
  task_overdue: ({ dueOn, workingDaysLate }) => [
    t('The task was due on {due}, {days} ago.', { due: day(dueOn), days: workingDays(workingDaysLate) }),
  ],
  task_blocked: ({ since, workingDaysBlocked, waitsForClient }) => [
    t('The task is blocked since {when}, for {days}.', { when: moment(since), days: workingDays(workingDaysBlocked) }),
    ...(waitsForClient === true ? [t('It waits for the client.')] : []),
  ],
  request_overdue: ({ respondBy, resolveBy, firstRespondedAt }) => [
    firstRespondedAt
      ? t('It was answered on {when}.', { when: moment(firstRespondedAt) })
      : t('The first answer was due on {when}.', { when: moment(respondBy) }),
    ...(resolveBy ? [t('It is to be done by {when}.', { when: moment(resolveBy) })] : []),
  ],
  other: () => [],
}

function overload({ minutesOver, days: count, first }: Evidence): string[] {
  const booked = Array.isArray(first) ? (first as { on: string; capacityMinutes: number; bookedMinutes: number }[]) : []
  return [
    t('{time} too much on {days} altogether.', { time: showMinutes(number(minutesOver)), days: days(count) }),
    ...booked.slice(0, 5).map(({ on, bookedMinutes, capacityMinutes }) =>
      t('{day}: {booked} booked, {capacity} there.', {
        day: showDay(on),
        booked: showMinutes(bookedMinutes),
        capacity: showMinutes(capacityMinutes),
      }),
    ),
    ...(booked.length > 5 ? [tn(booked.length - 5, 'And {count} more day.', 'And {count} more days.')] : []),
  ]
}

/** What was seen, as it was then; what somebody raised by hand is told in their name. */
export function evidenceInWords({ type, evidence }: Pick<Signal, 'type' | 'evidence'>): string[] {
  const { raisedBy, note } = evidence as { raisedBy?: { name?: string }; note?: string }
  if (raisedBy) return [t('Raised by {name}.', { name: raisedBy.name ?? t('Somebody') }), ...(note ? [note] : [])]
  return WORDS[type](evidence)
}
