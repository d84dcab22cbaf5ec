// Odd input of every kind, over HTTP: refused by the name of what is wrong, told without our insides, and nothing changes.
import assert from 'node:assert/strict'
import net from 'node:net'
import { before, test } from 'node:test'
import { agency, ask, type Agency } from './agency.ts'
import { digestOf } from './database-digest.ts'
import { tellsTooMuch } from './failures-hide.ts'
import { oddHeaders, oddIds, oddQueries } from './failures-odd-addresses.ts'
import { GOOD, oddBodies, type Send } from './failures-odd-bodies.ts'

let house: Agency
before(async () => {
  house = await agency()
})
const projects = '/v1/admin/projects'

const send: Send = (method, path, body, headers = {}) =>
  ask(house.baseUrl, method, path, body, { authorization: `Bearer ${house.ada.token}`, ...headers })

for (const [kind, rows] of Object.entries({
  body: oddBodies(send),
  query: oddQueries(send),
  headers: oddHeaders(send),
  path: oddIds(send),
})) {
  test(`${rows.length} odd inputs in the ${kind} are refused by name and change nothing`, async () => {
    const organizations = [house.organizationId, house.olga.organizationId]
    const earlier = await digestOf(house.db, organizations)
    const wrong: string[] = []
    for (const [says, asking, status, pointer] of rows) {
      const reply = await asking()
      const { errors, code } = reply.body as { errors?: { pointer: string }[]; code?: string }
      const told = errors?.map((error) => error.pointer) ?? []
      const leaks = await tellsTooMuch(house.db, reply)
      if (reply.status !== status || (pointer !== undefined && !told.includes(pointer)) || leaks.length > 0)
        wrong.push(
          `${says}: ${reply.status} ${code} ${told.join(' ')} ${leaks.join(' ')}, not ${status} ${pointer ?? ''}`,
        )
      if (status >= 400 && !/problem\+json/.test(reply.headers.get('content-type') ?? ''))
        wrong.push(`${says}: ${reply.headers.get('content-type')}`)
    }
    assert.deepEqual(wrong, [])
    assert.deepEqual(await digestOf(house.db, organizations), earlier)
  })
}

test('a cursor belongs to the order it came from', async () => {
  await house.ada.post(projects, GOOD)
  const { body } = await house.ada.get(`${projects}?limit=1&sort=name`)
  const cursor = encodeURIComponent(body.pagination.nextCursor as string)
  assert.equal((await house.ada.get(`${projects}?limit=1&sort=name&cursor=${cursor}`)).status, 200)
  for (const sort of ['sort=-name', 'sort=dueOn', 'sort[name]=-1', '']) {
    const reply = await house.ada.get(`${projects}?limit=1&${sort}&cursor=${cursor}`)
    assert.deepEqual([reply.status, reply.body.errors?.[0].pointer], [400, '?cursor'], sort)
  }
})

test('every address names the methods it takes, for every other', async () => {
  for (const [path, allow] of [
    [projects, 'GET, POST'],
    [`${projects}/site`, 'GET, PUT, DELETE'],
    [`${projects}/tasks/copy/status`, 'PUT'],
  ] as const) {
    for (const method of ['PATCH', 'DELETE', 'PUT', 'POST'].filter((each) => !allow.includes(each))) {
      const reply = await send(method, path, '{}')
      const named = (reply.headers.get('allow') ?? '').split(', ').toSorted()
      assert.deepEqual(
        [reply.status, reply.body.code, named],
        [405, 'method_not_allowed', allow.split(', ').toSorted()],
        `${method} ${path}`,
      )
    }
  }
})

test('bytes that are no HTTP are refused without a word about us', async () => {
  const { hostname, port } = new URL(house.baseUrl)
  for (const bytes of [
    'nonsense\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'POST /v1/admin/projects HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n',
  ]) {
    const socket = net.connect(Number(port), hostname)
    socket.end(bytes)
    let text = ''
    for await (const chunk of socket.setEncoding('utf8')) text += chunk as string
    assert.match(text, /^HTTP\/1\.1 (400|505) /)
    assert.deepEqual(await tellsTooMuch(house.db, { status: 400, body: text, headers: new Headers() }), [])
    assert.match(text, /application\/problem\+json/, bytes)
  }
})
