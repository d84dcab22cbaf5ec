// Who is asking, how fast, and whether their role may: decided before a body is looked at.
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { RawBuilder } from 'kysely'
import { grantsOf, type Scope } from '../../domain/permissions.ts'
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { isVisit, type AnyEndpoint } from './endpoint.ts'
import { makeRateLimit, placeOf } from './rate-limit.ts'
import type { Actor } from './transaction.ts'
import type { Remembered } from './what-changed.ts'

export interface SignedIn {
  actor: Actor
  sessionId: string | undefined
  /** What the rate is counted by. */
  credentialId: string
  /** All that the look-up told, as one text. */
  stamp: string
  /** There where they are remembered from an earlier request: fails in the database unless all that still holds. */
  confirm?: RawBuilder<unknown>
  /** There with it: by what that would be asked. */
  remembered?: Remembered
}

/** Who holds the request's credential, remembered unless `anew`; undefined when there is none or it is not good. */
export type Authenticate = (request: FastifyRequest, now: Date, anew: boolean) => Promise<SignedIn | undefined>

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

export interface Guard {
  /** Lets the request in, or fails with 401, 403 or 429. Who is remembered is let in on trust, and turned away on none. */
  admit(request: FastifyRequest): Promise<void>
  /** Looks up anew who was remembered. False where they are something else now; fails where they are not let in any more. */
  isSureOf(request: FastifyRequest): Promise<boolean>
}

export function makeGuard(options: { authenticate: Authenticate; rateLimit: number; publicUrl: () => string }): Guard {
  const limit = makeRateLimit(options.rateLimit)
  const identify = async (request: FastifyRequest, anew: boolean): Promise<SignedIn> => {
    request.signedIn = await options.authenticate(request, request.arrivedAt, anew)
    if (!request.signedIn) throw new Problem('unauthenticated', 'Send a session cookie or an API token that is valid.')
    return request.signedIn
  }
  const authorize = (request: FastifyRequest, endpoint: AnyEndpoint, { actor, sessionId }: SignedIn): void => {
    if (endpoint.may === 'public') return
    if (sessionId !== undefined && endpoint.method !== 'GET') refuseOtherSites(request, options.publicUrl())
    request.scopes = grantsOf(actor.roles, endpoint.may, actor.tokenScopes)
    if (request.scopes.length === 0)
      throw new Problem('permission_denied', say`This needs the permission ${endpoint.may}.`)
  }
  const isSureOf = async (request: FastifyRequest): Promise<boolean> => {
    const { signedIn: remembered, routeOptions } = request
    if (!remembered?.confirm || !routeOptions.config.endpoint) return true
    const found = await identify(request, true)
    authorize(request, routeOptions.config.endpoint, found)
    return found.stamp === remembered.stamp
  }
  return {
    isSureOf,
    async admit(request) {
      await limit(`address ${placeOf(request.ip)}`)
      const endpoint = request.routeOptions.config.endpoint
      if (!endpoint || endpoint.may === 'public') return
      // A visit opens transactions of its own, or none: nothing would confirm who was remembered.
      const signedIn = await identify(request, isVisit(endpoint))
      await limit(signedIn.credentialId)
      try {
        authorize(request, endpoint, signedIn)
      } catch (refusal) {
        if (await isSureOf(request)) throw refusal
      }
    },
  }
}

/** A cookie travels with requests that other sites start: those may not write. */
export function refuseOtherSites(request: FastifyRequest, publicUrl: string): void {
  if (isFromElsewhere(request.headers, publicUrl))
    throw new Problem('permission_denied', 'A signed-in session does not take writes from another site.')
}

/** Whether a page of another site sent it, as browsers say. */
export function isFromElsewhere(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const { origin, 'sec-fetch-site': site, host } = headers
  const foreign = origin !== undefined && origin !== publicUrl && origin.replace(/^https?:\/\//, '') !== host
  return foreign || site === 'cross-site'
}
