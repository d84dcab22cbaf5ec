// An authenticator app, as the cast has one.
import { codeAt, stepAt } from '../server/access/time-code.ts'
import type { Clock, Reply } from './agency.ts'

type Ask = (path: string, body?: unknown) => Promise<Reply>
interface Asking {
  post: Ask
  put: Ask
}

interface App {
  /** What it shows now. */
  code: () => string
  recoveryCodes: string[]
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
function bytesOf(base32: string): Buffer {
  const bits = Array.from(base32, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** Sets a second factor up with a token of theirs; it has to succeed. The next code is shown half a minute later. */
export async function setsSecondFactor({ clock }: { clock: Clock }, who: Asking): Promise<App> {
  const { body: made } = await who.post('/v1/auth/second-factor')
  const code = () => codeAt(bytesOf(made.secret as string), stepAt(clock.now()))
  const { status, body } = await who.put('/v1/auth/second-factor', { draft: made.draft, code: code() })
  if (status !== 200) throw new Error(`no second factor: ${status} ${JSON.stringify(body)}`)
  clock.advance({ minutes: 1 })
  return { code, recoveryCodes: body.recoveryCodes as string[] }
}
