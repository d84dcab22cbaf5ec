// Why a task starts when it does, as a sentence.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HeldBy } from './schedule.ts'
import { explain } from './why.ts'

const why = (...heldBy: HeldBy[]) => explain({ startOn: '2026-11-23', heldBy })
type Predecessor = Extract<HeldBy, { kind: 'predecessor' }>
const after: Predecessor = {
  kind: 'predecessor',
  taskId: 'copy',
  title: 'Copy',
  type: 'FS',
  lagDays: 0,
  lagMinutes: null,
  on: '2026-11-20',
  within: null,
}

test('what nothing holds is where it was put, and without a date what could give it one is named', () => {
  assert.equal(why(), 'It is where it was put; nothing else holds it.')
  const nothing = 'Nothing gives it a date: neither the project’s start, nor a task it waits for, nor a constraint.'
  assert.equal(explain({ startOn: null, heldBy: [] }), nothing)
})

test('a task that it waits for is named with the link, its lag and its date', () => {
  assert.equal(why(after), 'It starts after “Copy” finishes, on 2026-11-20.')
  assert.equal(why({ ...after, type: 'SS' }), 'It starts after “Copy” starts, on 2026-11-20.')
  assert.equal(why({ ...after, type: 'FF' }), 'It finishes after “Copy” finishes, on 2026-11-20.')
  assert.equal(why({ ...after, type: 'SF' }), 'It finishes after “Copy” starts, on 2026-11-20.')
  assert.equal(why({ ...after, lagDays: 2 }), 'It starts after “Copy” finishes plus 2 working days, on 2026-11-20.')
  assert.equal(why({ ...after, lagDays: -1 }), 'It starts after “Copy” finishes minus 1 working days, on 2026-11-20.')
  const minutes = why({ ...after, lagDays: 1, lagMinutes: 90 })
  assert.equal(minutes, 'It starts after “Copy” finishes plus 90 working minutes, on 2026-11-20.')
  assert.equal(why({ ...after, title: null, on: null }), 'It starts after a task that you may not see finishes.')
  const part = why({ ...after, within: 'build' })
  assert.equal(part, 'What it is part of starts after “Copy” finishes, on 2026-11-20.')
})

test('days on which nobody works are named, the holidays by name, many as first and last', () => {
  const off = (days: string[], holidays: string[] = []): HeldBy => ({ kind: 'calendar', days, holidays })
  assert.equal(why(off(['2026-12-25'], ['Christmas'])), 'Nobody works on 2026-12-25 (Christmas).')
  assert.equal(why(off(['2026-11-21', '2026-11-22'])), 'Nobody works on 2026-11-21, 2026-11-22.')
  const days = ['2026-12-24', '2026-12-25', '2026-12-26', '2026-12-27']
  assert.equal(why(off(days)), `Nobody works on ${days.join(', ')}.`)
  assert.equal(why(off([...days, '2026-12-28'])), 'Nobody works on 2026-12-24 to 2026-12-28 (5 days).')
  const person = { kind: 'person', days: ['2026-11-23'] } as HeldBy
  assert.equal(why(person), 'Nobody who does it works on 2026-11-23.')
})

test('constraints, the project’s start, parts and pins are told, each reason once', () => {
  const constraint = { kind: 'constraint', on: '2026-11-23', within: null } as HeldBy
  assert.equal(why(constraint), 'It is not to start before 2026-11-23.')
  const within = { ...constraint, within: 'build' } as HeldBy
  assert.equal(why(within), 'It is not to start before 2026-11-23, nor is anything that is part of the same task.')
  const start = { kind: 'project_start', on: '2026-11-23' } as HeldBy
  assert.equal(why(start), 'The project starts on 2026-11-23.')
  assert.equal(why({ kind: 'children' } as HeldBy), 'Its first part starts then.')
  const pins = {
    manual: 'It is scheduled by hand and stays where it was put.',
    started: 'It has begun, and started work does not move.',
    finished: 'It is done, and finished work does not move.',
    cancelled: 'It is cancelled.',
  }
  for (const [reason, sentence] of Object.entries(pins)) assert.equal(why({ kind: 'pin', reason } as HeldBy), sentence)
  const both = 'It starts after “Copy” finishes, on 2026-11-20, and the project starts on 2026-11-23.'
  assert.equal(why(after, start), both)
})
