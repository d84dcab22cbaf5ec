import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import pino from 'pino'
import { connect, type Socket } from 'node:net'
import { makeWebServer, takeBytes } from './web-server.ts'

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
  assert.match(
    String((await headersOf(true, '/there'))['strict-transport-security']),
    /^max-age=31536000; includeSubDomains$/,
  )
})

test('whoever sends a body too slowly is cut off; a file may take its time', async (t) => {
  const options = { log: pino({ enabled: false }), clock: () => new Date(), trustProxy: false, secure: false }
  const app = await makeWebServer({ ...options, bodyTimeoutMs: 30 })
  t.after(() => app.close())
  app.post('/words', () => 'here')
  const bytes = { as: 'whole', maxBytes: 100, inHandBytes: 100 } as const
  takeBytes(app, ['image/png'], bytes, {
    method: 'POST',
    url: '/file',
    config: { endpoint: { bytes } as never },
    handler: (_request, reply) => reply.send('taken'),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const half = (path: string, type: string) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: 2\r\n\r\n{`,
    )
    const { promise, resolve } = Promise.withResolvers<string>()
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''))
    return { socket, answer: promise }
  }
  const file = half('/file', 'image/png')
  assert.equal(await half('/words', 'application/json').answer, 'HTTP/1.1 408 Request Timeout')
  file.socket.write('}')
  assert.equal(await file.answer, 'HTTP/1.1 200 OK')
})

test('slow bodies from one place take half of the room at most, and give it back', async (t) => {
  const app = await makeWebServer({
    log: pino({ enabled: false }),
    clock: () => new Date(),
    trustProxy: true,
    secure: false,
  })
  t.after(() => app.close())
  const bytes = { as: 'whole', maxBytes: 100, inHandBytes: 400 } as const
  takeBytes(app, ['image/png'], bytes, {
    method: 'POST',
    url: '/file',
    config: { endpoint: { bytes } as never },
    handler: (_request, reply) => reply.send('taken'),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const url = `http://127.0.0.1:${port}/file`
  const sends = (from: string, body: Uint8Array<ArrayBuffer> | ReadableStream) =>
    fetch(url, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'image/png', 'x-forwarded-for': from },
    })
  /** A body that has begun and does not end before it is told to. */
  const slow = (from: string) => {
    let end = () => {}
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(1))
        end = () => controller.close()
      },
    })
    return { answer: sends(from, body), end: () => end() }
  }
  const [one, two] = [slow('10.0.0.1'), slow('10.0.0.1')]
  const statusFrom = async (from: string) => (await sends(from, new Uint8Array(60))).status
  while ((await statusFrom('10.0.0.1')) !== 503);
  assert.equal(await statusFrom('10.0.0.2'), 200)
  one.end()
  two.end()
  assert.deepEqual([(await one.answer).status, (await two.answer).status], [200, 200])
  assert.equal(await statusFrom('10.0.0.1'), 200)
})

/** All that comes back over a connection until it is closed. */
function said(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  const { promise, resolve } = Promise.withResolvers<string>()
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString()))
  socket.on('error', () => {})
  socket.on('close', () => resolve(text))
  return promise
}

async function listening(t: TestContext, limits: { headersTimeoutMs?: number; idleTimeoutMs?: number } = {}) {
  const log = pino({ enabled: false })
  const app = await makeWebServer({ log, clock: () => new Date(), trustProxy: false, secure: false, ...limits })
  t.after(() => app.close())
  app.post('/words', (request) => request.body)
  app.get('/much', (_request, reply) => reply.send(Buffer.alloc(64 * 1024 * 1024)))
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: (app.server.address() as { port: number }).port, server: app.server }
}

test('whoever does not get to the end of the headers is cut off', async (t) => {
  const { port } = await listening(t, { headersTimeoutMs: 30 })
  const answer = await said(port, 'GET /there HTTP/1.1\r\nhost: x\r\nx-slow: ')
  assert.match(answer, /^HTTP\/1\.1 40[08] /)
})

test('whoever asks for much and does not read it is let go', async (t) => {
  const { port, server } = await listening(t, { idleTimeoutMs: 50 })
  const letGo = new Promise<void>((resolve) =>
    server.once('connection', (socket: Socket) => socket.once('close', () => resolve())),
  )
  const socket = connect(port, '127.0.0.1')
  t.after(() => socket.destroy())
  socket.on('error', () => {})
  socket.write('GET /much HTTP/1.1\r\nhost: x\r\n\r\n')
  await letGo
})

test('a request whose end can be read in two ways is refused', async (t) => {
  const { port } = await listening(t)
  const head = 'POST /words HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n'
  for (const lengths of [
    'content-length: 2\r\ntransfer-encoding: chunked\r\n',
    'content-length: 2\r\ncontent-length: 3\r\n',
    'transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n',
  ])
    assert.match(await said(port, `${head}${lengths}\r\n{}`), /^HTTP\/1\.1 400 /, lengths)
})

test('TRACE echoes nothing', async (t) => {
  const { port } = await listening(t)
  const answer = await said(port, 'TRACE /words HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-mine: zebra\r\n\r\n')
  assert.match(answer, /^HTTP\/1\.1 4\d\d /)
  assert.ok(!answer.includes('zebra'))
})
