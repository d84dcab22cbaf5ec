// What a template makes of a project that begins on a day: on which days its tasks may start, and in which order they are made.
import { addWorkingDays, type WorkCalendar } from './calendar.ts'
import type { TemplateTask } from './template.ts'

/**
 * Tasks with the day before which each is not to start; null where what it waits for, or the project's own start, keeps
 * it back as long anyway: then nothing but that holds it, and it moves up where that ends early.
 */
export function startsOf(
  tasks: readonly TemplateTask[],
  calendar: WorkCalendar,
  startOn: string,
): Map<string, string | null> {
  const byLinks = linkedStarts(tasks)
  return new Map(
    tasks.map(({ key, offsetDays }) => [
      key,
      offsetDays > (byLinks.get(key) ?? 0) ? dayOf(calendar, startOn, offsetDays) : null,
    ]),
  )
}

/** The working day that is so many after the project's first. */
export const dayOf = (calendar: WorkCalendar, startOn: string, offsetDays: number): string =>
  addWorkingDays(calendar, startOn, offsetDays)

/** For each task the working day, counted from the first, on which it would start by its links and parent alone. */
function linkedStarts(tasks: readonly TemplateTask[]): Map<string, number> {
  const byKey = new Map(tasks.map((task) => [task.key, task]))
  const known = new Map<string, number>()
  const under = new Set<string>()
  const startOf = (task: TemplateTask): number => Math.max(task.offsetDays, linked(task))
  const linked = (task: TemplateTask): number => {
    const found = known.get(task.key)
    // A circle is refused where dates are planned.
    if (found !== undefined || under.has(task.key)) return found ?? 0
    under.add(task.key)
    const after = task.dependsOn.map(({ key, type, lagDays }) => {
      const other = byKey.get(key)
      if (!other || type === 'FF' || type === 'SF') return 0
      return startOf(other) + (type === 'FS' ? lengthOf(other) : 0) + lagDays
    })
    const parent = task.parentKey === null ? undefined : byKey.get(task.parentKey)
    const start = Math.max(0, ...after, parent ? startOf(parent) : 0)
    under.delete(task.key)
    known.set(task.key, start)
    return start
  }
  for (const task of tasks) linked(task)
  return known
}

const lengthOf = ({ kind, durationDays }: TemplateTask) => (kind === 'milestone' ? 0 : (durationDays ?? 1))

/** Each task after the one that it is part of. */
export function parentsFirst(tasks: readonly TemplateTask[]): TemplateTask[] {
  const byKey = new Map(tasks.map((task) => [task.key, task]))
  const placed = new Set<TemplateTask>()
  const place = (task: TemplateTask | undefined, depth: number) => {
    if (!task || placed.has(task) || depth > tasks.length) return
    if (task.parentKey !== null) place(byKey.get(task.parentKey), depth + 1)
    placed.add(task)
  }
  for (const task of tasks) place(task, 0)
  return [...placed]
}
