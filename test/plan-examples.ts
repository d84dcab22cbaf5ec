// Short words for the tests of the plan: tasks, links and dates of one November.
import assert from 'node:assert/strict'
import { compileCalendar } from '../domain/calendar.ts'
import { DEFAULT_WORK_WEEK } from '../domain/organization.ts'
import { type Plan, type PlanLink, planNetwork, type PlanTask } from '../domain/plan.ts'

/** November 2026: the 2nd is a Monday. Office hours, and nothing on Wednesday the 11th. */
export const office = compileCalendar({ week: DEFAULT_WORK_WEEK, exceptions: new Map([['2026-11-11', []]]) })
export const on = (day: number) => `2026-11-${String(day).padStart(2, '0')}`

export const task = (id: string, days: number, more: Partial<PlanTask> = {}): PlanTask => ({
  id,
  parentId: null,
  projectId: 'p',
  kind: 'task',
  scheduling: 'automatic',
  state: 'open',
  startOn: null,
  dueOn: null,
  duration: { days },
  constraint: null,
  notBefore: on(2),
  finishedOn: null,
  calendar: office,
  projectCalendar: office,
  ...more,
})
export const parent = (id: string, more: Partial<PlanTask> = {}) => task(id, 0, { duration: null, ...more })
export const milestone = (id: string, more: Partial<PlanTask> = {}) => parent(id, { kind: 'milestone', ...more })
/** `link('b FS a', 1)` reads: b waits for a, and a day more. */
export function link(text: string, days = 0): PlanLink {
  const [taskId = '', type, predecessorId = ''] = text.split(' ')
  return { taskId, type: type as PlanLink['type'], predecessorId, lag: { days } }
}
export function plan(tasks: PlanTask[], ...links: PlanLink[]): Plan {
  const result = planNetwork(tasks, links)
  assert.ok(!('cycle' in result))
  return result
}
/** `2–6`: begins on the 2nd, ends on the 6th. */
export const span = (result: Plan, id: string) => {
  const { startOn, dueOn } = result.tasks.get(id) ?? {}
  return `${Number(startOn?.slice(8) ?? NaN)}–${Number(dueOn?.slice(8) ?? NaN)}`
}
export const floats = (result: Plan, id: string) => {
  const { totalFloatMinutes, freeFloatMinutes } = result.tasks.get(id) ?? {}
  return [totalFloatMinutes, freeFloatMinutes].map((minutes) => (minutes ?? NaN) / 480)
}
