// Brings the database up for a command: the embedded server or the one that DATABASE_URL names, migrated, with its pools.
import type pg from 'pg'
import { openDatabase, type Database } from './platform/database.ts'
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts'
import { prepareDatabase } from './platform/migrate.ts'
import type { Settings } from './platform/settings.ts'

export interface RunningDatabase {
  app: Database
  worker: Database
  embedded: boolean
  stop(): Promise<void>
}

export async function startDatabase(settings: Settings, say: (progress: string) => void): Promise<RunningDatabase> {
  const { databaseUrl, dataDir } = settings
  const embedded = databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir, say }) : undefined
  try {
    const admin: pg.ClientConfig = embedded?.connection ?? { ...(databaseUrl && { connectionString: databaseUrl }) }
    const connections = await prepareDatabase(admin, { secretKey: settings.secretKey, say })
    const app = openDatabase(connections.app)
    const worker = openDatabase(connections.worker, { max: 4 })
    return {
      app,
      worker,
      embedded: embedded !== undefined,
      async stop() {
        await Promise.all([app.close(), worker.close()])
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}
