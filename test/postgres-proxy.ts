// A way to PostgreSQL that can fall silent, or lose the answer to a COMMIT: what networks do and servers can not be told to.
import net from 'node:net'
import pg from 'pg'
import { openDatabase, type Database } from '../server/platform/database.ts'

export interface ProxiedDatabase {
  database: Database
  /** Nothing passes any more, in either direction; connections stay open. With a word: from where a client first says it. */
  fallSilent(at?: string): void
  speakAgain(): void
  /** The next COMMIT reaches the server, or does not; either way the client's connection breaks instead of an answer. */
  loseNextCommit(fate: 'after it is done' | 'before it arrives'): void
  /** COMMITs lost so far. */
  lost(): number
  close(): Promise<void>
}

export async function proxiedDatabase(connection: pg.ClientConfig): Promise<ProxiedDatabase> {
  const { host, port, user, password, database } = new pg.Client(connection)
  const upstream = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  const sockets = new Set<net.Socket>()
  let silent = false
  let silentAt: string | undefined
  let fate: 'after it is done' | 'before it arrives' | undefined
  let lost = 0

  const pauseAll = () => {
    silent = true
    for (const socket of sockets) socket.pause()
  }

  const server = net.createServer((client) => {
    const real = net.connect(upstream)
    let losing = false
    for (const socket of [client, real]) {
      sockets.add(socket)
      socket.on('error', () => {})
      if (silent) socket.pause()
    }
    const cut = () => {
      lost++
      client.destroy()
      real.destroy()
    }
    client.on('data', (bytes) => {
      if (silentAt !== undefined && bytes.includes(silentAt)) pauseAll()
      if (silent) return
      if (fate !== undefined && /\bcommit\b/i.test(bytes.toString('latin1'))) {
        losing = true
        const before = fate === 'before it arrives'
        fate = undefined
        if (before) return cut()
      }
      real.write(bytes)
    })
    // Its answer is the proof that the server has done it; the client never gets to see it.
    real.on('data', (bytes) => void (losing ? cut() : client.write(bytes)))
    client.on('close', () => real.destroy())
    real.on('close', () => client.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const pool = openDatabase({
    host: '127.0.0.1',
    port: (server.address() as net.AddressInfo).port,
    user: user ?? '',
    password: password ?? '',
    database: database ?? '',
  })
  return {
    database: pool,
    fallSilent(at) {
      silentAt = at
      if (at === undefined) pauseAll()
    },
    speakAgain() {
      silent = false
      silentAt = undefined
      for (const socket of sockets) socket.resume()
    },
    loseNextCommit: (next) => void (fate = next),
    lost: () => lost,
    async close() {
      for (const socket of sockets) socket.destroy()
      await Promise.all([pool.close(), new Promise((closed) => server.close(closed))])
    },
  }
}
