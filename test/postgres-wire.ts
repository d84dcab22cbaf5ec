// PostgreSQL's protocol as bytes: whole messages out of a stream, what some of them say, and the few that are made here.

export interface Message {
  /** One letter; empty for the first thing that a client says. */
  type: string
  /** All of it, as it was sent. */
  bytes: Buffer
}

/** Gives the whole messages of a stream, chunk by chunk. A client's first one has no letter. */
export function messageReader(side: 'client' | 'server'): (chunk: Buffer) => Message[] {
  let rest: Buffer = Buffer.alloc(0)
  let isFirst = side === 'client'
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const messages: Message[] = []
    for (;;) {
      const before = isFirst ? 0 : 1
      if (rest.length < before + 4) return messages
      const length = before + rest.readInt32BE(before)
      if (rest.length < length) return messages
      messages.push({ type: isFirst ? '' : String.fromCharCode(rest[0] ?? 0), bytes: rest.subarray(0, length) })
      rest = rest.subarray(length)
      isFirst = false
    }
  }
}

const textAt = (bytes: Buffer, from: number) => bytes.toString('utf8', from, bytes.indexOf(0, from))

/** Parse: the statement's name and its text. */
export function readParse({ bytes }: Message): { name: string; text: string } {
  const name = textAt(bytes, 5)
  return { name, text: textAt(bytes, 5 + Buffer.byteLength(name) + 1) }
}

/** Bind: which statement it is about. */
export const readBind = ({ bytes }: Message): string => textAt(bytes, 5 + bytes.indexOf(0, 5) - 5 + 1)

/** Query: its text. */
export const readQuery = ({ bytes }: Message): string => textAt(bytes, 5)

function message(type: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)))
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

export const flush = message('H')

/** A name that no statement has: what is asked of it fails, and the transaction with it. */
const UNKNOWN = 'statement that is not there'
const NO_VALUES = Buffer.alloc(6)
/** A Bind, and a Query, that the server refuses. */
export const failingBind = message('B', '', UNKNOWN, NO_VALUES)
export const failingQuery = message('Q', `execute "${UNKNOWN}"`)
export const isThatRefusal = ({ type, bytes }: Message): boolean => type === 'E' && bytes.includes('\0C26000\0')

/** ErrorResponse with this SQLSTATE. */
export function errorResponse(code: string, severity: 'ERROR' | 'FATAL'): Buffer {
  return message('E', `S${severity}`, `V${severity}`, `C${code}`, 'Mmade to fail by a test', Buffer.alloc(1))
}
