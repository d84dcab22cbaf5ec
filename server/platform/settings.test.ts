// The settings: what counts when nothing is set, and how a wrong one is told.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { readSettings, SettingsError } from './settings.ts'

const base = mkdtempSync(join(tmpdir(), 'settings-test-'))
after(() => rmSync(base, { recursive: true }))
const DATA_DIR = join(base, 'data')

describe('settings', () => {
  test('everything has a default', () => {
    const settings = readSettings({ DATA_DIR })
    assert.deepEqual(
      { ...settings, secretKey: '', activityKey: '' },
      {
        port: 3000,
        host: '127.0.0.1',
        dataDir: DATA_DIR,
        databaseUrl: undefined,
        publicUrl: undefined,
        trustProxy: false,
        secretKey: '',
        activityKey: '',
        smtpUrl: undefined,
        inboundAddress: undefined,
        inboundSecret: undefined,
        slackBotToken: undefined,
        slackSigningSecret: undefined,
        slackApiUrl: 'https://slack.com/api',
        accountsUrl: undefined,
        accountsToken: undefined,
        accountsSecret: undefined,
        accountsOrganization: undefined,
        stripeApiKey: undefined,
        stripeWebhookSecret: undefined,
        stripeApiUrl: 'https://api.stripe.com',
        stripeOrganization: undefined,
        s3Url: undefined,
        backupDir: join(DATA_DIR, 'backups'),
        backupKeepDays: 14,
        alertWebhookUrl: undefined,
        metricsToken: undefined,
        logLevel: 'info',
        demo: true,
        rateLimit: 500,
        keepBytes: 64 * 1024 * 1024,
      },
    )
  })

  test('keys that are not given are made once, differ, and only their owner may read them', () => {
    const first = readSettings({ DATA_DIR })
    const second = readSettings({ DATA_DIR })
    assert.equal(Buffer.from(first.secretKey, 'base64url').length, 32)
    assert.equal(first.secretKey, second.secretKey)
    assert.equal(first.activityKey, second.activityKey)
    assert.notEqual(first.secretKey, first.activityKey)
    assert.equal(readFileSync(join(DATA_DIR, 'secret-key'), 'utf8').trim(), first.secretKey)
    if (process.platform === 'win32') return
    assert.equal(statSync(join(DATA_DIR, 'secret-key')).mode & 0o777, 0o600)
    assert.equal(statSync(DATA_DIR).mode & 0o777, 0o700)
  })

  test('keys that are given are used as they are and nothing is written', () => {
    const dataDir = join(base, 'untouched')
    const given = { DATA_DIR: dataDir, SECRET_KEY: 's'.repeat(32), ACTIVITY_KEY: 'a'.repeat(32) }
    assert.equal(readSettings(given).activityKey, 'a'.repeat(32))
    assert.throws(() => statSync(dataDir), { code: 'ENOENT' })
  })

  test('the demo is on for the embedded database, off for any other, and as one says', () => {
    const DATABASE_URL = 'postgresql://admin@db.example/agency'
    assert.equal(readSettings({ DATA_DIR, DATABASE_URL }).demo, false)
    assert.equal(readSettings({ DATA_DIR, DATABASE_URL, DEMO: 'on' }).demo, true)
    for (const off of ['off', 'OFF', 'false', '0']) assert.equal(readSettings({ DATA_DIR, DEMO: off }).demo, false)
  })

  test('a proxy is trusted by switch, by number of hops or by address', () => {
    assert.equal(readSettings({ DATA_DIR, TRUST_PROXY: 'true' }).trustProxy, true)
    assert.equal(readSettings({ DATA_DIR, TRUST_PROXY: '2' }).trustProxy, 2)
    assert.equal(readSettings({ DATA_DIR, TRUST_PROXY: '10.0.0.0/8' }).trustProxy, '10.0.0.0/8')
  })

  test('a variable set to nothing counts as unset, and a relative DATA_DIR starts at the project', () => {
    const settings = readSettings({ DATA_DIR: 'node_modules/.cache/settings-test', PORT: '', ...keys() })
    assert.equal(settings.port, 3000)
    assert.equal(settings.dataDir, resolve(import.meta.dirname, '../../node_modules/.cache/settings-test'))
  })

  test('what is good for nothing by itself is not taken alone', () => {
    for (const [one, value, other] of [
      ['INBOUND_ADDRESS', 'reply@in.example', 'INBOUND_SECRET'],
      ['SLACK_BOT_TOKEN', 'xoxb-0123456789ab', 'SLACK_SIGNING_SECRET'],
      ['SLACK_SIGNING_SECRET', '0123456789abcdef', 'SLACK_BOT_TOKEN'],
      ['STRIPE_API_KEY', 'sk_test_0123456789', 'STRIPE_WEBHOOK_SECRET'],
      ['STRIPE_WEBHOOK_SECRET', 'whsec_0123456789', 'STRIPE_API_KEY'],
    ] as const)
      assert.throws(
        () => readSettings({ DATA_DIR, [one]: value }),
        new SettingsError(`${other} must be set where ${one} is`),
      )
  })

  for (const [name, value, rule] of [
    ['PORT', 'eighty', 'must be a whole number from 0 to 65535'],
    ['PORT', '65536', 'must be a whole number from 0 to 65535'],
    ['DATABASE_URL', 'mysql://root:hunter2@db', 'must be an address that begins with postgres:// or postgresql://'],
    ['PUBLIC_URL', 'agency.example', 'must be an address that begins with http:// or https://'],
    ['SECRET_KEY', 'short', 'must have 32 characters or more'],
    ['LOG_LEVEL', 'loud', 'must be one of fatal, error, warn, info, debug, trace, silent'],
    ['DEMO', 'maybe', 'must be on or off'],
    ['INBOUND_ADDRESS', 'reply', 'must be a mail address'],
    ['INBOUND_ADDRESS', 'a+b@in.example', 'must have at most 30 characters before the @, and no +'],
    ['INBOUND_SECRET', 'short', 'must have 16 characters or more'],
    ['STRIPE_API_KEY', 'pk_live_0123456789', 'must be a secret or restricted key: sk_… or rk_…'],
    ['STRIPE_API_URL', 'https://api.stripe.com/v1', 'must be an address without a path'],
    ['STRIPE_ORGANIZATION', 'our agency', 'must be the id of an organisation'],
    ['S3_URL', 'https://s3.example/bucket', 'must name key, secret and bucket: https://KEY:SECRET@host/bucket'],
    ['RATE_LIMIT', '0', 'must be a whole number from 1 to 1000000'],
    ['CACHE_MB', '1.5', 'must be a whole number from 0 to 100000'],
  ] as const) {
    test(`${name}=${value} is refused in one line that does not repeat the value`, () => {
      assert.throws(() => readSettings({ DATA_DIR, [name]: value }), new SettingsError(`${name} ${rule}`))
    })
  }
})

function keys() {
  return { SECRET_KEY: 's'.repeat(32), ACTIVITY_KEY: 'a'.repeat(32) }
}
