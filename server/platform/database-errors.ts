// What the database's failures mean: run it again, ask whether it got through, tell the caller, or a fault of ours.
import { invalid, Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'

interface PgError {
  code?: string
  constraint?: string
}

const codeOf = (error: unknown) => (error as PgError).code ?? ''
const LOST_MESSAGE = /^(Connection terminated|Client (has encountered|was closed)|Query read timeout|timeout exceeded)/
const LOST_CODE = /^(08...|57P0[123]|ECONN[A-Z]+|EPIPE|ENOENT|ETIMEDOUT)$/

/** Shutdown, crash, a broken or silent connection: the session is gone, and the fate of what it was asked with it. */
export const isLost = (error: unknown): boolean =>
  LOST_CODE.test(codeOf(error)) || (error instanceof Error && LOST_MESSAGE.test(error.message))

/** An earlier statement of the transaction failed: that is the cause. */
export const isAborted = (error: unknown): boolean => codeOf(error) === '25P02'

/** Who asks was remembered, and is not that any more. */
export const isOutdated = (error: unknown): boolean => codeOf(error) === 'OP401'

// A client-side time-out is no reason to try again: whoever waits has waited long enough.
const isTimeout = (error: unknown) => error instanceof Error && /timeout/i.test(error.message)
export const isTransient = (error: unknown): boolean =>
  ['40001', '40P01'].includes(codeOf(error)) || (isLost(error) && !isTimeout(error))

export const unavailable = (cause: unknown): Problem =>
  Object.assign(new Problem('unavailable', 'The database is busy or gone; try again in a moment.'), { cause })

/** What is unique beside ids, by how its index is called. */
const FIELDS = [
  ['people_email', '/email'],
  ['stripe_customer_id', '/stripeCustomerId'],
  ['external_id', '/externalId'],
] as const

/** The problem that a database error is for the caller; what is none of theirs comes back as it was. */
export function problemOf(error: unknown): unknown {
  const { code = '', constraint = '' } = error as PgError
  if (code === '23505') {
    const field = FIELDS.find(([end]) => constraint.endsWith(end))?.[1] ?? '/id'
    return new Problem('already_exists', say`Another one with this ${field.slice(1)} exists.`, { pointer: field })
  }
  if (code === '23503') return new Problem('in_use', 'Something it refers to, or that refers to it, changed meanwhile.')
  if (code === '23514')
    return Object.assign(invalid([{ pointer: '', rule: 'check', message: 'breaks a rule that always holds' }]), {
      cause: error,
    })
  // A deadlock that is left after all runs is as good as a lock that was not to be had.
  if (isTransient(error) || code === '55P03' || code === '57014' || code === '53300' || isLost(error))
    return unavailable(error)
  return error
}
