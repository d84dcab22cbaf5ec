// Passwords: chosen on an invitation, changed, forgotten and reset. Each change is told to its person by mail.
import { sql } from 'kysely'
import { invalidField, Problem } from '../../domain/problems.ts'
import type { Invitation, PasswordChange, SignedInPerson } from '../../domain/sign-in.ts'
import { afterReply } from '../platform/after-reply.ts'
import type { Visit } from '../platform/endpoint.ts'
import { refuseOtherSites } from '../platform/guard.ts'
import { sendMail } from '../platform/mail.ts'
import { reading, transaction, type Tx } from '../platform/transaction.ts'
import { passwordChangedMail, passwordResetMail } from './access-mails.ts'
import { actingAs, contextOf, findByEmail, findByLink, type KnownByLink, type LinkKind } from './known-person.ts'
import { speechFor } from './reader-speech.ts'
import { dropLinks, makeLink, useLink } from './one-time-links.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import { endSessions, letIn, openSession } from './session-operations.ts'
import { count, limited, passwordChangeLimits, resetAddressLimits, resetEmailLimits } from './sign-in-limits.ts'

/** Who is invited, where to. */
export async function getInvitation(visit: Visit, secret: string): Promise<Invitation> {
  const { name, email, organizationName, expiresAt } = await getByLink(visit, secret, 'invitation')
  return { name, email, organization: { name: organizationName }, expiresAt: expiresAt.toISOString() }
}

/** Sets the first password, uses the link up and signs in. */
export async function acceptInvitation(visit: Visit, secret: string, password: string): Promise<SignedInPerson> {
  refuseOtherSites(visit.request, visit.publicUrl)
  const known = await getByLink(visit, secret, 'invitation')
  const hash = await hashPassword(password)
  const session = await transaction(visit.database, actingAs(known, visit), async (tx) => {
    await holdForLink(tx, known)
    savePassword(tx, known.personId, hash)
    tx.record('person.joined', { type: 'person', id: known.personId }, {})
    return openSession(tx)
  })
  return letIn(visit, known, session)
}

/** Changes one's own password. Other sessions end, this one and the API tokens stay. */
export async function changePassword(visit: Visit, change: PasswordChange): Promise<void> {
  const { actor, database, sessionId } = visit
  if (!actor) throw new Error('changing a password is for the signed-in')
  const context = contextOf(actor, visit)
  const refused = invalidField('/currentPassword', 'password', 'is not your password')
  let checked: string | undefined
  await limited(passwordChangeLimits(actor.organizationId, actor.id), async () => {
    const kept = await reading(database, context, keptPassword)
    const right = await verifyPassword(change.currentPassword, kept)
    if (right) checked = kept
    return right
  })
  if (checked === undefined) throw refused
  const hash = await hashPassword(change.newPassword)
  await transaction(database, context, async (tx) => {
    const person = await holdPerson(tx)
    // Another change may have come between the check and here.
    if (!person?.active || (await keptPassword(tx)) !== checked) throw refused
    await replacePassword(tx, person, hash, sessionId)
  })
}

/**
 * Mails a link that sets a new password to the person with this address, if there is one. The work is done after the
 * reply, so neither its words nor its time tell. More than a few in a quarter of an hour are dropped in silence.
 */
export async function requestPasswordReset(visit: Visit, email: string): Promise<void> {
  await count(resetAddressLimits(visit.address))
  afterReply(visit.request, async () => {
    const tooMany = await count(resetEmailLimits(email)).then(
      () => false,
      () => true,
    )
    const found = tooMany ? undefined : await findByEmail(visit.database, email)
    if (!found) return
    await transaction(visit.database, actingAs(found, visit), async (tx) => {
      const speech = await speechFor(tx, found)
      sendMail(tx, passwordResetMail(found, makeLink(tx, 'password_reset', found.personId).url, speech))
    })
  })
}

/**
 * Sets a new password by a mailed link: all sessions end and all other links of the person are void. API tokens stay:
 * programs do not stop because somebody forgot a password, and whoever did not make a token finds it in their list;
 * suspending the person stops both.
 */
export async function resetPassword(visit: Visit, secret: string, password: string): Promise<void> {
  const known = await getByLink(visit, secret, 'password_reset')
  const hash = await hashPassword(password)
  await transaction(visit.database, actingAs(known, visit), async (tx) => {
    await holdForLink(tx, known)
    await replacePassword(tx, known, hash)
  })
}

/** Keeps the hash of a person’s new password. Links mailed before are void; with their first password they have joined. */
export function savePassword(tx: Tx, personId: string, hash: string): void {
  const { organizationId } = tx.actor
  tx.send(sql`insert into passwords (organization_id, person_id, hash, changed_at) values (${organizationId}, ${personId}, ${hash}, ${tx.now})
    on conflict (organization_id, person_id) do update set hash = ${hash}, changed_at = ${tx.now}`)
  tx.send(
    sql`update people set joined_at = ${tx.now} where organization_id = ${organizationId} and id = ${personId} and joined_at is null`,
  )
  dropLinks(tx, personId)
}

async function replacePassword(tx: Tx, person: HeldPerson, hash: string, keptSessionId?: string): Promise<void> {
  const { id } = tx.actor
  savePassword(tx, id, hash)
  endSessions(tx, id, keptSessionId)
  tx.record('person.password_changed', { type: 'person', id }, {})
  sendMail(tx, passwordChangedMail(person, tx.publicUrl, await speechFor(tx, { personId: id })))
}

const noSuchLink = () => new Problem('link_not_found', 'Ask for a new one.')

async function getByLink(visit: Visit, secret: string, kind: LinkKind): Promise<KnownByLink> {
  const known = await findByLink(visit.database, secret, kind, visit.now)
  if (!known) throw noSuchLink()
  return known
}

/** Uses the link up, for a person who is still active. The person first: a suspension then waits for us or we for it. */
async function holdForLink(tx: Tx, known: KnownByLink): Promise<void> {
  const person = await holdPerson(tx)
  if (!person?.active || !(await useLink(tx, known.linkId))) throw noSuchLink()
}

interface HeldPerson {
  name: string
  email: string
  organizationName: string
}

/** Holds the actor's own row to the end of the transaction. */
const holdPerson = (tx: Tx): Promise<(HeldPerson & { active: boolean }) | undefined> =>
  tx.first(sql`select p.name, p.email, p.active, o.name as "organizationName"
    from people p join organizations o on o.id = p.organization_id
    where p.organization_id = ${tx.actor.organizationId} and p.id = ${tx.actor.id} for no key update of p`)

async function keptPassword(tx: Tx): Promise<string | undefined> {
  const found = await tx.first<{ hash: string | null }>(sql`select find_password(${tx.actor.id}) as hash`)
  return found?.hash ?? undefined
}
