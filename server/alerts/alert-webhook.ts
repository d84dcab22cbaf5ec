// Tells ALERT_WEBHOOK_URL of alerts, with nothing but this process and the network; who tells what and when is not here.
import type { Logger } from 'pino'
import type { AlertSeverity } from '../../domain/alert.ts'
import { openOutbound } from '../platform/outbound.ts'

export interface AlertMessage {
  event: 'alert.raised' | 'alert.continues' | 'alert.cleared'
  fingerprint: string
  severity: AlertSeverity
  title: string
  detail: Record<string, unknown>
  count: number
  at: string
  /** Whose alert it is; left out where it is the installation's. */
  organizationId?: string
}

export interface AlertWebhook {
  /** Whether it was taken. False after all tries, where too much waits, at the end, and where there is no webhook: true. */
  tell(message: AlertMessage): Promise<boolean>
  /** Lets go of what waits, and of what is on its way. */
  stop(): Promise<void>
}

export interface AlertWebhookOptions {
  url: string | undefined
  /** This node, as the receiver is to know it. */
  node: string
  log: Logger
  timeoutMs?: number
  /** Between the tries; one more than there are pauses. */
  pausesMs?: readonly number[]
}

const TIMEOUT_MS = 5_000
const PAUSES_MS = [1_000, 5_000, 20_000]
/** More than this is not kept: whoever could not be reached is told later what is still so. */
const MOST_WAITING = 100

/** One message at a time, in order. After one that was not taken, those that wait get one try each until one is. */
export function makeAlertWebhook(options: AlertWebhookOptions): AlertWebhook {
  const { url } = options
  if (url === undefined) return { tell: async () => true, stop: async () => {} }
  const end = new AbortController()
  const receiver: Receiver = { ...targetOf(url), isAway: false, end: end.signal }
  let queue: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    tell(message) {
      if (end.signal.aborted || waiting >= MOST_WAITING) return Promise.resolve(false)
      waiting++
      const told = queue.then(() => deliver(receiver, message, options)).finally(() => waiting--)
      queue = told
      return told
    },
    async stop() {
      end.abort()
      await queue
    },
  }
}

interface Receiver {
  url: URL
  headers: Record<string, string>
  /** It did not take the last one. */
  isAway: boolean
  end: AbortSignal
}

async function deliver(receiver: Receiver, message: AlertMessage, options: AlertWebhookOptions): Promise<boolean> {
  const { end, url } = receiver
  const pauses = receiver.isAway ? [] : (options.pausesMs ?? PAUSES_MS)
  for (let tries = 0; !end.aborted; tries++) {
    const refusal = await send(receiver, { ...message, node: options.node }, options.timeoutMs ?? TIMEOUT_MS)
    receiver.isAway = refusal !== undefined
    if (refusal === undefined) return true
    if (end.aborted) break
    const pause = pauses[tries]
    // Its path and its password are secrets: the host alone tells which it is.
    const line = { fingerprint: message.fingerprint, host: url.host, reason: refusal, tries: tries + 1 }
    options.log.warn(line, `the alert webhook did not take it${pause === undefined ? '' : ', will be tried again'}`)
    if (pause === undefined) break
    await pauseOf(pause, end)
  }
  return false
}

/** A password in the address is sent as one, and is no part of the address any more. */
function targetOf(address: string): Pick<Receiver, 'url' | 'headers'> {
  const url = new URL(address)
  const { username, password } = url
  url.username = ''
  url.password = ''
  url.hash = ''
  const headers = { 'content-type': 'application/json', 'user-agent': 'project-operations' }
  if (username === '' && password === '') return { url, headers }
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { url, headers: { ...headers, authorization: `Basic ${Buffer.from(login).toString('base64')}` } }
}

/** Why it was not taken; undefined where it was. */
async function send({ url, headers, end }: Receiver, message: object, timeoutMs: number): Promise<string | undefined> {
  try {
    const request = { method: 'POST', headers, body: JSON.stringify(message) } as const
    const response = await openOutbound(url, request, AbortSignal.any([end, AbortSignal.timeout(timeoutMs)]))
    response.destroy()
    const { statusCode = 0 } = response
    return statusCode >= 200 && statusCode < 300 ? undefined : `answered ${statusCode}`
  } catch (error) {
    const { name, code } = error as Error & { code?: unknown }
    return typeof code === 'string' ? code : name
  }
}

function pauseOf(ms: number, end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      end.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    end.addEventListener('abort', done)
  })
}
