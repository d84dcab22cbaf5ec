// The server's log: JSON lines, or prose on a terminal; secrets never reach it.
import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'

/** Whatever is logged under these names, or under them one level down, is blanked. */
const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'secret',
  'secretKey',
]

export function makeLog(level: string, terminal: boolean): Logger {
  const redact = { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' }
  const options = { level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (!terminal) {
    // Lines leave by the page, or four times a second: a write for each would cost as much as the request it tells of.
    const out = pino.destination({ fd: 1, sync: false, minLength: 4096, periodicFlush: 250 })
    process.on('exit', () => out.flushSync())
    return pino(options, out)
  }
  return pino(
    options,
    pretty({
      translateTime: 'SYS:HH:MM:ss',
      ignore: 'requestId,method,route,status,organizationId,personId,credential,code,durationMs',
      messageFormat: ({ msg, code, durationMs }) =>
        [msg, code, typeof durationMs === 'number' ? `${durationMs} ms` : undefined].filter(Boolean).join(' · '),
      sync: true,
    }),
  )
}
