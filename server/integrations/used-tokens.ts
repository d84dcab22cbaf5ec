// Which one-time tokens of mail services were used, and for what: the same delivery may come again under its token, another may not.
import { createHash } from 'node:crypto'
import type { DeliveredMail } from './read-mail.ts'

/** Longer than a token is good for. */
const KEPT_MS = 35 * 60_000
const MAX_KEPT = 20_000

/** Kept in memory, by one node: what slips past a restart meets the Message-ID, which the database keeps. */
export function makeUsedTokens() {
  const used = new Map<string, { content: string; until: number }>()
  return {
    /** Whether the token is new, or came with this very mail before. */
    allows(token: string, { messageId, from, text, files }: DeliveredMail, now: Date): boolean {
      for (const [old, { until }] of used) {
        if (until > now.getTime() && used.size < MAX_KEPT) break
        used.delete(old)
      }
      const sizes = files.map(({ name, bytes }) => [name, bytes.length])
      const content = createHash('sha256')
        .update(JSON.stringify([messageId, from, text, sizes]))
        .digest('base64')
      const earlier = used.get(token)
      if (earlier) return earlier.content === content
      used.set(token, { content, until: now.getTime() + KEPT_MS })
      return true
    },
  }
}
