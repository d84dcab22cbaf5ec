// How one socket carries what its follower is told.
import type { Socket } from 'socket.io'
import type { Line } from './follower.ts'

/** What a packet that waits is counted as: ours are all of about that size. */
const PACKET_BYTES = 400
/** What is said on parting has so long to get out. */
const PARTING_MS = 200

export function lineOf(socket: Socket): Line {
  return {
    tell: (what, told) => void socket.emit(what, told),
    waiting: () => (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length * PACKET_BYTES,
    close(reason) {
      socket.emit('closing', { reason })
      setTimeout(() => socket.disconnect(true), PARTING_MS)
    },
  }
}
