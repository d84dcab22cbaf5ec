// What a caller is told when something is wrong.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalid, invalidField, notFound, Problem, PROBLEMS, worded } from './problems.ts'
import { say } from './said.ts'

test('a problem has the status of its code, unless what was sent can not be read', () => {
  const problem = new Problem('version_conflict', 'Somebody was quicker', { fields: ['name'] })
  assert.deepEqual(
    [problem.name, problem.message, problem.code, problem.status, problem.extra],
    ['Problem', 'Somebody was quicker', 'version_conflict', 412, { fields: ['name'] }],
  )
  assert.equal(new Problem('validation_error', 'No JSON', {}, 400).status, 400)
})

test('what can be said in other languages is told in English, and taken apart beside', () => {
  const said = say`${'Ada'} is away`
  const problem = new Problem('in_use', said, { count: 2 })
  assert.equal(problem.message, 'Ada is away')
  assert.deepEqual(problem.extra, { count: 2, said })
  assert.deepEqual(worded(said), { message: 'Ada is away', said })
  assert.deepEqual(worded('is away'), { message: 'is away' })
})

test('what is wrong with a body is told field by field', () => {
  const errors = [
    { pointer: '/name', rule: 'required', message: 'is needed' },
    { pointer: '?sort', rule: 'enum', message: 'is unknown' },
  ]
  const problem = invalid(errors)
  assert.deepEqual([problem.code, problem.status], ['validation_error', 422])
  assert.equal(problem.message, '/name is needed; ?sort is unknown')
  assert.deepEqual(problem.extra, { errors })
  assert.equal(invalid(errors, 400).status, 400)
  const one = invalidField('/dueOn', 'order', say`is after ${'2026-11-23'}`)
  assert.equal(one.message, '/dueOn is after 2026-11-23')
  const { said, ...error } = (one.extra.errors as { said?: unknown }[])[0] ?? {}
  assert.deepEqual(error, { pointer: '/dueOn', rule: 'order', message: 'is after 2026-11-23' })
  assert.deepEqual(said, say`is after ${'2026-11-23'}`)
})

test('whatever can not be found is called by its name, and says no more', () => {
  const names = {
    organization: 'organisation',
    communication: 'message',
    client_link: 'client link',
    activity: 'entry of the activity',
    billing_entry: 'billing entry',
    time_entry: 'time entry',
    time_off: 'time off',
    feed: 'calendar feed',
    sync: 'run',
    task: 'task',
  } as const
  for (const [thing, name] of Object.entries(names)) {
    const problem = notFound(thing as keyof typeof names)
    assert.equal(problem.message, `There is no such ${name}, or it is not yours to see.`)
    assert.deepEqual([problem.code, problem.status], [`${thing}_not_found`, 404])
  }
})

test('each status is one that HTTP has for it, and each title says something', () => {
  for (const [code, [status, title]] of Object.entries(PROBLEMS)) {
    assert.ok(status >= 400 && status <= 503, code)
    assert.match(title, /^[A-Z][^.]{4,}$/, code)
    if (code.endsWith('_not_found')) assert.equal(status, 404, code)
  }
})
