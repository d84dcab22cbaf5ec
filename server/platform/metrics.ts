// The server's figures for Prometheus: one registry for each app, so that two of them in one process do not count as one.
// Labels are few and fixed: never an organisation, a person or an address as it was asked.
import { METHODS } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from './database.ts'
import type { KeptReplies } from './kept-replies.ts'
import { readFigures, type Figures } from './metrics-figures.ts'

export interface Metrics {
  /** Counts the requests of this app. */
  follow(app: FastifyInstance): void
  /** Tells how replies are kept by this app. */
  tellOf(kept: KeptReplies): void
  /** Clients that hold a live connection; whoever holds them counts them. */
  sockets: Pick<Gauge, 'inc' | 'dec' | 'set'>
  /** From now on also how far what backups are restored from is, where this node keeps it. */
  tellOfArchive(archived: (() => Archived) | undefined): void
  /** All figures as they are now, in the text format 0.0.4; those of the database are some seconds old at most. */
  text(): Promise<string>
}

export interface Archived {
  archivedAt: Date
  backedUpAt: Date | undefined
}

export interface MetricsOptions {
  version: string
  /** Connections, by whose they are. */
  pools: Record<string, Database>
  /** What the database tells is read as the worker, over all organisations; without it only the process tells. */
  worker?: Database | undefined
  clock: () => Date
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
/** What the database tells is read again after so long at the earliest, however many ask. */
const FRESH_MS = 5_000
/** Nobody who asks waits longer for a database that is away. */
const PATIENCE_MS = 2_000

export function makeMetrics({ version, pools, worker, clock }: MetricsOptions): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `operations_${name}`, help, labelNames, registers })
  gauge('build_info', 'The version that runs, and on which Node.js.', ['version', 'node'])
    .labels(version, process.version)
    .set(1)
  const connections = gauge('pool_connections', 'Connections to the database.', ['pool', 'state'])
  const sockets = gauge('sockets_connected', 'Clients that hold a live connection.')
  sockets.set(0)
  const showFigures = figureGauges(gauge)
  const showArchive = archiveGauges(gauge, clock)
  let archived: (() => Archived) | undefined
  const figures = worker && fresh(() => readFigures(worker, clock()))
  return {
    sockets,
    tellOfArchive: (tells) => void (archived = tells),
    follow: (app) => followRequests(app, registers),
    tellOf: (kept) => tellOfKept(kept, registers),
    async text() {
      for (const [pool, database] of Object.entries(pools))
        for (const [state, count] of Object.entries(database.connections())) connections.labels(pool, state).set(count)
      showArchive(archived?.())
      if (figures) showFigures(await figures())
      return registry.metrics()
    },
  }
}

/** The longest of them is as long as the query limit; a scrape does without what does not come in time. */
function fresh<T>(read: () => Promise<T>): () => Promise<T | undefined> {
  let readAt = -Infinity
  let latest: Promise<T | undefined> = Promise.resolve(undefined)
  return async () => {
    if (performance.now() - readAt >= FRESH_MS) {
      readAt = performance.now()
      latest = read().catch(() => undefined)
    }
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, undefined)
    })
    return Promise.race([latest, late]).finally(() => clearTimeout(timer))
  }
}

function followRequests(app: FastifyInstance, registers: Registry[]): void {
  const count = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'] as const,
    registers,
  })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, from their headers to the last byte of the answer.',
    labelNames: ['method', 'route'] as const,
    buckets: SECONDS,
    registers,
  })
  const methods = new Set(METHODS)
  app.addHook('onResponse', (request, reply, done) => {
    // The pattern and never the address: ids and secrets are in that, and there is no end to them.
    const route = request.routeOptions.url ?? 'none'
    const method = methods.has(request.method) ? request.method : 'other'
    count.labels(method, route, String(reply.statusCode)).inc()
    duration.labels(method, route).observe(reply.elapsedTime / 1000)
    done()
  })
}

function tellOfKept(kept: KeptReplies, registers: Registry[]): void {
  const told = {
    hits: 'Requests answered with a kept reply.',
    misses: 'Requests for what may be kept that were read anew.',
    dropped: 'Kept replies that another took the place of.',
  }
  for (const [name, help] of Object.entries(told) as [keyof typeof told, string][])
    new Counter({
      name: `operations_reply_cache_${name}_total`,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(kept.figures()[name])
      },
    })
  new Gauge({
    name: 'operations_reply_cache_bytes',
    help: 'Memory that kept replies take.',
    registers,
    collect() {
      this.set(kept.figures().bytes)
    },
  })
}

type MakeGauge = <L extends string>(name: string, help: string, labelNames?: readonly L[]) => Gauge<L>

function archiveGauges(gauge: MakeGauge, clock: () => Date) {
  const lag = gauge('archive_lag_seconds', 'How much of what was written last is not archived yet.')
  const age = gauge('backup_age_seconds', 'Age of the newest backup.')
  return (archive: Archived | undefined) => {
    const since = (at: Date) => (clock().getTime() - at.getTime()) / 1000
    for (const each of [lag, age]) each.remove()
    if (archive) lag.set(since(archive.archivedAt))
    if (archive?.backedUpAt) age.set(since(archive.backedUpAt))
  }
}

/** What is not known is not there: an old figure would look like one of now. */
function figureGauges(gauge: MakeGauge): (figures: Figures | undefined) => void {
  const up = gauge('database_up', 'Whether the database answered.')
  const lag = gauge('relay_lag_seconds', 'Age of the oldest entry of the activity without a place in the log.')
  const unplaced = gauge('relay_entries_waiting', 'Entries without a place in the log, counted to 10,000.')
  const position = gauge('relay_position', 'How far the log has come.')
  const outgoing = gauge('outgoing_messages', 'Mail and chat: waiting to be sent, and given up.', ['state'])
  const alerts = gauge('alerts_open', 'Alerts that are not over, of all organisations.', ['severity'])
  const jobs = gauge('jobs', 'Jobs by queue and state.', ['queue', 'state'])
  return (figures) => {
    up.set(figures ? 1 : 0)
    for (const each of [lag, unplaced, position]) each.remove()
    for (const each of [outgoing, alerts, jobs]) each.reset()
    if (!figures) return
    lag.set(figures.relay.lagSeconds)
    unplaced.set(figures.relay.waiting)
    position.set(figures.relay.position)
    for (const [state, count] of Object.entries(figures.outgoing)) outgoing.labels(state).set(count)
    for (const [severity, count] of Object.entries(figures.alerts)) alerts.labels(severity).set(count)
    for (const { queue, state, count } of figures.jobs) jobs.labels(queue, state).set(count)
  }
}
