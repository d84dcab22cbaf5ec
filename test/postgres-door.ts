// A way to PostgreSQL that can be shut and opened again: while it is shut nobody answers, and who was connected is cut off.
import net from 'node:net'
import pg from 'pg'

export async function postgresDoor(connection: pg.ClientConfig) {
  const { host, port, user, password, database } = new pg.Client(connection)
  const upstream = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  const sockets = new Set<net.Socket>()
  const server = net.createServer((client) => {
    const real = net.connect(upstream)
    for (const socket of [client, real]) {
      sockets.add(socket)
      socket.on('error', () => {})
    }
    client.pipe(real).pipe(client)
    client.on('close', () => real.destroy())
    real.on('close', () => client.destroy())
  })
  const listen = (at: number) => new Promise<void>((open) => server.listen(at, '127.0.0.1', open))
  await listen(0)
  const own = (server.address() as net.AddressInfo).port
  const shut = async () => {
    const closed = new Promise((done) => server.close(done))
    for (const socket of sockets) socket.destroy()
    sockets.clear()
    await closed
  }
  return {
    connection: { host: '127.0.0.1', port: own, user: user ?? '', password: password ?? '', database: database ?? '' },
    shut,
    open: () => listen(own),
  }
}
