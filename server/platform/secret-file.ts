// A secret kept in a file that only its owner may read, made the first time it is asked for; not a vault.
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The secret in this file: 32 random bytes in base64url, or what an administrator put there.
 * Two processes asking at once get the same one.
 */
export function readOrMakeSecret(path: string): string {
  const existing = readSecret(path)
  if (existing !== undefined) return existing
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}.draft`
  rmSync(draft, { force: true })
  writeFileSync(draft, randomBytes(32).toString('base64url') + '\n', { mode: 0o600, flag: 'wx', flush: true })
  try {
    // A link appears whole or not at all: nobody ever reads half a secret.
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const made = readSecret(path)
  if (made === undefined) throw new Error(`${path} is empty: remove it, or put a secret into it`)
  return made
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
