// What a restore took back of a log that had been sealed further: noted beside the copies of the heads, so that whoever
// proves the log later is told. A copy that the restored log agrees with stays; one that knows more is put aside.
import { appendFile, copyFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { findHead, headsKept, writeHead, type Head } from './head-files.ts'

const Restored = z.strictObject({
  organizationId: z.string(),
  /** When it was restored. */
  at: z.iso.datetime(),
  /** How far the log went after it, and how far it had been sealed before. */
  lastSeq: z.int(),
  sealedBefore: z.int(),
})
export type Restored = z.infer<typeof Restored>

const notesIn = (folder: string) => join(folder, 'restored')

export interface LogFacts {
  /** Whether the seals hold what this copy of a head says. */
  agrees(head: Head): Promise<boolean>
  lastSeqOf(organizationId: string): Promise<number>
}

/** Carries the copies of heads from one folder over to another, beside a restored database; answers what it took back. */
export async function carryHeads(from: string, to: string, facts: LogFacts, at: Date): Promise<Restored[]> {
  const restored: Restored[] = []
  await mkdir(to, { recursive: true, mode: 0o700 })
  await copyFile(notesIn(from), notesIn(to)).catch(() => {})
  for (const organizationId of await headsKept(from)) {
    const head = await findHead(from, organizationId)
    if (!head) continue
    if (await facts.agrees(head)) {
      await writeHead(to, {
        ...head,
        digest: Buffer.from(head.digest, 'hex'),
        signature: Buffer.from(head.signature, 'hex'),
      })
      continue
    }
    const lastSeq = await facts.lastSeqOf(organizationId)
    const note = { organizationId, at: at.toISOString(), lastSeq, sealedBefore: head.lastSeq }
    restored.push(note)
    await appendFile(notesIn(to), `${JSON.stringify(note)}\n`, { mode: 0o600, flush: true })
  }
  return restored
}

/** What restores took back of this log, oldest first. */
export async function restoresOf(folder: string, organizationId: string): Promise<Restored[]> {
  const text = await readFile(notesIn(folder), 'utf8').catch(() => '')
  const notes = text
    .split('\n')
    .filter(Boolean)
    .map((line) => Restored.parse(JSON.parse(line)))
  return notes.filter((note) => note.organizationId === organizationId)
}

export const tellRestored = ({ at, lastSeq, sealedBefore }: Restored): string =>
  sealedBefore > lastSeq
    ? `It was restored on ${at} to its entry ${lastSeq}: what had been entries ${lastSeq + 1} to ${sealedBefore} is not in it.`
    : `It was restored on ${at} to its entry ${lastSeq}: what had been sealed since, up to entry ${sealedBefore}, is sealed anew.`
