// Servers of their own on one database, as several nodes of an installation.
import { TEST_SECRET, type TestDatabase } from '../database.ts'
import { newDataDir, run, type Spawned } from './running-server.ts'

export interface Node {
  server: Spawned
  baseUrl: string
  dataDir: string
}

const settingsOf = ({ adminConnection }: TestDatabase) => ({
  DATABASE_URL: String(adminConnection.connectionString),
  SECRET_KEY: TEST_SECRET,
  ACTIVITY_KEY: TEST_SECRET,
  DEMO: 'off',
})

export async function startNode(db: TestDatabase): Promise<Node> {
  const dataDir = newDataDir()
  const server = run('main.ts', dataDir, [], { ...settingsOf(db), PORT: '0', RATE_LIMIT: '100000' })
  const [, baseUrl = ''] = await server.says(/is at (http:\/\/\S+)/)
  return { server, baseUrl, dataDir }
}

/** A command beside them, to its end. */
export async function runBeside(db: TestDatabase, words: string[]): Promise<{ code: number | string; said: string }> {
  const command = run('admin.ts', newDataDir(), words, settingsOf(db))
  const code = await command.ended
  return { code, said: command.said() }
}
