// Loads the two servers in turn, product and bare, round after round, and keeps the medians.
import type pg from 'pg'
import { databaseCpuMs } from './database-cpu.ts'
import type { Measured, Order } from './load.ts'
import { operations, type Operation, type Side } from './operations.ts'
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

export interface Plan {
  operations: Operation[]
  connections: number[]
  seconds: number
  rounds: number
}

const WARM_UP_SECONDS = 0.7

export async function measure(
  load: Helper,
  servers: { product: Served; bare: Served },
  plan: Plan,
  client: pg.Client,
  say: (line: string) => void,
): Promise<Cell[]> {
  const cells: Cell[] = []
  for (const operation of operations.filter((each) => plan.operations.includes(each))) {
    const run = (side: Side, connections: number, seconds: number) =>
      loaded(load, side === 0 ? servers.product : servers.bare, { operation, side, connections, seconds }, client)
    // Every connection to the database has to have met its statement often enough to keep its plan.
    for (const side of [0, 1] as const) await run(side, Math.max(...plan.connections), WARM_UP_SECONDS)
    for (const connections of plan.connections) {
      const results: [Result[], Result[]] = [[], []]
      for (let round = 0; round < plan.rounds; round++) {
        // Who goes first changes, so that what drifts is not counted against one of them.
        for (const side of [round % 2, 1 - (round % 2)] as Side[])
          results[side].push(await run(side, connections, plan.seconds))
      }
      const cell = { operation, connections, product: median(results[0]), bare: median(results[1]) }
      say(
        `${operation} × ${connections}: ${cell.product.perSecond.toFixed(0)} and ${cell.bare.perSecond.toFixed(0)} a second`,
      )
      cells.push(cell)
    }
  }
  return cells
}

async function loaded(load: Helper, server: Served, order: Omit<Order, 'port'>, client: pg.Client): Promise<Result> {
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
