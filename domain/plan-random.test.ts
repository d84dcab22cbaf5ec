import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modelPlan, type ModelTask } from '../test/plan-model.ts'
import { numbers, type RandomNetwork, randomNetwork } from '../test/plan-random.ts'
import { type Plan, type PlannedTask, planNetwork } from './plan.ts'

const NETWORKS = 1000

function planOf({ tasks, links }: RandomNetwork): Plan {
  const plan = planNetwork(tasks, links)
  assert.ok(!('cycle' in plan))
  return plan
}
const everyNetwork = function* (): Generator<[RandomNetwork, number]> {
  for (let seed = 1; seed <= NETWORKS; seed++) yield [randomNetwork(seed), seed]
}
const isParent = ({ tasks }: RandomNetwork, id: string) => tasks.some(({ parentId }) => parentId === id)

/** What both planners say of a task. Points have two ways to write a late moment, so theirs is told by the float. */
const ours = (task: PlannedTask, isPoint: boolean) => ({
  start: task.earlyStart,
  finish: task.earlyFinish,
  lateFinish: isPoint ? null : task.lateFinish,
  totalFloat: task.totalFloatMinutes,
  freeFloat: task.freeFloatMinutes,
})
const theirs = ({ early, late, totalFloat, freeFloat }: ModelTask, isPoint: boolean) => ({
  start: early && early.begins >> 1,
  finish: early && early.ends >> 1,
  lateFinish: isPoint || !late ? null : late.ends >> 1,
  totalFloat,
  freeFloat,
})

test('a thousand random networks are planned as by trying all places until nothing moves', () => {
  for (const [network, seed] of everyNetwork()) {
    const [plan, model] = [planOf(network), modelPlan(network)]
    for (const { id, kind } of network.tasks) {
      if (isParent(network, id)) continue
      const planned = plan.tasks.get(id)
      const expected = model.get(id)
      assert.ok(planned)
      assert.equal(planned.earlyStart === null, expected === undefined, `network ${seed}, ${id}`)
      const isPoint = kind === 'milestone'
      // A finish held by another's beginning is written as that beginning: no work lies between the two.
      if (expected?.early && planned.earlyFinish !== null && planned.earlyFinish > expected.early.ends >> 1)
        planned.earlyFinish = expected.early.ends >> 1
      if (expected) assert.deepEqual(ours(planned, isPoint), theirs(expected, isPoint), `network ${seed}, ${id}`)
    }
  }
})

test('parents span their children, cancelled ones aside', () => {
  for (const [network, seed] of everyNetwork()) {
    const plan = planOf(network)
    for (const { id, scheduling, state } of network.tasks) {
      const children = network.tasks.filter((task) => task.parentId === id && task.state !== 'cancelled')
      if (children.length === 0 || scheduling === 'manual' || state === 'cancelled') continue
      const dates = children.map((child) => plan.tasks.get(child.id))
      const starts = dates.map((task) => task?.startOn ?? '').toSorted()
      const ends = dates.map((task) => task?.dueOn ?? '').toSorted()
      const { startOn, dueOn } = plan.tasks.get(id) ?? {}
      assert.deepEqual([startOn, dueOn], [starts[0], ends.at(-1)], `network ${seed}, ${id}`)
    }
  }
})

test('finished, cancelled and manual work keeps its dates, and what has begun its start', () => {
  for (const [network] of everyNetwork()) {
    const plan = planOf(network)
    for (const task of network.tasks) {
      const planned = plan.tasks.get(task.id)
      const stays = task.state === 'cancelled' || task.scheduling === 'manual' || task.state === 'finished'
      if (isParent(network, task.id) && task.state !== 'cancelled' && task.scheduling !== 'manual') continue
      if (stays) assert.deepEqual([planned?.startOn, planned?.dueOn], [task.startOn, task.dueOn])
      else if (task.state === 'started' && task.kind === 'task') assert.equal(planned?.startOn, task.startOn)
    }
  }
})

test('the order in which tasks and links are given changes nothing', () => {
  for (const [network, seed] of everyNetwork()) {
    const pick = numbers(seed)
    const shuffle = <T>(list: readonly T[]): T[] =>
      list
        .map((item) => ({ item, key: pick(1e9) }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ item }) => item)
    const [plan, other] = [planOf(network), planOf({ tasks: shuffle(network.tasks), links: shuffle(network.links) })]
    for (const { id } of network.tasks) {
      assert.deepEqual(other.tasks.get(id), plan.tasks.get(id))
      assert.deepEqual(other.heldBy(id), plan.heldBy(id))
    }
    assert.deepEqual([other.broken, other.missed], [plan.broken, plan.missed])
  }
})

test('one link more makes nothing earlier that was planned', () => {
  for (const [network, seed] of everyNetwork()) {
    if (network.links.length === 0) continue
    const without = planOf({ ...network, links: network.links.slice(0, -1) })
    const plan = planOf(network)
    for (const { id } of network.tasks) {
      const [before, after] = [without.tasks.get(id)?.earlyStart, plan.tasks.get(id)?.earlyStart]
      // What nothing gave a date bound others by the dates it had, and is only now planned.
      const wasUnplanned = network.tasks.some((task) => without.tasks.get(task.id)?.earlyStart === null)
      if (!wasUnplanned) assert.ok((after ?? 0) >= (before ?? 0), `network ${seed}, ${id}`)
    }
  }
})

test('dates that came out go in again without moving anything, and what is pushed is pulled back', () => {
  for (const [network] of everyNetwork()) {
    const plan = planOf(network)
    const pushed = network.tasks.map((task) => ({ ...task, notBefore: task.notBefore && '2026-05-01' }))
    const moved = planOf({ ...network, tasks: pushed })
    const back = network.tasks.map((task) => {
      const { startOn = null, dueOn = null } = moved.tasks.get(task.id) ?? {}
      const isFixed = plan.tasks.get(task.id)?.earlyStart === null || task.state !== 'open'
      return isFixed ? task : { ...task, startOn, dueOn }
    })
    assert.deepEqual(planOf({ ...network, tasks: back }).tasks, plan.tasks)
  }
})
