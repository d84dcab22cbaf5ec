// The server's log: JSON lines, or prose on a terminal; secrets never reach it.
import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'

/** Whatever is logged under these names, at these depths, is blanked. */
const SECRETS = ['authorization', 'cookie', 'password', 'currentPassword', 'newPassword', 'token', 'secret', 'secretKey']

export function makeLog(level: string, terminal: boolean): Logger {
  const redact = { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' }
  const options = { level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (!terminal) return pino(options, pino.destination({ fd: 1, sync: false }))
  return pino(options, pretty({ translateTime: 'SYS:HH:MM:ss', ignore: 'requestId,method,route,status,organizationId,personId', sync: true }))
}
