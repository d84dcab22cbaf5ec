// Which dates a task can have, what those given by hand mean, and what a template holds together.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusalOf, refusesField } from '../test/bodies.ts'
import { compileCalendar } from './calendar.ts'
import { DEFAULT_WORK_WEEK } from './organization.ts'
import { checkTaskFields, durationUntil, impliedByDates, withOneDay } from './task-dates.ts'
import { checkTemplate, type NewTemplateTask, templateTask } from './template.ts'

const week = compileCalendar({ week: DEFAULT_WORK_WEEK, exceptions: new Map() })

test('dates of a task fit each other, and a milestone’s are one', () => {
  const fields = { kind: 'task' as const, startOn: null, dueOn: null, durationDays: null, billableMinor: null }
  const milestone = { ...fields, kind: 'milestone' as const }
  const order = { ...fields, startOn: '2026-11-24', dueOn: '2026-11-23' }
  refusesField(() => checkTaskFields(order), '/dueOn', 'order', 'is not before startOn')
  const duration = 'is not for a milestone: it has no duration'
  refusesField(() => checkTaskFields({ ...milestone, durationDays: 2 }), '/durationDays', 'milestone', duration)
  const days = () => checkTaskFields({ ...milestone, dueOn: '2026-11-23' })
  refusesField(days, '/dueOn', 'milestone', 'equals startOn on a milestone')
  const bills = () => checkTaskFields({ ...fields, billableMinor: 0 })
  refusesField(bills, '/billableMinor', 'milestone', 'is for milestones only')
  checkTaskFields({ ...fields, startOn: '2026-11-23', dueOn: '2026-11-23' })
  checkTaskFields({ ...fields, dueOn: '2026-11-23', durationDays: 3 })
  checkTaskFields({ ...milestone, billableMinor: 100 })
})

test('a milestone’s other date follows the one that is given', () => {
  const [monday, tuesday] = ['2026-11-23', '2026-11-24']
  assert.deepEqual(withOneDay('task', { dueOn: monday }), { dueOn: monday })
  assert.deepEqual(withOneDay('milestone', {}), {})
  assert.deepEqual(withOneDay('milestone', { dueOn: monday }), { startOn: monday, dueOn: monday })
  assert.deepEqual(withOneDay('milestone', { startOn: monday }), { startOn: monday, dueOn: monday })
  assert.deepEqual(withOneDay('milestone', { startOn: monday, dueOn: tuesday }), { startOn: monday, dueOn: tuesday })
  assert.deepEqual(withOneDay('milestone', { dueOn: null }), { startOn: null, dueOn: null })
})

test('a start given to an automatic task is its constraint, and a due date taken away its duration', () => {
  const planned = { scheduling: 'automatic' as const, startOn: null, dueOn: null, durationDays: 3, constraint: null }
  const notBefore = { kind: 'not_before' as const, on: '2026-11-23' }
  const finishBy = { kind: 'must_finish_by' as const, on: '2026-11-23' }
  const implied = (given: Parameters<typeof impliedByDates>[1], more: object = {}) =>
    impliedByDates({ ...planned, ...more }, given)
  assert.deepEqual(implied({ startOn: '2026-11-23' }), { constraint: notBefore })
  assert.deepEqual(implied({ startOn: '2026-11-23', constraint: notBefore }), { constraint: notBefore })
  assert.deepEqual(implied({ startOn: null }, { constraint: notBefore }), { constraint: null })
  assert.deepEqual(implied({ startOn: null }, { constraint: finishBy }), { constraint: finishBy })
  assert.deepEqual(implied({ startOn: null, constraint: finishBy }), { constraint: finishBy })
  assert.deepEqual(implied({ dueOn: null }), { durationDays: null })
  assert.deepEqual(implied({ dueOn: null, durationDays: 2 }), {})
  assert.deepEqual(implied({ dueOn: '2026-11-23' }), {})
  assert.deepEqual(implied({ startOn: '2026-11-23', scheduling: 'manual' }), {})
  assert.deepEqual(implied({ startOn: '2026-11-23' }, { scheduling: 'manual' }), {})
  const automatic = implied({ startOn: '2026-11-23', scheduling: 'automatic' }, { scheduling: 'manual' })
  assert.deepEqual(automatic, { constraint: notBefore })
  const same = 'says the same as the constraint, or is left out'
  for (const constraint of [finishBy, null, { ...notBefore, on: '2026-11-24' }])
    refusesField(() => implied({ startOn: '2026-11-23', constraint }), '/startOn', 'constraint', same)
})

