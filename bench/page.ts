// The page in the house's browser, over the filled database: what each interaction costs the main thread, and the first screen.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type pg from 'pg'
import { openBrowser } from '../scripts/browser.ts'
import { hashSecret } from '../server/access/authenticate.ts'
import { ADMIN, ORGANIZATION } from './fill.ts'
import type { Step } from './page-acts.ts'
import { watch, type Cost, type Watch } from './page-measure.ts'
import { STEPS } from './page-steps.ts'
import { startServer } from './processes.ts'

export interface StepFigures {
  name: string
  times: number
  median: Cost
  worst: Cost
}
export interface FirstScreen {
  times: number
  scriptKb: number
  cpuMs: number
  usableMs: number
}
export interface PageFigures {
  steps: StepFigures[]
  /** What could not be done, by name. */
  undone: string[]
  first: FirstScreen
}

const LIMIT_MS = 10_000
const FIRST_TIMES = 3
/** BENCH_STEPS: only those whose name has this in it. */
const { BENCH_STEPS = '' } = process.env
const NO_FIRST: FirstScreen = { times: 0, scriptKb: 0, cpuMs: 0, usableMs: 0 }

/** Over a database that fill.sql has filled; adds to it what the page is opened on besides. */
export async function measurePage(
  client: pg.Client,
  env: Record<string, string>,
  say: (line: string) => void,
): Promise<PageFigures> {
  await client.query(await readFile(new URL('page-fill.sql', import.meta.url), 'utf8'))
  return measureFilled(client, env, say)
}

export async function measureFilled(
  client: pg.Client,
  env: Record<string, string>,
  say: (line: string) => void,
): Promise<PageFigures> {
  const server = await startServer('page-server.ts', env)
  const browser = await openBrowser()
  try {
    const visit = { browser, baseURL: `http://127.0.0.1:${server.port}`, session: await openSession(client) }
    const first = BENCH_STEPS === '' ? await measureFirst(visit, say) : NO_FIRST
    return { first, ...(await measureSteps(visit, say)) }
  } finally {
    await browser.close()
    await server.end()
  }
}

interface Visit {
  browser: Browser
  baseURL: string
  session: string
}

async function openSession(client: pg.Client): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await client.query(
    `insert into sessions (organization_id, id, person_id, secret_hash, created_at, expires_at)
     values ($1, $2, $3, $4, now(), now() + interval '1 day')`,
    [ORGANIZATION, `ses_${secret.slice(0, 20)}`, ADMIN, hashSecret(secret)],
  )
  return secret
}

/** A browser's own storage, empty but for the session. */
async function openContext({ browser, baseURL, session }: Visit): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
  })
  context.setDefaultTimeout(LIMIT_MS)
  await context.addCookies([{ name: 'session', value: session, url: baseURL }])
  return context
}

async function measureSteps(visit: Visit, say: (line: string) => void): Promise<Omit<PageFigures, 'first'>> {
  const context = await openContext(visit)
  const page = await context.newPage()
  const watched = await watch(page, say)
  const done: StepFigures[] = []
  const undone: string[] = []
  for (const step of STEPS.filter(({ name, at }) => at !== undefined || name.includes(BENCH_STEPS))) {
    if (step.at !== undefined) {
      await page.goto(step.at)
      await watched.quiet()
    }
    if (!step.name.includes(BENCH_STEPS)) continue
    const figures = await measureStep(page, watched, step).catch((error: unknown) =>
      say(`${step.name}: ${String(error)}`),
    )
    if (!figures) {
      undone.push(step.name)
      continue
    }
    const { cpuMs, scriptMs, layoutMs } = figures.median
    say(
      `${step.name}: ${cpuMs.toFixed(0)} ms, at most ${figures.worst.cpuMs.toFixed(0)} (scripts ${scriptMs.toFixed(0)}, layout ${layoutMs.toFixed(0)})`,
    )
    done.push(figures)
  }
  await context.close()
  return { steps: done, undone }
}

async function measureStep(page: Page, watched: Watch, step: Step): Promise<StepFigures> {
  const { name, times = 1, inputs = 1, ready, shows, after } = step
  const costs: Cost[] = []
  for (let n = 0; n < times; n++) {
    await watched.quiet()
    costs.push(await watched.measure(await ready(page, n)))
    await shows?.(page, n).waitFor()
    await after?.(page, n)
  }
  const of = (rank: (sorted: number[]) => number | undefined): Cost => {
    const figure = (part: keyof Cost) => rank(costs.map((cost) => cost[part]).toSorted((a, b) => a - b)) ?? Number.NaN
    const each = (part: 'cpuMs' | 'scriptMs' | 'layoutMs') => figure(part) / inputs
    return {
      cpuMs: each('cpuMs'),
      scriptMs: each('scriptMs'),
      layoutMs: each('layoutMs'),
      paintMs: figure('paintMs'),
      frameMs: figure('frameMs'),
    }
  }
  return { name, times, median: of((sorted) => sorted[sorted.length >> 1]), worst: of((sorted) => sorted.at(-1)) }
}

/** With nothing kept from before: until Today tells what is overdue. */
async function measureFirst(visit: Visit, say: (line: string) => void): Promise<FirstScreen> {
  const runs: { usableMs: number; cpuMs: number; scriptKb: number }[] = []
  for (let n = 0; n < FIRST_TIMES; n++) {
    const context = await openContext(visit)
    const page = await context.newPage()
    const watched = await watch(page, say)
    let usableMs = 0
    const { cpuMs } = await watched.measure(async () => {
      const from = performance.now()
      await page.goto('/', { waitUntil: 'commit' })
      await page.locator('#overdue').waitFor()
      usableMs = performance.now() - from
    })
    runs.push({ usableMs, cpuMs, scriptKb: await scriptKbOf(page) })
    await context.close()
  }
  const median = (part: keyof (typeof runs)[number]) =>
    runs.map((run) => run[part]).toSorted((a, b) => a - b)[runs.length >> 1] ?? Number.NaN
  return { times: FIRST_TIMES, scriptKb: median('scriptKb'), cpuMs: median('cpuMs'), usableMs: median('usableMs') }
}

/** Of the scripts that were there when Today was, as they came over the wire. */
const scriptKbOf = (page: Page) =>
  page.evaluate(() => {
    const loaded = performance.getEntriesByType('resource') as unknown as { name: string; encodedBodySize: number }[]
    return (
      loaded.reduce((sum, { name, encodedBodySize }) => (name.endsWith('.js') ? sum + encodedBodySize : sum), 0) / 1000
    )
  })
