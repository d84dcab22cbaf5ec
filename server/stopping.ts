// How the process ends: what was opened is closed in reverse, from the moment of the first signal, whenever that comes.

export interface Stopping {
  /** Has something closed at the end; at once, where the end has begun already: then the start is over too. */
  atTheEnd(close: () => Promise<unknown>): Promise<void>
  /** Closes everything, last opened first; resolves when all is closed. */
  stop(): Promise<void>
  readonly begun: boolean
}

/** Thrown into a start that a signal overtook. */
export class Stopped extends Error {}

export function makeStopping(): Stopping {
  const closers: (() => Promise<unknown>)[] = []
  let ending: Promise<void> | undefined
  const closeAll = async () => {
    for (let close = closers.pop(); close; close = closers.pop()) await close()
  }
  return {
    async atTheEnd(close) {
      if (!ending) return void closers.push(close)
      await close()
      throw new Stopped()
    },
    stop: () => (ending ??= closeAll()),
    get begun() {
      return ending !== undefined
    },
  }
}

/** What `work` does, or nothing more of it after `limitMs`: an end does not wait for a slow peer. */
export async function atMost(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, limitMs)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
