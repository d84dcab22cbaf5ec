// The account system outside, asked over HTTP for all its accounts, page by page: not longer, not more, and from nobody else.
import { z } from 'zod'
import { Problem } from '../../domain/problems.ts'
import { outboundTo } from '../platform/outbound.ts'

export interface AccountSystem {
  host: string
  /** Every account as the system says it; fails with `unavailable`, which names what was wrong. */
  all(): Promise<unknown[]>
}

const MOST_ACCOUNTS = 10_000
const MOST_PAGES = 1_000
const MOST_MS = 60_000
const PAGE_MS = 15_000
const PAGE_BYTES = 4 * 1024 * 1024

const PageOfAccounts = z.object({
  accounts: z.array(z.unknown()).max(1_000),
  nextCursor: z.string().min(1).max(2_000).nullish(),
})

const failed = (what: string) => new Problem('unavailable', `The account system ${what}.`)

/** Below `url`: `accounts?limit=200&cursor=…` answers `{ accounts, nextCursor }`. */
export function httpAccounts({ url, token }: { url: string; token: string }): AccountSystem {
  const outbound = outboundTo(url, { timeoutMs: PAGE_MS, maxBytes: PAGE_BYTES })
  const page = async (cursor: string | undefined) => {
    const query = new URLSearchParams({ limit: '200', ...(cursor !== undefined && { cursor }) })
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
    const reply = await outbound.ask(`accounts?${query}`, { method: 'GET', headers }).catch((error: Error) => {
      throw failed(error.name === 'TimeoutError' ? 'did not answer in time' : `could not be asked: ${error.message}`)
    })
    if (reply.status !== 200) throw failed(`answered ${reply.status}`)
    const read = PageOfAccounts.safeParse(parsed(reply.body))
    if (!read.success) throw failed('answered with what is no page of accounts')
    return read.data
  }
  return {
    host: new URL(url).host,
    async all() {
      const until = performance.now() + MOST_MS
      const accounts: unknown[] = []
      const seen = new Set<string>()
      for (let cursor: string | undefined, pages = 0; ; pages++) {
        const { accounts: some, nextCursor } = await page(cursor)
        accounts.push(...some)
        if (accounts.length > MOST_ACCOUNTS) throw failed(`has more than ${MOST_ACCOUNTS} accounts`)
        if (nextCursor === null || nextCursor === undefined) return accounts
        if (seen.has(nextCursor) || pages === MOST_PAGES) throw failed('goes round in a circle of pages')
        if (performance.now() > until) throw failed('took too long in all')
        seen.add(nextCursor)
        cursor = nextCursor
      }
    },
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
