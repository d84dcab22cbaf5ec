// How fast one address or one credential may ask.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../domain/problems.ts'

/** Allows `perSecond` requests a second for each key; refuses the rest with the seconds to wait. */
export function makeRateLimit(perSecond: number): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw new Problem('rate_limited', `At most ${perSecond} requests a second.`, {
        retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
      })
    }
  }
}
