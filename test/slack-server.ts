// A small Slack on loopback: it keeps what is posted, tells who is who, and can be slow, busy, or lose its answers.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { slackCarrier } from '../server/integrations/slack-carrier.ts'
import { slackApi } from '../server/integrations/slack-api.ts'
import { ask, theHouse } from './agency.ts'
import { slackHeaders } from './deliveries.ts'

export interface Posted {
  channel: string
  text: string
  ts: string
  thread_ts?: string
  metadata?: unknown
}

/** What it does with the next post instead of taking it: refuses, is busy, or takes it and loses the answer. */
type Trouble = { error: string } | { retryAfter: number } | 'answer lost' | 'down'

export async function slackServer(t: TestContext) {
  const house = await theHouse()
  const posted: Posted[] = []
  const troubles: Trouble[] = []
  const people = new Map<string, { name: string; email?: string }>()
  const asked: string[] = []
  const methods: Record<string, (args: Record<string, string>, response: ServerResponse) => object | undefined> = {
    'chat.postMessage'(args, response) {
      const trouble = troubles.shift()
      if (trouble === 'down') return void response.destroy()
      if (typeof trouble === 'object' && 'retryAfter' in trouble)
        return void response.writeHead(429, { 'retry-after': String(trouble.retryAfter) }).end()
      if (typeof trouble === 'object') return { ok: false, error: trouble.error }
      const ts = `${1_800_000_000 + posted.length}.000100`
      posted.push({ ...(args as unknown as Posted), ts })
      return trouble === 'answer lost' ? void response.destroy() : { ok: true, ts }
    },
    'conversations.history': ({ channel }) => ({
      ok: true,
      messages: posted.filter((each) => each.channel === channel && !each.thread_ts),
    }),
    'conversations.replies': ({ channel, ts }) => ({
      ok: true,
      messages: posted.filter((each) => each.channel === channel && (each.ts === ts || each.thread_ts === ts)),
    }),
    'users.lookupByEmail'({ email }) {
      const [id] = [...people].find(([, person]) => person.email === email) ?? []
      return id === undefined ? { ok: false, error: 'users_not_found' } : { ok: true, user: { id } }
    },
    'conversations.open': ({ users }) => ({ ok: true, channel: { id: `D${users}` } }),
    'users.info'({ user = '' }) {
      const { name, email } = people.get(user) ?? {}
      return name === undefined
        ? { ok: false, error: 'user_not_found' }
        : { ok: true, user: { real_name: name, profile: { email } } }
    },
  }
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const name = (request.url ?? '').slice('/api/'.length)
      asked.push(name)
      if (request.headers.authorization !== 'Bearer xoxb-test')
        return response.end('{"ok":false,"error":"invalid_auth"}')
      const isJson = /json/.test(request.headers['content-type'] ?? '')
      const args = (isJson ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))) as Record<string, string>
      const reply = methods[name]?.(args, response)
      return reply && response.end(JSON.stringify(reply))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise((resolve) => server.close(resolve)))
  const { port } = server.address() as AddressInfo
  const api = slackApi({ botToken: 'xoxb-test', apiUrl: `http://127.0.0.1:${port}/api` })
  house.slack.api = api
  return { posted, troubles, people, asked, carrier: slackCarrier(api, house.db.worker) }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

let second = 0
/** A ts of Slack's at that instant; each is another. */
export const tsAt = (at: Date) => `${Math.floor(at.getTime() / 1000)}.${String(++second).padStart(6, '0')}`

/** Delivers an event, signed. */
export async function tells(event: object, headers?: Record<string, string>) {
  const { baseUrl, clock } = await theHouse()
  const body = JSON.stringify({
    type: 'event_callback',
    token: 'old',
    team_id: 'T1',
    event: { type: 'message', ...event },
  })
  return ask(baseUrl, 'POST', '/v1/hooks/slack', body, headers ?? slackHeaders(body, clock.now()))
}
