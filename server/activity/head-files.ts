// The head of each organisation's chain, kept outside the database as well: without such a copy nobody could tell that the
// end of a log was cut off. Each node that sealed has its own, which may be older than the database's and never another.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Seal } from './seal.ts'

const Head = z.object({
  organizationId: z.string(),
  batch: z.int(),
  lastSeq: z.int(),
  digest: z.string(),
  signature: z.string(),
})
export type Head = z.infer<typeof Head>

const nameOf = (organizationId: string) => `${encodeURIComponent(organizationId)}.json`
export const headsFolder = (dataDir: string): string => join(dataDir, 'activity-heads')

/** Replaces the copy in one step: a reader finds the one before or this one, whole. */
export async function writeHead(
  folder: string,
  { organizationId, batch, lastSeq, digest, signature }: Pick<Seal, keyof Head>,
): Promise<void> {
  const head: Head = {
    organizationId,
    batch,
    lastSeq,
    digest: digest.toString('hex'),
    signature: signature.toString('hex'),
  }
  const file = join(folder, nameOf(organizationId))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(`${file}.new`, `${JSON.stringify(head, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
}

/** Undefined where there is no copy; fails where there is one that says nothing. */
export async function findHead(folder: string, organizationId: string): Promise<Head | undefined> {
  try {
    return Head.parse(JSON.parse(await readFile(join(folder, nameOf(organizationId)), 'utf8')))
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw new Error(`The copy of the head of ${organizationId} can not be read`, { cause: error })
  }
}

/** The organisations that there is a copy of. */
export async function headsKept(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => [])
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => decodeURIComponent(file.slice(0, -'.json'.length)))
}

/** Of an organisation that was removed: founded anew under its old id, it begins anew. */
export const forgetHead = (folder: string, organizationId: string): Promise<void> =>
  rm(join(folder, nameOf(organizationId)), { force: true })
