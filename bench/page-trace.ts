// Where the main thread's time went: what the browser and its scripts did in one interaction, longest first.
// BENCH_TRACE=events or functions tells it beside each figure, which the looking itself makes higher.
import type { CDPSession, Page } from 'playwright-core'

const CATEGORIES = [
  'toplevel',
  'devtools.timeline',
  'v8',
  'blink',
  'disabled-by-default-v8.gc',
  'disabled-by-default-v8.compile',
]
const SAMPLE_US = 100
const TOLD = 14
const LEAST_MS = 0.5
const { BENCH_TRACE } = process.env

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  tdur?: number
  tts?: number
  dur?: number
  args?: { name?: string; src_func?: string; src?: string; chrome_task_annotator?: unknown; task?: unknown }
}
interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number } }[]
  samples?: number[]
  timeDeltas?: number[]
}

/** Runs an interaction and tells what took its time. */
export async function traced(
  page: Page,
  session: CDPSession,
  act: () => Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  const took = (await (BENCH_TRACE === 'functions' ? profiled(session, act) : listened(page, act))) ?? new Map()
  for (const [name, ms] of [...took].toSorted(([, a], [, b]) => b - a).slice(0, TOLD))
    if (ms >= LEAST_MS) say(`${ms.toFixed(1).padStart(10)} ${name}`)
}

async function listened(page: Page, act: () => Promise<void>): Promise<Map<string, number> | undefined> {
  const browser = page.context().browser()
  await browser?.startTracing(page, { categories: CATEGORIES })
  await act()
  const trace = await browser?.stopTracing()
  return trace && ownTimes((JSON.parse(String(trace)) as { traceEvents: TraceEvent[] }).traceEvents)
}

async function profiled(session: CDPSession, act: () => Promise<void>): Promise<Map<string, number>> {
  await session.send('Profiler.enable')
  await session.send('Profiler.setSamplingInterval', { interval: SAMPLE_US })
  await session.send('Profiler.start')
  await act()
  const { profile } = await session.send('Profiler.stop')
  return ofFunctions(profile)
}

/** Of the page's main thread, what is within another thing counted there alone. */
function ownTimes(events: readonly TraceEvent[]): Map<string, number> {
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  )
  const own = new Map<string, number>()
  for (const thread of main) {
    const open: { name: string; end: number }[] = []
    const spans = events
      .filter(({ pid, tid, ph, tdur }) => ph === 'X' && tdur !== undefined && `${pid}:${tid}` === thread)
      .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    for (const { name: n0, ts, dur = 0, tdur = 0, args } of spans) {
      const name = n0.includes('RunTask') ? `${n0} ${JSON.stringify(args)}`.slice(0, 160) : n0
      while ((open.at(-1)?.end ?? Infinity) <= ts) open.pop()
      const around = open.at(-1)?.name
      if (around !== undefined) own.set(around, (own.get(around) ?? 0) - tdur / 1000)
      own.set(name, (own.get(name) ?? 0) + tdur / 1000)
      open.push({ name, end: ts + dur })
    }
  }
  return own
}

function ofFunctions({ nodes, samples = [], timeDeltas = [] }: Profile): Map<string, number> {
  const named = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber, columnNumber } }) => [
      id,
      `${functionName || '(anonymous)'} ${url.split('/').at(-1) ?? ''}:${lineNumber + 1}:${columnNumber + 1}`,
    ]),
  )
  const ms = new Map<string, number>()
  samples.forEach((id, i) => {
    const name = named.get(id) ?? ''
    if (/^\((idle|program|root)\)/.test(name)) return
    ms.set(name, (ms.get(name) ?? 0) + (timeDeltas[i] ?? 0) / 1000)
  })
  return ms
}
