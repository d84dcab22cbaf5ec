// The server as people run it: a process of its own with its own PostgreSQL, which tests may stop and kill.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { insertRow } from '../../server/platform/rows.ts'
import { readSettings } from '../../server/platform/settings.ts'
import { transaction } from '../../server/platform/transaction.ts'
import { createOrganization, foundingContext } from '../../server/people/organization-operations.ts'
import { startDatabase } from '../../server/start-database.ts'
import { createToken } from '../../server/access/token-operations.ts'
import { Person } from '../agency.ts'
import { closeAtTheEnd } from '../database.ts'

const MAIN = join(import.meta.dirname, '../../server/main.ts')
const ORGANIZATION = 'brightline'

export interface Installation {
  dataDir: string
  token: string
}

/** A data directory with one organisation: its Project Admin ada, with a token, and one client. */
export async function install(): Promise<Installation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'house-'))
  closeAtTheEnd(async () => rmSync(dataDir, { recursive: true, force: true }))
  const database = await startDatabase(readSettings({ DATA_DIR: dataDir }), () => {})
  try {
    const founding = { id: ORGANIZATION, name: 'Brightline', timezone: 'Europe/Berlin', currency: 'EUR', admin: { id: 'ada', name: 'Ada', email: 'ada@brightline.example' } }
    const token = await transaction(database.app, foundingContext(founding, new Date()), async (tx) => {
      await createOrganization(tx, founding)
      insertRow(tx, 'accounts', { id: 'bakery', name: 'Bluebird Bakery', createdAt: tx.now, updatedAt: tx.now })
      return createToken(tx, { name: 'test', scopes: ['*'] })
    })
    return { dataDir, token: token.token as string }
  } finally {
    await database.stop()
  }
}

export interface Running {
  process: ChildProcess
  baseUrl: string
  ada: Person
  /** What it printed so far. */
  said: () => string
  /** The process's end: its code, or the signal that ended it. */
  ended: Promise<number | string>
  databasePid(): number
}

export async function startServer({ dataDir, token }: Installation): Promise<Running> {
  const env = { ...process.env, DATA_DIR: dataDir, DEMO: 'off', PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', RATE_LIMIT: '100000' }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  closeAtTheEnd(async () => void child.kill('SIGKILL'))
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as number | string)
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const lines = createInterface({ input: child.stderr })
  const baseUrl = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      text += `${line}\n`
      const address = /is at (http:\/\/\S+)/.exec(line)?.[1]
      if (address) resolve(address)
    })
    void ended.then((how) => reject(new Error(`the server ended with ${how}:\n${text}`)))
  })
  const databasePid = () => Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  return { process: child, baseUrl, ada: new Person(baseUrl, ORGANIZATION, 'ada', token), said: () => text, ended, databasePid }
}
