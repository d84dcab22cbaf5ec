// Proves before the measuring that both servers answer the same question with the same data, and write the same rows
// and no others.
import { deepStrictEqual } from 'node:assert'
import type pg from 'pg'
import { ORGANIZATION, type OpenProject } from './fill.ts'
import { createRequest, moveRequest, operations, requestsOf, WRITES, type Asked } from './operations.ts'
import { openWire, type Wire } from './wire.ts'

const READS = operations.filter((operation) => !WRITES.includes(operation))

/** Fails with the first difference. */
export async function checkSame(
  ports: [product: number, bare: number],
  asked: Asked,
  client: pg.Client,
): Promise<void> {
  const [product, bare] = await Promise.all([openWire(ports[0]), openWire(ports[1])])
  for (const operation of READS) {
    for (const request of [7, 8, 9].flatMap(requestsOf(operation, 0, asked))) {
      deepStrictEqual(
        await answer(bare, request),
        await answer(product, request),
        `bare and product differ in ${operation}`,
      )
    }
  }
  await checkSameWrites(product, bare, asked, client)
  product.close()
  bare.close()
}

async function checkSameWrites(product: Wire, bare: Wire, asked: Asked, client: pg.Client): Promise<void> {
  const { adminToken, openProjects } = asked
  const project = openProjects[0] as OpenProject
  const written = []
  const before = await tasksOf(client, project.id)
  for (const wire of [product, bare]) {
    const created = withoutChanges(await answer(wire, createRequest(project, adminToken)))
    // A new task is pending. What is measured moves between work and review, which changes nobody's dates.
    await client.query(`update tasks set status = 'in_progress' where organization_id = $1 and id = $2`, [
      ORGANIZATION,
      created.id,
    ])
    const moves = []
    for (const lap of [0, 1]) moves.push(withoutChanges(await answer(wire, moveRequest(created.id, lap, adminToken))))
    const left = await rowsOf(client, created.id)
    await client.query('delete from tasks where organization_id = $1 and id = $2', [ORGANIZATION, created.id])
    deepStrictEqual(await tasksOf(client, project.id), before, 'other tasks of the project were written to')
    written.push(withoutAccidents({ created, moves, left }, created.id))
  }
  deepStrictEqual(written[1], written[0], 'bare and product do not write the same')
}

/** The project's tasks, with which transaction wrote each. */
async function tasksOf(client: pg.Client, projectId: string): Promise<unknown[]> {
  const text = 'select xmin, t.* from tasks t where t.organization_id = $1 and t.project_id = $2 order by t.id'
  return (await client.query(text, [ORGANIZATION, projectId])).rows
}

async function rowsOf(client: pg.Client, taskId: string): Promise<unknown> {
  const { rows } = await client.query(
    `select (select to_jsonb(t) - 'search' from tasks t where t.organization_id = $1 and t.id = $2) as task,
       (select jsonb_agg(h order by h.n) from task_status_changes h where h.organization_id = $1 and h.task_id = $2) as history,
       (select jsonb_agg(a order by a.version, a.event) from activity a where a.organization_id = $1 and a.entity_id = $2) as activity`,
    [ORGANIZATION, taskId],
  )
  return rows[0]
}

async function answer(wire: Wire, request: Buffer): Promise<unknown> {
  const { status, body } = await wire.ask(request)
  if (status !== 200 && status !== 201)
    throw new Error(`${status} to ${request.toString().split('\r\n')[0]}\n${body.toString()}`)
  return JSON.parse(body.toString())
}

/** What a change led to is only for the product to tell; the activity holds the same, and is compared. */
function withoutChanges(reply: unknown): { id: string } {
  const { changes: _, hiddenChanges: __, planHash: ___, ...task } = reply as { id: string } & Record<string, unknown>
  return task
}

/** Ids and instants of what was just made can not be the same. */
function withoutAccidents(value: unknown, id: string): unknown {
  const text = JSON.stringify(value)
    .replaceAll(id, 'ID')
    .replaceAll(/"act_[\w-]+"/g, '"ACTIVITY"')
    .replaceAll(/"written":\s*\d+/g, '"written":0')
    .replaceAll(/"20\d\d-\d\d-\d\dT[\d:.+Z]+"/g, '"INSTANT"')
  return JSON.parse(text)
}
