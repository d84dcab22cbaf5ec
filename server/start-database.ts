// Brings the database up for a command: the embedded server or the one that DATABASE_URL names, migrated, with its pools.
import { join } from 'node:path'
import type pg from 'pg'
import { leaveArchive } from './backup/archiving.ts'
import { isCutOff, restoringFolder } from './backup/restore-place.ts'
import { openDatabase, type Database } from './platform/database.ts'
import {
  findRunningEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './platform/embedded-postgres.ts'
import { prepareDatabase } from './platform/migrate.ts'
import type { Settings } from './platform/settings.ts'

export interface RunningDatabase {
  app: Database
  worker: Database
  /** The worker's too, of its own: for the one session that must not wait for others. */
  relay: Database
  /** The files and the administrator's connection of the server that comes with the dependencies, where it is that one. */
  embedded: { cluster: string; connection: pg.ClientConfig } | undefined
  stop(): Promise<void>
}

export async function startDatabase(settings: Settings, say: (progress: string) => void): Promise<RunningDatabase> {
  return open(settings, say, settings.databaseUrl === undefined ? await startEmbedded(settings, say) : undefined)
}

async function startEmbedded({ dataDir, backupKeepDays }: Settings, say: (progress: string) => void) {
  const cluster = join(dataDir, 'postgres')
  if (isCutOff(dataDir))
    throw new Error(`A restore into ${dataDir} was cut off: run it again, or remove ${restoringFolder(dataDir)}`)
  if (backupKeepDays === 0) leaveArchive(cluster)
  // What is archived, and when, is for whoever serves: the server waits with what it has written until it is.
  const archiving = { archive_mode: backupKeepDays > 0 ? 'on' : 'off' }
  return startEmbeddedPostgres({ dataDir, say, settings: archiving })
}

/** The same for a command beside a running server: its embedded database where it runs, left running; else one for the while. */
export async function reachDatabase(settings: Settings, say: (progress: string) => void): Promise<RunningDatabase> {
  const running = settings.databaseUrl === undefined ? await findRunningEmbeddedPostgres(settings.dataDir) : undefined
  return running ? open(settings, say, running) : startDatabase(settings, say)
}

async function open(
  settings: Settings,
  say: (progress: string) => void,
  embedded: Pick<EmbeddedPostgres, 'connection' | 'stop'> | undefined,
): Promise<RunningDatabase> {
  try {
    const admin: pg.ClientConfig = embedded?.connection ?? {
      ...(settings.databaseUrl && { connectionString: settings.databaseUrl }),
    }
    const connections = await prepareDatabase(admin, { secretKey: settings.secretKey, say })
    const app = openDatabase(connections.app)
    const worker = openDatabase(connections.worker, { max: 8 })
    const relay = openDatabase(connections.worker, { max: 2 })
    return {
      app,
      worker,
      relay,
      embedded: embedded && { cluster: join(settings.dataDir, 'postgres'), connection: embedded.connection },
      async stop() {
        await Promise.all([app.close(), worker.close(), relay.close()])
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}
