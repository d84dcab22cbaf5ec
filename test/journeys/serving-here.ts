// The whole server of an installation, what goes on by itself included, in this process: for tests that stop and start it often.
import pino from 'pino'
import { makeApp } from '../../server/app.ts'
import { startBackground } from '../../server/background.ts'
import { makeLive } from '../../server/live/live.ts'
import { allAfterReplies } from '../../server/platform/after-reply.ts'
import { readSettings } from '../../server/platform/settings.ts'
import { reachOutside } from '../../server/reach-outside.ts'
import { startDatabase } from '../../server/start-database.ts'
import { Person } from '../agency.ts'
import { closeAtTheEnd } from '../database.ts'
import { ORGANIZATION, type Installation } from './running-server.ts'

const clock = () => new Date()

export async function serveHere({ dataDir, token }: Installation, given: NodeJS.ProcessEnv = {}) {
  const settings = readSettings({ DEMO: 'off', LOG_LEVEL: 'silent', RATE_LIMIT: '100000', ...given, DATA_DIR: dataDir })
  const log = pino({ level: 'silent' })
  const database = await startDatabase(settings, () => {})
  const outside = reachOutside(settings, clock)
  const live = makeLive({ database: database.app, log, clock })
  const common = { database: database.app, log, clock, live, outside, rateLimit: settings.rateLimit }
  const app = await makeApp({ ...common, trustProxy: false, publicUrl: () => 'http://localhost' })
  const baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  const background = await startBackground(settings, outside, database, live, baseUrl, log)
  let stopped: Promise<void> | undefined
  const stop = async () => {
    await background.stop()
    await app.close()
    await allAfterReplies()
    await database.stop()
  }
  const house = {
    baseUrl,
    settings,
    database,
    ada: new Person(baseUrl, ORGANIZATION, 'ada', token),
    stop: () => (stopped ??= stop()),
  }
  closeAtTheEnd(house.stop)
  return house
}
