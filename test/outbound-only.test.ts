// The server calls others in known places only: one HTTP client, one for mail, one for the database. Held against the sources.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')
const sources = globSync('{domain,server}/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] }).map((file) => ({
  file: file.replaceAll('\\', '/'),
  text: readFileSync(join(ROOT, file), 'utf8'),
}))

/** The modules and packages that can open a connection, and who may have what of them. */
const MAY: Record<string, Record<string, readonly string[]>> = {
  'node:http': {
    'server/platform/outbound.ts': ['http'],
    'server/platform/web-server.ts': ['STATUS_CODES'],
    'server/platform/metrics.ts': ['METHODS'],
  },
  'node:https': { 'server/platform/outbound.ts': ['https'] },
  'node:dns': { 'server/platform/outbound-address.ts': ['lookup'] },
  'node:net': {
    'server/platform/outbound-address.ts': ['BlockList', 'isIP'],
    'server/platform/rate-limit.ts': ['isIPv6'],
    'server/platform/settings.ts': ['isIP'],
    'server/live/caller-address.ts': ['BlockList', 'isIP'],
    // Finds a port that is free on this machine.
    'server/platform/postgres-launch.ts': ['createServer'],
  },
  // Mail: the host of SMTP_URL, files and addresses in messages switched off.
  nodemailer: { 'server/platform/mail.ts': ['createTransport'] },
  // Lets its requests out through outbound.ts (createFetchHttpClient).
  stripe: {
    'server/integrations/stripe-api.ts': ['Stripe'],
    // Checks signatures with it, and asks nobody.
    'server/integrations/stripe-events.ts': ['Stripe'],
  },
}
const CONNECTING =
  /^(node:)?(https?|http2|net|tls|dns|dns\/promises|dgram|inspector)$|^(undici|axios|got|node-fetch|ws|nodemailer|stripe|ioredis|@aws-sdk\/.*)$/

/** What a file imports as values, by module. */
function* importsOf(text: string): Generator<[from: string, names: string[]]> {
  for (const [, clause = '', from = ''] of text.matchAll(/^import (?!type )([^'"]*?) from '([^']+)'/gm)) {
    const names = clause
      .replaceAll(/[{}\n]/g, ' ')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
    yield [from, names]
  }
}

test('nothing but the one client and what is listed here can open a connection', () => {
  const strange = sources.flatMap(({ file, text }) =>
    [...importsOf(text)].flatMap(([from, names]) => {
      if (!CONNECTING.test(from)) return []
      const allowed = MAY[from]?.[file] ?? []
      return names.filter((name) => !allowed.includes(name)).map((name) => `${file} imports ${name} of ${from}`)
    }),
  )
  assert.deepEqual(strange, [])
  const dynamic = sources.filter(({ text }) => /import\(\s*[^'"\s]|\brequire\(/.test(text)).map(({ file }) => file)
  assert.deepEqual(dynamic, ['server/automation/load-rules.ts'], 'what is loaded by a name that is made: its own rules')
})

test('nobody fetches past it', () => {
  // In serve-words.ts it is a page's own script, which asks this server.
  const fetching = sources
    .filter(({ text }) =>
      /(?<![.\w])(fetch|WebSocket|EventSource|XMLHttpRequest)\(/.test(text.replaceAll(/\/\/.*$/gm, '')),
    )
    .map(({ file }) => file)
  assert.deepEqual(fetching, ['server/platform/serve-words.ts'])
})

test('where it calls is said by the settings, never by what somebody sent', () => {
  // Who is given an address to call: each of these is handed it at the start, from the settings.
  const callers = sources
    .filter(({ text }) => /\b(outboundTo|openOutbound)\(/.test(text))
    .map(({ file }) => file)
    .toSorted()
  assert.deepEqual(callers, [
    'server/alerts/alert-webhook.ts',
    'server/integrations/account-system.ts',
    'server/integrations/slack-api.ts',
    'server/integrations/stripe-api.ts',
    'server/platform/outbound.ts',
    'server/platform/s3-store.ts',
  ])
  const made = /\b(makeAlertWebhook|httpAccounts|slackApi|openStripe|s3Store)\(/
  const makers = sources
    .filter(({ text }) => made.test(text.replaceAll(/^export (function|const) .*$/gm, '')))
    .map(({ file }) => file)
    .toSorted()
  assert.deepEqual(makers, ['server/admin-backup.ts', 'server/background.ts', 'server/reach-outside.ts'])
})
