// Which dates a task can have, and what those given by hand mean: on an automatic task a start becomes its constraint and a
// due date its duration.
import { dayNumber, type WorkCalendar } from './calendar.ts'
import { invalidField } from './problems.ts'
import { say } from './said.ts'
import type { Task } from './task.ts'

/** What a milestone can not have, and dates the wrong way round. */
export function checkTaskFields(
  task: Pick<Task, 'kind' | 'startOn' | 'dueOn' | 'durationDays' | 'billableMinor'>,
): void {
  const { kind, startOn, dueOn } = task
  if (startOn !== null && dueOn !== null && dueOn < startOn)
    throw invalidField('/dueOn', 'order', 'is not before startOn')
  if (kind === 'milestone') {
    if (task.durationDays !== null)
      throw invalidField('/durationDays', 'milestone', 'is not for a milestone: it has no duration')
    if (startOn !== dueOn) throw invalidField('/dueOn', 'milestone', 'equals startOn on a milestone')
  } else if (task.billableMinor !== null) {
    throw invalidField('/billableMinor', 'milestone', 'is for milestones only')
  }
}

/** A milestone has one day: where one of its dates is given, the other follows. */
export function withOneDay<T extends { startOn?: string | null | undefined; dueOn?: string | null | undefined }>(
  kind: Task['kind'],
  dates: T,
): T {
  if (kind !== 'milestone') return dates
  const day = dates.dueOn === undefined ? dates.startOn : dates.dueOn
  return day === undefined ? dates : { ...dates, startOn: dates.startOn ?? day, dueOn: day }
}

type Planning = Pick<Task, 'scheduling' | 'startOn' | 'dueOn' | 'durationDays' | 'constraint'>

/**
 * What follows for a task's own say in its dates when some of these are given. Manual tasks take them as they are. On an
 * automatic one a start is the constraint not_before, and taking the start away releases that; a due date is a duration,
 * which `durationUntil` counts once the start is known.
 */
export function impliedByDates(
  task: Planning,
  given: Partial<{ [K in keyof Planning]: Planning[K] | undefined }>,
): { constraint?: Task['constraint']; durationDays?: null } {
  if ((given.scheduling ?? task.scheduling) === 'manual') return {}
  return {
    ...(given.startOn !== undefined && { constraint: constraintGiven(task, given.startOn, given.constraint) }),
    ...(given.dueOn === null && given.durationDays === undefined && { durationDays: null }),
  }
}

function constraintGiven(
  task: Planning,
  startOn: string | null,
  constraint: Task['constraint'] | undefined,
): Task['constraint'] {
  if (constraint !== undefined) {
    if (startOn !== null && (constraint?.kind !== 'not_before' || constraint.on !== startOn))
      throw invalidField('/startOn', 'constraint', 'says the same as the constraint, or is left out')
    return constraint
  }
  if (startOn !== null) return { kind: 'not_before', on: startOn }
  return task.constraint?.kind === 'not_before' ? null : task.constraint
}

/** Working days from a start up to and with a due date, at least 1; refuses a due date before the start. */
export function durationUntil(startOn: string, dueOn: string, calendar: WorkCalendar, pointer = ''): number {
  if (dueOn < startOn)
    throw invalidField(
      `${pointer}/dueOn`,
      'order',
      say`is not before ${startOn}, the earliest day on which the task can start`,
    )
  return Math.max(1, calendar.dayPosition(dayNumber(dueOn) + 1) - calendar.dayPosition(dayNumber(startOn)))
}
