// Loaded into a server before anything else: writes down whatever it connects to, and whatever name it looks up.
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

const file = process.env.CONNECTIONS_FILE
const note = (what) => appendFileSync(file, `${what}\n`)

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...given) {
  const [first] = given.flat()
  const { path, host = 'localhost', port = first } = typeof first === 'object' && first !== null ? first : {}
  note(path ? `socket ${path}` : `tcp ${host}:${port}`)
  return connect.apply(this, given)
}
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  const original = dns[name]
  dns[name] = (...given) => {
    note(`name ${given[0]}`)
    return original(...given)
  }
}
const createSocket = dgram.createSocket
dgram.createSocket = (...given) => {
  note('udp')
  return createSocket(...given)
}
syncBuiltinESMExports()
