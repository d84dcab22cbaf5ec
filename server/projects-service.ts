// The original document's own calls, in process: the same operations as over HTTP, one line each.
import type { z } from 'zod'
import type { Permission } from '../domain/permissions.ts'
import { NewProject, ProjectChange, type ListedProject, type Project } from '../domain/project.ts'
import { RequestProcessing, type ProcessedRequest, type RequestWithThread } from '../domain/request.ts'
import { NewTask, TaskStatusChange, type Task, type TaskWithHistory } from '../domain/task.ts'
import { invalid } from '../domain/problems.ts'
import { NewPulseMetrics, type ProjectPulse } from '../domain/pulse.ts'
import { contextFor, loadActor } from './access/actor.ts'
import type { Database } from './platform/database.ts'
import type { Work } from './platform/outcome.ts'
import { parsed } from './platform/json.ts'
import type { Page } from './platform/page.ts'
import { fieldErrors } from './platform/problem-reply.ts'
import { reading, transaction, type Tx } from './platform/transaction.ts'
import { createProject } from './projects/create-project.ts'
import { deleteProject, updateProject, type Deletion } from './projects/project-operations.ts'
import { listProjects, ProjectFilters } from './projects/project-queries.ts'
import { getProjectPulse, updatePulseMetrics } from './pulse/pulse-operations.ts'
import { PulseQuery } from './pulse/pulse-queries.ts'
import { processRequest } from './requests/process-request.ts'
import { listProjectRequests, RequestFilters } from './requests/request-queries.ts'
import { createTask } from './tasks/create-task.ts'
import { updateTaskStatus } from './tasks/task-operations.ts'
import { listProjectTasks, TaskFilters } from './tasks/task-queries.ts'

/** Whoever acts: a person of the organisation, by id. What they may do is read from the database, not from here. */
export interface User {
  id: string
}
/** Filters by the names of the query; several values as an array. */
export type Filters = Record<string, string | boolean | readonly string[]>
export interface Paging {
  page?: number
  limit?: number
  cursor?: string
  /** `{ updatedAt: -1 }`: by one field, descending. */
  sort?: Record<string, 1 | -1>
}

/**
 * The operations of one organisation. `reader` is who reads where a call names nobody.
 * Everything is checked as over HTTP; a refusal is thrown as a `Problem`.
 */
export function projectsServiceFor(house: {
  database: Database
  organizationId: string
  reader: User
  clock?: () => Date
}) {
  const { database, organizationId, reader, clock = () => new Date() } = house
  const as = async (user: User, may: Permission) =>
    contextFor(await loadActor(database, organizationId, user.id), may, clock())
  const read = async <T>(may: Permission, work: (tx: Tx) => Promise<T>) =>
    reading(database, await as(reader, may), work)
  const write = async <T>(user: User, may: Permission, work: Work<T>) =>
    transaction(database, await as(user, may), work)

  return {
    getAllProjects: (filters: Filters = {}, paging: Paging = {}): Promise<Page<ListedProject>> =>
      read('project.list', async (tx) =>
        parsed(await listProjects(tx, checked(ProjectFilters, query(filters, paging)))),
      ),
    createProject: (input: z.input<typeof NewProject>, user: User): Promise<Project> =>
      write(user, 'project.create', (tx) => createProject(tx, checked(NewProject, input))),
    updateProject: (projectId: string, change: z.input<typeof ProjectChange>, user: User): Promise<Project> =>
      write(user, 'project.update', (tx) => updateProject(tx, projectId, checked(ProjectChange, change))),
    deleteProject: (projectId: string, reason: string, user: User): Promise<Deletion> =>
      write(user, 'project.delete', (tx) => deleteProject(tx, projectId, reason)),
    getProjectTasks: (projectId: string, filters: Filters = {}, paging: Paging = {}): Promise<Page<Task>> =>
      read('task.read', async (tx) =>
        parsed(await listProjectTasks(tx, projectId, checked(TaskFilters, query(filters, paging)))),
      ),
    createTask: (projectId: string, input: z.input<typeof NewTask>, user: User): Promise<TaskWithHistory> =>
      write(user, 'task.create', (tx) => createTask(tx, projectId, checked(NewTask, input))),
    updateTaskStatus: (
      taskId: string,
      change: z.input<typeof TaskStatusChange>,
      user: User,
    ): Promise<TaskWithHistory> =>
      write(user, 'task.update_status', (tx) => updateTaskStatus(tx, taskId, checked(TaskStatusChange, change))),
    ...requestCalls({ read, write }),
    ...pulseCalls({ read, write }),
  }
}

const pulseCalls = ({ read, write }: Doors) => ({
  getProjectPulse: (projectId: string, filters: Filters = {}): Promise<ProjectPulse> =>
    read('pulse.read', (tx) => getProjectPulse(tx, projectId, checked(PulseQuery, query(filters, {})))),
  updatePulseMetrics: (projectId: string, input: z.input<typeof NewPulseMetrics>, user: User): Promise<ProjectPulse> =>
    write(user, 'pulse.update', (tx) => updatePulseMetrics(tx, projectId, checked(NewPulseMetrics, input))),
})

/** By what right a call reads, or writes as somebody. */
interface Doors {
  read: <T>(may: Permission, work: (tx: Tx) => Promise<T>) => Promise<T>
  write: <T>(user: User, may: Permission, work: (tx: Tx) => Promise<T>) => Promise<T>
}

const requestCalls = ({ read, write }: Doors) => ({
  getProjectRequests: (
    projectId: string,
    filters: Filters = {},
    paging: Paging = {},
  ): Promise<Page<RequestWithThread>> =>
    read('request.read', async (tx) =>
      parsed(await listProjectRequests(tx, projectId, checked(RequestFilters, query(filters, paging)))),
    ),
  processRequest: (
    requestId: string,
    answer: z.input<typeof RequestProcessing>,
    user: User,
  ): Promise<ProcessedRequest> =>
    write(user, 'request.process', (tx) => processRequest(tx, requestId, checked(RequestProcessing, answer))),
})

function checked<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (!result.success) throw invalid(fieldErrors(result.error))
  return result.data
}

/** As a query string would say it, so that one schema reads both. */
function query(filters: Filters, { page, limit, cursor, sort = {} }: Paging): Record<string, string> {
  const said = {
    ...filters,
    page,
    limit,
    cursor,
    ...Object.fromEntries(Object.entries(sort).map(([field, way]) => [`sort[${field}]`, way])),
  }
  return Object.fromEntries(
    Object.entries(said)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  )
}
