// Writes the files that are drawn from the code; a test fails where they are not current.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../server/platform/embedded-postgres.ts'
import { prepareDatabase } from '../server/platform/migrate.ts'
import { generatedFiles } from './generated.ts'

const root = resolve(import.meta.dirname, '..')
const dataDir = mkdtempSync(join(tmpdir(), 'generate-'))
const server = await startEmbeddedPostgres({ dataDir, say: () => {} })
try {
  await prepareDatabase(server.connection, { secretKey: 'only for the moment of drawing the schema' })
  const client = new pg.Client(server.connection)
  await client.connect()
  // A connection that the stopped server cuts off would hide why.
  client.on('error', () => {})
  const files = await generatedFiles(client)
  await client.end()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
    console.log(`wrote ${path}`)
  }
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
