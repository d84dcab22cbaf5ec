// A small account system on loopback: it keeps accounts under growing versions, tells them page by page and signs what it
// delivers; it can be slow, fail in the middle, and talk nonsense.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { httpAccounts } from '../server/integrations/account-system.ts'
import { ask, theHouse } from './agency.ts'
import { ACCOUNTS_SECRET, webhookHeaders } from './deliveries.ts'

export interface AccountThere {
  externalId: string
  version: number | string
  name: string
  status: 'active' | 'archived'
  contacts: Record<string, unknown>[]
  parentExternalId?: string | null
  timezone?: string | null
}

/** What it does with the next question instead of answering it. */
type Trouble = number | 'hangs up' | 'nonsense' | 'the same page again' | 'another host'

const PAGE = 3

/** One of its own for the organisation, connected to the house. */
export async function accountServer(t: { after: (close: () => Promise<void>) => void }, organization: string) {
  const house = await theHouse()
  const accounts = new Map<string, AccountThere>()
  const troubles: (Trouble | undefined)[] = []
  const asked: string[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    const cursor = url.searchParams.get('cursor')
    asked.push(`${url.pathname}${cursor === null ? '' : ` after ${cursor}`}`)
    const trouble = troubles.shift()
    if (trouble === 'hangs up') return void response.destroy()
    if (trouble === 'nonsense') return void response.end('<html>')
    if (trouble === 'another host') return void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
    if (typeof trouble === 'number') return void response.writeHead(trouble).end()
    if (request.headers.authorization !== 'Bearer the token of tests') return void response.writeHead(401).end()
    const all = [...accounts.values()].toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
    const from =
      cursor === null || trouble === 'the same page again' ? 0 : all.findIndex((each) => each.externalId > cursor)
    const some = from === -1 ? [] : all.slice(from, from + PAGE)
    const nextCursor = some.length < PAGE ? null : some.at(-1)?.externalId
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ accounts: some, nextCursor }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm/v2`
  const system = httpAccounts({ url, token: 'the token of tests' })
  Object.assign(house.accounts, { organization, system })
  t.after(async () => {
    Object.assign(house.accounts, { organization: undefined, system: undefined })
    server.closeAllConnections()
    await new Promise<void>((resolve) => void server.close(() => resolve()))
  })
  let version = 0
  return {
    accounts,
    troubles,
    asked,
    system,
    /** Changes an account there, or makes it; answers how it is now. */
    has: (externalId: string, change: Partial<AccountThere> = {}): AccountThere => {
      const fresh = { externalId, name: `Client ${externalId}`, status: 'active' as const, contacts: [] }
      const account = { ...fresh, ...accounts.get(externalId), version: ++version, ...change }
      accounts.set(externalId, account)
      return account
    },
  }
}

/** Delivers accounts, signed as agreed; to the house, or to another node. */
export async function delivers(data: unknown, { headers, to }: { headers?: Record<string, string>; to?: string } = {}) {
  const { baseUrl, clock } = await theHouse()
  const body = JSON.stringify({ type: 'account.changed', data })
  const signed = headers ?? webhookHeaders(body, clock.now(), undefined, ACCOUNTS_SECRET)
  return ask(to ?? baseUrl, 'POST', '/v1/hooks/accounts', body, { 'content-type': 'application/json', ...signed })
}
