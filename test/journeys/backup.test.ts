// The drill: a server under load is backed up, and brought back to the instant between two changes that were acknowledged.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import pino from 'pino'
import { headsFolder } from '../../server/activity/head-files.ts'
import { restoresOf } from '../../server/activity/restored-log.ts'
import { watchersOf } from '../../server/alerts/watchers.ts'
import { startArchiving } from '../../server/backup/archiving.ts'
import { writeManifest, type Manifest } from '../../server/backup/backup-folder.ts'
import { restore } from '../../server/backup/restore.ts'
import { readSettings } from '../../server/platform/settings.ts'
import { digestOfAll } from '../database-digest.ts'
import { adds, drill, fileOf, firstBackup, provenWhole, status, type House } from './backup-drill.ts'
import { look, newDataDir, ORGANIZATION, run } from './running-server.ts'
import { serveHere } from './serving-here.ts'

const LONG = process.env.TEST_LONG !== undefined
const quiet = { replace: false, say: () => {} }

const theDigest = (dataDir: string) =>
  look(dataDir, (rows) => digestOfAll({ query: async (text) => ({ rows: await rows(text) }) }))

test('restored to the instant between two acknowledged changes, every table is what it was, and the server goes on from there', async () => {
  const { installation, backupDir, digest, at, fileId } = await drill
  const { dataDir } = installation
  const settings = readSettings({ DATA_DIR: dataDir })
  rmSync(join(dataDir, 'files'), { recursive: true })
  await assert.rejects(restore({ ...quiet, settings, from: backupDir, to: at }), /with --replace it is put aside/)
  const [log = '', files, before = ''] = await restore({ ...quiet, settings, from: backupDir, to: at, replace: true })
  assert.equal(files, 'All 1 attached files are there.')
  assert.deepEqual(await theDigest(dataDir), digest)
  assert.ok(Object.keys(digest).length > 60)

  const house = await serveHere(installation, { BACKUP_KEEP_DAYS: '0' })
  assert.deepEqual(await Promise.all([status(house.ada, 'first'), status(house.ada, 'second')]), [200, 404])
  assert.equal(await fileOf(house, fileId), 'Their brief')
  await adds(house, 'third')
  const proof = await provenWhole(house)
  assert.deepEqual([proof.bad, proof.headCopy], [null, 'agrees'])
  await assert.rejects(restore({ ...quiet, settings, from: backupDir, to: at, replace: true }), {
    name: 'AlreadyRunning',
  })
  await tellsOfFailure(house)
  await house.stop()

  // Whoever proves the log later is told what it lost, and that is where it was put aside.
  const told = /restored on \S+ to its entry (\d+): what had been entries \d+ to (\d+) is not in it/.exec(log)
  const [note] = await restoresOf(headsFolder(dataDir), ORGANIZATION)
  assert.deepEqual([note?.lastSeq, note?.sealedBefore], [Number(told?.[1]), Number(told?.[2])])
  const aside = /What was there before is in (.*)\.$/.exec(before)?.[1] ?? ''
  assert.deepEqual(await projectsOf(aside), ['first', 'second'])
})

test('no server starts on what a restore was cut off in', async () => {
  const dataDir = newDataDir()
  mkdirSync(join(dataDir, 'restoring'))
  await assert.rejects(serveHere({ dataDir, token: '' }), /A restore into .* was cut off: run it again, or remove/)
})

test('what was before a restore and what came after it can both be restored, wherever it was cut off', async (t) => {
  if (!LONG) return t.skip('TEST_LONG=1')
  const { backupDir, archive, digest, at, installation } = await drill
  const dataDir = newDataDir()
  const settings = readSettings({ DATA_DIR: dataDir })
  for (let ms = 100; ; ms += 150) {
    const words = ['restore', '--from', backupDir, '--to', at, '--replace']
    const command = run('admin.ts', dataDir, words)
    const timer = setTimeout(() => command.process.kill('SIGKILL'), ms)
    const end = await command.ended
    clearTimeout(timer)
    if (end === 'SIGKILL') continue
    assert.equal(end, 0, command.said())
    t.diagnostic(`killed every 150 ms up to ${ms} ms`)
    break
  }
  assert.deepEqual(await theDigest(dataDir), digest)
  const house = await serveHere({ ...installation, dataDir })
  await firstBackup(house)
  await adds(house, 'fourth')
  const own = house.settings.backupDir
  await house.stop()
  await restore({ ...quiet, settings, from: own, to: undefined, replace: true })
  assert.deepEqual(await projectsOf(dataDir), ['first', 'fourth'])
  await restore({ ...quiet, settings, from: archive, to: undefined, replace: true })
  assert.deepEqual(await projectsOf(dataDir), ['first', 'second'])
})

