// Somebody of the cast: speaks to the server over HTTP with a token of their own, or with their session.
import type { Task, TaskStatusChange, TaskWithHistory } from '../domain/task.ts'

// Replies are looked into freely by tests; each schema is checked by the server itself (checkReplies).
// oxlint-disable-next-line typescript/no-explicit-any
type Any = any

export interface Reply<T = Any> {
  status: number
  body: T
  headers: Headers
}

/** Somebody of the cast: speaks to the server over HTTP with a token of their own. */
export class Person {
  readonly id: string
  readonly email: string
  readonly token: string
  readonly organizationId: string
  #baseUrl: string

  constructor(baseUrl: string, organizationId: string, id: string, token: string) {
    this.#baseUrl = baseUrl
    this.organizationId = organizationId
    this.id = id
    this.email = `${id}@${organizationId}.example`
    this.token = token
  }

  get = <T = Any>(path: string, headers?: Record<string, string>) => this.#ask<T>('GET', path, undefined, headers)
  post = <T = Any>(path: string, body?: unknown, headers?: Record<string, string>) =>
    this.#ask<T>('POST', path, body, headers)
  put = <T = Any>(path: string, body?: unknown, headers?: Record<string, string>) =>
    this.#ask<T>('PUT', path, body, headers)
  delete = <T = Any>(path: string, body?: unknown, headers?: Record<string, string>) =>
    this.#ask<T>('DELETE', path, body, headers)

  adds = (projectId: string, task: Record<string, unknown>) =>
    this.post<TaskWithHistory>(`/v1/admin/projects/${projectId}/tasks`, task)
  moves = (task: Pick<Task, 'id'>, change: TaskStatusChange) =>
    this.put<TaskWithHistory & { code: string; allowed: string[]; blockedBy: string[] }>(
      `/v1/admin/projects/tasks/${task.id}/status`,
      change,
    )
  starts = (task: Pick<Task, 'id'>) => this.moves(task, { status: 'in_progress' })
  completes = (task: Pick<Task, 'id'>) => this.moves(task, { status: 'completed' })

  #ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply<T>> {
    return ask<T>(this.#baseUrl, method, path, body, {
      ...(this.token && { authorization: `Bearer ${this.token}` }),
      ...headers,
    })
  }
}

/** A thing as a GET of it answers: a change also tells what followed from it. */
export function itself(body: Any): Any {
  const { changes: _, hiddenChanges: __, planHash: ___, ...thing } = body
  return thing
}

export async function ask<T = Any>(
  baseUrl: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply<T>> {
  const response = await fetch(baseUrl + path, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: (text && isJson(response) ? JSON.parse(text) : text) as T,
  }
}

const isJson = (response: Response) => /\bjson/.test(response.headers.get('content-type') ?? '')
