// Random networks moved by working days: what has not begun lies exactly so much later wherever links and calendars leave it the
// choice, never too early, and nothing else is touched.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numbers, randomNetwork, type RandomNetwork } from '../test/plan-random.ts'
import { compileCalendar } from './calendar.ts'
import { DEFAULT_WORK_WEEK } from './organization.ts'
import { shiftedDate, shiftedStart, shiftPlan, type Shifted } from './plan-shift.ts'
import { planNetwork, type Plan, type PlanTask } from './plan.ts'

const NETWORKS = process.env.TEST_LONG === undefined ? 200 : 3_000
const week = compileCalendar({ week: DEFAULT_WORK_WEEK, exceptions: new Map() })
const TODAY = '2026-03-04'

function planOf(tasks: readonly PlanTask[], { links }: RandomNetwork): Plan {
  const plan = planNetwork(tasks, links)
  assert.ok(!('cycle' in plan))
  return plan
}
const said = (tasks: readonly PlanTask[], { constraints, dates }: Shifted) =>
  tasks.map((task) => ({
    ...task,
    ...dates.get(task.id),
    constraint: constraints.has(task.id) ? (constraints.get(task.id) ?? null) : task.constraint,
  }))

test('a date is moved by working days, never before today, and what is past does not come earlier', () => {
  const moved = (date: string, byDays: number, today = '2026-11-26') => shiftedDate(date, { byDays, today }, week)
  assert.equal(moved('2026-11-27', 1), '2026-11-30')
  assert.equal(moved('2026-11-28', 1), '2026-11-30')
  assert.equal(moved('2026-12-04', -5), '2026-11-27')
  assert.equal(moved('2026-12-04', -7), '2026-11-26')
  assert.equal(moved('2026-11-26', -1), '2026-11-26')
  assert.equal(moved('2026-11-02', -1), '2026-11-02')
  // Today is a Sunday: the first day there is to work is Monday.
  assert.equal(moved('2026-12-04', -20, '2026-11-29'), '2026-11-30')
})

test(`${NETWORKS} random networks: all that has not begun comes so much later, and the rest stays`, () => {
  for (let seed = 1; seed <= NETWORKS; seed++) {
    const network = randomNetwork(seed)
    const { tasks, links } = network
    const pick = numbers(seed)
    const byDays = 1 + pick(12)
    const projectIds = new Set(pick(3) === 0 ? ['p0'] : tasks.map(({ projectId }) => projectId))
    const shift = { projectIds, byDays, today: TODAY }
    const shifted = shiftPlan(tasks, tasks, links, shift)
    const [before, after] = [planOf(tasks, network), planOf(said(tasks, shifted), network)]
    for (const task of tasks) {
      const [was, is] = [before.tasks.get(task.id)?.startOn, after.tasks.get(task.id)?.startOn]
      const about = `network ${seed}, ${task.id}`
      if (task.state !== 'open' || !projectIds.has(task.projectId)) {
        assert.ok(!shifted.constraints.has(task.id) && !shifted.dates.has(task.id), about)
        continue
      }
      const isParent = tasks.some(({ parentId }) => parentId === task.id)
      if (isParent || !was || !is || shifted.kept.includes(task.id)) continue
      assert.ok(is >= shiftedStart(was, shift, task.projectCalendar), `${about}: ${was} → ${is}`)
    }
  }
})

test('moved earlier, nothing comes before today that was not, and nothing comes later', () => {
  for (let seed = 1; seed <= NETWORKS; seed++) {
    const network = randomNetwork(seed)
    const { tasks, links } = network
    const shift = {
      projectIds: new Set(tasks.map(({ projectId }) => projectId)),
      byDays: -(1 + numbers(seed)(12)),
      today: TODAY,
    }
    const shifted = shiftPlan(tasks, tasks, links, shift)
    const [before, after] = [planOf(tasks, network), planOf(said(tasks, shifted), network)]
    // What nothing gave a date had its own, which need not fit its duration: told from when, it has that, and others wait for it.
    if ([...shifted.constraints.keys()].some((id) => before.heldBy(id).length === 0)) continue
    for (const task of tasks) {
      const [was, is] = [before.tasks.get(task.id)?.startOn, after.tasks.get(task.id)?.startOn]
      if (!was || !is) continue
      assert.ok(is <= was, `network ${seed}, ${task.id}: ${was} → ${is}`)
      if (task.scheduling === 'manual' && task.state === 'open' && was > TODAY) assert.ok(is >= TODAY)
    }
  }
})

test('in a plain chain only the first is told, and the others follow', () => {
  const task = (id: string, more: Partial<PlanTask> = {}): PlanTask => ({
    id,
    parentId: null,
    projectId: 'p',
    kind: 'task',
    scheduling: 'automatic',
    state: 'open',
    startOn: '2026-12-01',
    dueOn: '2026-12-01',
    duration: { days: 1 },
    constraint: null,
    notBefore: null,
    finishedOn: null,
    calendar: week,
    projectCalendar: week,
    ...more,
  })
  const link = (taskId: string, predecessorId: string) =>
    ({ taskId, predecessorId, type: 'FS', lag: { days: 0 } }) as const
  const tasks = [task('a'), task('b'), task('c'), task('d', { constraint: { kind: 'not_before', on: '2026-12-20' } })]
  const links = [link('b', 'a'), link('c', 'b'), link('d', 'c')]
  const shift = { projectIds: new Set(['p']), byDays: 3, today: '2026-11-26' }
  const { constraints, kept } = shiftPlan(tasks, tasks, links, shift)
  assert.deepEqual(
    [...constraints],
    [
      ['a', { kind: 'not_before', on: '2026-12-04' }],
      ['d', { kind: 'not_before', on: '2026-12-24' }],
    ],
  )
  assert.deepEqual(kept, [])
  // What began holds those that wait for it: then the next in line is told.
  const begun = [task('a', { state: 'started' }), ...tasks.slice(1, 3)]
  assert.deepEqual([...shiftPlan(begun, begun, links.slice(0, 2), shift).constraints.keys()], ['b'])
  const deadline = [task('a', { constraint: { kind: 'must_finish_by', on: '2026-12-02' } })]
  const kept2 = shiftPlan(deadline, deadline, [], shift)
  assert.deepEqual([kept2.kept, [...kept2.constraints]], [['a'], [['a', { kind: 'must_finish_by', on: '2026-12-07' }]]])
})
