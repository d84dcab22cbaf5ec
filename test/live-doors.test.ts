// Who is let in to hear what happens, who is put out, and what odd visitors bring.
import assert from 'node:assert/strict'
import net from 'node:net'
import { test } from 'node:test'
import { agency, signsIn, startsWith } from './agency.ts'
import { listens, markOf, streams, withNodes } from './live-house.ts'

const PASSWORD = 'a long enough password for the test'

test('a session is let in from our own pages, and nobody without a good credential or from elsewhere', async () => {
  const house = await agency()
  await startsWith(house.max, PASSWORD)
  const { session } = await signsIn(house.baseUrl, house.max.email, PASSWORD)
  await withNodes(async ({ nodes: [node] }) => {
    await markOf(house)
    const own = listens(node, { headers: { cookie: session, origin: node.baseUrl } })
    await own.untilTold('ready')
    own.socket.close()
    for (const headers of [
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const forged = listens(node, { headers: { cookie: session, ...headers } })
      await forged.untilTold('connect_error')
      assert.equal(forged.told.length, 1)
    }
    for (const [bring, code] of [
      [{}, 'unauthenticated'],
      [{ token: 'po_nobodys-token-of-some-length' }, 'unauthenticated'],
      [{ token: house.max.token, since: 'yesterday' }, 'validation_error'],
      [{ token: house.max.token, projectId: 'ads' }, 'project_not_found'],
      [{ auth: { token: house.max.token, more: 1 } }, 'validation_error'],
    ] as const) {
      const refused = listens(node, bring)
      assert.equal((await refused.untilTold('connect_error')).body.code, code, JSON.stringify(bring))
      refused.socket.close()
    }
    const poll = await fetch(`${node.baseUrl}/socket.io/?EIO=4&transport=polling`)
    assert.equal(poll.status, 400)
    assert.equal(poll.headers.get('access-control-allow-origin'), null)
  })
})

test('whose access ends is put out within a second on every node, and is told nothing of what happens then', async () => {
  const house = await agency()
  const { db, organizationId } = house
  await withNodes(async ({ nodes: [here, there] }) => {
    await markOf(house)
    const [one, two] = [listens(here, { token: house.max.token }), listens(there, { token: house.max.token })]
    const stream = await streams(there, house.max)
    await Promise.all([one, two, stream.heard].map((each) => each.untilTold('ready')))
    const began = performance.now()
    await db.admin.query(`delete from api_tokens where organization_id = $1 and person_id = 'max'`, [organizationId])
    for (const each of [one, two, stream.heard])
      assert.equal((await each.untilTold('closing')).body.reason, 'signed_out')
    assert.ok(performance.now() - began < 1_000)
    await house.ada.put('/v1/admin/projects/tasks/copy', { title: 'Unheard' })
    await Promise.all([one.untilTold('disconnect'), two.untilTold('disconnect'), stream.ended])
    for (const each of [one, two, stream.heard]) assert.equal(each.changes.length, 0)
  })
})

test('who leaves a project, loses a role or a part of a token hears nothing more of it, and goes on hearing the rest', async () => {
  const house = await agency()
  const { ada, max, tess, db, organizationId } = house
  await withNodes(async ({ nodes }) => {
    await markOf(house)
    const lines = nodes.map((node) => listens(node, { token: max.token }))
    const leads = nodes.map((node) => listens(node, { token: tess.token }))
    for (const line of [...lines, ...leads]) await line.untilTold('ready')
    assert.equal((await ada.put('/v1/admin/projects/site', { managerId: 'una' })).status, 200)
    assert.equal((await ada.put('/v1/admin/people/tess', { roles: [] })).status, 200)
    for (const line of [...lines, ...leads]) await line.untilTold('reach')
    await ada.put('/v1/admin/projects/tasks/copy', { title: 'Unheard' })
    assert.equal((await ada.put('/v1/admin/projects/ads', { managerId: 'max' })).status, 200)
    await ada.put('/v1/admin/projects/tasks/banner', { title: 'Heard' })
    for (const line of lines) {
      await line.untilTold('change', (body) => (body.entity as { id: string }).id === 'banner')
      assert.ok(!line.changes.some(({ entity }) => entity.id === 'copy'))
    }
    for (const line of leads) assert.ok(!line.changes.some(({ entity }) => entity.id === 'copy'))
    await db.admin.query(
      `update api_tokens set scopes = '{live.follow}' where organization_id = $1 and person_id = 'max'`,
      [organizationId],
    )
    for (const line of lines)
      await line.until(() => line.told.filter(({ what }) => what === 'reach').length >= 3, 'told of a narrower token')
    for (const line of [...lines, ...leads]) line.socket.close()
  })
})

test('only one project is followed where that is asked for, and none that is not theirs', async () => {
  const house = await agency()
  await withNodes(async ({ nodes: [node] }) => {
    await markOf(house)
    const line = listens(node, { token: house.ada.token })
    await line.untilTold('ready')
    assert.deepEqual((await line.asks('follow', { projectId: 'nothing' })).problem?.code, 'project_not_found')
    assert.equal((await line.asks('follow', { projectId: 'site' })).ok, true)
    await house.ada.put('/v1/admin/projects/tasks/banner', { title: 'Unheard' })
    await house.ada.put('/v1/admin/projects/tasks/copy', { title: 'Heard' })
    await line.untilTold('change', (body) => body.projectId === 'site')
    assert.ok(line.changes.every(({ projectId }) => projectId === 'site'))
    line.socket.close()
  })
})

test('who looks at a project is told to those who look too, over nodes, each person once, and not to others', async () => {
  const house = await agency()
  await withNodes(async ({ nodes: [here, there] }) => {
    await markOf(house)
    const ids = (body: Record<string, unknown>) => (body.people as { id: string }[]).map(({ id }) => id).join()
    const max = listens(here, { token: house.max.token })
    const [amy, tab] = [listens(there, { token: house.amy.token }), listens(here, { token: house.amy.token })]
    for (const each of [max, amy, tab]) await each.untilTold('ready')
    assert.equal((await max.asks('look', { projectId: 'ads' })).problem?.code, 'project_not_found')
    await max.asks('look', { projectId: 'site' })
    await max.untilTold('presence', (body) => ids(body) === 'max')
    await Promise.all([amy, tab].map((each) => each.asks('look', { projectId: 'site' })))
    await max.untilTold('presence', (body) => ids(body) === 'amy,max')
    const told = await house.ada.get('/v1/admin/projects/site/presence')
    assert.deepEqual(told.body, {
      projectId: 'site',
      people: [
        { id: 'amy', name: 'Amy' },
        { id: 'max', name: 'Max' },
      ],
    })
    tab.socket.close()
    await amy.asks('leave', { projectId: 'site' })
    await max.until(
      () => ids(max.told.findLast(({ what }) => what === 'presence')?.body ?? { people: [] }) === 'max',
      'alone again',
    )
    amy.socket.close()
    max.socket.close()
  })
})

test('odd and too many messages do no harm, and are answered', async () => {
  const house = await agency()
  await withNodes(async ({ nodes: [node] }) => {
    await markOf(house)
    const line = listens(node, { token: house.max.token })
    await line.untilTold('ready')
    for (const [name, body] of [
      ['follow', { projectId: 7 }],
      ['follow', null],
      ['follow', []],
      ['look', { projectId: 'site', more: true }],
      ['toString', {}],
      ['__proto__', {}],
      ['drop table', { projectId: 'site' }],
    ] as const)
      assert.equal((await line.asks(name, body)).problem?.code, 'validation_error', name)
    assert.equal((await line.asks('unfollow')).ok, true)
    const big = listens(node, { token: house.max.token })
    await big.untilTold('ready')
    big.socket.emit('follow', { projectId: 'x'.repeat(20_000) })
    await big.untilTold('disconnect')
    for (let n = 0; n < 40; n++) line.socket.emit('unfollow', {})
    assert.equal((await line.untilTold('closing')).body.reason, 'too_many_messages')
    const { hostname, port } = new URL(node.baseUrl)
    for (const bytes of [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      '\u0000\u0001\u0002 nothing\r\n\r\n',
    ])
      await new Promise<void>((resolve) => {
        const socket = net.connect(Number(port), hostname, () => socket.end(bytes))
        socket
          .on('error', () => {})
          .on('close', () => resolve())
          .resume()
      })
    const asked = new WebSocket(`${node.baseUrl.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
    const answers: string[] = []
    asked.addEventListener('message', ({ data }) => {
      if (String(data).startsWith('0'))
        for (let n = 0; n < 1_000; n++) asked.send('40/v1/admin/projects,{"token":"no"}')
      else answers.push(String(data))
    })
    await new Promise((resolve) => asked.addEventListener('close', resolve))
    assert.ok(answers.length <= 1, `${answers.length} times it was looked up who that is`)
    const still = listens(node, { token: house.max.token })
    await still.untilTold('ready')
    still.socket.close()
  })
})

test('a node that stops says so and ends every connection at once; one person holds so many at most', async () => {
  const house = await agency()
  await withNodes(async ({ nodes: [node] }) => {
    await markOf(house)
    const lines = Array.from({ length: 20 }, () => listens(node, { token: house.max.token }))
    for (const line of lines) await line.untilTold('ready')
    const more = listens(node, { token: house.max.token })
    assert.equal((await more.untilTold('connect_error')).body.code, 'rate_limited')
    lines.pop()?.socket.close()
    const stream = await streams(node, house.ada)
    await stream.heard.untilTold('ready')
    const began = performance.now()
    await node.stop()
    assert.ok(performance.now() - began < 1_000, `took ${performance.now() - began} ms`)
    for (const line of lines) assert.equal((await line.untilTold('closing')).body.reason, 'stopping')
    await stream.ended
    assert.equal((await stream.heard.untilTold('closing')).body.reason, 'stopping')
  })
})

test('a node that hears nothing says that it is behind, and lets nobody in', async () => {
  const house = await agency()
  await withNodes(async ({ nodes: [node], relay }) => {
    await markOf(house)
    const line = listens(node, { token: house.max.token })
    await line.untilTold('ready')
    await relay.stop()
    await line.untilTold('behind')
    const late = listens(node, { token: house.max.token })
    assert.equal((await late.untilTold('connect_error')).body.code, 'unavailable')
    line.socket.close()
  })
})
