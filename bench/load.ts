// The process that asks: as many connections as told, each with one request under way, for as long as told.
import {
  hotOperations,
  operations,
  requestsOf,
  type Asked,
  type HotOperation,
  type Operation,
  type Side,
} from './operations.ts'
import { openWire, type Wire } from './wire.ts'

export interface Order {
  operation: Operation | HotOperation
  side: Side
  port: number
  connections: number
  seconds: number
}

export interface Measured {
  done: number
  seconds: number
  p50Ms: number
  p99Ms: number
}

/** How many of each operation were sent to each side, over all orders: what a status move is from depends on it. */
const sent = [...new Set([...operations, ...hotOperations])].flatMap((operation) =>
  [0, 1].map((side) => ({ operation, side, count: 0 })),
)

async function run(order: Order, asked: Asked): Promise<Measured> {
  const requests = requestsOf(order.operation, order.side, asked)
  const counter = sent.find(({ operation, side }) => operation === order.operation && side === order.side)
  if (!counter) throw new Error(`nobody knows the operation ${order.operation}`)
  const wires = await Promise.all(Array.from({ length: order.connections }, () => openWire(order.port)))
  const took: number[] = []
  const startedAt = performance.now()
  const end = startedAt + order.seconds * 1000
  const work = async (wire: Wire) => {
    for (let at = performance.now(); at < end;) {
      for (const request of requests(counter.count++)) await expectSuccess(wire, request)
      const now = performance.now()
      took.push(now - at)
      at = now
    }
  }
  await Promise.all(wires.map(work))
  const seconds = (performance.now() - startedAt) / 1000
  for (const wire of wires) wire.close()
  const sorted = Float64Array.from(took).toSorted()
  const quantile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return { done: took.length, seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99) }
}

async function expectSuccess(wire: Wire, request: Buffer): Promise<void> {
  const { status, body } = await wire.ask(request)
  if (status === 200 || status === 201 || status === 304) return
  throw new Error(`${status} to ${request.toString().split('\r\n')[0]}\n${body.toString()}`)
}

let asked: Asked | undefined
process.on('message', (message: Asked | Order) => {
  if (!('operation' in message)) {
    asked = message
    return
  }
  if (asked === undefined) return
  run(message, asked).then(
    (measured) => process.send?.(measured),
    (error: unknown) => process.send?.({ failed: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
