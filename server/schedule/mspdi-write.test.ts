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
  week: { ...DEFAULT_WORK_WEEK, tue: [], fri: hours('08:00-10:00', '10:30-12:00'), sat: hours('20:00-23:00') },
  exceptions: new Map([
    ['2026-03-09', []],
    ['2026-03-10', []],
    ['2026-03-13', []],
    ['2026-03-22', hours('10:00-11:00')],
  ]),
}
const LATE: Calendar = {
  week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: hours('18:00-24:00'), sun: hours('00:00-20:00') },
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
  for (let seed = 1; seed <= 300; seed++) {
    const plan = randomPlan(seed)
    const again = there(plan)
    assert.deepEqual(again.skipped, [], `plan ${seed}`)
    const byTitle = (tasks: unknown[]) => new Map(tasks.map((task) => [(task as { title: string }).title, task]))
    assert.deepEqual(byTitle(datesOf(again)), byTitle(datesOf(plan)), `plan ${seed}`)
  }
})

const single = (more: Partial<WrittenTask>): WrittenPlan => {
  const [task] = randomPlan(1).tasks
  assert.ok(task)
  return { ...randomPlan(1), tasks: [{ ...task, ...more, links: [] }] }
}

test('titles and notes come back as they were, but for what XML can not hold', () => {
  const odd = [
    ['<b>&amp; "quotes" \'too\' ]]> <![CDATA[x]]>', undefined],
    ['Ümläute, 漢字, עברית, 👩‍🚀, \u0085\u2028\u007f', undefined],
    ['&#0; &lt; &#x1F600; %s {{x}} ${y}', undefined],
    ['a\u0000b\u0001c\u000bd\u001fe\ufffef\uffffg', 'a b c d e f g'],
    ['half \ud83d of a pair', 'half \ufffd of a pair'],
  ] as const
  for (const [text, becomes = text] of odd) {
    const again = there({ ...single({ title: text, notes: text }), name: text })
    assert.deepEqual([again.name, again.tasks[0]?.notes], [becomes, becomes])
    assert.equal(again.tasks[0]?.title, becomes.replaceAll(/\s+/g, ' ').trim())
  }
  const units = Array.from({ length: 0x10000 }, (_, unit) => unit).filter(
    (unit) => unit < 0x300 || (unit > 0xd7f0 && unit % 16 > 12),
  )
  const { tasks } = single({})
  const texts = units.map((unit) => `a${String.fromCharCode(unit)}z`)
  const again = there({
    ...single({}),
    tasks: texts.flatMap((notes) => tasks.map((task) => ({ ...task, uid: notes, notes }))),
  })
  for (const [i, text] of texts.entries()) {
    const notes = again.tasks[i]?.notes
    assert.ok(notes === text || notes === 'a z' || notes === 'a\ufffdz', `${units[i]?.toString(16)}: ${notes}`)
  }
  assert.equal(there(single({ notes: 'one\r\ntwo\tthree\rfour' })).tasks[0]?.notes, 'one\r\ntwo\tthree\rfour')
})

test('parents come before their parts, and what is in days has the project’s day', () => {
  const [task] = randomPlan(1).tasks
  assert.ok(task)
  const row = (uid: string, parentUid: string | null, more: Partial<WrittenTask> = {}): WrittenTask => {
    const open = {
      kind: 'task',
      scheduling: 'automatic',
      state: 'open',
      calendarUid: null,
      links: [] as WrittenTask['links'],
    } as const
    return { ...task, ...open, uid, title: uid, parentUid, duration: { days: 2 }, ...more }
  }
  const linked = { links: [{ predecessorUid: 'other', type: 'FF', lag: { days: -1 } }] } as const
  const tasks = [
    row('part', 'whole', { links: [...linked.links, { predecessorUid: 'gone', type: 'FS', lag: { days: 0 } }] }),
    row('other', null, { duration: { minutes: 240 } }),
    row('whole', null),
    row('deep', 'part', { parentUid: 'nobody' }),
  ]
  const file = writeMspdi({ ...randomPlan(2), startOn: '2026-03-04', tasks })
  const again = readMspdi(file)
  assert.deepEqual(
    again.tasks.map(({ uid, title, parentUid, duration }) => [uid, title, parentUid, duration]),
    [
      ['1', 'other', null, { minutes: 240 }],
      ['2', 'whole', null, null],
      ['3', 'part', '2', { minutes: 960 }],
      ['4', 'deep', null, { minutes: 960 }],
    ],
  )
  assert.deepEqual(again.tasks[2]?.links, [{ predecessorUid: '1', type: 'FF', lag: { minutes: -480 } }])
  assert.match(file, /<OutlineNumber>2\.1<.*<LinkLag>-4800<\/LinkLag><LagFormat>7</)
  assert.match(file, /<Duration>PT4H0M0S<\/Duration><DurationFormat>5</)
})

test('as many parents within each other as there may be tasks are written', () => {
  const [task] = randomPlan(1).tasks
  assert.ok(task)
  const deep = (i: number) => ({ ...task, uid: `${i}`, links: [], parentUid: i === 0 ? null : `${i - 1}` })
  const file = writeMspdi({ ...randomPlan(1), tasks: Array.from({ length: 10_000 }, (_, i) => deep(i)) })
  assert.ok(file.includes('<OutlineLevel>10000</OutlineLevel>') && file.length < 20_000_000)
})
