// What an interaction costs the browser's main thread: its CPU time from the input on until the page is quiet again, and what
// the user waits for, which a busy machine makes longer.
import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'
import { traced } from './page-trace.ts'

export interface Cost {
  /** Of the main thread in all, of the scripts in it, of style and layout. */
  cpuMs: number
  scriptMs: number
  layoutMs: number
  /** From the input to the next picture, as the browser tells it; 0 where no key or button was pressed. */
  paintMs: number
  /** The longest frame, the one that shows an answer among them. */
  frameMs: number
}

export interface Watch {
  measure(act: () => Promise<void>): Promise<Cost>
  /** Nothing is fetched and the main thread has nothing to do. */
  quiet(): Promise<void>
}

const { BENCH_TRACE } = process.env
const LOOK_MS = 30
/** So many looks one after another: longer than what is typed is waited for. */
const LOOKS = 10
const LIMIT_MS = 20_000
/** Less than this between two looks is the looking itself. */
const IDLE_MS = 1.5

type Seen = { paintMs: number; frameMs: number }

/** Notes what the browser tells of inputs and frames; runs in the page, before its own scripts. */
function notes(): void {
  const seen = { paintMs: 0, frameMs: 0 }
  Object.assign(globalThis, { seen })
  const hear = (type: string, take: (entry: { duration: number }) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, durationThreshold: 16 } as never)
  hear('event', (entry) => {
    if ((entry as { interactionId?: number }).interactionId) seen.paintMs = Math.max(seen.paintMs, entry.duration)
  })
  hear('long-animation-frame', (entry) => (seen.frameMs = Math.max(seen.frameMs, entry.duration)))
}

const takeSeen = (page: Page) =>
  page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: Seen }
    const taken = { ...seen }
    Object.assign(seen, { paintMs: 0, frameMs: 0 })
    return taken
  })

export async function watch(page: Page, say: (line: string) => void): Promise<Watch> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.addInitScript(notes)
  await page.goto('about:blank')
  const inFlight = new Set<unknown>()
  page.on('request', (request) => inFlight.add(request))
  for (const event of ['requestfinished', 'requestfailed'] as const)
    page.on(event as 'requestfinished', (request) => inFlight.delete(request))
  const quiet = async () => {
    const until = Date.now() + LIMIT_MS
    let idle = 0
    for (let before = (await times(session)).cpuMs; idle < LOOKS;) {
      await wait(LOOK_MS)
      const { cpuMs } = await times(session)
      idle = inFlight.size === 0 && cpuMs - before < IDLE_MS ? idle + 1 : 0
      before = cpuMs
      if (Date.now() > until) throw new Error(`${page.url()} does not come to rest`)
    }
  }
  const measure: Watch['measure'] = async (act) => {
    await quiet()
    await takeSeen(page)
    const whole = async () => {
      await act()
      await quiet()
    }
    const before = await times(session)
    await (BENCH_TRACE ? traced(page, session, whole, say) : whole())
    const after = await times(session)
    const part = (name: keyof typeof after) => after[name] - before[name]
    const parts = { cpuMs: part('cpuMs'), scriptMs: part('scriptMs'), layoutMs: part('layoutMs') }
    return { ...parts, ...(await takeSeen(page)) }
  }
  return { measure, quiet }
}

/** Since the page was opened. */
async function times(session: CDPSession): Promise<Pick<Cost, 'cpuMs' | 'scriptMs' | 'layoutMs'>> {
  const { metrics } = await session.send('Performance.getMetrics')
  const ms = (name: string) => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN)
  return {
    // What the looking costs is not the page's.
    cpuMs: ms('TaskDuration') - ms('DevToolsCommandDuration'),
    scriptMs: ms('ScriptDuration'),
    layoutMs: ms('LayoutDuration') + ms('RecalcStyleDuration'),
  }
}
