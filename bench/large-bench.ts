// What lists and searches cost over a million projects beside the same over ten thousand: two databases of one server, a product
// each, asked in turn. LARGE_ROUNDS of LARGE_ASKS each.
import pg from 'pg'
import { prepareDatabase } from '../server/platform/migrate.ts'
import type { BenchDatabase } from './bench-database.ts'
import { databaseCpuMs } from './database-cpu.ts'
import { fillLarge, type Reader } from './fill-large.ts'
import { startServer, type Served } from './processes.ts'
import { openWire, requestOf } from './wire.ts'

export const SIZES = [10_000, 1_000_000] as const
const { LARGE_ROUNDS = '5', LARGE_ASKS = '12' } = process.env

/** What is asked, by whom; of a first page the time at the large size is held against that at the small one. */
const ASKED: { name: string; path: string; reader: Reader; isFirstPage?: boolean; isSearch?: boolean }[] = [
  { name: 'projects, first page with total', path: '/v1/admin/projects', reader: 'admin', isFirstPage: true },
  { name: 'projects by name', path: '/v1/admin/projects?sort=name', reader: 'admin', isFirstPage: true },
  { name: 'projects that are active', path: '/v1/admin/projects?status=active', reader: 'admin', isFirstPage: true },
  {
    name: 'projects of one client',
    path: '/v1/admin/projects?accountId=acc_06e000000000007',
    reader: 'admin',
    isFirstPage: true,
  },
  { name: 'projects of the manager of 2,500', path: '/v1/admin/me/projects', reader: 'manager', isFirstPage: true },
  { name: 'tasks of a member', path: '/v1/admin/me/tasks', reader: 'member', isFirstPage: true },
  { name: 'projects, page 200', path: '/v1/admin/projects?page=200', reader: 'admin' },
  {
    name: 'tasks of a project of 2,000',
    path: '/v1/admin/projects/prj_06e000000000001/tasks',
    reader: 'admin',
    isFirstPage: true,
  },
  { name: 'requests, first page with total', path: '/v1/admin/requests', reader: 'admin', isFirstPage: true },
  { name: 'signals that wait', path: '/v1/admin/signals', reader: 'admin', isFirstPage: true },
  { name: 'activity', path: '/v1/admin/activity', reader: 'admin', isFirstPage: true },
  { name: 'ledger', path: '/v1/admin/billing/entries', reader: 'admin', isFirstPage: true },
  {
    name: 'search for a word in a tenth of the tasks',
    path: '/v1/admin/search?q=launch',
    reader: 'admin',
    isSearch: true,
  },
  { name: 'search for a letter', path: '/v1/admin/search?q=c', reader: 'admin', isSearch: true },
  { name: 'search for a word of one task', path: '/v1/admin/search?q=9999', reader: 'admin', isSearch: true },
  {
    name: 'search by a member, for the common word',
    path: '/v1/admin/search?q=launch',
    reader: 'member',
    isSearch: true,
  },
  {
    name: 'search by the manager, for the common word',
    path: '/v1/admin/search?q=launch',
    reader: 'manager',
    isSearch: true,
  },
]

export interface LargeCell {
  name: string
  isFirstPage: boolean
  isSearch: boolean
  /** Of the small and the large size: medians of the whole request, and of the database’s CPU for it. */
  ms: [number, number]
  databaseMs: [number, number]
}
export interface LargeFigures {
  cells: LargeCell[]
  /** Making the large one. */
  madeInSeconds: number
}

interface Side {
  client: pg.Client
  server: Served
  tokens: Record<Reader, string>
}

export async function measureLarge(
  database: BenchDatabase,
  env: Record<string, string>,
  secretKey: string,
  say: (line: string) => void,
): Promise<LargeFigures> {
  const sides: Side[] = []
  let madeInSeconds = 0
  try {
    for (const projects of SIZES) {
      say(`Making ${projects.toLocaleString('en')} projects with ${(2 * projects).toLocaleString('en')} tasks…`)
      const startedAt = performance.now()
      sides.push(await openSide(await database.another(`of_${projects}`), projects, env, secretKey))
      madeInSeconds = (performance.now() - startedAt) / 1000
    }
    const cells: LargeCell[] = []
    for (const asked of ASKED) {
      const cell = await measureOne(sides as [Side, Side], asked)
      say(`${cell.name}: ${cell.ms.map((ms) => ms.toFixed(1)).join(' and ')} ms`)
      cells.push(cell)
    }
    return { cells, madeInSeconds }
  } finally {
    await Promise.all(sides.map(({ server }) => server.end()))
    await Promise.all(sides.map(({ client }) => client.end()))
  }
}

