// One HTTP connection that asks and waits: just enough of HTTP/1.1 for replies with a Content-Length, so that the load
// costs the machine as little as can be. Not a client for anything else.
import { connect } from 'node:net'

export interface Reply {
  status: number
  body: Buffer
}

export interface Wire {
  ask(request: Buffer): Promise<Reply>
  close(): void
}

/** The bytes of a request, made once and sent often. */
export function requestOf(
  method: string,
  path: string,
  token: string,
  body?: unknown,
  more: Record<string, string> = {},
): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const content = text && `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`
  const lines = Object.entries({ host: 'bench', authorization: `Bearer ${token}`, ...more })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head}${content}\r\n${text}`)
}

export async function openWire(port: number): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let received: Buffer[] = []
  let size = 0
  /** How long the whole reply is; unknown until its head is there. */
  let expected = 0
  let waiting: PromiseWithResolvers<Reply> | undefined
  const fail = (error: Error) => waiting?.reject(error)
  socket.on('error', fail).on('close', () => fail(new Error('the server closed the connection')))
  socket.on('data', (chunk) => {
    received.push(chunk)
    size += chunk.length
    if (expected === 0) expected = lengthOf(received)
    if (expected === 0 || size < expected) return
    const reply = replyOf(Buffer.concat(received))
    received = []
    size = expected = 0
    waiting?.resolve(reply)
  })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return {
    ask(request) {
      waiting = Promise.withResolvers()
      socket.write(request)
      return waiting.promise
    },
    close: () => socket.removeAllListeners('close').destroy(),
  }
}

const END_OF_HEAD = '\r\n\r\n'

/** Of head and body; 0 while the head is not complete. */
function lengthOf(received: Buffer[]): number {
  const start = received.length === 1 ? (received[0] as Buffer) : Buffer.concat(received)
  const end = start.indexOf(END_OF_HEAD)
  if (end < 0) return 0
  const head = start.toString('latin1', 0, end)
  if (head.startsWith('HTTP/1.1 304')) return end + END_OF_HEAD.length
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`a reply without Content-Length:\n${head}`)
  return end + END_OF_HEAD.length + Number(length)
}

function replyOf(message: Buffer): Reply {
  const status = Number(message.toString('latin1', 9, 12))
  return { status, body: message.subarray(message.indexOf(END_OF_HEAD) + END_OF_HEAD.length) }
}
