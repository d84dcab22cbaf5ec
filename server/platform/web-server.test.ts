import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { makeWebServer } from './web-server.ts'

async function headersOf(secure: boolean, path: string) {
  const app = await makeWebServer({ log: pino({ enabled: false }), clock: () => new Date(), trustProxy: false, secure })
  app.get('/there', () => 'here')
  const { headers } = await app.inject(path)
  await app.close()
  return headers
}

test('every reply tells browsers what they may do with it', async () => {
  for (const path of ['/there', '/not-there']) {
    const headers = await headersOf(false, path)
    assert.match(String(headers['content-security-policy']), /^default-src 'self';.*frame-ancestors 'none'/, path)
    assert.equal(headers['x-content-type-options'], 'nosniff', path)
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin', path)
    assert.equal(headers['referrer-policy'], 'no-referrer', path)
    assert.equal(headers['strict-transport-security'], undefined, path)
  }
})

test('over https they are told to stay there', async () => {
  assert.match(String((await headersOf(true, '/there'))['strict-transport-security']), /^max-age=31536000;/)
})
