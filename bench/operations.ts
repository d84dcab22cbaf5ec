// What is measured: each operation as the requests that make it up, the same bytes for both servers.
import type { Corpus, OpenProject } from './fill.ts'
import { requestOf } from './wire.ts'

export const OPERATIONS = {
  list: 'list of projects, first page with total',
  page200: 'list of projects, page 200 with total',
  cursor: 'list of projects, by cursor',
  mine: 'list as the manager of 2,500 projects',
  project: 'one project with its tasks (two requests)',
  search: 'search projects by name (125 hits)',
  schedule: 'a project’s schedule over four weeks',
  create: 'create a task',
  move: 'change a task’s status',
} as const
export type Operation = keyof typeof OPERATIONS
export const operations = Object.keys(OPERATIONS) as Operation[]
/** What is asked for again and again, and kept; the first three as above. */
export const HOT_OPERATIONS = {
  list: OPERATIONS.list,
  cursor: OPERATIONS.cursor,
  project: OPERATIONS.project,
  pulse: 'a project’s health',
  unchanged: 'list of projects, first page, which the caller has (304)',
} as const
export type HotOperation = keyof typeof HOT_OPERATIONS
export const hotOperations = Object.keys(HOT_OPERATIONS) as HotOperation[]
export const WRITES: readonly Operation[] = ['create', 'move']

/** Writes by the two servers meet in no row: the one has the even things, the other the odd ones. */
export type Side = 0 | 1

export interface Asked extends Corpus {
  /** Where pages of the default order go on, as the product wrote them. */
  cursors: string[]
  /** Of the first page. */
  etag?: string
}

const PROJECTS = '/v1/admin/projects'

/** Makes the requests of an operation one after another; `next` numbers them, so that every status move is a real one. */
export function requestsOf(operation: Operation | HotOperation, side: Side, asked: Asked): (next: number) => Buffer[] {
  const get = (path: string, token = asked.adminToken) => requestOf('GET', path, token)
  const always = (request: Buffer) => () => [request]
  const pick = <T>(items: T[], index: number) => items[index % items.length] as T
  const own = <T>(items: T[], index: number) => pick(items, 2 * (index % Math.floor(items.length / 2)) + side)
  switch (operation) {
    case 'list':
      return always(get(`${PROJECTS}?limit=20`))
    case 'page200':
      return always(get(`${PROJECTS}?limit=20&page=200`))
    case 'cursor':
      return (next) => [get(`${PROJECTS}?limit=20&cursor=${pick(asked.cursors, next)}`)]
    case 'mine':
      return always(get('/v1/admin/me/projects?limit=20', asked.managerToken))
    case 'project':
      return (next) => {
        const id = pick(asked.projectIds, next)
        return [get(`${PROJECTS}/${id}`), get(`${PROJECTS}/${id}/tasks?limit=100`)]
      }
    case 'search':
      return always(get(`${PROJECTS}?limit=20&q=harbor+web`))
    case 'pulse':
      return (next) => [get(`${PROJECTS}/${pick(asked.projectIds, next)}/pulse`)]
    case 'unchanged':
      return always(
        requestOf('GET', `${PROJECTS}?limit=20`, asked.adminToken, undefined, { 'if-none-match': asked.etag ?? '' }),
      )
    case 'schedule':
      return (next) => [get(schedulePath(pick(asked.openProjects, next)))]
    case 'create':
      return (next) => [createRequest(own(asked.openProjects, next), asked.adminToken)]
    case 'move':
      return (next) => {
        const lap = Math.floor(next / Math.floor(asked.taskIds.length / 2))
        return [moveRequest(own(asked.taskIds, next), lap, asked.adminToken)]
      }
  }
}

const schedulePath = ({ id, from, to }: OpenProject) => `${PROJECTS}/${id}/schedule?from=${from}&to=${to}`

const NEW_TASK = { title: 'Collect the client’s corrections', estimateMinutes: 120 }
export const createRequest = ({ id, dueOn }: OpenProject, token: string): Buffer =>
  requestOf('POST', `${PROJECTS}/${id}/tasks`, token, { ...NEW_TASK, dueOn })

/** There on even laps, back on odd ones. */
export const moveRequest = (taskId: string, lap: number, token: string): Buffer =>
  requestOf('PUT', `${PROJECTS}/tasks/${taskId}/status`, token, { status: lap % 2 === 0 ? 'in_review' : 'in_progress' })
