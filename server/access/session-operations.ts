// Signing in and out: a session is a row here and a cookie in the browser, for 14 days.
import { sql } from 'kysely'
import { Problem } from '../../domain/problems.ts'
import type { SignedInPerson, SignIn } from '../../domain/sign-in.ts'
import type { Visit } from '../platform/endpoint.ts'
import { refuseOtherSites } from '../platform/guard.ts'
import { insertRow } from '../platform/rows.ts'
import type { Sweep } from '../platform/sweep.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { authenticate, hashSecret, sessionCookie } from './authenticate.ts'
import { actingAs, contextOf, findByEmail, type KnownPerson } from './known-person.ts'
import { newSecret } from './one-time-links.ts'
import { verifyPassword } from './password-hash.ts'
import { limited, signInLimits } from './sign-in-limits.ts'

const SESSION_MS = 14 * 24 * 3_600_000

/**
 * Signs in with e-mail and password, and sets the cookie. Unknown, suspended, not yet joined and wrong password are one
 * answer, found with the same work.
 */
export async function signIn(visit: Visit, { email, password }: SignIn): Promise<SignedInPerson> {
  refuseOtherSites(visit.request, visit.publicUrl)
  let session: Session | undefined
  let person: KnownPerson | undefined
  await limited(signInLimits(visit.address, email), async () => {
    const found = await findByEmail(visit.database, email)
    if (!(await verifyPassword(password, found?.hash)) || !found) return false
    person = found
    session = await transaction(visit.database, actingAs(found, visit), (tx) => openSessionWith(tx, found.hash))
    return session !== undefined
  })
  if (!session || !person)
    throw new Problem('unauthenticated', 'This e-mail address and password do not open anything here.')
  return letIn(visit, person, session)
}

/** Ends the session that the request's cookie holds, and takes the cookie back. Nobody signed in is as good. */
export async function signOut(visit: Visit): Promise<void> {
  const { database, request, reply, publicUrl, now } = visit
  refuseOtherSites(request, publicUrl)
  const signedIn = await authenticate(database, request, now, publicUrl)
  const { sessionId, actor } = signedIn ?? {}
  if (sessionId !== undefined && actor) {
    await transaction(database, contextOf(actor, visit), async (tx) => {
      const ended = await tx.first(
        sql`delete from sessions where organization_id = ${actor.organizationId} and id = ${sessionId} returning 1 as ended`,
      )
      // Of several at once one ends it.
      if (ended) tx.record('person.signed_out', { type: 'person', id: actor.id }, {})
    })
  }
  reply.clearCookie(sessionCookie(publicUrl), cookieOptions(publicUrl))
}

interface Session {
  secret: string
  expiresAt: Date
}

/** A session for the actor, unless their password was changed or they were suspended since it was checked. */
async function openSessionWith(tx: Tx, checkedHash: string | null): Promise<Session | undefined> {
  const { organizationId, id } = tx.actor
  const held = tx.first<{ active: boolean }>(
    sql`select active from people where organization_id = ${organizationId} and id = ${id} for share`,
  )
  // A statement of its own: it sees what was committed while the one before waited.
  const kept = tx.first<{ hash: string | null }>(sql`select find_password(${id}) as hash`)
  const [person, password] = await Promise.all([held, kept])
  return person?.active && password?.hash === checkedHash ? openSession(tx) : undefined
}

/** A new session for the actor. */
export function openSession(tx: Tx): Session {
  const secret = newSecret()
  const expiresAt = new Date(tx.now.getTime() + SESSION_MS)
  insertRow(tx, 'sessions', {
    id: tx.newId('ses'),
    personId: tx.actor.id,
    secretHash: hashSecret(secret),
    createdAt: tx.now,
    expiresAt,
  })
  tx.record('person.signed_in', { type: 'person', id: tx.actor.id }, {})
  return { secret, expiresAt }
}

/** Hands the session over: the secret in the cookie, never in a body. */
export function letIn(visit: Visit, known: KnownPerson, { secret, expiresAt }: Session): SignedInPerson {
  const { publicUrl, reply } = visit
  reply.setCookie(sessionCookie(publicUrl), secret, { ...cookieOptions(publicUrl), maxAge: SESSION_MS / 1000 })
  const { personId: id, name, email, roles, organizationId } = known
  return { person: { id, name, email, roles, organizationId }, expiresAt: expiresAt.toISOString() }
}

const cookieOptions = (publicUrl: string) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: publicUrl.startsWith('https:') }) as const

/** Ends a person's sessions, all or all but one, at once. */
export function endSessions(tx: Tx, personId: string, except?: string): void {
  tx.send(sql`delete from sessions where organization_id = ${tx.actor.organizationId} and person_id = ${personId}
    and id is distinct from ${except ?? null}::text`)
}

export const accessSweeps: Sweep[] = ['sessions', 'one_time_links'].map((table) => ({
  name: table.replaceAll('_', ' '),
  remove: (now) => sql`delete from ${sql.table(table)} where ctid = any(array(
    select ctid from ${sql.table(table)} where expires_at < ${now} limit 500)) returning 1`,
}))
