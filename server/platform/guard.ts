// Who is asking, how fast, and whether their role may: decided before a body is looked at.
import type { FastifyRequest } from 'fastify'
import { grantsOf, type Scope } from '../../domain/permissions.ts'
import { Problem } from '../../domain/problems.ts'
import type { AnyEndpoint } from './endpoint.ts'
import { makeRateLimit, placeOf } from './rate-limit.ts'
import type { Actor } from './transaction.ts'

export interface SignedIn {
  actor: Actor
  sessionId: string | undefined
  /** What the rate is counted by. */
  credentialId: string
}

/** Who holds the request's credential; undefined when there is none or it is not good. */
export type Authenticate = (request: FastifyRequest, now: Date) => Promise<SignedIn | undefined>

declare module 'fastify' {
  interface FastifyContextConfig {
    endpoint?: AnyEndpoint
  }
  interface FastifyRequest {
    signedIn: SignedIn | undefined
    scopes: readonly Scope[]
    arrivedAt: Date
    /** The problem's code, for the log. */
    refusedWith: string | undefined
    /** Path, query, body and headers were taken: what is refused from here on is the operation's word. */
    isReadable: boolean
  }
}

export function makeGuard(options: { authenticate: Authenticate; rateLimit: number; publicUrl: () => string }) {
  const limit = makeRateLimit(options.rateLimit)
  return async (request: FastifyRequest): Promise<void> => {
    await limit(`address ${placeOf(request.ip)}`)
    const endpoint = request.routeOptions.config.endpoint
    if (!endpoint || endpoint.may === 'public') return
    request.signedIn = await options.authenticate(request, request.arrivedAt)
    if (!request.signedIn) throw new Problem('unauthenticated', 'Send a session cookie or an API token that is valid.')
    const { actor, credentialId, sessionId } = request.signedIn
    await limit(credentialId)
    if (sessionId !== undefined && endpoint.method !== 'GET') refuseOtherSites(request, options.publicUrl())
    request.scopes = grantsOf(actor.roles, endpoint.may, actor.tokenScopes)
    if (request.scopes.length === 0)
      throw new Problem('permission_denied', `This needs the permission ${endpoint.may}.`)
  }
}

/** A cookie travels with requests that other sites start: those may not write. */
export function refuseOtherSites(request: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site, host } = request.headers
  const foreign = origin !== undefined && origin !== publicUrl && origin.replace(/^https?:\/\//, '') !== host
  if (foreign || site === 'cross-site')
    throw new Problem('permission_denied', 'A signed-in session does not take writes from another site.')
}
