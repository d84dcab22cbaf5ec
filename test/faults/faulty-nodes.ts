// Two nodes of the whole server for one agency, each behind a proxy of its own where faults happen; several such may work at
// the same time on the house's database.
import pino from 'pino'
import { makeApp } from '../../server/app.ts'
import { theRules } from '../../server/automation/automation-routes.ts'
import { diskStore } from '../../server/platform/file-store.ts'
import { openDatabase, type Database, type DatabaseOptions } from '../../server/platform/database.ts'
import { agency, proof, theHouse, type Agency } from '../agency.ts'
import { closeAtTheEnd } from '../database.ts'
import { MAIL_SECRET } from '../deliveries.ts'
import { postgresProxy, type PostgresProxy } from '../postgres-proxy.ts'
import { journalOf, startJournals, type Journal } from './journal.ts'

export interface FaultyNode {
  baseUrl: string
  proxy: PostgresProxy
  database: Database
}
export interface FaultyHouse {
  house: Agency
  nodes: readonly [FaultyNode, FaultyNode]
  journal: Journal
  /** What its sessions are called in the database. */
  sessionsAre: string
  /** What the nodes logged as faults of their own, since it was last asked. */
  faultsLogged(): Record<string, unknown>[]
}

/** Nobody waits in these tests but for what will not come. */
const PATIENCE = { connectionMs: 1_000, queryMs: 500 }

export async function faultyHouse(options: DatabaseOptions = { max: 4, patience: PATIENCE }): Promise<FaultyHouse> {
  // What is read at the first use would be waited for by a request.
  await theRules()
  await startJournals((await theHouse()).db)
  const house = await agency()
  const logged: Record<string, unknown>[] = []
  const sessionsAre = `nodes of ${house.organizationId}`
  const start = () =>
    startNode(sessionsAre, options, (line) => void logged.push(JSON.parse(line) as Record<string, unknown>))
  const nodes = [await start(), await start()] as const
  const journal = journalOf(house.db, house.organizationId)
  return { house, nodes, journal, sessionsAre, faultsLogged: () => logged.splice(0) }
}

async function startNode(
  sessionsAre: string,
  options: DatabaseOptions,
  write: (line: string) => void,
): Promise<FaultyNode> {
  const { db, clock, filesDir, slack, stripe, accounts } = await theHouse()
  const proxy = await postgresProxy(db.appConnection)
  const connection = { ...proxy.connection, application_name: sessionsAre }
  const database = openDatabase(connection, options)
  let baseUrl = ''
  const app = await makeApp({
    database,
    log: pino({ level: 'error' }, { write }),
    clock: clock.tick,
    rateLimit: 1_000_000,
    // What is limited by address is asked from another one each time.
    trustProxy: true,
    publicUrl: () => baseUrl,
    checkReplies: true,
    keepBytes: 8 * 1024 * 1024,
    outside: { files: diskStore(filesDir), mailSecret: MAIL_SECRET, slack, stripe, accounts, proof },
  })
  baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  closeAtTheEnd(async () => {
    await app.close()
    await Promise.all([proxy.shut(), database.close()])
  })
  return { baseUrl, proxy, database }
}
