// What holds of people and their days: roles, time off, tokens.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkWindow, moveAllocation, ALLOCATION_STATUSES, type AllocationStatus } from './allocation.ts'
import { timeOffError } from './days-off.ts'
import { moveJob, JOB_STATUSES } from './job.ts'
import { inOrder, isActiveAdmin } from './person.ts'
import { Problem } from './problems.ts'
import { isNarrower } from './sign-in.ts'

const problem =
  (detail: string, extra: Record<string, unknown>) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof Problem)
    const { said: _, ...told } = error.extra
    assert.deepEqual([error.code, error.message, told], ['invalid_transition', detail, extra])
    return true
  }

test('the same roles are the same, in whatever order they are given', () => {
  assert.deepEqual(inOrder(['team_lead', 'project_admin']), ['project_admin', 'team_lead'])
  assert.deepEqual(inOrder([]), [])
})

test('an admin who is suspended is none', () => {
  assert.ok(isActiveAdmin({ roles: ['team_lead', 'project_admin'], active: true }))
  assert.ok(!isActiveAdmin({ roles: ['project_admin'], active: false }))
  assert.ok(!isActiveAdmin({ roles: ['project_manager'], active: true }))
})

test('time off ends after it begins, and within three years', () => {
  const error = (startOn: string, endOn: string) => timeOffError({ startOn, endOn })
  assert.equal(error('2026-11-23', '2026-11-23'), undefined)
  assert.equal(error('2026-11-23', '2026-11-22'), 'is not before startOn')
  assert.equal(error('2026-01-01', '2029-01-04'), undefined)
  assert.equal(error('2026-01-01', '2029-01-05'), 'makes it 1101 days, and 1100 are the most')
})

test('the window of a booking that changes in part is held to the same', () => {
  assert.equal(checkWindow('2026-11-23', '2026-11-23'), undefined)
  assert.equal(checkWindow('2026-11-23', '2026-11-22'), 'is not before startOn')
  assert.equal(checkWindow('2026-11-23', '2028-11-23'), 'makes it 732 days, and 731 are the most')
})

test('a booking becomes confirmed and released, and nothing comes back', () => {
  const next: Record<AllocationStatus, AllocationStatus[]> = {
    tentative: ['confirmed', 'released'],
    confirmed: ['released'],
    released: [],
  }
  for (const from of ALLOCATION_STATUSES)
    for (const to of ALLOCATION_STATUSES) {
      if (from === to || next[from].includes(to)) moveAllocation(from, to)
      else {
        const refusal = problem(`A booking that is ${from} can not become ${to}.`, { allowed: next[from] })
        assert.throws(() => moveAllocation(from, to), refusal)
      }
    }
})

test('work that failed is run again or dismissed, and what was dismissed is still run again', () => {
  const allowed = { failed: ['requested', 'dismissed'], dismissed: ['requested'], requested: [], done: [] }
  for (const status of JOB_STATUSES)
    for (const to of ['requested', 'dismissed'] as const) {
      const open: string[] = allowed[status]
      if (open.includes(to)) moveJob(status, to)
      else assert.throws(() => moveJob(status, to), problem(`The work is ${status}.`, { allowed: open }))
    }
})

test('a token may no more, and for no longer, than the one that makes it', () => {
  const [soon, later] = [new Date('2026-12-01'), new Date('2027-01-01')]
  const token = (scopes: string[], expiresAt: Date | undefined) => ({ scopes, expiresAt })
  const session = token(['*'], undefined)
  assert.ok(isNarrower(token(['*'], undefined), session))
  assert.ok(isNarrower(token(['task.read'], soon), session))
  const maker = token(['task.read', 'task.write'], soon)
  assert.ok(isNarrower(token(['task.read'], soon), maker))
  assert.ok(!isNarrower(token(['task.read', 'person.read'], soon), maker))
  assert.ok(!isNarrower(token(['*'], soon), maker))
  assert.ok(!isNarrower(token(['task.read'], later), maker))
  assert.ok(!isNarrower(token(['task.read'], undefined), maker))
})
