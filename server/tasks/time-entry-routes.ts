// What the outside may ask about time spent on tasks.
import { z } from 'zod'
import { Id, Instant } from '../../domain/fields.ts'
import { NewTimeEntry, TimeEntry, TimeEntryChange } from '../../domain/time-entry.ts'
import { endpoint } from '../platform/endpoint.ts'
import { createTimeEntry, deleteTimeEntry, updateTimeEntry } from './time-entry-operations.ts'
import {
  listMyTime,
  listTaskTime,
  MyTimeFilters,
  MyTimePage,
  TimeEntryFilters,
  TimeEntryPage,
} from './time-entry-queries.ts'

export const timeEntryRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/tasks/:taskId/time',
    may: 'time.read',
    summary: 'The time spent on a task; on a task one is only assigned to, one’s own.',
    query: TimeEntryFilters,
    reply: TimeEntryPage,
    run: (tx, { params, query }) => listTaskTime(tx, params.taskId, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/tasks/:taskId/time',
    may: 'time.write',
    summary: 'Records time spent on a task.',
    body: NewTimeEntry,
    reply: TimeEntry,
    status: 201,
    location: (entry) => `/v1/admin/projects/tasks/${(entry as TimeEntry).taskId}/time/${entry.id}`,
    problems: ['already_exists'],
    run: (tx, { params, body }) => createTimeEntry(tx, params.taskId, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/projects/tasks/:taskId/time/:entryId',
    may: 'time.write',
    summary: 'Corrects an entry: its day, minutes or note.',
    body: TimeEntryChange,
    reply: TimeEntry,
    run: (tx, { params, body }) => updateTimeEntry(tx, params.taskId, params.entryId, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/projects/tasks/:taskId/time/:entryId',
    may: 'time.write',
    summary: 'Takes an entry back.',
    reply: z.strictObject({ id: Id, deletedAt: Instant }),
    run: (tx, { params }) => deleteTimeEntry(tx, params.taskId, params.entryId),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/me/time',
    may: 'me.read',
    summary: 'The time I recorded, day by day.',
    query: MyTimeFilters,
    reply: MyTimePage,
    run: (tx, { query }) => listMyTime(tx, query),
  }),
]
