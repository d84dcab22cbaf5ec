// What only who has just shown who they are may do: a browser that was left open is not enough.
import { Problem } from '../../domain/problems.ts'
import type { Tx } from '../platform/transaction.ts'

const FRESH_MS = 15 * 60_000

/** Fails with `sign_in_again` for a session older than that. An API token is no browser, and was made by somebody who was in. */
export function requireFresh({ actor: { session }, now }: Tx): void {
  if (session && now.getTime() - session.since.getTime() > FRESH_MS)
    throw new Problem('sign_in_again', 'This asks that you signed in within the last 15 minutes.')
}
