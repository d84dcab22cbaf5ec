// How long planning ten thousand tasks takes, beside a bare forward pass over the same links that knows no calendar.
import { compileCalendar, dayNumber, limitCalendar } from '../domain/calendar.ts'
import { DEFAULT_WORK_WEEK } from '../domain/organization.ts'
import { planNetwork, type PlanLink, type PlanTask } from '../domain/plan.ts'

export interface PlanFigures {
  tasks: number
  links: number
  runs: number
  medianMs: number
  fastestMs: number
  /** With code and calendars cold. */
  firstMs: number
  /** Of a bare forward pass. */
  bareMedianMs: number
}

const TASKS = 10_000
const RUNS = 31

const LINK_TYPES = ['FS', 'FS', 'FS', 'SS', 'FF', 'SF'] as const

/** Always the same numbers, from 0 up to below n. */
function numbers(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

/** Phases of twenty tasks; each waits for up to three of those before it; forty calendars of people. */
function network(): { tasks: PlanTask[]; links: PlanLink[] } {
  const pick = numbers(7)
  const projectCalendar = compileCalendar({ week: DEFAULT_WORK_WEEK, exceptions: new Map([['2026-12-25', []]]) })
  const first = dayNumber('2026-11-02')
  const calendars = Array.from({ length: 40 }, (_, person) => {
    const away = first + pick(200)
    return limitCalendar(projectCalendar, (day) => (day + person) % 11 !== 0 && (day < away || day > away + 14))
  })
  const tasks = Array.from({ length: TASKS }, (_, i): PlanTask => {
    const [phase, within] = [i - (i % 20), i % 20]
    return {
      id: `t${i}`,
      parentId: within === 0 ? null : `t${phase}`,
      projectId: 'p',
      kind: within === 19 ? 'milestone' : 'task',
      scheduling: 'automatic',
      state: 'open',
      startOn: null,
      dueOn: null,
      duration: within === 0 || within === 19 ? null : { days: 1 + pick(5) },
      constraint: pick(20) === 0 ? { kind: 'not_before', on: '2026-12-01' } : null,
      notBefore: '2026-11-02',
      finishedOn: null,
      calendar: calendars[pick(40)] ?? projectCalendar,
      projectCalendar,
    }
  })
  return { tasks, links: tasks.flatMap((_, i) => (i % 20 === 0 ? [] : linksOf(i, pick))) }
}

/** A third of the links have a lag or a lead. */
function linksOf(i: number, pick: (n: number) => number): PlanLink[] {
  const waitsFor = new Set([i - 1 - pick(200), i - 1 - pick(400), i - 1 - pick(1000)])
  return [...waitsFor]
    .filter((j) => j >= 0 && j % 20 !== 0)
    .map((j) => ({
      taskId: `t${i}`,
      predecessorId: `t${j}`,
      type: LINK_TYPES[pick(6)] ?? 'FS',
      lag: { days: pick(3) === 0 ? pick(6) - 2 : 0 },
    }))
}

/** The least that any planner does: longest paths in whole days, by the index of the task. */
function barePass({ tasks, links }: ReturnType<typeof network>): number {
  const at = new Map(tasks.map(({ id }, i) => [id, i]))
  const ins = tasks.map((): number[] => [])
  for (const { taskId, predecessorId } of links) ins[at.get(taskId) ?? 0]?.push(at.get(predecessorId) ?? 0)
  const ends = new Float64Array(tasks.length)
  let last = 0
  for (const [i, { duration }] of tasks.entries()) {
    let start = 0
    for (const j of ins[i] ?? []) start = Math.max(start, ends[j] ?? 0)
    ends[i] = start + (duration && 'days' in duration ? duration.days : 0)
    last = Math.max(last, ends[i] ?? 0)
  }
  return last
}

function timesMs(run: () => unknown): { median: number; least: number } {
  const times = Array.from({ length: RUNS }, () => {
    const from = performance.now()
    run()
    return performance.now() - from
  }).toSorted((a, b) => a - b)
  return { median: times[RUNS >> 1] ?? NaN, least: times[0] ?? NaN }
}

export function measurePlanning(say: (line: string) => void): PlanFigures {
  const plan = network()
  const from = performance.now()
  const result = planNetwork(plan.tasks, plan.links)
  const firstMs = performance.now() - from
  if ('cycle' in result) throw new Error('The network of the benchmark has a circle.')
  const planned = timesMs(() => planNetwork(plan.tasks, plan.links))
  const bare = timesMs(() => barePass(plan))
  say(`plan: ${planned.median.toFixed(1)} ms, a bare pass ${bare.median.toFixed(1)} ms`)
  return {
    tasks: TASKS,
    links: plan.links.length,
    runs: RUNS,
    medianMs: planned.median,
    fastestMs: planned.least,
    firstMs,
    bareMedianMs: bare.median,
  }
}

if (import.meta.main) {
  const { tasks, links, runs, ...times } = measurePlanning(() => {})
  const ms = (value: number) => `${value.toFixed(1)} ms`
  const count = (value: number) => value.toLocaleString('en')
  console.log(`Planning ${count(tasks)} tasks with ${count(links)} links, ${runs} runs:`)
  console.log(
    `  median ${ms(times.medianMs)}, fastest ${ms(times.fastestMs)}, the first (code and calendars cold) ${ms(times.firstMs)}`,
  )
  console.log(`  a bare forward pass without calendars: median ${ms(times.bareMedianMs)}`)
  console.log(`  ratio of the medians ${(times.medianMs / times.bareMedianMs).toFixed(1)}`)
}
