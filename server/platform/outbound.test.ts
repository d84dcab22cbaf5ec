// Calls to other servers: to the configured host only, not longer and not more than agreed.
import assert from 'node:assert/strict'
import dns, { type LookupAddress } from 'node:dns'
import { createServer } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { outboundTo } from './outbound.ts'

type Answer = (error: Error | null, found: LookupAddress[]) => void

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

test('a host that is a number where no service may be is called by nobody', async () => {
  for (const host of [
    '169.254.169.254',
    '[fe80::1]',
    '0.0.0.0',
    '224.0.0.1',
    '[fd00:ec2::254]',
    '[::ffff:169.254.169.254]',
  ])
    await assert.rejects(outboundTo(`https://${host}/`).ask('x', { method: 'GET' }), /no service may be/, host)
})

test('without TLS only this machine and one’s own networks are called', async () => {
  for (const host of ['93.184.216.34', '[2606:2800:220:1::1]'])
    await assert.rejects(outboundTo(`http://${host}/`).ask('x', { method: 'GET' }), /https only/, host)
  await assert.rejects(outboundTo('ftp://127.0.0.1/').ask('x', { method: 'GET' }), /ftp: is not called/)
})

test('a name is connected to at the address that was looked at, however it answers the next time', async (t) => {
  const address = new URL(await elsewhere(t))
  // Asked once by the connection itself: there is no second look-up to be lied to.
  const lookedUp = t.mock.method(dns, 'lookup', (_host: string, _options: object, answer: Answer) =>
    answer(null, [{ address: lookedUp.mock.callCount() === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }]),
  )
  syncBuiltinESMExports()
  const out = outboundTo(`http://rebinding.example:${address.port}/api`)
  assert.equal((await out.ask('here', { method: 'GET' })).status, 200)
  assert.equal(lookedUp.mock.callCount(), 1)
  await assert.rejects(out.ask('here', { method: 'GET' }), /no service may be/)
  lookedUp.mock.restore()
  syncBuiltinESMExports()
})
