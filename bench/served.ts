// What both servers of the bench tell their parent: the port, and on demand their figures. They end when it does.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Figures {
  statements: number
  /** Of this process alone, user and system. */
  cpuMs: number
  rssBytes: number
}

/** Answers each message with the figures, once it has done what the message orders, where that is among `orders`. */
export function serve(
  server: Server,
  statements: () => number,
  orders: Record<string, () => Promise<void>> = {},
): void {
  process.on('message', (message: string) => void answer(message))
  const answer = async (message: string) => {
    try {
      await orders[message]?.()
    } catch (error) {
      process.send?.({ failed: String(error) })
      return
    }
    const { user, system } = process.cpuUsage()
    const figures: Figures = {
      statements: statements(),
      cpuMs: (user + system) / 1000,
      rssBytes: process.memoryUsage.rss(),
    }
    process.send?.(figures)
  }
  // Leaves by exit(), which lets --cpu-prof write its file.
  process.on('disconnect', () => process.exit(0))
  process.send?.((server.address() as AddressInfo).port)
}
