// What an answer was made of besides rows: noticed as it is read, so that nobody has to say it and get it wrong.
import type { Actor } from './transaction.ts'

/** Whether it looked at who asks, at which day it is, at the instant. */
export interface Uses {
  person: boolean
  today: boolean
  now: boolean
}

/** The actor, who notices being looked at. */
export function watched(actor: Actor, uses: Uses): Actor {
  const seen = <T>(value: T): T => {
    uses.person = true
    return value
  }
  return {
    ...actor,
    get id() {
      return seen(actor.id)
    },
    get name() {
      return seen(actor.name)
    },
    get tokenExpiresAt() {
      return seen(actor.tokenExpiresAt)
    },
  }
}

const known = new WeakMap<Actor, string>()

/** All that decides what an actor may see, but who it is. */
export function rightsOf(actor: Actor): string {
  const found = known.get(actor)
  if (found !== undefined) return found
  const { organizationId, roles, tokenScopes, timezone } = actor
  const rights = JSON.stringify([organizationId, roles, tokenScopes, timezone])
  known.set(actor, rights)
  return rights
}
