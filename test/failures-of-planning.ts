// What can be wrong with plans and bookings: how to provoke it, and what the answer carries.
import assert from 'node:assert/strict'
import type { Failure } from './failures-provoked.ts'

const projects = '/v1/admin/projects'
const allDay = { personId: 'mia', startOn: '2026-11-23', endOn: '2026-11-24', minutesPerDay: 480 }

export const PLANNING_FAILURES: Failure[] = [
  {
    says: 'an unknown allocation',
    code: 'allocation_not_found',
    status: 404,
    when: (a) => a.ada.put(`${projects}/site/schedule`, { allocations: { remove: ['none'] } }),
  },
  {
    says: 'an unknown time off',
    code: 'time_off_not_found',
    status: 404,
    when: (a) => a.ada.delete('/v1/admin/people/mia/time-off/none'),
  },
  {
    says: 'an unknown holiday',
    code: 'holiday_not_found',
    status: 404,
    when: (a) => a.ada.delete('/v1/admin/holidays/none'),
  },
  {
    says: 'an unknown baseline',
    code: 'baseline_not_found',
    status: 404,
    when: (a) => a.ada.get(`${projects}/site/baselines/none`),
  },
  {
    says: 'somebody booked twice on the same days',
    code: 'schedule_conflict',
    status: 409,
    given: (a) => a.ada.put(`${projects}/ads/schedule`, { allocations: { create: [allDay] } }),
    when: (a) => a.ada.put(`${projects}/site/schedule`, { allocations: { create: [allDay] } }),
    also: ({ body }) => {
      assert.deepEqual(
        body.conflicts.map(({ date, minutesOver }: { date: string; minutesOver: number }) => [date, minutesOver]),
        [
          ['2026-11-23', 480],
          ['2026-11-24', 480],
        ],
      )
      assert.deepEqual(body.offers.windows, [{ startOn: '2026-11-25', endOn: '2026-11-26' }])
    },
  },
  {
    says: 'a task for somebody who has no time left between its dates',
    code: 'task_assignment_error',
    status: 409,
    given: (a) => a.ada.put(`${projects}/ads/schedule`, { allocations: { create: [allDay] } }),
    when: (a) =>
      a.ada.adds('site', {
        title: 'More copy',
        startOn: '2026-11-23',
        dueOn: '2026-11-24',
        estimateMinutes: 60,
        assigneeIds: ['mia'],
      }),
    also: ({ body }) => {
      assert.deepEqual([body.reasons[0].reason, body.reasons[0].freeMinutes], ['not_enough_time', 0])
      assert.equal(body.offers.windows.length, 1)
    },
  },
  {
    says: 'a plan that is not the one that was previewed',
    code: 'plan_changed',
    status: 409,
    when: (a) => a.ada.put(`${projects}/tasks/copy?planHash=another`, { title: 'Other words' }),
    also: ({ body }) => assert.equal(body.changes[0].changes.title.to, 'Other words'),
  },
]
