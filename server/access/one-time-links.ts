// Links that let one person in once, for a while: made for a mail, kept as a hash, gone when used.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { insertRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { hashSecret } from './authenticate.ts'
import type { LinkKind } from './known-person.ts'

const HOUR_MS = 3_600_000
const VALID_MS: Record<LinkKind, number> = { invitation: 7 * 24 * HOUR_MS, password_reset: HOUR_MS }
/** The page that each kind of link opens, under the public address. */
const PAGES: Record<LinkKind, string> = { invitation: 'invitations', password_reset: 'password-reset' }

export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Makes a link, in place of the person's earlier ones of this kind. The secret is in the address and nowhere else. */
export function makeLink(tx: Tx, kind: LinkKind, personId: string): { url: string; expiresAt: Date } {
  if (tx.publicUrl === '') throw new Error('a link needs the public address of the server')
  tx.send(sql`delete from one_time_links
    where organization_id = ${tx.actor.organizationId} and person_id = ${personId} and kind = ${kind}`)
  const secret = newSecret()
  const expiresAt = new Date(tx.now.getTime() + VALID_MS[kind])
  insertRow(tx, 'one_time_links', {
    id: tx.newId('lnk'),
    personId,
    kind,
    secretHash: hashSecret(secret),
    createdAt: tx.now,
    expiresAt,
  })
  return { url: `${tx.publicUrl}/${PAGES[kind]}/${secret}`, expiresAt }
}

/** Uses the link up; false where somebody was faster. */
export async function useLink(tx: Tx, linkId: string): Promise<boolean> {
  const used = await tx.first(sql`delete from one_time_links
    where organization_id = ${tx.actor.organizationId} and id = ${linkId} returning id`)
  return used !== undefined
}

/** Makes all links void that were mailed to the person. */
export function dropLinks(tx: Tx, personId: string): void {
  tx.send(
    sql`delete from one_time_links where organization_id = ${tx.actor.organizationId} and person_id = ${personId}`,
  )
}
