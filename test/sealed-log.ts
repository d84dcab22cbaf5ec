// A sealed log of the cast's, for the tests that prove it and that tamper with it.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import pg from 'pg'
import { findHead } from '../server/activity/head-files.ts'
import { placeEntries } from '../server/activity/place-entries.ts'
import { sealAll } from '../server/activity/seal-entries.ts'
import { verifyActivity, type Verification } from '../server/activity/verify-activity.ts'
import { textOf } from '../server/platform/statement-text.ts'
import { agency, proof, theHouse, type Agency } from './agency.ts'
import { closeAtTheEnd } from './database.ts'

export const { activityKey: KEY, headsFolder: folder } = proof
closeAtTheEnd(async () => rmSync(folder, { recursive: true, force: true }))

export async function seal(key = KEY): Promise<void> {
  const { db, clock } = await theHouse()
  await placeEntries(db.worker)
  const broken = await sealAll({ database: db.worker, activityKey: key, headsFolder: folder, clock: clock.now })
  assert.deepEqual(broken, [])
}

export async function verify(organizationId: string, withHead = true): Promise<Verification> {
  const { db } = await theHouse()
  const headCopy = withHead ? await findHead(folder, organizationId) : undefined
  return verifyActivity({ query: (query) => db.worker.query(query), organizationId, activityKey: KEY, headCopy })
}

const TYPES = {
  getTypeParser: (oid: number) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid)),
}

/** An organisation with three batches. */
export async function sealed(): Promise<Agency> {
  const house = await agency()
  await seal()
  await house.ada.put('/v1/admin/projects/tasks/copy', { title: 'Words' })
  await house.ada.put('/v1/admin/projects/tasks/design', { title: 'Pictures' })
  await house.ada.put('/v1/admin/projects/tasks/banner', { title: 'Banners' })
  await seal()
  await house.ada.put('/v1/admin/projects/tasks/copy', { title: 'More words' })
  await seal()
  return house
}

/** What somebody does who may do everything, taken back afterwards. */
export async function tampered(house: Agency, statements: string, withHead = true): Promise<Verification['bad']> {
  const { db, organizationId } = house
  const client = await db.admin.connect()
  try {
    await client.query('begin')
    await client.query(statements.replaceAll(':org', `'${organizationId}'`))
    const headCopy = withHead ? await findHead(folder, organizationId) : undefined
    const query = async <T>(what: Parameters<Parameters<typeof verifyActivity>[0]['query']>[0]) => {
      const { text, values } = textOf(what)
      const { rows } = await client.query({ text, values, types: TYPES })
      return rows as T[]
    }
    return (await verifyActivity({ query, organizationId, activityKey: KEY, headCopy })).bad
  } finally {
    await client.query('rollback')
    client.release()
  }
}