/** An archive that can not be written is told, at once as a figure and soon as an alert. */
async function tellsOfFailure({ settings, database }: House): Promise<void> {
  const { dataDir, activityKey } = settings
  const notAFolder = join(dataDir, 'secret-key')
  let now = Date.now()
  const clock = () => new Date(now)
  const common = { dataDir, activityKey, keepDays: 14, release: 'test', log: pino({ level: 'silent' }), clock }
  const archiving = startArchiving({ ...database.embedded, ...common, backupDir: notAFolder } as never)
  await archiving.kick()
  assert.ok(archiving.state().failure)
  const { worker } = database
  const watchers = watchersOf({ worker, dataDir, node: 'here', clock, archived: () => archiving.state() })
  const [watcher] = watchers.filter(({ name }) => name === 'archive_behind:here')
  now += 121_000
  assert.deepEqual((await watcher?.look())?.severity, 'critical')
  await archiving.stop()
}

const projectsOf = async (dataDir: string) =>
  (await look(dataDir, (rows) => rows(`select id from projects where id not like 'during-%' order by id`))).map(
    ({ id }) => id,
  )

test('what can not be restored is refused with the reason, and nothing is touched', async (t) => {
  const { archive, backup } = await drill
  const settings = readSettings({ DATA_DIR: newDataDir() })
  const refused = async (from: string, to: string | undefined, reason: RegExp) => {
    await assert.rejects(restore({ ...quiet, settings, from, to }), (error: Error) => {
      assert.match(error.message, reason)
      return true
    })
    assert.deepEqual(
      readdirSync(settings.dataDir).filter((name) => !name.endsWith('key')),
      [],
    )
  }
  /** The drill's archive with something done to it. */
  const spoilt = (spoil: (archive: string, folder: string, manifest: Manifest) => unknown) => {
    const copy = join(newDataDir(), 'archive')
    cpSync(archive, copy, { recursive: true })
    const folder = join(copy, backup.folder.slice(archive.length))
    return Promise.resolve(spoil(copy, folder, backup.manifest)).then(() => copy)
  }
  const change = (path: string) => {
    const bytes = readFileSync(path)
    const at = Math.floor(bytes.length / 2)
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    writeFileSync(path, bytes)
  }
  await refused('/nowhere/at/all', undefined, /There is no folder/)
  await refused(newDataDir(), undefined, /There is no backup in/)
  await refused(archive, backup.manifest.startedAt, /The first instant that .* can be restored to is 20/)
  await refused(archive, '2999-01-01T00:00:00Z', /has not come yet/)
  await refused(archive, 'yesterday', /must be an instant with its offset/)
  await refused(
    await spoilt((_, folder) => change(join(folder, 'database.zst'))),
    undefined,
    /database\.zst is damaged/,
  )
  await refused(
    await spoilt((_, folder) => change(join(folder, 'manifest.json'))),
    undefined,
    /manifest\.json is not what/,
  )
  const wal = (folder: string) => rmSync(join(folder, 'wal'), { recursive: true })
  await refused(
    await spoilt((copy, folder) => [wal(copy), wal(folder)]),
    undefined,
    /the WAL that makes it whole is missing/,
  )
  const manifested = (more: Partial<Manifest>) =>
    spoilt((_, folder, manifest) => writeManifest(folder, { ...manifest, ...more } as Manifest))
  await refused(
    await manifested({ postgres: 17 }),
    undefined,
    /made by PostgreSQL 17, .* make a backup there with --logical/,
  )
  const endless = [{ path: 'base/1/1', bytes: 1e15, sha256: '' }]
  await refused(await manifested({ packed: endless }), undefined, /MB are needed in/)
  if (LONG) await refused(archive, new Date().toISOString(), /can not be reached: the last that was archived is of 20/)
  const external = readSettings({ DATA_DIR: settings.dataDir, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' })
  await assert.rejects(
    restore({ ...quiet, settings: external, from: archive, to: undefined }),
    /make one with backup --logical/,
  )
  t.diagnostic(`${backup.manifest.packed.length} files in the backup`)
})
