import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from './problems.ts'
import { TASK_STATUSES, type TaskStatus, type TaskStatusChange } from './task.ts'
import { moveTask, nextTaskStatuses, type TaskLife } from './task-life.ts'
import { checkTaskFields } from './task-dates.ts'

const now = new Date('2026-11-22T11:00:00.000Z')
const task = (status: TaskStatus, more: Partial<TaskLife> = {}): TaskLife => ({
  status,
  statusBeforeBlock: status === 'blocked' ? 'in_progress' : null,
  progress: status === 'completed' ? 100 : 40,
  blockedReason: status === 'blocked' ? 'waiting_client' : null,
  completionNotes: null,
  completedAt: status === 'completed' ? now.toISOString() : null,
  ...more,
})
const move = (from: TaskLife, change: TaskStatusChange, seen: string[] = [], hidden = 0) =>
  moveTask(from, change, { waitsFor: { seen, hidden }, progressBefore: 40, now })
const problem =
  (code: string, extra: object = {}) =>
  (error: unknown) => {
    assert.ok(error instanceof Problem)
    assert.equal(error.code, code)
    for (const [name, value] of Object.entries(extra)) assert.deepEqual(error.extra[name], value)
    return true
  }
/** Everything a move could need, so that only the move itself can be refused. */
const withAll = (status: TaskStatus): TaskStatusChange => ({
  status,
  reason: 'asked to',
  ...(status === 'blocked' && { blockedReason: 'waiting_client' as const }),
})

const ALLOWED: Record<TaskStatus, TaskStatus[]> = {
  pending: ['in_progress', 'completed', 'blocked', 'cancelled'],
  in_progress: ['in_review', 'completed', 'blocked', 'cancelled'],
  in_review: ['completed', 'in_progress', 'blocked', 'cancelled'],
  blocked: ['in_progress', 'cancelled'],
  completed: ['in_progress'],
  cancelled: [],
}

test('a task moves where its life allows and nowhere else, and a refusal names where it may', () => {
  for (const from of TASK_STATUSES) {
    for (const to of TASK_STATUSES.filter((status) => status !== from)) {
      if (ALLOWED[from].includes(to)) assert.equal(move(task(from), withAll(to)).status, to)
      else assert.throws(() => move(task(from), withAll(to)), problem('invalid_transition', { allowed: ALLOWED[from] }))
    }
  }
})

test('a blocked task goes back to where it was', () => {
  const blocked = move(task('in_review'), { status: 'blocked', blockedReason: 'waiting_client' })
  assert.equal(blocked.statusBeforeBlock, 'in_review')
  assert.deepEqual(nextTaskStatuses(blocked), ['in_review', 'cancelled'])
  assert.equal(move(blocked, { status: 'in_review' }).blockedReason, null)
})

test('completing makes progress 100; progress 100 completes nothing', () => {
  assert.equal(move(task('in_progress'), { status: 'completed' }).progress, 100)
  assert.equal(move(task('in_progress'), { progress: 100 }).status, 'in_progress')
  assert.throws(() => move(task('in_progress'), { status: 'completed', progress: 60 }), problem('validation_error'))
})

test('what waits for open tasks is not completed, but may begin', () => {
  assert.throws(
    () => move(task('pending'), { status: 'completed' }, ['copy']),
    problem('invalid_transition', { blockedBy: ['copy'], allowed: ['in_progress', 'blocked', 'cancelled'] }),
  )
  assert.equal(move(task('pending'), { status: 'in_progress' }, ['copy']).status, 'in_progress')
  // What the caller may not see keeps it back all the same, and is counted.
  assert.throws(
    () => move(task('pending'), { status: 'completed' }, [], 2),
    problem('invalid_transition', { blockedBy: [], blockedByHidden: 2 }),
  )
})

test('reopening says why and returns to the progress from before', () => {
  assert.throws(() => move(task('completed'), { status: 'in_progress' }), problem('validation_error'))
  const reopened = move(task('completed', { completionNotes: 'done' }), {
    status: 'in_progress',
    reason: 'the client saw a typo',
  })
  assert.deepEqual([reopened.progress, reopened.completedAt, reopened.completionNotes], [40, null, null])
})

test('blocking says why, and words that do not go with the move are refused', () => {
  assert.throws(() => move(task('pending'), { status: 'blocked' }), problem('validation_error'))
  assert.throws(
    () => move(task('pending'), { status: 'in_progress', completionNotes: 'done' }),
    problem('validation_error'),
  )
  assert.throws(
    () => move(task('pending'), { status: 'in_progress', blockedReason: 'other' }),
    problem('validation_error'),
  )
})

test('the progress of what is closed does not change', () => {
  assert.throws(() => move(task('cancelled'), { progress: 50 }), problem('invalid_transition'))
  assert.throws(() => move(task('completed'), { progress: 50 }), problem('invalid_transition'))
})

test('a milestone has one day and no duration; only a milestone bills', () => {
  const fields = {
    kind: 'milestone' as const,
    startOn: '2026-11-23',
    dueOn: '2026-11-23',
    durationDays: null,
    billableMinor: 5000,
  }
  checkTaskFields(fields)
  assert.throws(() => checkTaskFields({ ...fields, dueOn: '2026-11-24' }), problem('validation_error'))
  assert.throws(() => checkTaskFields({ ...fields, durationDays: 1 }), problem('validation_error'))
  assert.throws(() => checkTaskFields({ ...fields, kind: 'task' }), problem('validation_error'))
  assert.throws(
    () => checkTaskFields({ ...fields, kind: 'task', billableMinor: null, dueOn: '2026-11-20' }),
    problem('validation_error'),
  )
})
