// What somebody is told, in English: one line of who did what to what, and a line for each thing where it is several.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shortLine, type Told, wordsOf } from './notice-words.ts'
import type { NoticeKind } from './notification.ts'
import { inEnglish, type Said } from './said.ts'

const english = (words: string | Said) => (typeof words === 'string' ? words : inEnglish(words))
const told = (kind: NoticeKind, ...things: Partial<Told>[]) => {
  const whole = things.map((thing) => ({ title: 'Copy', changes: {}, ...thing }))
  const { title, body } = wordsOf(kind, whole, 'Ada', null)
  return [english(title), english(body)]
}

test('a line is one line, and not longer than a line is read', () => {
  assert.equal(shortLine(' a\r\n\u0085b\u2028\u2029c\u0000\u007f '), 'a b c')
  assert.equal(shortLine('x'.repeat(120)), 'x'.repeat(120))
  assert.equal(shortLine('😀'.repeat(121)), `${'😀'.repeat(119)}…`)
  assert.equal(shortLine('abcdef', 4), 'abc…')
})

test('one thing is told by what happened to it', () => {
  const status = { status: { to: 'in_review' } }
  assert.deepEqual(told('task_assigned', {}), ['Ada assigned you “Copy”', ''])
  for (const kind of ['task_status_changed', 'project_status_changed', 'request_status_changed'] as const)
    assert.deepEqual(told(kind, { changes: status }), ['Ada moved “Copy” to in review', ''])
  assert.deepEqual(told('task_status_changed', {}), ['Ada moved “Copy” to ', ''])
  assert.deepEqual(told('project_assigned', {}), ['Ada put you on “Copy”', ''])
  const managed = { managerId: { to: 'ada' } }
  assert.deepEqual(told('project_assigned', { changes: managed }), ['Ada made you the manager of “Copy”', ''])
  const both = { ...managed, assignedTeam: { to: ['ada'] } }
  assert.deepEqual(told('project_assigned', { changes: both }), ['Ada put you on “Copy”', ''])
  assert.deepEqual(told('request_received', { changes: { id: { to: 'req_1' } } }), ['Ada asks: “Copy”', ''])
  assert.deepEqual(told('request_received', {}), ['Ada gave you the request “Copy”', ''])
  assert.deepEqual(told('message_received', { excerpt: 'Hello' }), ['Ada wrote about “Copy”', 'Hello'])
  assert.deepEqual(told('signal_raised', {}), ['Wants attention: “Copy”', ''])
  assert.deepEqual(told('weekly_digest', {}), ['Copy', ''])
})

test('moved dates are told from what to what', () => {
  const dates = { startOn: { from: null, to: '2026-11-23' }, dueOn: { from: '2026-11-27', to: '2026-11-30' } }
  const { startOn, dueOn } = dates
  const title = 'The dates of “Copy” moved'
  const both = 'start open → 2026-11-23, due 2026-11-27 → 2026-11-30'
  assert.deepEqual(told('schedule_changed', { changes: dates }), [title, both])
  assert.deepEqual(told('schedule_changed', { changes: { dueOn } }), [title, 'due 2026-11-27 → 2026-11-30'])
  assert.deepEqual(told('schedule_changed', { changes: { startOn } }), [title, 'start open → 2026-11-23'])
  assert.deepEqual(told('schedule_changed', {}), [title, ''])
})

test('a reason is told beside, and what was said before any reason', () => {
  const because = (changes: Told['changes'], excerpt?: string) => told('task_assigned', { changes, excerpt })[1]
  assert.equal(because({ reason: { to: 'no budget' } }), 'no budget')
  assert.equal(because({ note: { to: 'as agreed' } }), 'as agreed')
  assert.equal(because({ blockedReason: { to: 'waiting_client' } }), 'waiting client')
  assert.equal(because({ reason: { to: 'first' }, note: { to: 'second' } }), 'first')
  assert.equal(because({ note: { to: 'first' }, blockedReason: { to: 'second' } }), 'first')
  assert.equal(because({ reason: { to: 7 } }), '')
  assert.equal(because({ reason: { to: 'no budget' } }, 'What was said'), 'What was said')
  assert.equal(because({ reason: { to: 'x'.repeat(301) } }), `${'x'.repeat(299)}…`)
})

test('several things are counted in the title and told line by line', () => {
  const two = [{ title: 'Copy' }, { title: 'Design', changes: { status: { to: 'in_review' }, note: { to: 'soon' } } }]
  assert.deepEqual(told('task_assigned', ...two), ['Ada assigned you 2 tasks', 'Copy\nDesign: soon'])
  assert.deepEqual(told('task_status_changed', ...two), ['Ada moved 2 tasks', 'Copy: \nDesign: in review'])
  assert.deepEqual(told('schedule_changed', ...two), ['The dates of 2 tasks moved', 'Copy\nDesign'])
  assert.deepEqual(told('project_assigned', ...two), ['Ada put you on 2 projects', 'Copy\nDesign: soon'])
  assert.deepEqual(told('project_status_changed', ...two), ['Ada moved 2 projects', 'Copy: \nDesign: in review'])
  // Of other kinds the last is told.
  assert.deepEqual(told('signal_raised', ...two), ['Wants attention: “Design”', 'soon'])
})

test('of very many the first twenty have a line', () => {
  const many = (count: number) => told('task_assigned', ...Array.from({ length: count }, () => ({})))[1]?.split('\n')
  assert.deepEqual(many(20), Array(20).fill('Copy'))
  assert.deepEqual(many(22), [...Array(20).fill('Copy'), 'and 2 more'])
})

test('it says where it is, and who did it, in short', () => {
  const [copy, design] = ['Copy', 'Design'].map((title) => ({ title, changes: {} }))
  assert.ok(copy && design)
  assert.equal(english(wordsOf('signal_raised', [copy], 'Ada', 'Site').title), 'Wants attention: “Copy” in Site')
  const many = wordsOf('task_assigned', [copy, design], 'A'.repeat(61), 'S'.repeat(61)).title
  assert.equal(english(many), `${'A'.repeat(59)}… assigned you 2 tasks in ${'S'.repeat(59)}…`)
  assert.deepEqual(wordsOf('task_assigned', [], 'Ada', 'Site'), { title: '', body: '' })
})
