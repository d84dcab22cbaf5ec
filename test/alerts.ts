// What is the matter in tests: alerts raised as the system raises them, a webhook on loopback, and what it was told.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import type { Clock } from './agency.ts'
import type { TestDatabase } from './database.ts'
import { transaction, type Actor, type Tx } from '../server/platform/transaction.ts'

export async function bySystem(
  { db, organizationId, clock }: { db: TestDatabase; organizationId: string; clock: Clock },
  work: (tx: Tx) => void,
): Promise<void> {
  const actor: Actor = {
    type: 'rule',
    id: 'rule:test',
    name: 'Rule: test',
    organizationId,
    roles: ['project_admin'],
    tokenScopes: ['*'],
    timezone: 'Europe/Berlin',
  }
  const context = { actor, permission: 'alert.manage', scopes: ['organization'], now: clock.tick() } as const
  await transaction(db.app, context, async (tx) => work(tx))
}

/** What it does with the next message instead of taking it. */
export type Trouble = 'hangs' | 'refuses' | 'fails' | 'sends on'

export interface Told {
  event: string
  fingerprint: string
  severity: string
  title: string
  detail: Record<string, unknown>
  count: number
  at: string
  node: string
  organizationId?: string
}

export async function webhookServer(t: TestContext) {
  const told: Told[] = []
  const headers: IncomingMessage['headers'][] = []
  const troubles: Trouble[] = []
  const paths: string[] = []
  const waiting: { count: number; of: string; done: () => void }[] = []
  const toldOf = (of: string) => told.filter(({ fingerprint }) => fingerprint === of)
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    paths.push(request.url ?? '')
    headers.push(request.headers)
    const trouble = troubles.shift()
    if (trouble === 'hangs') return
    if (trouble === 'refuses') return void request.socket.destroy()
    if (trouble === 'fails') return void response.writeHead(500).end('no')
    if (trouble === 'sends on') return void response.writeHead(307, { location: '/elsewhere' }).end()
    told.push(JSON.parse(Buffer.concat(chunks).toString()) as Told)
    response.writeHead(204).end()
    for (const { of, count, done } of waiting) if (toldOf(of).length >= count) done()
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  /** Resolves when so many messages of a cause were taken. */
  const until = (of: string, count: number) =>
    toldOf(of).length >= count ? Promise.resolve() : new Promise<void>((done) => void waiting.push({ of, count, done }))
  return {
    told,
    headers,
    troubles,
    paths,
    until,
    toldOf,
    url: `http://127.0.0.1:${port}/hook/secret-path?key=secret-key`,
    port,
  }
}
