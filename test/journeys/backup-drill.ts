// The drill that backups are tested by: a server under load, its backup, and an instant between two changes that it
// acknowledged, with what every table was then.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { findHead, headsFolder } from '../../server/activity/head-files.ts'
import { verifyActivity } from '../../server/activity/verify-activity.ts'
import { archiveOf } from '../../server/backup/archiving.ts'
import { backupsIn } from '../../server/backup/backup-folder.ts'
import { sql } from 'kysely'
import type { Person } from '../agency.ts'
import { digestOfAll, heldStill } from '../database-digest.ts'
import { bring } from '../files.ts'
import { as } from '../serving.ts'
import { install, ORGANIZATION, until } from './running-server.ts'
import { serveHere } from './serving-here.ts'

export type House = Awaited<ReturnType<typeof serveHere>>

/** A short drill leaves some of the machine to the others. */
const MOST = process.env.TEST_LONG === undefined ? 60 : Infinity

/** Somebody who adds one project after another, until told; answers what was acknowledged. */
function keepsAdding({ ada }: House, name: string) {
  const acknowledged: string[] = []
  let going = true
  const work = (async () => {
    for (let n = 0; going && n < MOST; n++) {
      const id = `${name}-${n}`
      const { status } = await ada.post('/v1/admin/projects', { id, name: id, accountId: 'bakery', type: 'website' })
      assert.equal(status, 201)
      acknowledged.push(id)
    }
  })()
  return {
    acknowledged,
    async stop() {
      going = false
      await work
    },
  }
}

export const archiveIn = ({ database, settings }: House) =>
  join(settings.backupDir, archiveOf(database.embedded?.cluster ?? '', new Date()))

/** The backup that a server begins with, by itself. */
export const firstBackup = (house: House) => until(async () => (await backupsIn(archiveIn(house)))[0], 'a backup')

export const adds = async ({ ada }: House, id: string) => {
  const { status } = await ada.post('/v1/admin/projects', { id, name: id, accountId: 'bakery', type: 'website' })
  assert.equal(status, 201)
}

export const status = async (ada: Person, id: string) => (await ada.get(`/v1/admin/projects/${id}`)).status

export const fileOf = async ({ baseUrl, ada }: House, id: string) => {
  const reply = await fetch(`${baseUrl}/v1/admin/attachments/${id}/content`, { headers: as(ada) })
  return reply.text()
}

/** The proof of the log, once all of it is sealed. */
export const provenWhole = (house: House) =>
  until(async () => {
    if (await isUnsealed(house)) return undefined
    const found = await proven(house)
    return found.bad || (found.notSealedYet === 0 && found.headCopy === 'agrees') ? found : undefined
  }, 'all is sealed')

async function isUnsealed({ database }: House): Promise<boolean> {
  const found = await database.worker.query(sql`select 1 from activity where position is null union all
    select 1 from activity_heads h where h.seq > coalesce((select max(last_seq) from activity_seals s where s.organization_id = h.organization_id), 0)`)
  return found.length > 0
}

async function proven({ database, settings }: House) {
  const { dataDir, activityKey } = settings
  const headCopy = await findHead(headsFolder(dataDir), ORGANIZATION)
  const query = <T>(what: Parameters<typeof database.worker.query<T>>[0]) => database.worker.query<T>(what)
  return verifyActivity({ query, organizationId: ORGANIZATION, activityKey, headCopy })
}

export const drill = (async () => {
  const installation = await install({ BACKUP_KEEP_DAYS: '14' })
  const house = await serveHere(installation)
  const load = keepsAdding(house, 'during')
  const backup = await firstBackup(house)
  await until(() => load.acknowledged[0], 'a project')
  const brought = await bring(
    house.ada,
    house,
    'name=brief.txt&visibility=internal',
    'Their brief',
    'text/plain',
    load.acknowledged[0],
  )
  assert.equal(brought.status, 201)
  await adds(house, 'first')
  const { digest, at } = await heldStill(house.database.embedded?.connection ?? {}, digestOfAll)
  await adds(house, 'second')
  await load.stop()
  await provenWhole(house)
  const { backupDir } = house.settings
  const archive = archiveIn(house)
  await house.stop()
  return { installation, backup, archive, backupDir, digest, at, fileId: brought.body.id as string }
})()
