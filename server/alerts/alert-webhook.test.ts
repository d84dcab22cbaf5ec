// The webhook of alerts and what can go wrong with it, without a database anywhere.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import pino from 'pino'
import { webhookServer } from '../../test/alerts.ts'
import { makeAlertWebhook, type AlertMessage } from './alert-webhook.ts'

const message = (n = 1): AlertMessage => ({
  event: 'alert.raised',
  fingerprint: `cause:${n}`,
  severity: 'critical',
  title: 'Something is the matter',
  detail: { n },
  count: n,
  at: '2026-11-22T11:00:00.000Z',
})

async function receiving(
  t: TestContext,
  { url, timeoutMs = 5_000 }: { url?: (own: string) => string; timeoutMs?: number } = {},
) {
  const receiver = await webhookServer(t)
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
  const address = url ? url(receiver.url) : receiver.url
  const webhook = makeAlertWebhook({ url: address, node: 'here', log, timeoutMs, pausesMs: [0, 1] })
  t.after(() => webhook.stop())
  return { ...receiver, webhook, logged }
}

test('a message is told as it is, in JSON, with the node that tells it', async (t) => {
  const { webhook, told, headers, paths } = await receiving(t)
  assert.equal(await webhook.tell(message()), true)
  assert.deepEqual(told, [{ ...message(), node: 'here' }])
  assert.equal(headers[0]?.['content-type'], 'application/json')
  assert.deepEqual(paths, ['/hook/secret-path?key=secret-key'])
})

test('a receiver that refuses or fails is asked again, and told once', async (t) => {
  const { webhook, told, troubles, paths } = await receiving(t)
  troubles.push('refuses', 'fails')
  assert.equal(await webhook.tell(message()), true)
  assert.deepEqual([told.length, paths.length], [1, 3])
})

test('a receiver that hangs is left after a time, and asked again', async (t) => {
  const { webhook, told, troubles } = await receiving(t, { timeoutMs: 50 })
  troubles.push('hangs')
  assert.equal(await webhook.tell(message()), true)
  assert.equal(told.length, 1)
})

test('who sends us on is not followed', async (t) => {
  const { webhook, told, troubles, paths } = await receiving(t)
  troubles.push('sends on', 'sends on', 'sends on')
  assert.equal(await webhook.tell(message()), false)
  assert.deepEqual([told, new Set(paths).size], [[], 1])
})

test('after a message that nobody took, those behind it get one try each, until one is taken', async (t) => {
  const { webhook, told, troubles, paths } = await receiving(t)
  troubles.push('fails', 'fails', 'fails', 'fails')
  const answers = await Promise.all([1, 2, 3].map((n) => webhook.tell(message(n))))
  assert.deepEqual(answers, [false, false, true])
  assert.equal(paths.length, 5)
  troubles.push('fails')
  assert.equal(await webhook.tell(message(4)), true)
  assert.deepEqual(
    told.map(({ count }) => count),
    [3, 4],
  )
})

test('no more than a hundred wait, and at the end nothing does', async (t) => {
  const { webhook, told, troubles } = await receiving(t)
  troubles.push('hangs')
  const answers = Array.from({ length: 120 }, (_, n) => webhook.tell(message(n)))
  await webhook.stop()
  assert.deepEqual(await Promise.all(answers), Array(120).fill(false))
  assert.equal(await webhook.tell(message()), false)
  assert.deepEqual(told, [])
})

test('nothing secret of the address is in the log, and a password in it is sent as one', async (t) => {
  const withLogin = (own: string) => own.replace('http://', 'http://operator:p%40ss-word@')
  const { webhook, headers, logged, troubles } = await receiving(t, { url: withLogin })
  troubles.push('fails', 'refuses')
  assert.equal(await webhook.tell(message()), true)
  assert.equal(headers[0]?.authorization, `Basic ${Buffer.from('operator:p@ss-word').toString('base64')}`)
  assert.equal(logged.length, 2)
  assert.match(logged.join(), /answered 500/)
  assert.doesNotMatch(logged.join(), /secret|operator|ss-word|hook\//)
})

test('where nobody listens it is not told, and without a webhook there is nothing to tell', async (t) => {
  const { webhook, logged } = await receiving(t, { url: () => 'http://127.0.0.1:9/' })
  assert.equal(await webhook.tell(message()), false)
  assert.equal(logged.length, 3)
  const none = makeAlertWebhook({ url: undefined, node: 'here', log: pino({ level: 'silent' }) })
  assert.equal(await none.tell(message()), true)
})
