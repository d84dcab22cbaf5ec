// The page in a real browser, for people of the cast: signed in, live, at the house's own time, and with a clean console.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import pino from 'pino'
import { startLogTail } from '../server/activity/log-tail.ts'
import { startRelay } from '../server/activity/relay.ts'
import { makeApp } from '../server/app.ts'
import { startAutomation } from '../server/automation/automation.ts'
import { theRules } from '../server/automation/automation-routes.ts'
import { buildPage } from '../server/build-page.ts'
import { demoCredentials } from '../server/demo/demo-credentials.ts'
import type { AccountsOutside } from '../server/integrations/sync-routes.ts'
import { makeLive } from '../server/live/live.ts'
import { openDatabase } from '../server/platform/database.ts'
import { diskStore } from '../server/platform/file-store.ts'
import { whenRecorded } from '../server/platform/recorded.ts'
import { openBrowser } from '../scripts/browser.ts'
import { signsIn, startsWith, theHouse, type Person } from './agency.ts'
import { closeAtTheEnd, TEST_SECRET, type TestDatabase } from './database.ts'
import { demoDatabase } from './demo-database.ts'

const PASSWORD = 'a password for the page'
const LIMIT_MS = 15_000

export interface PageHouse {
  baseUrl: string
  /** A page of this person's own browser, signed in, at this address. */
  open: (person: Person, path: string, options?: BrowserContextOptions) => Promise<Page>
  /** What the console of any page complained of so far, emptied by asking; what is left at the end fails. */
  complaints: () => string[]
}

let house: Promise<PageHouse> | undefined
/** One server with the page and one browser per test file. */
export function thePageHouse(): Promise<PageHouse> {
  house ??= openPageHouse()
  return house
}

async function openPageHouse(): Promise<PageHouse> {
  const { db, clock, filesDir, accounts } = await theHouse()
  const baseUrl = await servePages({ db, clock: clock.tick, filesDir, accounts })
  const { openAs, complaints } = await openBrowserAt(baseUrl)
  const known = new Set<string>()
  const open: PageHouse['open'] = async (person, path, options) => {
    const { email } = person
    if (!known.has(email)) await startsWith(person, PASSWORD)
    known.add(email)
    return openAs({ email, password: PASSWORD }, path, { now: clock.now(), ...options })
  }
  return { baseUrl, open, complaints }
}

interface PageDemo extends Omit<PageHouse, 'open'> {
  db: TestDatabase
  people: ReturnType<typeof demoCredentials>
  open: (as: DemoName, path: string, options?: BrowserContextOptions) => Promise<Page>
}
export type DemoName = keyof ReturnType<typeof demoCredentials>

/** The page over the demo agency, for its people. */
export async function thePageDemo({ actsByItself = false } = {}): Promise<PageDemo> {
  const { db } = await demoDatabase()
  const filesDir = mkdtempSync(join(tmpdir(), 'files-'))
  closeAtTheEnd(async () => rmSync(filesDir, { recursive: true, force: true }))
  // Hostile texts that tests write past the operations are longer than those allow; in production nothing checks replies.
  const baseUrl = await servePages({ db, clock: () => new Date(), filesDir, checkReplies: false })
  if (actsByItself) await startRules(db, baseUrl)
  const { openAs, complaints } = await openBrowserAt(baseUrl)
  const people = demoCredentials(TEST_SECRET)
  return { baseUrl, db, people, complaints, open: (as, path, options) => openAs(people[as], path, options) }
}

interface Browsing {
  openAs: (
    who: { email: string; password: string },
    path: string,
    options?: BrowserContextOptions & { now?: Date },
  ) => Promise<Page>
  complaints: () => string[]
}

async function openBrowserAt(baseUrl: string): Promise<Browsing> {
  const browser = await openBrowser()
  let complained: string[] = []
  closeAtTheEnd(async () => {
    await browser.close()
    assert.deepEqual(complained, [], 'the browser’s console')
  })
  const openAs: Browsing['openAs'] = async ({ email, password }, path, { now, ...options } = {}) => {
    const context = await browser.newContext({ ...LIKE_A_READER, baseURL: baseUrl, ...options })
    context.setDefaultTimeout(LIMIT_MS)
    const { session } = await signsIn(baseUrl, email, password)
    const [name = '', value = ''] = session.split('=')
    await context.addCookies([{ name, value, url: baseUrl }])
    const page = await context.newPage()
    await page.addInitScript(SAVES_DATA)
    if (now) await page.clock.setSystemTime(now)
    page.on('console', (message) => {
      // A refusal is an answer; what the page makes of it is seen on the page.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        complained.push(`${page.url()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => complained.push(`${page.url()}: ${error.stack ?? error.message}`))
    await page.goto(path)
    return page
  }
  const complaints = () => {
    const all = complained
    complained = []
    return all
  }
  return { openAs, complaints }
}

/** Parts that no test opens are not fetched ahead. */
const SAVES_DATA = `Object.defineProperty(navigator.connection, 'saveData', { value: true })`

const LIKE_A_READER: BrowserContextOptions = {
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
  reducedMotion: 'reduce',
  viewport: { width: 1440, height: 900 },
}

interface Served {
  db: TestDatabase
  clock: () => Date
  filesDir: string
  accounts?: AccountsOutside
  checkReplies?: boolean
}

/** What the system does by itself, as on a server that runs. */
async function startRules({ app, worker }: TestDatabase, baseUrl: string): Promise<void> {
  const log = pino({ level: 'silent' })
  const shared = { app, worker, rules: await theRules(), log, clock: () => new Date(), publicUrl: () => baseUrl }
  const automation = await startAutomation(shared)
  const forget = whenRecorded(app, () => automation.kick())
  closeAtTheEnd(async () => {
    forget()
    await automation.stop()
  })
}

/** A node that serves the page and tells what happens, with the relay that gives entries their place. */
async function servePages({ db, clock, filesDir, accounts, checkReplies = true }: Served): Promise<string> {
  const log = pino({ level: 'silent' })
  const live = makeLive({ database: db.app, log, clock })
  let baseUrl = ''
  const app = await makeApp({
    database: db.app,
    log,
    clock,
    rateLimit: 1_000_000,
    trustProxy: false,
    publicUrl: () => baseUrl,
    checkReplies,
    outside: { files: diskStore(filesDir), ...(accounts && { accounts }) },
    live,
    page: await buildPage(() => undefined),
  })
  baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  const tail = startLogTail({ worker: db.worker, log })
  live.follow(tail)
  const database = openDatabase(db.workerConnection, { max: 2 })
  const relay = startRelay({ database, log, onPlaced: () => void tail.kick() })
  const forget = whenRecorded(db.app, () => relay.kick())
  closeAtTheEnd(async () => {
    forget()
    await app.close()
    await tail.stop()
    await relay.stop()
    await database.close()
  })
  return baseUrl
}
