// Loads the two servers in turn, product and bare, round after round, and keeps the medians; then the product alone, with
// the ordered log kept and not.
import type pg from 'pg'
import { databaseCpuMs } from './database-cpu.ts'
import type { Measured, Order } from './load.ts'
import { operations, WRITES, type Operation, type Side } from './operations.ts'
import type { Helper, Served } from './processes.ts'
import type { Figures } from './served.ts'

export interface Result {
  perSecond: number
  p50Ms: number
  p99Ms: number
  /** Of the server's own process, per operation. */
  cpuMs: number
  /** Of the database, per operation. */
  databaseMs: number
  statements: number
  rssBytes: number
}

export interface Cell {
  operation: Operation
  connections: number
  product: Result
  bare: Result
}

/** Writes of the product, with what they record getting its place in the log and its seal, and without. */
export interface LogCell {
  operation: Operation
  connections: number
  on: Result
  off: Result
}

export interface Plan {
  operations: Operation[]
  connections: number[]
  seconds: number
  rounds: number
}

export const WARM_UP_SECONDS = 0.7

/** What the product's process is told: whether it keeps the log. Bare never does. */
type LogOrder = 'log on' | 'log off'

export async function measure(
  load: Helper,
  servers: { product: Served; bare: Served },
  plan: Plan,
  client: pg.Client,
  say: (line: string) => void,
): Promise<Cell[]> {
  const cells: Cell[] = []
  for (const operation of operations.filter((each) => plan.operations.includes(each))) {
    const run = async (side: Side, connections: number, seconds: number) => {
      await servers.product.ask(side === 0 ? 'log on' : 'log off')
      const server = side === 0 ? servers.product : servers.bare
      return loaded(load, server, { operation, side, connections, seconds }, client)
    }
    // Every connection to the database has to have met its statement often enough to keep its plan.
    for (const side of [0, 1] as const) await run(side, Math.max(...plan.connections), WARM_UP_SECONDS)
    for (const connections of plan.connections) {
      const [product, bare] = await inTurn(plan, (side) => run(side, connections, plan.seconds))
      say(`${operation} × ${connections}: ${product.perSecond.toFixed(0)} and ${bare.perSecond.toFixed(0)} a second`)
      cells.push({ operation, connections, product, bare })
    }
  }
  return cells
}

/** The medians of both sides. Who goes first changes, so that what drifts is not counted against one of them. */
export async function inTurn(
  { rounds }: Pick<Plan, 'rounds'>,
  run: (side: Side) => Promise<Result>,
): Promise<[Result, Result]> {
  const results: [Result[], Result[]] = [[], []]
  for (let round = 0; round < rounds; round++)
    for (const side of [round % 2, 1 - (round % 2)] as Side[]) results[side].push(await run(side))
  return [median(results[0]), median(results[1])]
}

/** What writers pay for the ordered log. */
export async function measureLog(
  load: Helper,
  product: Served,
  plan: Plan,
  client: pg.Client,
  say: (line: string) => void,
): Promise<LogCell[]> {
  const cells: LogCell[] = []
  for (const operation of WRITES) {
    const run = async (order: LogOrder, connections: number, seconds: number) => {
      await product.ask(order)
      return loaded(load, product, { operation, side: 0, connections, seconds }, client)
    }
    await run('log on', Math.max(...plan.connections), WARM_UP_SECONDS)
    for (const connections of plan.connections) {
      const [on, off] = await inTurn(plan, (side) => run(side === 0 ? 'log on' : 'log off', connections, plan.seconds))
      say(
        `${operation} × ${connections}: with the log ${on.perSecond.toFixed(0)}, without ${off.perSecond.toFixed(0)} a second`,
      )
      cells.push({ operation, connections, on, off })
    }
  }
  return cells
}

export async function loaded(
  load: Helper,
  server: Served,
  order: Omit<Order, 'port'>,
  client: pg.Client,
): Promise<Result> {
  const databaseBefore = await databaseCpuMs(client)
  const before = await server.ask<Figures>('figures')
  const { done, seconds, p50Ms, p99Ms } = await load.ask<Measured>({ ...order, port: server.port })
  const after = await server.ask<Figures>('figures')
  const databaseAfter = await databaseCpuMs(client)
  return {
    perSecond: done / seconds,
    p50Ms,
    p99Ms,
    cpuMs: (after.cpuMs - before.cpuMs) / done,
    databaseMs: (databaseAfter - databaseBefore) / done,
    statements: (after.statements - before.statements) / done,
    rssBytes: after.rssBytes,
  }
}

function median(results: Result[]): Result {
  const of = (field: keyof Result) =>
    results.map((result) => result[field]).toSorted((a, b) => a - b)[Math.floor(results.length / 2)] ?? 0
  return {
    perSecond: of('perSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    cpuMs: of('cpuMs'),
    databaseMs: of('databaseMs'),
    statements: of('statements'),
    rssBytes: of('rssBytes'),
  }
}
