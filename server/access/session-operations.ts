// Signing in and out: a session is a row here and a cookie in the browser, for 14 days, or until nobody used it for one.
import { sql } from 'kysely'
import { Problem } from '../../domain/problems.ts'
import type { SignedInPerson, SignIn } from '../../domain/sign-in.ts'
import type { Visit } from '../platform/endpoint.ts'
import { refuseOtherSites } from '../platform/guard.ts'
import { insertRow } from '../platform/rows.ts'
import type { Seal } from '../platform/seal.ts'
import type { Sweep } from '../platform/sweep.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { authenticate, hashSecret, sessionCookie } from './authenticate.ts'
import { actingAs, contextOf, findByEmail, type KnownPerson } from './known-person.ts'
import { newSecret } from './one-time-links.ts'
import { verifyPassword } from './password-hash.ts'
import { takeSecondStep, type SecondStep } from './second-step.ts'
import { codeLimits, limited, signInLimits } from './sign-in-limits.ts'

const SESSION_MS = 14 * 24 * 3_600_000
/** Whoever signs in once more is signed out where they were not for the longest time. */
const MOST_SESSIONS = 20

/**
 * Signs in with e-mail and password, and sets the cookie. Unknown, suspended, not yet joined and wrong password are one
 * answer, found with the same work.
 */
export async function signIn(visit: Visit, seal: Seal, { email, password, code }: SignIn): Promise<SignedInPerson> {
  refuseOtherSites(visit.request, visit.publicUrl)
  let session: Session | undefined
  let person: KnownPerson | undefined
  await limited(signInLimits(visit.address, email), async () => {
    const found = await findByEmail(visit.database, email)
    if (!(await verifyPassword(password, found?.hash)) || !found) return false
    person = found
    session = await secondStep(visit, seal, found, code)
    return session !== undefined
  })
  if (!session || !person)
    throw new Problem('unauthenticated', 'This e-mail address and password do not open anything here.')
  return letIn(visit, person, session)
}

/** The password was right: a session, where no second factor is set up or a good code of it was given. */
async function secondStep(
  visit: Visit,
  seal: Seal,
  found: KnownPerson & { hash: string | null },
  code: string | undefined,
): Promise<Session | undefined> {
  let step: SecondStep = 'needed'
  let session: Session | undefined
  const context = actingAs(found, visit)
  const enter = async () => {
    ;[step, session] = await transaction(visit.database, context, async (tx) => {
      const taken = await takeSecondStep(tx, seal, code)
      return [taken, taken === 'passed' ? await openSessionWith(tx, found.hash, clientOf(visit)) : undefined]
    })
    return step !== 'wrong'
  }
  await (code === undefined ? enter() : limited(codeLimits(found.organizationId, found.personId), enter))
  if (step === 'needed') throw new Problem('second_factor_needed', 'Send the code that the app shows with it.')
  if (step === 'wrong') throw new Problem('second_factor_needed', 'This code is not right, or was used before.')
  return session
}

/** What it was opened with, as it says itself. */
export const clientOf = ({ request }: Visit): string =>
  (request.headers['user-agent'] ?? '').replaceAll(/[^\x20-\x7e]/g, '').slice(0, 200)

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
  // The page lets go of what it knows; the browser, of what it kept.
  reply.header('clear-site-data', '"cache"')
  reply.clearCookie(sessionCookie(publicUrl), cookieOptions(publicUrl))
}

interface Session {
  secret: string
  expiresAt: Date
}

/** A session for the actor, unless their password was changed or they were suspended since it was checked. */
async function openSessionWith(tx: Tx, checkedHash: string | null, client: string): Promise<Session | undefined> {
  const { organizationId, id } = tx.actor
  const held = tx.first<{ active: boolean }>(
    sql`select active from people where organization_id = ${organizationId} and id = ${id} for share`,
  )
  // A statement of its own: it sees what was committed while the one before waited.
  const kept = tx.first<{ hash: string | null }>(sql`select find_password(${id}) as hash`)
  const [person, password] = await Promise.all([held, kept])
  return person?.active && password?.hash === checkedHash ? openSession(tx, client) : undefined
}

/** A new session for the actor. */
export function openSession(tx: Tx, client: string): Session {
  const secret = newSecret()
  const expiresAt = new Date(tx.now.getTime() + SESSION_MS)
  insertRow(tx, 'sessions', {
    id: tx.newId('ses'),
    personId: tx.actor.id,
    secretHash: hashSecret(secret),
    createdAt: tx.now,
    expiresAt,
    usedAt: tx.now,
    client,
  })
  dropOldest(tx)
  tx.record('person.signed_in', { type: 'person', id: tx.actor.id }, {})
  return { secret, expiresAt }
}

function dropOldest(tx: Tx): void {
  const own = sql`organization_id = ${tx.actor.organizationId} and person_id = ${tx.actor.id}`
  tx.send(sql`delete from sessions where ${own} and id in (
    select id from sessions where ${own} order by used_at desc, created_at desc, id desc offset ${MOST_SESSIONS})`)
}

/** Hands the session over: the secret in the cookie, never in a body. The session that the browser had before ends. */
export async function letIn(visit: Visit, known: KnownPerson, { secret, expiresAt }: Session): Promise<SignedInPerson> {
  const { publicUrl, reply, database } = visit
  const before = visit.request.cookies[sessionCookie(publicUrl)]
  if (before !== undefined) await database.query(sql`select end_session(${hashSecret(before)})`)
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
