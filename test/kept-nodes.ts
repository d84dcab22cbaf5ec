// Nodes that keep replies, over the house's database, and the cast as it speaks to each of them.
import pino from 'pino'
import { makeApp } from '../server/app.ts'
import { makeMetrics } from '../server/platform/metrics.ts'
import { openDatabase, type Database } from '../server/platform/database.ts'
import { closeAtTheEnd } from './database.ts'
import { theHouse } from './agency.ts'
import { Person } from './person.ts'

export interface KeptNode {
  baseUrl: string
  database: Database
  /** Somebody of the cast, asking here. */
  here(person: Person): Person
  /** What it logged as a fault. */
  faults: string[]
  /** Takes its database away. */
  close(): Promise<void>
  metrics(): Promise<string>
  figures(): Promise<{ hits: number; misses: number; dropped: number }>
}

export interface NodeOptions {
  keepBytes?: number
  /** Holds each kept reply against one read anew; a difference is a 500. */
  compare?: boolean
}

/** A node with connections of its own, for as long as the test file runs. */
export async function keptNode({ keepBytes = 8 * 1024 * 1024, compare = false }: NodeOptions = {}): Promise<KeptNode> {
  const { db, clock } = await theHouse()
  const database = openDatabase(db.appConnection)
  const metrics = makeMetrics({ version: 'test', pools: {}, clock: clock.now })
  const faults: string[] = []
  let baseUrl = ''
  const app = await makeApp({
    database,
    log: pino({ level: 'error' }, { write: (line: string) => void faults.push(line) }),
    clock: clock.tick,
    rateLimit: 1_000_000,
    trustProxy: false,
    publicUrl: () => baseUrl,
    keepBytes,
    checkReplies: compare,
    outside: { metrics },
  })
  baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  let closed: Promise<void> | undefined
  const close = () => (closed ??= database.close())
  closeAtTheEnd(() => app.close().then(close))
  return {
    baseUrl,
    database,
    faults,
    close,
    here: ({ organizationId, id, token }) => new Person(baseUrl, organizationId, id, token),
    metrics: () => metrics.text(),
    async figures() {
      const text = await metrics.text()
      const of = (name: string) =>
        Number(new RegExp(`^operations_reply_cache_${name}_total (\\d+)$`, 'm').exec(text)?.[1])
      return { hits: of('hits'), misses: of('misses'), dropped: of('dropped') }
    },
  }
}
