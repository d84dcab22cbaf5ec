// Looks again and again at what there is to do, one look after the other; not what is looked for.

export interface Polling {
  /** Looks now; resolves when that is done. */
  kick(): Promise<void>
  stop(): Promise<void>
}

/** Looks every so often until stopped. A look that fails is told, and the next one comes all the same. */
export function startPolling(
  everyMs: number,
  look: (isStopped: () => boolean) => Promise<void>,
  failed: (error: unknown) => void,
): Polling {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  const kick = () => (running = running.then(() => look(() => stopped)).catch(failed))
  let timer = setTimeout(function poll() {
    void kick().then(() => (timer = stopped ? timer : setTimeout(poll, everyMs).unref()))
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
