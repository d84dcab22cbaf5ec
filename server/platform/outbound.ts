// The one way in which the server calls another by HTTP: to the host that was configured, not further, not longer, not more.
// Nobody but the settings names where to: no address that came in a request, a file or a message is ever called.
import type { ClientRequest, IncomingMessage } from 'node:http'
import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { refuseAddress, pinnedLookup } from './outbound-address.ts'

export interface Outbound {
  /** `path` is below the address that was configured. A reply of any status is a reply; what did not come in time is a failure. */
  ask(path: string, request: OutboundRequest): Promise<OutboundReply>
}

export interface OutboundRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  body?: string | Uint8Array | Readable
}

export interface OutboundReply {
  status: number
  headers: Headers
  body: Buffer
}

interface Limits {
  timeoutMs?: number
  maxBytes?: number
}

export function outboundTo(address: string, { timeoutMs = 20_000, maxBytes = 1024 * 1024 }: Limits = {}): Outbound {
  const base = new URL(address.endsWith('/') ? address : `${address}/`)
  return {
    async ask(path, request) {
      const url = new URL(path, base)
      if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname))
        throw new Error(`${path} leads elsewhere`)
      const signal = AbortSignal.timeout(timeoutMs)
      const response = await openOutbound(url, request, signal)
      const read = await limited(response, maxBytes).catch((error: Error) => {
        throw signal.aborted ? signal.reason : error
      })
      return { status: response.statusCode ?? 0, headers: headersOf(response), body: read }
    },
  }
}

/**
 * One request to this very address, and the reply as it begins: a redirect is a failure, since whoever was configured answers
 * and sends us on to nobody. `signal` ends it, the reading of the body too.
 */
export async function openOutbound(
  url: URL,
  { method, headers = {}, body }: OutboundRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  refuseAddress(url)
  const { request: start } = url.protocol === 'https:' ? https : http
  const request = start(url, { method, headers, signal, lookup: pinnedLookup(url), agent: false })
  const [response] = await Promise.all([answerTo(request, signal), sent(request, body)])
  const { statusCode = 0 } = response
  if (statusCode >= 300 && statusCode < 400 && statusCode !== 304) {
    response.destroy()
    throw new Error(`${url.host} sends us elsewhere (${statusCode})`)
  }
  return response
}

function answerTo(request: ClientRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  // What ended it says more than that it was ended.
  request.on('error', (error) => reject(signal.aborted ? signal.reason : error))
  request.once('response', resolve)
  return promise
}

/** A body that breaks off takes the request with it: its answer says so. */
async function sent(request: ClientRequest, body: OutboundRequest['body']): Promise<void> {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) request.end(body)
  else await pipeline(body, request).catch((error: Error) => void request.destroy(error))
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  return new Headers(
    Object.entries(headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  )
}

async function limited(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    // Leaving the loop closes the connection.
    if (bytes > maxBytes) throw new Error(`answered with more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
