// Makes an agency of any size in a migrated database, and hands out what signs its people in.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { hashSecret } from '../server/access/authenticate.ts'

export interface LargeAgency {
  organization: string
  projects: number
  /** Around which everything lies. */
  at: Date
}

/** What large.sql calls the n-th of a kind. */
export const largeId = (kind: string, n: number): string => `${kind}_06e${String(n).padStart(12, '0')}`

/** The people of large.sql who reach what: all of it, 2,500 projects, five, a hundredth of the clients, a team’s. */
export const READERS = { admin: 1, manager: 2, member: 3, 'account manager': 4, 'team lead': 5 }
export type Reader = keyof typeof READERS

/** Fills in the agency; who measures it vacuums afterwards. Answers a token for each reader. */
export async function fillLarge(
  client: pg.ClientBase,
  { organization, projects, at }: LargeAgency,
): Promise<Record<Reader, string>> {
  await client.query(
    `set large.organization = '${organization}'; set large.projects = '${projects}'; set large.at = '${at.toISOString()}'`,
  )
  await client.query(await readFile(new URL('large.sql', import.meta.url), 'utf8'))
  const tokens: Partial<Record<Reader, string>> = {}
  for (const [reader, n] of Object.entries(READERS)) {
    const token = `po_${randomBytes(24).toString('base64url')}`
    await client.query(
      `insert into api_tokens (organization_id, id, person_id, name, scopes, secret_hash, created_at) values ($1, $2, $3, 'large', '{*}', $4, now())`,
      [organization, `tok_large${n}`, largeId('per', n), hashSecret(token)],
    )
    tokens[reader as Reader] = token
  }
  return tokens as Record<Reader, string>
}
