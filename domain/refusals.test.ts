// What the law refuses, in the words in which people read it, with the field and the rule that a program reads.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusalOf, refusesField, refusesMove } from '../test/bodies.ts'
import { alertMoves } from './alert.ts'
import { moveProject, type ProjectLife } from './project-life.ts'
import { moveRequest, stepsTo } from './request.ts'
import { autoResolved, moveSignal, type SignalLife, type SignalStatusChange, woken } from './signal.ts'
import { checkedSubscription } from './subscription.ts'
import { moveTask, type TaskLife } from './task-life.ts'
import type { RequestLife } from './request-life.ts'

const now = new Date('2026-11-26T12:00:00.000Z')

const task: TaskLife = {
  status: 'in_progress',
  statusBeforeBlock: null,
  progress: 40,
  blockedReason: null,
  completionNotes: null,
  completedAt: null,
}
const completed: TaskLife = { ...task, status: 'completed', progress: 100, completedAt: now.toISOString() }
const blocked: TaskLife = { ...task, status: 'blocked', blockedReason: 'capacity' }
const around = { waitsFor: { seen: [], hidden: 0 }, progressBefore: 60, now }
const moves = (from: TaskLife, change: Parameters<typeof moveTask>[1]) => () => moveTask(from, change, around)

test('a task that moves says what its move needs, and nothing that goes with another', () => {
  refusesField(moves(task, { status: 'blocked' }), '/blockedReason', 'required', 'is needed to block a task')
  refusesField(moves(completed, { status: 'in_progress' }), '/reason', 'required', 'is needed to reopen a task')
  const half = moves(task, { status: 'completed', progress: 50 })
  refusesField(half, '/progress', 'completed', 'is 100 on a completed task')
  const notes = moves(task, { completionNotes: 'x', progress: 50 })
  refusesField(notes, '/completionNotes', 'completed', 'goes with status completed')
  const reason = moves(task, { status: 'in_review', blockedReason: 'other' })
  refusesField(reason, '/blockedReason', 'blocked', 'goes with status blocked')
  const both = refusalOf(moves(task, { status: 'in_review', blockedReason: 'other', completionNotes: 'x' }))
  assert.deepEqual(both.errors, ['/completionNotes completed', '/blockedReason blocked'])
})

test('a task that can not move there says where it may', () => {
  const allowed = ['in_review', 'completed', 'blocked', 'cancelled']
  refusesMove(moves(task, { status: 'pending' }), 'A task that is in progress can not become to do.', { allowed })
  const waitsFor = { seen: ['copy'], hidden: 1 }
  const waiting = () => moveTask(task, { status: 'completed' }, { ...around, waitsFor })
  refusesMove(waiting, 'It waits for tasks that are still open.', {
    allowed: ['in_review', 'blocked', 'cancelled'],
    blockedBy: ['copy'],
    blockedByHidden: 1,
  })
  const seen = () => moveTask(task, { status: 'completed' }, { ...around, waitsFor: { seen: ['copy'], hidden: 0 } })
  assert.deepEqual(Object.keys(refusalOf(seen).extra), ['allowed', 'blockedBy'])
  const progress = moves(completed, { progress: 50 })
  refusesMove(progress, 'The progress of a task that is completed does not change.', { allowed: ['in_progress'] })
})

test('a move keeps what belongs to where it goes', () => {
  const after = (from: TaskLife, change: Parameters<typeof moveTask>[1]) => moves(from, change)()
  const done = { status: 'completed', progress: 100, completionNotes: 'Sent', completedAt: now.toISOString() }
  assert.deepEqual(after(task, { status: 'completed', completionNotes: 'Sent', progress: 100 }), { ...task, ...done })
  const review = after(task, { status: 'in_review', progress: 70 })
  assert.deepEqual(review, { ...task, status: 'in_review', progress: 70 })
  assert.deepEqual(after(task, { status: 'in_review' }), { ...task, status: 'in_review' })
  const back = after(completed, { status: 'in_progress', reason: 'Typo' })
  assert.deepEqual(back, { ...task, progress: 60 })
  assert.equal(after(completed, { status: 'in_progress', reason: 'Typo', progress: 90 }).progress, 90)
  assert.equal(after(blocked, { status: 'blocked', progress: 50 }).blockedReason, 'capacity')
  assert.equal(after(blocked, { status: 'blocked', blockedReason: 'other' }).blockedReason, 'other')
  assert.deepEqual(after(completed, { completionNotes: 'Sent' }), { ...completed, completionNotes: 'Sent' })
  assert.equal(after({ ...completed, completionNotes: 'Sent' }, { progress: 100 }).completionNotes, 'Sent')
  assert.equal(after(blocked, { status: 'pending' }).status, 'pending')
})

test('a project says where it may go and why it goes there', () => {
  const active: ProjectLife = {
    status: 'active',
    statusBeforeHold: null,
    closedAt: null,
    holdReason: null,
    holdUntil: null,
    closeReason: null,
  }
  const allowed = ['completed', 'on_hold', 'cancelled']
  const draft = 'A project that is active can not become draft.'
  refusesMove(() => moveProject(active, 'draft', undefined, now), draft, { allowed })
  const hold = () => moveProject(active, 'on_hold', undefined, now)
  refusesField(hold, '/reason', 'required', 'is needed to move from active to on hold')
})

