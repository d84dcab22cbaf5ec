import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from './problems.ts'
import { isOpenProject, moveProject, nextStatuses, type ProjectLife } from './project-life.ts'
import { PROJECT_STATUSES, type ProjectStatus } from './project.ts'

const now = new Date('2026-11-22T11:00:00.000Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()
const project = (status: ProjectStatus, more: Partial<ProjectLife> = {}): ProjectLife => ({
  status,
  statusBeforeHold: status === 'on_hold' ? 'onboarding' : null,
  closedAt: status === 'completed' || status === 'cancelled' ? daysAgo(1) : null,
  holdReason: status === 'on_hold' ? 'waiting' : null,
  holdUntil: null,
  closeReason: null,
  ...more,
})

const ALLOWED: Record<ProjectStatus, ProjectStatus[]> = {
  draft: ['onboarding', 'active', 'cancelled'],
  onboarding: ['active', 'on_hold', 'cancelled'],
  active: ['completed', 'on_hold', 'cancelled'],
  on_hold: ['onboarding', 'cancelled'],
  completed: ['active'],
  cancelled: ['active'],
}

test('a project moves where its life allows and nowhere else, and a refusal names where it may', () => {
  for (const from of PROJECT_STATUSES) {
    for (const to of PROJECT_STATUSES.filter((status) => status !== from)) {
      const go = () => moveProject(project(from), to, 'asked to', now)
      if (ALLOWED[from].includes(to)) assert.equal(go().status, to)
      else
        assert.throws(
          go,
          (error) =>
            error instanceof Problem &&
            error.code === 'invalid_transition' &&
            String(error.extra.allowed) === String(ALLOWED[from]),
        )
    }
  }
})

test('a project on hold goes back to where it was', () => {
  const held = moveProject(project('active'), 'on_hold', 'the client is away', now)
  assert.deepEqual([held.statusBeforeHold, held.holdReason], ['active', 'the client is away'])
  const back = moveProject(held, 'active', undefined, now)
  assert.deepEqual([back.statusBeforeHold, back.holdReason], [null, null])
})

test('holding, cancelling and reopening say why', () => {
  const needsWhy = (from: ProjectStatus, to: ProjectStatus) =>
    assert.throws(
      () => moveProject(project(from), to, undefined, now),
      (error) => error instanceof Problem && error.code === 'validation_error',
    )
  needsWhy('active', 'on_hold')
  needsWhy('draft', 'cancelled')
  needsWhy('completed', 'active')
  assert.equal(moveProject(project('onboarding'), 'active', undefined, now).status, 'active')
})

test('a closed project can be reopened for ninety days', () => {
  assert.deepEqual(nextStatuses(project('completed', { closedAt: daysAgo(90) }), now), ['active'])
  assert.deepEqual(nextStatuses(project('completed', { closedAt: daysAgo(91) }), now), [])
  assert.equal(moveProject(project('cancelled'), 'active', 'they came back', now).closedAt, null)
})

test('what a project was put on hold or closed for is kept until it moves on', () => {
  const reasons = (to: ProjectStatus, from: ProjectStatus, reason?: string) => {
    const { holdReason, closeReason, statusBeforeHold } = moveProject(project(from), to, reason, now)
    return [holdReason, closeReason, statusBeforeHold]
  }
  assert.deepEqual(reasons('on_hold', 'active', 'waiting'), ['waiting', null, 'active'])
  assert.deepEqual(reasons('cancelled', 'active', 'no budget'), [null, 'no budget', null])
  assert.deepEqual(reasons('completed', 'active', 'all done'), [null, 'all done', null])
  assert.deepEqual(reasons('completed', 'active'), [null, null, null])
  assert.deepEqual(reasons('active', 'onboarding', 'begun'), [null, null, null])
})

test('open is what is neither completed nor cancelled, and only what was closed long ago stays so', () => {
  assert.deepEqual(PROJECT_STATUSES.filter(isOpenProject), ['draft', 'onboarding', 'active', 'on_hold'])
  const future = new Date('2036-01-01')
  assert.deepEqual(nextStatuses(project('active'), future), ALLOWED.active)
})
