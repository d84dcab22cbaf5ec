// The embedded server's life: made, stopped, started again, orphaned, revived, refused. Starts real servers.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

const base = mkdtempSync(join(tmpdir(), 'embedded-test-'))
// Longer than a socket's path may be.
const dataDir = join(base, 'a-folder-with-a-long-name-'.repeat(5), 'data')
const cluster = join(dataDir, 'postgres')
const said: string[] = []
const start = () => startEmbeddedPostgres({ dataDir, say: (progress) => said.push(progress) })
const running = new Set<EmbeddedPostgres>()

after(async () => {
  for (const server of running) await server.stop()
  rmSync(base, { recursive: true, force: true })
})

async function withServer(work: (server: EmbeddedPostgres) => Promise<void>): Promise<void> {
  const server = await start()
  running.add(server)
  await work(server)
  await server.stop()
  running.delete(server)
}

async function ask({ connection }: EmbeddedPostgres, question: string): Promise<unknown> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    const { rows } = await client.query({ text: question, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

/** Another process of ours that starts the server and stays; what it says first. */
async function otherOwner() {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))}
    const server = await startEmbeddedPostgres({ dataDir: process.env.TEST_DATA_DIR, say: () => {} })
      .catch((error) => ({ pid: error.message }))
    console.log(server.pid)
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TEST_DATA_DIR: dataDir },
  })
  const [line] = (await once(owner.stdout, 'data')) as [Buffer]
  const kill = async () => {
    owner.kill('SIGKILL')
    await once(owner, 'exit')
  }
  return { pid: owner.pid, answer: line.toString().trim(), kill }
}

describe('the embedded PostgreSQL', () => {
  test('is made at the first start, after what an interrupted one left', async () => {
    const leftOver = join(dataDir, 'postgres.draft-killed')
    mkdirSync(leftOver, { recursive: true })
    await withServer(async (server) => {
      assert.equal(await ask(server, 'show fsync'), 'on')
      assert.equal(await ask(server, 'show jit'), 'off')
      assert.equal(await ask(server, `select upper('zürich')`), 'ZÜRICH')
      assert.equal(await ask(server, `select min(x) from unnest('{a,B}'::text[]) x`), 'B')
      await ask(server, 'create table kept as select 42 as answer')
    })
    assert.ok(!existsSync(leftOver))
    if (process.platform !== 'win32') assert.equal(statSync(join(dataDir, 'postgres-password')).mode & 0o777, 0o600)
  })

  test('keeps its rows over a restart, and stopping twice is stopping once', async () => {
    await withServer(async (server) => {
      assert.equal(await ask(server, 'select answer from kept'), 42)
      await Promise.all([server.stop(), server.stop()])
    })
    assert.ok(!existsSync(join(cluster, 'postmaster.pid')))
  })

  test('lets nobody in without its password', async () => {
    await withServer(async (server) => {
      const stranger = { ...server, connection: { ...server.connection, password: 'guess' } }
      await assert.rejects(ask(stranger, 'select 1'), { code: '28P01' })
    })
  })

  test('outlives a killed owner and is taken over by the next start', async () => {
    const owner = await otherOwner()
    await owner.kill()
    await withServer(async (server) => assert.equal(String(server.pid), owner.answer))
    assert.ok(said.includes('Taking over the database server that an earlier run left behind'))
    assert.ok(!existsSync(join(cluster, 'postmaster.pid')))
  })

  test('is refused to a second process, naming the first', async () => {
    await withServer(async () => {
      const second = await otherOwner()
      await second.kill()
      assert.equal(second.answer, `${dataDir} is in use: already running with pid ${process.pid}`)
      await assert.rejects(start(), { name: 'AlreadyRunning' })
    })
  })

  test('starts over a lock and a pid file that dead processes left, their numbers used again by others', async () => {
    writeFileSync(join(dataDir, 'server.lock'), `${process.pid} 1`)
    const file = [process.pid, cluster, 1, 5432, '/nowhere', '', '', 'ready'].join('\n')
    writeFileSync(join(cluster, 'postmaster.pid'), file)
    await withServer(async (server) => assert.equal(await ask(server, 'select answer from kept'), 42))
  })

  test('comes back at the same address when it is killed', async () => {
    await withServer(async (server) => {
      await ask(server, 'update kept set answer = 43')
      const killed = server.pid
      process.kill(killed, 'SIGKILL')
      for (let tries = 0; server.pid === killed && tries < 500; tries++) await wait(20)
      assert.notEqual(server.pid, killed)
      assert.equal(await ask(server, 'select answer from kept'), 43)
    })
  })

  test('refuses the files of another major version, naming the way over', async () => {
    const version = join(cluster, 'PG_VERSION')
    const real = readFileSync(version)
    writeFileSync(version, '14\n')
    await assert.rejects(start(), /was written by PostgreSQL 14, .* make a backup .* restore/)
    writeFileSync(version, real)
  })
})
