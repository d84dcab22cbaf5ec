// Power fails: the server and its database are killed under load, and what was acknowledged is there, once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Person, Reply } from '../agency.ts'
import { install, startServer } from './running-server.ts'

const ROUNDS = process.env.TEST_LONG ? 10 : 2
const WRITERS = 8
/** Written in each round before the blow falls in the middle of what follows. */
const WRITES_BEFORE = 60

test('kill -9 of server and database under load: every acknowledged write is there, none twice', async () => {
  const house = await install()
  const acknowledged = new Map<string, string>()
  let lastTry: { key: string; name: string }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServer(house)
    // Those who got no answer ask again with their keys: each is then there once, whether or not it was the first time.
    for (const { key, name } of lastTry) acknowledged.set(name, (await create(server.ada, key, name)).body.id)
    lastTry = []
    let written = 0
    const writer = async (n: number) => {
      for (let i = 0; ; i++) {
        const name = `round ${round} writer ${n} project ${i}`
        const key = name.replaceAll(' ', '-')
        const reply = await create(server.ada, key, name).catch(() => undefined)
        if (reply?.status !== 201) return void lastTry.push({ key, name })
        acknowledged.set(name, reply.body.id)
        written++
      }
    }
    const writers = Array.from({ length: WRITERS }, (_, n) => writer(n))
    while (written < WRITES_BEFORE) await new Promise(setImmediate)
    const database = server.databasePid()
    // Either dies first; both do.
    if (round % 2) process.kill(database, 'SIGKILL')
    server.process.kill('SIGKILL')
    if (round % 2 === 0) process.kill(database, 'SIGKILL')
    await Promise.all([...writers, server.ended])
  }
  const server = await startServer(house)
  for (const { key, name } of lastTry) acknowledged.set(name, (await create(server.ada, key, name)).body.id)
  const found = new Map<string, string>()
  let cursor = ''
  do {
    const { body } = await server.ada.get(`/v1/admin/projects?limit=100&sort=createdAt${cursor && `&cursor=${cursor}`}`)
    for (const { id, name } of body.data as { id: string; name: string }[]) {
      assert.ok(!found.has(name), `${name} is there twice`)
      found.set(name, id)
    }
    cursor = body.pagination.nextCursor
  } while (cursor)
  assert.deepEqual(found, acknowledged)
  server.process.kill('SIGTERM')
  assert.equal(await server.ended, 0)
})

const create = (ada: Person, key: string, name: string): Promise<Reply> =>
  ada.post('/v1/admin/projects', { name, accountId: 'bakery', type: 'seo' }, { 'idempotency-key': key })
