// What is read again and again: the product with what it keeps, against the bare server, which asks the database each time.
import type pg from 'pg'
import type { Corpus } from './fill.ts'
import { inTurn, loaded, WARM_UP_SECONDS, type Plan, type Result } from './measure.ts'
import { HOT_OPERATIONS, hotOperations, type Asked, type HotOperation, type Side } from './operations.ts'
import { startHelper, startServer } from './processes.ts'

export interface HotCell {
  operation: HotOperation
  connections: number
  product: Result
  bare: Result
}

/** So many projects are asked for in turn: the ones that people work in. */
const HOT_PROJECTS = 100
const KEEP_BYTES = 64 * 1024 * 1024

export async function measureHot(
  env: Record<string, string>,
  { corpus, cursors }: { corpus: Corpus; cursors: string[] },
  plan: Plan,
  client: pg.Client,
  say: (line: string) => void,
): Promise<HotCell[]> {
  const product = await startServer('product-server.ts', { ...env, BENCH_KEEP_BYTES: String(KEEP_BYTES) })
  const bare = await startServer('bare-server.ts', env)
  const load = startHelper('load.ts')
  const cells: HotCell[] = []
  try {
    const etag = await etagOf(product.port, corpus)
    const asked: Asked = { ...corpus, projectIds: corpus.projectIds.slice(0, HOT_PROJECTS), cursors, etag }
    load.tell({ ...asked })
    await product.ask('log on')
    for (const operation of hotOperations) {
      const run = (side: Side, connections: number, seconds: number) =>
        loaded(load, side === 0 ? product : bare, { operation, side, connections, seconds }, client)
      for (const side of [0, 1] as const) await run(side, Math.max(...plan.connections), WARM_UP_SECONDS)
      for (const connections of plan.connections) {
        const [kept, read] = await inTurn(plan, (side) => run(side, connections, plan.seconds))
        say(
          `${operation} × ${connections}: kept ${kept.perSecond.toFixed(0)}, bare ${read.perSecond.toFixed(0)} a second`,
        )
        cells.push({ operation, connections, product: kept, bare: read })
      }
    }
    return cells
  } finally {
    await Promise.all([load.end(), product.end(), bare.end()])
  }
}

async function etagOf(port: number, { adminToken }: Corpus): Promise<string> {
  const headers = { authorization: `Bearer ${adminToken}` }
  const reply = await fetch(`http://127.0.0.1:${port}/v1/admin/projects?limit=20`, { headers })
  await reply.text()
  return reply.headers.get('etag') ?? ''
}

const AIM = 1.5
export const HOT_HEADING = '## What is read again and again'
export const HOT_INTRODUCTION = `The product with what it keeps (\`CACHE_MB=64\`), the log kept as in production, against the bare server, which asks the
database each time; health of bare is fewer facts, read and not computed. In the table at the top nothing is kept.`

export const hotRows = (cells: readonly HotCell[]): string[][] => [
  [
    'operation',
    'connections',
    'kept/s',
    'bare/s',
    'ratio',
    'aim',
    'kept p50/p99 ms',
    'bare p50/p99 ms',
    'statements',
    'kept CPU ms (server + database)',
    'bare CPU ms (server + database)',
  ],
  ...cells.map(({ operation, connections, product, bare }) => {
    const ratio = product.perSecond / bare.perSecond
    return [
      HOT_OPERATIONS[operation],
      String(connections),
      product.perSecond.toFixed(0),
      bare.perSecond.toFixed(0),
      `${ratio.toFixed(2)}${ratio >= AIM ? '' : ' ✗'}`,
      AIM.toFixed(1),
      latency(product),
      latency(bare),
      product.statements.toFixed(2),
      cpu(product),
      cpu(bare),
    ]
  }),
]

const latency = (result: Result) => `${result.p50Ms.toFixed(1)} / ${result.p99Ms.toFixed(1)}`
const cpu = ({ cpuMs, databaseMs }: Result) => `${cpuMs.toFixed(2)} + ${databaseMs.toFixed(2)}`
