// Calls to other servers: to the configured host only, not longer and not more than agreed.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { outboundTo } from './outbound.ts'

async function elsewhere(t: TestContext): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    if (path === '/api/redirect') return response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
    if (path === '/api/much') return response.end('x'.repeat(2_000))
    if (path !== '/api/never') response.end(`${request.method} ${path}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
}

test('a call reaches what is below the configured address and nothing else', async (t) => {
  const address = await elsewhere(t)
  const out = outboundTo(address, { maxBytes: 1_000 })
  const { status, body } = await out.ask('chat.post', { method: 'POST', body: 'x' })
  assert.deepEqual([status, body.toString()], [200, 'POST /api/chat.post'])
  for (const path of ['../admin', '/admin', 'http://127.0.0.1:9/', '//127.0.0.1:9/'])
    await assert.rejects(out.ask(path, { method: 'GET' }), /leads elsewhere/, path)
})

test('redirects, endless answers and silence are failures', async (t) => {
  const out = outboundTo(await elsewhere(t), { timeoutMs: 200, maxBytes: 1_000 })
  await assert.rejects(out.ask('redirect', { method: 'GET' }))
  await assert.rejects(out.ask('much', { method: 'GET' }), /more than 1000 bytes/)
  await assert.rejects(out.ask('never', { method: 'GET' }), /timeout|abort/i)
})