test('a duration counts working days up to and with the due date, and is one at least', () => {
  const until = (startOn: string, dueOn: string) => durationUntil(startOn, dueOn, week)
  assert.deepEqual([until('2026-11-23', '2026-11-23'), until('2026-11-20', '2026-11-23')], [1, 2])
  assert.equal(until('2026-11-21', '2026-11-22'), 1)
  const message = 'is not before 2026-11-24, the earliest day on which the task can start'
  refusesField(() => until('2026-11-24', '2026-11-23'), '/dueOn', 'order', message)
  const within = () => durationUntil('2026-11-24', '2026-11-23', week, '/tasks/2')
  refusesField(within, '/tasks/2/dueOn', 'order', message)
})

test('a template names only what is in it', () => {
  const check = (tasks: (Partial<NewTemplateTask> & { key: string })[], stages: string[] = []) =>
    refusalOf(() =>
      checkTemplate({ stages, tasks: tasks.map((each) => templateTask({ title: 'x', offsetDays: 0, ...each })) }),
    )
  const only = (tasks: Parameters<typeof check>[0], error: string, message: string) => {
    const { errors, message: told } = check(tasks)
    assert.deepEqual([errors, told], [[error], `${error.split(' ')[0]} ${message}`])
  }
  only([{ key: 'a' }, { key: 'a' }], '/tasks/1/key unique', 'a is used twice')
  only([{ key: 'a', stage: 'x' }], '/tasks/0/stage reference', 'names x, which is none of the stages')
  only([{ key: 'a', parentKey: 'a' }], '/tasks/0/parentKey self', 'names the task itself')
  const noTask = 'which is no task of this template'
  only([{ key: 'a', parentKey: 'b' }], '/tasks/0/parentKey reference', `names b, ${noTask}`)
  const milestone = { key: 'm', kind: 'milestone' as const }
  only([milestone, { key: 'a', parentKey: 'm' }], '/tasks/1/parentKey reference', `names m, ${noTask}`)
  const duration = 'is not for a milestone: it has no duration'
  only([{ ...milestone, durationDays: 1 }], '/tasks/0/durationDays milestone', duration)
  only([{ key: 'a', dependsOn: [{ key: 'a' }] }], '/tasks/0/dependsOn/0/key self', 'names the task itself')
  const unknown = 'names b, which is not in this template'
  only([{ key: 'a', dependsOn: [{ key: 'b' }] }], '/tasks/0/dependsOn/0/key reference', unknown)
  const circle = check([
    { key: 'a', dependsOn: [{ key: 'b' }] },
    { key: 'b', dependsOn: [{ key: 'a' }] },
  ])
  assert.equal(circle.code, 'dependency_cycle')
  const { path } = circle.extra as { path: string[] }
  assert.equal(circle.message, `They would wait for each other: ${path.join(' → ')}.`)
  const many = check(Array.from({ length: 60 }, () => ({ key: 'a', stage: 'x' })))
  assert.equal(many.errors?.length, 50)
})

test('a template’s task is kept with what was left out', () => {
  assert.deepEqual(templateTask({ key: 'a', title: 'Copy', offsetDays: 2, dependsOn: [{ key: 'b' }] }), {
    key: 'a',
    title: 'Copy',
    kind: 'task',
    description: '',
    stage: null,
    offsetDays: 2,
    durationDays: null,
    estimateMinutes: null,
    role: null,
    skills: [],
    priority: 'medium',
    required: true,
    parentKey: null,
    dependsOn: [{ key: 'b', type: 'FS', lagDays: 0 }],
    recurrence: null,
  })
})
