// Slack's web API, as far as we call it: post a message, look whether it is there, and who somebody is.
import { refusal, type Refusal } from '../platform/outgoing-loop.ts'
import { outboundTo } from '../platform/outbound.ts'

export interface SlackSettings {
  botToken: string
  signingSecret: string
  apiUrl: string
}

export interface SlackPerson {
  name: string
  email: string | null
  /** Of which workspace they are, where Slack says so. */
  teamId?: string | undefined
}

export interface Slack {
  call<T>(method: string, args: Record<string, unknown>): Promise<T>
  /** Who it is; by their id alone where Slack does not say, or not in time. */
  person(id: string): Promise<SlackPerson>
}

/** What no later try will change. */
const FOR_GOOD = new Set([
  'channel_not_found',
  'is_archived',
  'msg_too_long',
  'no_text',
  'invalid_arguments',
  'restricted_action',
  'users_not_found',
  'user_not_found',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
])
export const slackError = (error: unknown): string => /^Slack says (\w+)/.exec((error as Error).message)?.[1] ?? ''

export function slackApi({ botToken, apiUrl }: Pick<SlackSettings, 'botToken' | 'apiUrl'>): Slack {
  const patient = outboundTo(apiUrl, { timeoutMs: 15_000 })
  // Slack waits three seconds for the answer to what it delivers.
  const hasty = outboundTo(apiUrl, { timeoutMs: 1_500 })
  const call = async <T>(method: string, args: Record<string, unknown>, outbound = patient): Promise<T> => {
    const isWrite = method === 'chat.postMessage'
    const reply = await outbound.ask(method, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${botToken}`,
        'content-type': isWrite ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded',
      },
      body: isWrite ? JSON.stringify(args) : new URLSearchParams(args as Record<string, string>).toString(),
    })
    if (reply.status === 429) {
      const seconds = Number(reply.headers.get('retry-after') ?? 30)
      throw refusal('Slack says ratelimited', {
        retryAfterMs: Math.min(Number.isFinite(seconds) ? seconds : 30, 3_600) * 1000,
      })
    }
    if (reply.status !== 200) throw refusal(`Slack answered ${reply.status}`, {})
    const said = JSON.parse(reply.body.toString()) as T & { ok: boolean; error?: string }
    if (!said.ok) throw saidNo(said.error ?? 'nothing')
    return said
  }
  return { call, person: remembering((id) => call('users.info', { user: id }, hasty)) }
}

const saidNo = (code: string): Refusal => refusal(`Slack says ${code.slice(0, 100)}`, { forGood: FOR_GOOD.has(code) })

const MAX_REMEMBERED = 2_000
const REMEMBERED_MS = 3_600_000

interface SlackUser {
  user: { name?: string; real_name?: string; team_id?: string; profile?: { display_name?: string; email?: string } }
}

/** Who was asked for within the hour is not asked for again; whoever was asked for longest ago goes first. */
function remembering(ask: (id: string) => Promise<SlackUser>): (id: string) => Promise<SlackPerson> {
  const known = new Map<string, { person: SlackPerson; until: number }>()
  return async (id) => {
    const found = known.get(id)
    if (found && found.until > Date.now()) return found.person
    try {
      const { user } = await ask(id)
      const { display_name: shown, email } = user.profile ?? {}
      const name = [shown, user.real_name, user.name, id].find((each) => each?.trim()) as string
      const shownAs = Array.from(name.toWellFormed()).slice(0, 200).join('')
      const person = { name: shownAs, email: email ?? null, teamId: user.team_id }
      known.delete(id)
      known.set(id, { person, until: Date.now() + REMEMBERED_MS })
      for (const oldest of known.keys()) {
        if (known.size <= MAX_REMEMBERED) break
        known.delete(oldest)
      }
      return person
    } catch {
      return { name: id, email: null }
    }
  }
}
