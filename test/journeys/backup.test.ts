// The drill: a server under load is backed up, and brought back to the instant between two changes that were acknowledged.
import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { findHead, headsFolder } from '../../server/activity/head-files.ts'
import { restoresOf } from '../../server/activity/restored-log.ts'
import { verifyActivity } from '../../server/activity/verify-activity.ts'
import { archiveOf } from '../../server/backup/archiving.ts'
import { backupsIn } from '../../server/backup/backup-folder.ts'
import { restore } from '../../server/backup/restore.ts'
import { readSettings } from '../../server/platform/settings.ts'
import { digestOfAll, heldStill } from '../database-digest.ts'
import type { Person } from '../agency.ts'
import { bring } from '../files.ts'
import { as } from '../serving.ts'
import { install, look, newDataDir, ORGANIZATION, until } from './running-server.ts'
import { serveHere } from './serving-here.ts'

type House = Awaited<ReturnType<typeof serveHere>>

/** Somebody who adds one project after another, until told; answers what was acknowledged. */
function keepsAdding({ ada }: House, name: string) {
  const acknowledged: string[] = []
  let going = true
  const work = (async () => {
    for (let n = 0; going; n++) {
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

const archiveIn = ({ database, settings }: House) =>
  join(settings.backupDir, archiveOf(database.embedded?.cluster ?? '', new Date()))

/** The backup that a server begins with, by itself. */
const firstBackup = (house: House) => until(async () => (await backupsIn(archiveIn(house)))[0], 'a backup')

const adds = async ({ ada }: House, id: string) => {
  const { status } = await ada.post('/v1/admin/projects', { id, name: id, accountId: 'bakery', type: 'website' })
  assert.equal(status, 201)
}

const status = async (ada: Person, id: string) => (await ada.get(`/v1/admin/projects/${id}`)).status

const fileOf = async ({ baseUrl, ada }: House, id: string) => {
  const reply = await fetch(`${baseUrl}/v1/admin/attachments/${id}/content`, { headers: as(ada) })
  return reply.text()
}

/** The proof of the log, once all of it is sealed. */
const provenWhole = (house: House) =>
  until(async () => {
    const found = await proven(house)
    return found.bad || (found.notSealedYet === 0 && found.headCopy === 'agrees') ? found : undefined
  }, 'all is sealed')

async function proven({ database, settings }: House) {
  const { dataDir, activityKey } = settings
  const headCopy = await findHead(headsFolder(dataDir), ORGANIZATION)
  const query = <T>(what: Parameters<typeof database.worker.query<T>>[0]) => database.worker.query<T>(what)
  return verifyActivity({ query, organizationId: ORGANIZATION, activityKey, headCopy })
}

const drill = (async () => {
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

const quiet = { replace: false, say: () => {} }

test('restored to the instant between two acknowledged changes, every table is what it was, and the server goes on from there', async () => {
  const { installation, backupDir, digest, at, fileId } = await drill
  const dataDir = newDataDir()
  const lines = await restore({ ...quiet, settings: readSettings({ DATA_DIR: dataDir }), from: backupDir, to: at })
  assert.deepEqual(lines, ['All 1 attached files are there.'])
  const restored = await look(dataDir, (rows) => digestOfAll({ query: async (text) => ({ rows: await rows(text) }) }))
  assert.deepEqual(restored, digest)
  assert.ok(Object.keys(digest).length > 60)

  const house = await serveHere({ ...installation, dataDir })
  const { ada } = house
  assert.deepEqual(await Promise.all([status(ada, 'first'), status(ada, 'second')]), [200, 404])
  assert.equal(await fileOf(house, fileId), 'Their brief')
  await adds(house, 'second')
  const proof = await provenWhole(house)
  assert.deepEqual([proof.bad, proof.headCopy], [null, 'agrees'])
  await house.stop()
})

test('restored in place, what was there is put aside, and whoever proves the log is told what it lost', async () => {
  const { installation, backupDir, at } = await drill
  const settings = readSettings({ DATA_DIR: installation.dataDir })
  await assert.rejects(restore({ ...quiet, settings, from: backupDir, to: at }), /with --replace it is put aside/)
  const lines = await restore({ ...quiet, settings, from: backupDir, to: at, replace: true })
  const [, last, before] =
    /restored on \S+ to its entry (\d+): what had been entries \d+ to (\d+) is not in it/.exec(lines[0] ?? '') ?? []
  assert.ok(Number(before) > Number(last), lines.join())
  const aside = /What was there before is in (.*)\.$/.exec(lines.at(-1) ?? '')?.[1] ?? ''
  const ids = await look(aside, (rows) => rows(`select id from projects where id in ('first', 'second') order by id`))
  assert.deepEqual(ids, [{ id: 'first' }, { id: 'second' }])

  const house = await serveHere(installation)
  assert.equal(await status(house.ada, 'second'), 404)
  await adds(house, 'third')
  assert.equal((await provenWhole(house)).bad, null)
  const [told] = await restoresOf(headsFolder(installation.dataDir), ORGANIZATION)
  assert.deepEqual([told?.lastSeq, told?.sealedBefore], [Number(last), Number(before)])

  // What is archived of it begins anew: also what is written now can be restored, and what was before it.
  const again = await until(async () => (await backupsIn(archiveIn(house)))[0], 'a backup')
  assert.notEqual(dirname(again.folder), (await drill).archive)
  await adds(house, 'fourth')
  await house.stop()
  await restore({ ...quiet, settings, from: backupDir, to: undefined, replace: true })
  assert.deepEqual(await projectsOf(installation.dataDir), ['first', 'fourth', 'third'])
  await restore({ ...quiet, settings, from: (await drill).archive, to: undefined, replace: true })
  assert.deepEqual(await projectsOf(installation.dataDir), ['first', 'second'])
})

const projectsOf = async (dataDir: string) =>
  (await look(dataDir, (rows) => rows(`select id from projects where id not like 'during-%' order by id`))).map(
    ({ id }) => id,
  )
