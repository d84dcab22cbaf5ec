// Whoever sends a long batch is told live how far it is, and nobody else is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, Person } from '../../test/agency.ts'
import { listens, withNodes, type Heard } from '../../test/live-house.ts'

test('how far a long batch is, is told to whoever sent it, and to nobody else', () =>
  withNodes(async ({ nodes: [node] }) => {
    const { ada, max } = await agency()
    const own = listens(node, { token: ada.token })
    const other = listens(node, { token: max.token })
    await Promise.all([own.untilTold('ready'), other.untilTold('ready')])
    // Of two kinds in turn, so that none of them are done together.
    const operations = Array.from({ length: 300 }, (_, n) =>
      n % 2 === 0
        ? { op: 'update', id: 'site', data: { tags: [`n${n}`] } }
        : { op: 'status', kind: 'task', id: 'copy', data: { progress: n % 100 } },
    )
    const reply = await new Person(node.baseUrl, ada.organizationId, ada.id, ada.token).post(
      '/v1/admin/projects/batch',
      {
        mode: 'atomic',
        operations,
      },
    )
    assert.equal(reply.status, 200)
    const [first] = batchesTold(own)
    assert.equal(first?.total, 300)
    assert.ok(first && first.done > 0 && first.done < 300)
    assert.deepEqual(batchesTold(other), [])
  }))

const batchesTold = ({ told }: Heard) =>
  told.flatMap(({ what, body }) => (what === 'batch' ? [body as { done: number; total: number }] : []))
