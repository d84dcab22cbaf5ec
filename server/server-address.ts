// Where the server of a data directory listened last, kept for the commands beside it: with PORT=0 nobody else knows.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fileIn = (dataDir: string) => join(dataDir, 'server-address')

export const keepAddress = (dataDir: string, baseUrl: string): void =>
  writeFileSync(fileIn(dataDir), `${baseUrl}\n`, { mode: 0o600 })

export function lastAddress(dataDir: string): string | undefined {
  try {
    return readFileSync(fileIn(dataDir), 'utf8').trim() || undefined
  } catch {
    return undefined
  }
}
