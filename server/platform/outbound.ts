// The one way in which the server calls another by HTTP: to the host that was configured, not further, not longer, not more.

export interface Outbound {
  /** `path` is below the address that was configured. A reply of any status is a reply; what did not come in time is a failure. */
  ask(path: string, request: OutboundRequest): Promise<OutboundReply>
}

export interface OutboundRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
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
    async ask(path, { method, headers = {}, body }) {
      const url = new URL(path, base)
      if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname))
        throw new Error(`${path} leads elsewhere`)
      const response = await fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body }),
        // Whoever was configured answers; nobody sends us on to a host that was not.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      return { status: response.status, headers: response.headers, body: await limited(response, maxBytes) }
    },
  }
}

async function limited(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    // Leaving the loop closes the connection.
    if (bytes > maxBytes) throw new Error(`answered with more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
