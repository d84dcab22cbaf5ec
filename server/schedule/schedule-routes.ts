// What the outside may ask and change about schedules: of a project, of people, of oneself.
import { z } from 'zod'
import { ChangedSchedule, MySchedule, PeopleSchedule, ProjectSchedule, ScheduleChange } from '../../domain/schedule.ts'
import { endpoint } from '../platform/endpoint.ts'
import { getMySchedule, getPeopleSchedule, PeopleScheduleQuery } from './people-schedule-queries.ts'
import { updateSchedule } from './schedule-operations.ts'
import { getProjectSchedule, ScheduleQuery } from './schedule-queries.ts'

export const scheduleRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/schedule',
    may: 'schedule.read',
    summary: 'A project’s tasks, bookings and people over some days, and what does not fit.',
    query: ScheduleQuery,
    reply: ProjectSchedule,
    run: (tx, { params, query }) => getProjectSchedule(tx, params.projectId, query),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/projects/:projectId/schedule',
    may: 'schedule.update',
    summary: 'Changes dates and bookings of a project, all of them or none.',
    preview: true,
    query: ScheduleQuery,
    body: ScheduleChange,
    reply: ChangedSchedule,
    problems: [
      'allocation_not_found',
      'already_exists',
      'dependency_cycle',
      'invalid_transition',
      'schedule_conflict',
      'task_assignment_error',
    ],
    run: (tx, { params, query, body }) => updateSchedule(tx, params.projectId, body, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/schedule',
    may: 'schedule.people',
    summary: 'People and their days: what each holds, what is booked, and by what.',
    query: PeopleScheduleQuery,
    reply: PeopleSchedule,
    run: (tx, { query }) => getPeopleSchedule(tx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/me/schedule',
    may: 'me.read',
    summary: 'My days, my bookings and my tasks on them.',
    query: z.strictObject({ from: ScheduleQuery.shape.from, to: ScheduleQuery.shape.to }),
    reply: MySchedule,
    run: (tx, { query }) => getMySchedule(tx, query),
  }),
]
