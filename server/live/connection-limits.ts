// How many connections one person, one place and all together may hold open on this node, and how much may be said over one.
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { placeOf } from '../platform/rate-limit.ts'

export const PER_PERSON = 20
export const PER_ADDRESS = 200
export const IN_ALL = 5_000
/** What one connection may ask for in a second. */
export const MESSAGES_PER_SECOND = 20
export const MOST_MESSAGE_BYTES = 16 * 1024

/** Counts by key; what is let in is let go of once, by what it answers. */
export function makePlaces(most: number, says: string): (key: string) => () => void {
  const held = new Map<string, number>()
  let all = 0
  return (key) => {
    const count = held.get(key) ?? 0
    if (count >= most || all >= IN_ALL)
      throw new Problem('rate_limited', say`At most ${most} live connections ${says}.`, { retryAfterSeconds: 5 })
    held.set(key, count + 1)
    all++
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      all--
      const left = (held.get(key) ?? 1) - 1
      if (left === 0) held.delete(key)
      else held.set(key, left)
    }
  }
}

export const makeLimits = () => {
  const ofPerson = makePlaces(PER_PERSON, 'for one person')
  const ofAddress = makePlaces(PER_ADDRESS, 'from one address')
  return {
    person: (organizationId: string, personId: string) => ofPerson(`${organizationId} ${personId}`),
    address: (address: string) => ofAddress(placeOf(address)),
  }
}
export type Limits = ReturnType<typeof makeLimits>

/** Whether one more message may be said now: so many in any second. */
export function makeMeter(perSecond: number, now: () => number = () => performance.now()): () => boolean {
  let began = now()
  let count = 0
  return () => {
    if (now() - began >= 1_000) {
      began = now()
      count = 0
    }
    return ++count <= perSecond
  }
}
