// How much one client's link, and one address, may ask: counted in this process, beyond the limit that everybody has.
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Limit } from '../access/sign-in-limits.ts'
import { placeOf } from '../platform/rate-limit.ts'

const limiter = (points: number, duration: number) => new RateLimiterMemory({ points, duration })
const byAddress = limiter(600, 60)
const writesByAddress = limiter(300, 3600)
const readsByLink = limiter(60, 60)
const writesByLink = limiter(30, 3600)

/** Before the link is looked up: whoever tries addresses at random is slowed down with everybody else at theirs. */
export const addressLimits = (address: string, does: 'read' | 'write'): Limit[] => {
  const key = placeOf(address)
  return [{ limiter: byAddress, key }, ...(does === 'write' ? [{ limiter: writesByAddress, key }] : [])]
}

export const linkLimits = (linkId: string, does: 'read' | 'write'): Limit[] => [
  { limiter: does === 'write' ? writesByLink : readsByLink, key: linkId },
]
