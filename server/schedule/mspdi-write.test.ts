import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { type Calendar, compileCalendar, previousWorkingDay } from '../../domain/calendar.ts'
import { DEFAULT_WORK_WEEK } from '../../domain/organization.ts'
import { planNetwork } from '../../domain/plan.ts'
import { randomNetwork } from '../../test/plan-random.ts'
import { planInput, readMspdi } from './mspdi-read.ts'
import { writeMspdi, type WrittenPlan, type WrittenTask } from './mspdi-write.ts'

const SAMPLES = resolve(import.meta.dirname, '../../../shared/samples/mspdi')
const files = existsSync(SAMPLES) ? readdirSync(SAMPLES).filter((name) => name.endsWith('.xml')) : []
const there = (plan: WrittenPlan) => readMspdi(writeMspdi(plan))

test(
  'the sample plans of Microsoft Project are written as they were read',
  { skip: files.length === 0 && 'the sample plans are not here' },
  () => {
    for (const file of files) {
      const read = readMspdi(readFileSync(join(SAMPLES, file), 'utf8'))
      const again = there(read)
      const { calendar, startOn, tasks, skipped } = again
      assert.deepEqual({ calendar, startOn, tasks, skipped }, { ...pick(read), skipped: [] }, file)
      assert.equal(writeMspdi(again), writeMspdi(read), file)
    }
  },
)
const pick = ({ calendar, startOn, tasks }: ReturnType<typeof readMspdi>) => ({ calendar, startOn, tasks })

const hours = (...spans: string[]) => spans.map((span) => ({ from: span.slice(0, 5), to: span.slice(6) }))
const UNEVEN: Calendar = {
  week: { ...DEFAULT_WORK_WEEK, tue: [], fri: hours('08:00-10:00', '10:30-12:00'), sat: hours('20:00-24:00') },
  exceptions: new Map([
    ['2026-03-09', []],
    ['2026-03-10', []],
    ['2026-03-22', hours('10:00-11:00')],
  ]),
}
const LATE: Calendar = {
  week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: hours('18:00-24:00'), sun: hours('00:00-24:00') },
  exceptions: new Map(),
}
const OFFICE: Calendar = { week: DEFAULT_WORK_WEEK, exceptions: new Map() }
const nothing = {
  earlyStart: null,
  earlyFinish: null,
  lateStart: null,
  lateFinish: null,
  totalFloatMinutes: null,
  freeFloatMinutes: null,
}

/** A random network as a file can hold it: one project, everything in minutes, and calendars of the tasks' own. */
function randomPlan(seed: number): WrittenPlan {
  const { tasks, links } = randomNetwork(seed)
  const minutes = (span: { days: number } | { minutes: number }) => ('days' in span ? span.days * 90 : span.minutes)
  const calendars = new Map([
    ['uneven', UNEVEN],
    ['late', LATE],
  ])
  const calendar = seed % 2 === 0 ? OFFICE : UNEVEN
  const uidOf = (i: number) => [null, null, 'uneven', 'late'][(seed + i) % 4] ?? null
  const ownCalendar = (i: number) => compileCalendar(calendars.get(uidOf(i) ?? '') ?? calendar)
  return {
    name: `Plan ${seed}`,
    startOn: seed % 4 === 0 ? null : '2026-03-04',
    calendar,
    calendars,
    tasks: tasks.map((task, i): WrittenTask => ({
      uid: task.id,
      title: `Task ${i}`,
      notes: i % 2 === 0 ? '' : `Line 1\nLine ${i}`,
      parentUid: task.parentId,
      kind: task.kind,
      scheduling: task.scheduling,
      state: task.state,
      progress: task.state === 'finished' ? 100 : i % 3,
      startOn: task.startOn,
      // What ends on a day off ends, for Microsoft Project, when work was last done.
      dueOn: task.dueOn && (task.kind === 'milestone' ? task.dueOn : previousWorkingDay(ownCalendar(i), task.dueOn)),
      finishedOn: task.state === 'finished' ? (task.finishedOn ?? task.dueOn) : null,
      duration: task.duration && { minutes: minutes(task.duration) },
      constraint: task.constraint,
      calendarUid: uidOf(i),
      links: links
        .filter(({ taskId }) => taskId === task.id)
        .map(({ predecessorId, type, lag }) => ({
          predecessorUid: predecessorId,
          type,
          lag: { minutes: minutes(lag) },
        })),
      stated: nothing,
    })),
  }
}

function datesOf(plan: WrittenPlan): unknown[] {
  const { tasks, links } = planInput({
    ...plan,
    skipped: [],
    tasks: plan.tasks.map((task, row) => ({ ...task, row, isParent: false })),
  })
  const planned = planNetwork(tasks, links)
  assert.ok(!('cycle' in planned))
  return plan.tasks.map(({ uid, title }) => {
    const { id: _, ...dates } = planned.tasks.get(uid) ?? {}
    return { title, ...dates }
  })
}

test('random networks have the same dates and floats after they were written and read', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const plan = randomPlan(seed)
    const again = there(plan)
    assert.deepEqual(again.skipped, [], `plan ${seed}`)
    const byTitle = (tasks: unknown[]) => new Map(tasks.map((task) => [(task as { title: string }).title, task]))
    assert.deepEqual(byTitle(datesOf(again)), byTitle(datesOf(plan)), `plan ${seed}`)
  }
})