test('a request says where it may go, and is reopened with a reason before it is processed', () => {
  const life: RequestLife = { status: 'completed', closedAt: now.toISOString(), resolutionStatus: 'completed' }
  const accepted = 'A request that is completed can not become accepted.'
  refusesMove(() => moveRequest(life, 'accepted', 'x', now), accepted, { allowed: ['in_review'] })
  const reopened = () => moveRequest(life, 'in_review', undefined, now)
  refusesField(reopened, '/reason', 'required', 'is needed to reopen a request')
  const closed = 'A request that is completed is reopened before it is processed.'
  refusesMove(() => stepsTo(life, 'accepted', now), closed, { allowed: ['in_review'] })
})

test('an alert that is cleared stays so, and what it is already it becomes without a word', () => {
  assert.deepEqual([alertMoves('open', 'cleared'), alertMoves('cleared', 'cleared')], [true, false])
  const cleared = 'An alert that is cleared can not be acknowledged.'
  refusesMove(() => alertMoves('cleared', 'acknowledged'), cleared, { allowed: [] })
})

test('a signal says what its move needs, and nothing that goes with another', () => {
  const pending: SignalLife = { status: 'pending', snoozedUntil: null, resolution: null, closedAt: null }
  const move = (change: SignalStatusChange) => () => moveSignal(pending, change, now)
  const until = 'is needed: until when is it to wait?'
  refusesField(move({ status: 'snoozed' }), '/snoozedUntil', 'required', until)
  const past = move({ status: 'snoozed', snoozedUntil: now.toISOString() })
  refusesField(past, '/snoozedUntil', 'future', 'is in the future')
  const far = move({ status: 'snoozed', snoozedUntil: '2027-02-24T12:00:00.001Z' })
  refusesField(far, '/snoozedUntil', 'days', 'is at most 90 days ahead')
  assert.equal(
    move({ status: 'snoozed', snoozedUntil: '2027-02-24T13:00:00+01:00' })().snoozedUntil,
    '2027-02-24T12:00:00.000Z',
  )
  refusesField(move({ status: 'dismissed' }), '/reason', 'required', 'is needed: why is nothing done about it?')
  refusesField(move({ status: 'completed' }), '/resolution', 'required', 'is needed: what was done about it?')
  const strange = { snoozedUntil: '2026-12-01T00:00:00Z', reason: 'x', resolution: 'y' }
  const { errors, message } = refusalOf(move({ status: 'acknowledged', ...strange }))
  assert.deepEqual(errors, ['/snoozedUntil snoozed', '/reason dismissed', '/resolution completed'])
  assert.match(message, /^\/snoozedUntil goes with status snoozed; \/reason goes with status dismissed; /)
  assert.equal(move({ status: 'dismissed', reason: 'x' })().resolution, 'x')
  assert.equal(move({ status: 'completed', resolution: 'y' })().resolution, 'y')
  assert.equal(move({ status: 'acknowledged' })().resolution, null)
  const resolved = { status: 'auto_resolved', snoozedUntil: null, resolution: 'Paid', closedAt: now.toISOString() }
  assert.deepEqual(autoResolved('Paid', now), resolved)
  const sleeping: SignalLife = { ...pending, status: 'snoozed', snoozedUntil: '2026-12-01T00:00:00.000Z' }
  assert.deepEqual(woken(sleeping), pending)
  const cancelled = 'A signal that is dismissed can not become new.'
  const dismissed = () => moveSignal({ ...pending, status: 'dismissed' }, { status: 'pending' }, now)
  refusesMove(dismissed, cancelled, { allowed: [] })
})

test('a subscription’s facts fit together', () => {
  const kept = {
    status: 'active' as const,
    canceledAt: null,
    currentPeriodStart: null,
    currentPeriodEnd: null,
    provider: null,
    externalId: null,
  }
  const checked = (more: object, before?: object) => () =>
    checkedSubscription(before && { ...kept, ...before }, { ...kept, ...more }, now)
  const stays = 'A subscription that is canceled stays so; add a new one.'
  refusesMove(checked({}, { status: 'canceled' }), stays, { allowed: [] })
  const [from, to] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']
  const order = checked({ currentPeriodStart: from, currentPeriodEnd: from })
  refusesField(order, '/currentPeriodEnd', 'order', 'is after currentPeriodStart')
  for (const period of [{ currentPeriodStart: from, currentPeriodEnd: to }, { currentPeriodEnd: to }])
    assert.deepEqual(checked(period)(), { ...kept, ...period })
  const together = 'goes with the other: provider and externalId are both given, or neither'
  refusesField(checked({ externalId: 'sub_1' }), '/provider', 'together', together)
  refusesField(checked({ provider: 'shop' }), '/externalId', 'together', together)
  assert.equal(checked({ provider: 'shop', externalId: 'sub_1' })().provider, 'shop')
  refusesField(checked({ canceledAt: from }), '/canceledAt', 'canceled', 'goes with status canceled')
  const future = checked({ status: 'canceled', canceledAt: to })
  refusesField(future, '/canceledAt', 'future', 'is not in the future')
})
