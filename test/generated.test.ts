// The files drawn from the code are as the code is.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { generatedFiles } from '../scripts/generated.ts'
import { testDatabase } from './database.ts'

const db = testDatabase()

test('what is drawn from the code is current; npm run generate draws it', async (t) => {
  const { admin } = await db
  const { rows } = await admin.query<{ major: number }>(
    `select current_setting('server_version_num')::int / 10000 as major`,
  )
  const client = await admin.connect()
  const files = await generatedFiles(client).finally(() => client.release())
  for (const [path, content] of Object.entries(files)) {
    // Another major version words its catalogue in its own way; the picture is drawn from the embedded one.
    if (path.endsWith('.sql') && rows[0]?.major !== 18) t.diagnostic(`${path} is compared on PostgreSQL 18 only`)
    else
      assert.equal(
        await readFile(new URL(`../${path}`, import.meta.url), 'utf8'),
        content,
        `${path} is not current: run npm run generate`,
      )
  }
})
