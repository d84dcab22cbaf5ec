// Random networks for the tests of the plan: the same ones for the same seed.
import {
  type Calendar,
  compileCalendar,
  dateOf,
  dayNumber,
  limitCalendar,
  type WorkCalendar,
} from '../domain/calendar.ts'
import { findCycle } from '../domain/dependencies.ts'
import type { PlanLink, PlanTask } from '../domain/plan.ts'

export const FIRST_DAY = dayNumber('2026-03-02')

const hours = (...spans: string[]) => spans.map((span) => ({ from: span.slice(0, 5), to: span.slice(6) }))
const weekOf = (...days: string[][]): Calendar['week'] => {
  const [mon = [], tue = [], wed = [], thu = [], fri = [], sat = [], sun = []] = days.map((day) => hours(...day))
  return { mon, tue, wed, thu, fri, sat, sun }
}
const office = ['09:00-11:00', '12:00-13:00']
const WEEKS = [
  weekOf(office, office, office, office, office),
  weekOf(
    ['08:00-10:00'],
    ['08:00-10:00'],
    ['08:00-10:00'],
    ['08:00-10:00'],
    ['08:00-10:00'],
    ['08:00-10:00'],
    ['08:00-10:00'],
  ),
  weekOf(['10:00-14:00'], ['09:00-09:30'], [], ['13:00-15:00'], [], ['10:00-12:00']),
  weekOf(...Array.from({ length: 7 }, () => ['00:00-24:00'])),
]

/** Project calendars, each with the ones of people who are away now and then. */
const CALENDARS = WEEKS.map((week, i) => {
  const exceptions = new Map(
    [4, 11, 12, 25].map((day) => [dateOf(FIRST_DAY + day + i), day === 12 ? hours('10:00-11:00') : []]),
  )
  const project = compileCalendar({ week, exceptions })
  const limits = [(day: number) => day % 5 !== 2, (day: number) => day < FIRST_DAY + 8 || day > FIRST_DAY + 17]
  return [project, project, ...limits.map((limit) => limitCalendar(project, limit))] as const
})

/** Numbers from 0 up to below n, from a linear congruential generator. */
export function numbers(seed: number): (n: number) => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

export interface RandomNetwork {
  tasks: PlanTask[]
  links: PlanLink[]
}

/** Up to twelve tasks of two projects with everything that a plan can hold, and no circle. */
export function randomNetwork(seed: number): RandomNetwork {
  const pick = numbers(seed)
  const choose = <T>(list: readonly T[]): T => list[pick(list.length)] as T
  const size = 2 + pick(11)
  // Projects of like hours, as an agency's are, in every second network; elsewhere anything meets anything.
  const shape = pick(2) === 0 ? pick(WEEKS.length) : null
  const parents = Array.from({ length: size }, (_, i) => (i > 0 && pick(3) === 0 ? pick(i) : null))
  const calendars = () => CALENDARS[shape ?? pick(WEEKS.length)] as readonly [WorkCalendar, ...WorkCalendar[]]
  const date = () => dateOf(FIRST_DAY + pick(30))
  const starts = [pick(4) === 0 ? null : dateOf(FIRST_DAY + pick(7)), dateOf(FIRST_DAY + pick(7))]
  const tasks = parents.map((parent, i): PlanTask => {
    const isParent = parents.includes(i)
    const kind = !isParent && pick(6) === 0 ? 'milestone' : 'task'
    const [projectCalendar, ...own] = calendars()
    const project = pick(4) === 0 ? 1 : 0
    const [from, length] = [FIRST_DAY + pick(30), kind === 'milestone' ? 0 : pick(6)]
    return {
      id: `t${i}`,
      parentId: parent === null ? null : `t${parent}`,
      projectId: `p${project}`,
      kind,
      scheduling: pick(8) === 0 ? 'manual' : 'automatic',
      state: choose(['open', 'open', 'open', 'open', 'open', 'open', 'open', 'started', 'finished', 'cancelled']),
      startOn: dateOf(from),
      dueOn: dateOf(from + length),
      duration:
        kind === 'milestone' || isParent
          ? null
          : pick(4) === 0
            ? { minutes: 30 * (1 + pick(20)) }
            : { days: 1 + pick(5) },
      constraint: pick(6) === 0 ? { kind: choose(['not_before', 'must_finish_by']), on: date() } : null,
      notBefore: starts[project] ?? null,
      finishedOn: pick(2) === 0 ? dateOf(from + length + pick(4) - 2) : null,
      calendar: choose([projectCalendar, ...own]),
      projectCalendar,
    }
  })
  return { tasks, links: randomLinks(tasks, pick) }
}

function randomLinks(tasks: readonly PlanTask[], pick: (n: number) => number): PlanLink[] {
  const links: PlanLink[] = []
  for (let tries = pick(2 * tasks.length); tries > 0; tries--) {
    const type = (['FS', 'SS', 'FF', 'SF'] as const)[pick(4)] ?? 'FS'
    const size = pick(3) === 0 ? pick(7) - 3 : 0
    const lag = pick(3) === 0 ? { minutes: 45 * size } : { days: size }
    const link = { taskId: `t${pick(tasks.length)}`, predecessorId: `t${pick(tasks.length)}`, type, lag }
    if (!findCycle(tasks, [...links, link])) links.push(link)
  }
  return links
}
