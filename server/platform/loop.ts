// Work that goes on in the background: a round now and then, one at a time, until it is stopped. What a round does is not here.
import type { Logger } from 'pino'

export interface Loop {
  /** Does a round now, after the one that runs; resolves when it is done. */
  kick(): Promise<void>
  stop(): Promise<void>
}

/** A round that fails is logged as `failure`, and done again the next time. `isStopped` tells a long one to end. */
export function startLoop(options: {
  everyMs: number
  round: (isStopped: () => boolean) => Promise<void>
  log: Logger
  failure: string
}): Loop {
  const { everyMs, round, log, failure } = options
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  // Of those who ask while a round runs, all are answered by the one after it.
  let next: Promise<void> | undefined
  const kick = () =>
    (next ??= running = running
      .then(() => {
        next = undefined
        return stopped ? undefined : round(() => stopped)
      })
      .catch((error: unknown) => log.error({ err: error }, failure)))
  let timer = setTimeout(function again() {
    void kick().then(() => (timer = stopped ? timer : setTimeout(again, everyMs).unref()))
  }, everyMs).unref()
  return {
    kick,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
