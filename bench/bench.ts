// `npm run bench`: the product's speed as a ratio to a bare server with the same answers, in the same run.
// BENCH_SECONDS per cell, BENCH_ROUNDS of them, BENCH_ONLY=list,log,hot,plan,bookings,page,batch,large for a part of it, BENCH_DATABASE_URL for
// another server than the embedded one, BENCH_PROFILE=folder for a CPU profile of the product.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { prepareDatabase } from '../server/platform/migrate.ts'
import { measureBatches } from './batch-bench.ts'
import { openBenchDatabase, type BenchDatabase } from './bench-database.ts'
import { measureBookings } from './booking-bench.ts'
import { fill, type Corpus } from './fill.ts'
import { measureHot } from './hot-bench.ts'
import { measureLarge } from './large-bench.ts'
import { measure, measureLog, type Cell, type Plan } from './measure.ts'
import { operations, requestsOf, type Asked } from './operations.ts'
import { measurePage } from './page.ts'
import { measurePlanning } from './plan-bench.ts'
import { startHelper, startServer, type Served } from './processes.ts'
import { writeReport, type Compared } from './report.ts'
import { checkSame } from './same.ts'
import type { Figures } from './served.ts'
import { openWire } from './wire.ts'

const { BENCH_SECONDS = '2', BENCH_ROUNDS = '3', BENCH_ONLY, BENCH_PROFILE } = process.env
const isWanted = (name: string) => BENCH_ONLY === undefined || BENCH_ONLY.split(',').includes(name)
const plan: Plan = {
  operations: operations.filter(isWanted),
  connections: [1, 32],
  seconds: Number(BENCH_SECONDS),
  rounds: Number(BENCH_ROUNDS),
}
const comparing = plan.operations.length > 0 || isWanted('log')
const say = (line: string): void => console.error(line)

async function main(): Promise<void> {
  // First, while nothing else runs.
  const planning = isWanted('plan') ? measurePlanning(say) : undefined
  const beside = comparing || ['bookings', 'page', 'batch', 'hot', 'large'].some(isWanted) ? await onDatabase() : {}
  await writeReport({ planning, ...beside })
}

async function onDatabase() {
  const database = await openBenchDatabase(say)
  const client = new pg.Client({ connectionString: database.url })
  const interrupted = () => void database.stop().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
  try {
    await client.connect()
    const secretKey = randomBytes(32).toString('hex')
    await prepareDatabase({ connectionString: database.url }, { secretKey })
    const corpus = comparing || ['page', 'batch', 'hot'].some(isWanted) ? await filled(client) : undefined
    const env = environment(database, secretKey)
    const compared = comparing && corpus ? await compare(database, client, env, corpus) : undefined
    const hot = isWanted('hot') && corpus ? await hotReads(client, env, corpus) : undefined
    const bookings = isWanted('bookings') ? await measureBookings(database.url, secretKey, say) : undefined
    const page = isWanted('page') ? await measurePage(client, env, say) : undefined
    const large = isWanted('large') ? await measureLarge(database, env, secretKey, say) : undefined
    // Last: afterwards much of it is changed and gone.
    const batches = isWanted('batch') && corpus ? await measureBatches(env, corpus, say) : undefined
    return { compared, hot, bookings, page, batches, large }
  } finally {
    await client.end()
    await database.stop()
  }
}

function filled(client: pg.Client): Promise<Corpus> {
  say('Filling it with 10,000 projects and 200,000 tasks…')
  return fill(client)
}

/** What servers of the bench are started with. */
const environment = ({ url, dataDir }: BenchDatabase, secretKey: string) => ({
  DATABASE_URL: url,
  NODE_ENV: 'production',
  SECRET_KEY: secretKey,
  ACTIVITY_KEY: secretKey,
  DATA_DIR: dataDir,
})

async function compare(
  database: BenchDatabase,
  client: pg.Client,
  env: Record<string, string>,
  corpus: Corpus,
): Promise<Compared> {
  const profile = BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${BENCH_PROFILE}`]
  const product = await startServer('product-server.ts', env, profile)
  const productStartMs = await firstAnswer(product, corpus)
  const bare = await startServer('bare-server.ts', env)
  const bareStartMs = await firstAnswer(bare, corpus)
  const load = startHelper('load.ts')
  try {
    const asked: Asked = { ...corpus, cursors: await walk(product, corpus) }
    await checkSame([product.port, bare.port], asked, client)
    say('Both servers give the same answers and write the same rows.')
    await client.query('checkpoint')
    load.tell({ ...asked })
    const atRest = [await product.ask<Figures>('figures'), await bare.ask<Figures>('figures')] as const
    const cells = await measure(load, { product, bare }, plan, client, say)
    const logCells = isWanted('log') ? await measureLog(load, product, plan, client, say) : []
    const memory = (side: 'product' | 'bare') => Math.max(...cells.map((cell: Cell) => cell[side].rssBytes), 0)
    return {
      cells,
      logCells,
      plan,
      postgres: database.version,
      product: { startMs: productStartMs, restBytes: atRest[0].rssBytes, loadBytes: memory('product') },
      bare: { startMs: bareStartMs, restBytes: atRest[1].rssBytes, loadBytes: memory('bare') },
    }
  } finally {
    await Promise.all([load.end(), product.end(), bare.end()])
  }
}

async function hotReads(client: pg.Client, env: Record<string, string>, corpus: Corpus) {
  const product = await startServer('product-server.ts', env)
  const cursors = await walk(product, corpus)
  await product.end()
  return measureHot(env, { corpus, cursors }, plan, client, say)
}

async function firstAnswer({ port, startedAt }: Served, corpus: Corpus): Promise<number> {
  await askOnce(port, requestsOf('project', 0, { ...corpus, cursors: [] })(0)[0])
  return performance.now() - startedAt
}

/** The cursors of the first pages. */
async function walk({ port }: Served, corpus: Corpus): Promise<string[]> {
  const cursors: string[] = []
  while (cursors.length < 50) {
    const asked = { ...corpus, cursors: cursors.slice(-1) }
    const [request] = requestsOf(cursors.length === 0 ? 'list' : 'cursor', 0, asked)(0)
    const page = JSON.parse(await askOnce(port, request)) as { pagination: { nextCursor: string } }
    cursors.push(page.pagination.nextCursor)
  }
  return cursors
}

async function askOnce(port: number, request: Buffer | undefined): Promise<string> {
  const wire = await openWire(port)
  const { status, body } = await wire.ask(request ?? Buffer.from(''))
  wire.close()
  if (status !== 200) throw new Error(`${status} to the first request: ${body.toString()}`)
  return body.toString()
}

await main()
