// Proves before the measuring that both servers answer the same question with the same data, and write the same rows.
import { deepStrictEqual } from 'node:assert'
import type pg from 'pg'
import { ORGANIZATION } from './fill.ts'
import { createRequest, moveRequest, operations, requestsOf, type Asked } from './operations.ts'
import { openWire, type Wire } from './wire.ts'

const READS = operations.filter((operation) => operation !== 'create' && operation !== 'move')

/** Fails with the first difference. */
export async function checkSame(
  ports: [product: number, bare: number],
  asked: Asked,
  client: pg.Client,
): Promise<void> {
  const [product, bare] = await Promise.all([openWire(ports[0]), openWire(ports[1])])
  for (const operation of READS) {
    for (const request of requestsOf(operation, 0, asked)(7)) {
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
  const { adminToken, openProjectIds } = asked
  const projectId = openProjectIds[0] ?? ''
  const written = []
  for (const wire of [product, bare]) {
    const created = (await answer(wire, createRequest(projectId, adminToken))) as { id: string }
    const moves = []
    // A new task is pending: it is in progress first, then goes to review.
    for (const lap of [1, 0]) moves.push(await answer(wire, moveRequest(created.id, lap, adminToken)))
    const left = await rowsOf(client, created.id)
    await client.query('delete from tasks where organization_id = $1 and id = $2', [ORGANIZATION, created.id])
    written.push(withoutAccidents({ created, moves, left }, created.id))
  }
  deepStrictEqual(written[1], written[0], 'bare and product do not write the same')
}

async function rowsOf(client: pg.Client, taskId: string): Promise<unknown> {
  const { rows } = await client.query(
    `select (select to_jsonb(t) - 'search' from tasks t where t.organization_id = $1 and t.id = $2) as task,
       (select jsonb_agg(h order by h.n) from task_status_changes h where h.organization_id = $1 and h.task_id = $2) as history,
       (select jsonb_agg(a order by a.version) from activity a where a.organization_id = $1 and a.entity_id = $2) as activity`,
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

/** Ids and instants of what was just made can not be the same. */
function withoutAccidents(value: unknown, id: string): unknown {
  const text = JSON.stringify(value)
    .replaceAll(id, 'ID')
    .replaceAll(/"act_[\w-]+"/g, '"ACTIVITY"')
    .replaceAll(/"20\d\d-\d\d-\d\dT[\d:.+Z]+"/g, '"INSTANT"')
  return JSON.parse(text)
}
