// Looks every second whether notices are to go by mail or chat, and every minute whether somebody's digest is due.
import type { Logger } from 'pino'
import { startLoop, type Loop } from '../platform/loop.ts'
import { carryNotices, makeDigests, type Carrying } from './carry-notices.ts'

const POLL_MS = 1_000
const DIGESTS_MS = 60_000

export function startNoticeLoop({ log, ...carrying }: Carrying & { log: Logger }): Loop {
  let digestsAt = 0
  return startLoop({
    everyMs: POLL_MS,
    log,
    failure: 'notices could not be sent on',
    async round() {
      await carryNotices(carrying)
      const now = carrying.clock().getTime()
      if (now - digestsAt < DIGESTS_MS) return
      await makeDigests(carrying)
      digestsAt = now
    },
  })
}