async function openSide(url: string, projects: number, env: Record<string, string>, secretKey: string): Promise<Side> {
  await prepareDatabase({ connectionString: url }, { secretKey })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const at = new Date()
  const tokens = await fillLarge(client, { organization: 'org_large', projects, at })
  // One more, as ordinary as the others of an installation are.
  await fillLarge(client, { organization: 'org_beside', projects: 1_000, at })
  await client.query('vacuum analyze')
  await client.query('checkpoint')
  return { client, tokens, server: await startServer('product-server.ts', { ...env, DATABASE_URL: url }) }
}

async function measureOne(sides: readonly [Side, Side], asked: (typeof ASKED)[number]): Promise<LargeCell> {
  const taken = sides.map(() => ({ ms: [] as number[], databaseMs: [] as number[] }))
  for (let round = 0; round <= Number(LARGE_ROUNDS); round++)
    for (const [n, side] of sides.entries()) {
      const { ms, databaseMs } = await askSome(side, asked)
      // The first round fills the caches.
      if (round === 0) continue
      taken[n]?.ms.push(...ms)
      taken[n]?.databaseMs.push(databaseMs)
    }
  const medians = (of: 'ms' | 'databaseMs') => taken.map((each) => median(each[of])) as [number, number]
  const { name, isFirstPage = false, isSearch = false } = asked
  return { name, isFirstPage, isSearch, ms: medians('ms'), databaseMs: medians('databaseMs') }
}

async function askSome({ client, server, tokens }: Side, { path, reader }: (typeof ASKED)[number]) {
  const wire = await openWire(server.port)
  const request = requestOf('GET', path, tokens[reader])
  const ms: number[] = []
  const before = await databaseCpuMs(client)
  for (let n = 0; n < Number(LARGE_ASKS); n++) {
    const startedAt = performance.now()
    const { status, body } = await wire.ask(request)
    ms.push(performance.now() - startedAt)
    if (status !== 200) throw new Error(`${status} to ${path}: ${body.toString()}`)
  }
  const databaseMs = ((await databaseCpuMs(client)) - before) / ms.length
  wire.close()
  return { ms, databaseMs }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const FIRST_PAGE_AIM = 1.3
const SEARCH_AIM_MS = 20

export function largeRows({ cells }: LargeFigures): string[][] {
  const both = ([small, large]: [number, number]) => `${small.toFixed(1)} / ${large.toFixed(1)}`
  return [
    ['asked', 'whole request, ms at 10,000 / 1,000,000', 'ratio', 'database CPU, ms', 'ratio', 'aim'],
    ...cells.map(({ name, isFirstPage, isSearch, ms, databaseMs }) => {
      const missed = (isFirstPage && ms[1] / ms[0] > FIRST_PAGE_AIM) || (isSearch && databaseMs[1] > SEARCH_AIM_MS)
      return [
        name,
        both(ms),
        (ms[1] / ms[0]).toFixed(2) + (missed ? ' ✗' : ''),
        both(databaseMs),
        (databaseMs[1] / databaseMs[0]).toFixed(2),
        isFirstPage ? `ratio ${FIRST_PAGE_AIM}` : isSearch ? `${SEARCH_AIM_MS} ms of the database` : '',
      ]
    }),
  ]
}

export const LARGE_HEADING = '## A million projects'
export const largeSection = ({ madeInSeconds }: LargeFigures, table: string): string => `${LARGE_HEADING}

The same questions to two servers in turn, one over 10,000 projects with 20,000 tasks and one over 1,000,000 with 2,000,000, each with
clients, requests, signals, messages and activity in proportion and a small agency beside; on one connection, medians.
A search asks for projects, tasks, requests, people and clients at once. Making the large one took ${madeInSeconds.toFixed(0)} s.

${table}`
