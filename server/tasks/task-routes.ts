// What the outside may ask about tasks.
import { z } from 'zod'
import { Id, Instant } from '../../domain/fields.ts'
import { Why } from '../../domain/schedule.ts'
import { NewTask, TaskChange, TaskStatusChange, TaskWithHistory } from '../../domain/task.ts'
import { explainTask } from '../planning/why.ts'
import { endpoint } from '../platform/endpoint.ts'
import { createTask } from './create-task.ts'
import { deleteTask, updateTaskStatus } from './task-operations.ts'
import { updateTask } from './update-task.ts'
import { getTask, listMyTasks, listProjectTasks, MyTaskPage, TaskFilters, TaskPage } from './task-queries.ts'

const address = (task: { id: string }) => `/v1/admin/projects/tasks/${task.id}`

export const taskRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/tasks',
    may: 'task.read',
    kept: 'project',
    summary: 'The tasks of a project, with their status and people.',
    query: TaskFilters,
    reply: TaskPage,
    run: (tx, { params, query }) => listProjectTasks(tx, params.projectId, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/:projectId/tasks',
    may: 'task.create',
    summary: 'Adds a task, or a milestone, to a project.',
    preview: true,
    body: NewTask,
    reply: TaskWithHistory,
    status: 201,
    location: address,
    problems: ['already_exists', 'dependency_cycle', 'invalid_transition'],
    run: (tx, { params, body }) => createTask(tx, params.projectId, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/tasks/:taskId',
    may: 'task.read',
    kept: 'everything',
    summary: 'One task with its history.',
    reply: TaskWithHistory,
    run: (tx, { params }) => getTask(tx, params.taskId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/projects/tasks/:taskId',
    may: 'task.update',
    summary: 'Changes a task: its people, dates, dependencies and the rest, but not its status.',
    preview: true,
    body: TaskChange,
    reply: TaskWithHistory,
    problems: ['dependency_cycle'],
    run: (tx, { params, body }) => updateTask(tx, params.taskId, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/projects/tasks/:taskId',
    may: 'task.delete',
    summary: 'Takes a task out of every view.',
    preview: true,
    reply: z.strictObject({ id: Id, deletedAt: Instant }),
    run: (tx, { params }) => deleteTask(tx, params.taskId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/projects/tasks/:taskId/status',
    may: 'task.update_status',
    summary: 'Moves a task along its life: status, progress or both.',
    preview: true,
    body: TaskStatusChange,
    reply: TaskWithHistory,
    problems: ['invalid_transition'],
    run: (tx, { params, body }) => updateTaskStatus(tx, params.taskId, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/tasks/:taskId/why',
    may: 'task.read',
    summary: 'Why the task has the dates it has.',
    reply: Why,
    run: (tx, { params }) => explainTask(tx, params.taskId),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/me/tasks',
    may: 'me.read',
    kept: 'everything',
    summary: 'The tasks I am assigned to.',
    query: TaskFilters,
    reply: MyTaskPage,
    run: (tx, { query }) => listMyTasks(tx, query),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/me/tasks/:taskId/status',
    may: 'me.update_task_status',
    summary: 'Moves a task I am assigned to.',
    body: TaskStatusChange,
    reply: TaskWithHistory,
    problems: ['invalid_transition'],
    run: (tx, { params, body }) => updateTaskStatus(tx, params.taskId, body),
  }),
]
