// What is looked at in a restored database before it takes its place: how far its logs go, and whether the files that it
// names are there.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { headsFolder } from '../activity/head-files.ts'
import { carryHeads, tellRestored } from '../activity/restored-log.ts'
import type { FileStore } from '../platform/file-store.ts'
import type { Settings } from '../platform/settings.ts'
import { giveFiles, pathOf } from './kept-files.ts'
import { absent } from './packed.ts'

interface Looked {
  settings: Settings
  place: string
  /** Where files lie, if not in the data directory; and where those of the backup do. */
  bucket?: FileStore | undefined
  files: string
}

/** Answers what there is to know, line by line; puts the copies of the heads that still hold beside it. */
export async function lookInto(connection: pg.ClientConfig, looked: Looked): Promise<string[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query(`select to_regclass('public.activity_seals') is not null as filled`)
    if (!rows[0]?.filled) return ['There is nothing in it: it was backed up before its first start was done.']
    return [
      ...(await carryOver(client, looked.settings.dataDir, looked.place)),
      ...(await missingFiles(client, looked)),
    ]
  } finally {
    await client.end()
  }
}

async function carryOver(client: pg.Client, dataDir: string, place: string): Promise<string[]> {
  const facts = {
    async agrees({ organizationId, batch, digest }: { organizationId: string; batch: number; digest: string }) {
      const { rowCount } = await client.query(
        `select from activity_seals where organization_id = $1 and batch = $2 and digest = decode($3, 'hex')`,
        [organizationId, batch, digest],
      )
      return rowCount === 1
    },
    async lastSeqOf(organizationId: string) {
      const { rows } = await client.query<{ seq: string }>(
        'select seq from activity_heads where organization_id = $1',
        [organizationId],
      )
      return Number(rows[0]?.seq ?? 0)
    },
  }
  const restored = await carryHeads(headsFolder(dataDir), headsFolder(place), facts, new Date())
  return restored.map((each) => `The log of ${each.organizationId}: ${tellRestored(each)}`)
}

async function missingFiles(client: pg.Client, { settings, bucket, files }: Looked): Promise<string[]> {
  const { rows } = await client.query<{ key: string; sha256: Buffer }>(
    'select storage_key as key, sha256 from attachments order by storage_key',
  )
  if (bucket)
    await giveFiles(
      bucket,
      rows.map(({ key }) => key),
      files,
    )
  const wrong: string[] = []
  for (const { key, sha256 } of rows) {
    const bytes = bucket ? await bucket.stream(key) : createReadStream(pathOf(join(settings.dataDir, 'files'), key))
    const hash = createHash('sha256')
    const found = bytes && (await pipeline(bytes, hash).then(() => hash.digest(), absent))
    if (!found?.equals(sha256)) wrong.push(key)
  }
  if (wrong.length === 0) return [`All ${rows.length} attached files are there.`]
  return [
    `${wrong.length} of ${rows.length} attached files are not there, or are not what they were: ${wrong.slice(0, 10).join(', ')}`,
  ]
}
