// Waiting that can be cut short: by whoever has news, also where the news come before the waiting.

export interface Waiting {
  /** Waits so long, or until it is woken; not at all where it was woken since the last pause ended. */
  pause(ms: number): Promise<void>
  /** Waits so long, whatever wakes it; what did is kept for the next pause. */
  atLeast(ms: number): Promise<void>
  wake(): void
}

export function makeWaiting(): Waiting {
  let woken = false
  let end: (() => void) | undefined
  return {
    async pause(ms) {
      if (!woken)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          end = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      end = undefined
      woken = false
    },
    atLeast: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    wake() {
      woken = true
      end?.()
    },
  }
}
