// How often somebody may be wrong before they have to wait: counted in this process, by address, by e-mail and by both.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../domain/problems.ts'
import { placeOf } from '../platform/rate-limit.ts'

const WINDOW_SECONDS = 15 * 60

export interface Limit {
  limiter: RateLimiterMemory
  key: string
}

const failures = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_SECONDS })
const byAddress = failures(100)
const byBoth = failures(10)
const byEmail = failures(50)
const byPerson = failures(10)
const codesByPerson = failures(10)
const resetsByAddress = failures(100)
const resetsByEmail = failures(3)

/**
 * The limits on signing in. The address comes first: whoever has used up what it may do from there does not count
 * against the e-mail, so one address alone can not lock a person out everywhere.
 */
export function signInLimits(address: string, email: string): Limit[] {
  const place = placeOf(address)
  const name = email.toLowerCase()
  return [
    { limiter: byAddress, key: place },
    { limiter: byBoth, key: `${place} ${name}` },
    { limiter: byEmail, key: name },
  ]
}

export const passwordChangeLimits = (organizationId: string, personId: string): Limit[] => [
  { limiter: byPerson, key: `${organizationId} ${personId}` },
]

/** Wrong codes of a second factor: to get here one knows the password, so nobody else is shut out by it. */
export const codeLimits = (organizationId: string, personId: string): Limit[] => [
  { limiter: codesByPerson, key: `${organizationId} ${personId}` },
]

export const resetAddressLimits = (address: string): Limit[] => [{ limiter: resetsByAddress, key: placeOf(address) }]
export const resetEmailLimits = (email: string): Limit[] => [{ limiter: resetsByEmail, key: email.toLowerCase() }]

/**
 * Does `work`, which answers whether it went well, unless too much went wrong before: then `rate_limited`, whatever the
 * work would have said. The attempt counts before it is made, so that many at once can not slip under the limit, and is
 * given back when it goes well, or when nothing could be found out.
 */
export async function limited(limits: readonly Limit[], work: () => Promise<boolean>): Promise<boolean> {
  await count(limits)
  let giveBack = true
  try {
    const well = await work()
    giveBack = well
    return well
  } finally {
    if (giveBack) await Promise.all(limits.map(({ limiter, key }) => limiter.reward(key, 1)))
  }
}

/** Counts one attempt, or refuses it. */
export async function count(limits: readonly Limit[]): Promise<void> {
  for (const { limiter, key } of limits) {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
      const quota = { requests: limiter.points, windowSeconds: limiter.duration }
      throw new Problem('rate_limited', 'Too many attempts; wait a while.', { retryAfterSeconds, quota })
    }
  }
}
