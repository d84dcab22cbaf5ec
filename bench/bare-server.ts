// The measure that the product is held against: node:http and prepared statements, no framework, no checks, no sign-in.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import pg from 'pg'
import { projectSchedule } from './bare-schedule.ts'
import * as sql from './bare-statements.ts'
import { createTask, moveTask } from './bare-writes.ts'
import { ADMIN, MANAGER, ORGANIZATION } from './fill.ts'
import { serve } from './served.ts'

const POOL_SIZE = 16
const settings: pg.PoolConfig & { pipeline: boolean } = {
  connectionString: process.env.DATABASE_URL,
  max: POOL_SIZE,
  pipeline: true,
  // The plans depend on no value: made once, they are kept.
  options: '-c jit=off -c timezone=UTC -c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan',
}
const pool = new pg.Pool(settings)

type Row = Record<'data' | 'json' | 'key' | 'id', string> & Record<'total' | 'found', number>
let statements = 0

async function ask(statement: sql.Statement, values: unknown[], client: pg.Pool | pg.PoolClient = pool): Promise<Row> {
  statements++
  const { rows } = await client.query<Row>({ ...statement, values })
  return rows[0] as Row
}

async function inTransaction(work: (client: pg.PoolClient) => Promise<Row>[]): Promise<Row> {
  const client = await pool.connect()
  // All of it is on its way before the first answer comes back.
  const sent = [client.query('begin'), ...work(client), client.query('commit')] as Promise<Row>[]
  statements += 2
  const results = await Promise.all(sent)
  client.release()
  return results.at(-2) as Row
}

const today = () => new Date().toISOString().slice(0, 10)
const writeCursor = (key: string, id: string) =>
  Buffer.from(JSON.stringify(['updatedAt', -1, key, id])).toString('base64url')

function pageText(row: Row, limit: number, page?: number): string {
  const nextCursor = row.found > limit ? writeCursor(row.key, row.id) : null
  const { total } = row
  const pagination =
    page === undefined ? { limit, nextCursor } : { page, limit, total, pages: Math.ceil(total / limit), nextCursor }
  return `{"data":[${row.data ?? ''}],"pagination":${JSON.stringify(pagination)}}`
}

async function projects(query: URLSearchParams): Promise<string> {
  const cursor = query.get('cursor')
  if (cursor !== null) {
    const [, , key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, number, string, string]
    return pageText(await ask(sql.listAfter, [ORGANIZATION, today(), key, id]), sql.PAGE_SIZE)
  }
  const page = Number(query.get('page') ?? 1)
  const values = [ORGANIZATION, today(), (page - 1) * sql.PAGE_SIZE]
  const q = query.get('q')
  if (q === null) return pageText(await ask(sql.listProjects, values), sql.PAGE_SIZE, page)
  const words = q.split(' ').map((word) => `${word}:*`)
  return pageText(await ask(sql.searchProjects, [...values, words.join(' & ')]), sql.PAGE_SIZE, page)
}

const mine = async () => pageText(await ask(sql.listMine, [ORGANIZATION, today(), 0, MANAGER]), sql.PAGE_SIZE, 1)

const tasks = async (projectId: string) =>
  pageText({ ...(await ask(sql.tasksOfProject, [ORGANIZATION, projectId, today()])), found: 0 }, 100, 1)

async function schedule(projectId: string, query: URLSearchParams): Promise<string> {
  return (await ask(projectSchedule, [ORGANIZATION, projectId, today(), query.get('from'), query.get('to')])).json
}

async function addTask(projectId: string, body: Record<string, unknown>): Promise<string> {
  const id = `tsk_${randomUUID()}`
  const now = new Date()
  const { title, estimateMinutes, dueOn } = body
  const activityId = `act_${randomUUID()}`
  const told = JSON.stringify(created(body, id))
  const row = await inTransaction((client) => [
    ask(createTask.task, [ORGANIZATION, id, projectId, title, estimateMinutes, dueOn, now], client),
    ask(createTask.history, [ORGANIZATION, id, ADMIN, now], client),
    ask(createTask.activity, [ORGANIZATION, activityId, id, projectId, ADMIN, told, now], client),
    ask(createTask.move, [ORGANIZATION, `act_${randomUUID()}`, id, projectId, ADMIN, activityId, now], client),
    ask(createTask.progress, [ORGANIZATION, projectId], client),
    ask(sql.oneTask, [ORGANIZATION, id, today()], client),
  ])
  return row.json
}

const created = (body: Record<string, unknown>, id: string) =>
  Object.fromEntries(Object.entries({ ...body, id }).map(([field, to]) => [field, { to }]))

async function changeStatus(taskId: string, body: Record<string, unknown>): Promise<string> {
  const now = new Date()
  const row = await inTransaction((client) => [
    ask(moveTask.history, [ORGANIZATION, taskId, body.status, ADMIN, now], client),
    ask(moveTask.activity, [ORGANIZATION, taskId, body.status, ADMIN, now, `act_${randomUUID()}`], client),
    ask(moveTask.task, [ORGANIZATION, taskId, body.status, now], client),
    ask(sql.oneTask, [ORGANIZATION, taskId, today()], client),
  ])
  return row.json
}

/** `/v1/admin/projects/…`: the path's parts behind `admin` decide. */
async function answer(request: IncomingMessage): Promise<string> {
  const [path = '', search] = (request.url ?? '').split('?')
  const query = new URLSearchParams(search)
  const [, , , area, first, second, third] = path.split('/')
  if (request.method === 'POST') return addTask(first ?? '', await bodyOf(request))
  if (request.method === 'PUT') return changeStatus(second ?? '', await bodyOf(request))
  if (area === 'me') return mine()
  if (first === undefined) return projects(query)
  if (second === 'tasks') return tasks(first)
  if (second === 'pulse') return (await ask(sql.pulseFacts, [ORGANIZATION, first])).json
  if (second === 'schedule') return schedule(first, query)
  if (third !== undefined) throw new Error(`nothing is at ${path}`)
  return (await ask(sql.oneProject, [ORGANIZATION, first])).json
}

const bodyOf = (request: IncomingMessage) =>
  new Promise<Record<string, unknown>>((resolve, reject) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('error', reject).on('end', () => resolve(JSON.parse(text) as Record<string, unknown>))
  })

function send(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text)
}

const server = createServer((request, response) => {
  answer(request).then(
    (text) => send(response, request.method === 'POST' ? 201 : 200, text),
    (error: unknown) => send(response, 500, String(error)),
  )
})
server.listen(0, '127.0.0.1', () => serve(server, () => statements))
