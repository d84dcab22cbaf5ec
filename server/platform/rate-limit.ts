// How fast one address or one credential may ask.
import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'

/** Allows `perSecond` requests a second for each key; refuses the rest with the seconds to wait. */
export function makeRateLimit(perSecond: number): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw new Problem('rate_limited', say`At most ${perSecond} requests a second.`, {
        retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
        quota: { requests: perSecond, windowSeconds: 1 },
      })
    }
  }
}

/** An IPv6 network gives each of its hosts as many addresses as they like: its /64 counts as one. */
export function placeOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const groups = [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
