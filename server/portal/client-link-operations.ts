// What can be done with the links of clients: made, mailed, and taken back.
import { sql } from 'kysely'
import { dateOf, DAY_MINUTES, dayNumber } from '../../domain/calendar.ts'
import {
  LINK_DAYS,
  MAX_LINK_DAYS,
  MAX_LIVE_LINKS,
  type ClientLink,
  type NewClientLink,
} from '../../domain/client-link.ts'
import { invalidField, Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { instantMsOf } from '../../domain/zone.ts'
import { speechFor } from '../access/reader-speech.ts'
import { hashSecret } from '../access/authenticate.ts'
import { newSecret } from '../access/one-time-links.ts'
import { sendMail } from '../platform/mail.ts'
import { checkVersion, insertRow, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { lockProjectOfTasks } from '../tasks/task-project.ts'
import { clientLinkMail } from './client-link-mail.ts'
import { clientOfProject, getClientLink } from './client-link-queries.ts'

/** Makes a link for one person of the client and tells its address, this once; mails it to them where that is asked. */
export async function createClientLink(tx: Tx, projectId: string, input: NewClientLink): Promise<ClientLink> {
  if (tx.publicUrl === '') throw new Error('a link needs the public address of the server')
  const project = await lockProjectOfTasks(tx, projectId)
  const expiresOn = input.expiresOn ?? dateOf(dayNumber(tx.today) + LINK_DAYS)
  const expiresAt = endOf(tx, expiresOn)
  if (tx.actor.tokenExpiresAt && tx.actor.tokenExpiresAt < expiresAt)
    throw new Problem('permission_denied', 'A token that ends makes no link that is good for longer.')
  const client = await clientOfProject(tx, projectId)
  if (!client.isActive)
    throw new Problem('invalid_transition', 'Its account is archived; bring that back first.', { allowed: [] })
  if (client.liveLinks >= MAX_LIVE_LINKS)
    throw invalidField('', 'limit', say`the project has ${MAX_LIVE_LINKS} links that are good; revoke one first`)
  const { id = tx.newId('cli'), name, email } = input
  const secret = newSecret()
  const { accountId } = project
  insertRow(tx, 'client_links', {
    id,
    projectId,
    accountId,
    name,
    email,
    secretHash: hashSecret(secret),
    expiresAt,
    createdAt: tx.now,
    updatedAt: tx.now,
  })
  const subject = { type: 'client_link', id, version: 1, projectId, accountId }
  const sent = input.send === true
  tx.record('client_link.created', subject, { name: { to: name }, email: { to: email }, sent: { to: sent } })
  const url = `${tx.publicUrl}/client/${secret}`
  if (sent) await mailLink(tx, { id: projectId, accountId }, { name, email, until: expiresOn }, url)
  return { ...(await getClientLink(tx, id)), url }
}

/** It is good through its last day. */
function endOf(tx: Tx, expiresOn: string): Date {
  const today = dayNumber(tx.today)
  const day = dayNumber(expiresOn)
  if (day < today || day > today + MAX_LINK_DAYS)
    throw invalidField('/expiresOn', 'range', say`is from today to ${dateOf(today + MAX_LINK_DAYS)}`)
  return new Date(instantMsOf(tx.actor.timezone, (day + 1) * DAY_MINUTES))
}

async function mailLink(
  tx: Tx,
  { id, accountId }: { id: string; accountId: string },
  to: { name: string; email: string; until: string },
  url: string,
): Promise<void> {
  const names = await tx.first<{ agency: string; project: string }>(sql`
    select o.name as agency, p.name as project from projects p join organizations o on o.id = p.organization_id
    where p.organization_id = ${tx.actor.organizationId} and p.id = ${id}`)
  if (names) sendMail(tx, clientLinkMail({ ...to, ...names }, url, await speechFor(tx, { accountId })))
}

/** Takes an address back at once: whoever asks at it finds nothing. That it was, and for whom, is kept. */
export async function revokeClientLink(tx: Tx, id: string): Promise<ClientLink> {
  tx.send(sql`select 1 from client_links where organization_id = ${tx.actor.organizationId} and id = ${id} for update`)
  const link = await getClientLink(tx, id)
  await checkVersion(tx, 'client_link', link, 'all')
  if (link.revokedAt !== null) return link
  updateRow(tx, 'client_links', id, { revokedAt: tx.now })
  const { version, projectId, accountId } = link
  tx.record(
    'client_link.revoked',
    { type: 'client_link', id, version: version + 1, projectId, accountId },
    { revokedAt: { from: null, to: tx.now.toISOString() } },
  )
  return getClientLink(tx, id)
}
