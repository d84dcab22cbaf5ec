// Prints what was measured and writes the same as Markdown beside this file.
import { readFile, writeFile } from 'node:fs/promises'
import { arch, cpus, platform } from 'node:os'
import { batchRows, type BatchCell } from './batch-bench.ts'
import { BOUNDS } from './bounds.ts'
import { HOT_HEADING, HOT_INTRODUCTION, hotRows, type HotCell } from './hot-bench.ts'
import { LARGE_HEADING, largeRows, largeSection, type LargeFigures } from './large-bench.ts'
import type { PageFigures } from './page.ts'
import { PAGE_HEADING, pageRows, pageSection } from './page-report.ts'
import { BESIDE, besideLines, replaceLines, replaceSection, type Beside } from './report-lines.ts'
import type { Cell, LogCell, Plan, Result } from './measure.ts'
import { OPERATIONS, operations, type Operation } from './operations.ts'

interface ServerFigures {
  startMs: number
  restBytes: number
  loadBytes: number
}

/** The two servers side by side. */
export interface Compared {
  cells: Cell[]
  logCells: LogCell[]
  plan: Plan
  postgres: string
  product: ServerFigures
  bare: ServerFigures
}

const AIMS: Record<Operation, number> = {
  list: 0.7,
  page200: 0.7,
  cursor: 0.7,
  mine: 0.7,
  search: 0.7,
  project: 0.5,
  schedule: 0.5,
  create: 0.5,
  move: 0.5,
}
const HEAD = [
  'operation',
  'connections',
  'product/s',
  'bare/s',
  'ratio',
  'aim',
  'product p50/p99 ms',
  'bare p50/p99 ms',
  'statements',
  'product CPU ms (server + database)',
  'bare CPU ms (server + database)',
]

const LOG_AIM = 0.85
const LOG_HEAD = [
  'operation',
  'connections',
  'with the log/s',
  'without/s',
  'ratio',
  'aim',
  'with p50/p99 ms',
  'without p50/p99 ms',
  'with CPU ms (server + database)',
  'without CPU ms (server + database)',
]

const RESULTS = new URL('RESULTS.md', import.meta.url)

interface Measured {
  compared?: Compared | undefined
  hot?: HotCell[] | undefined
  page?: PageFigures | undefined
  batches?: BatchCell[] | undefined
  large?: LargeFigures | undefined
}

/** RESULTS.md is written anew where everything was measured; the log's table and what stands beside are also brought up to date alone. */
export async function writeReport({
  compared,
  hot,
  page,
  batches,
  large,
  ...beside
}: Beside & Measured): Promise<void> {
  const lines = besideLines(beside)
  const rows = compared && compared.cells.length > 0 ? [HEAD, ...compared.cells.map(rowOf)] : undefined
  const logRows = compared && compared.logCells.length > 0 ? [LOG_HEAD, ...compared.logCells.map(logRowOf)] : undefined
  const facts = compared ? await factsOf(compared) : []
  const ofHot = hot && hotRows(hot)
  const ofPage = page && pageRows(page)
  const ofBatches = batches && batchRows(batches)
  const ofLarge = large && largeRows(large)
  for (const table of [rows, logRows, ofHot, ofPage, ofLarge, ofBatches]) if (table) console.log(`\n${aligned(table)}`)
  console.log(`\n${[...lines, ...facts].map((line) => `- ${line}`).join('\n')}`)
  const sections = [
    { heading: LOG_HEADING, text: logRows && `${LOG_HEADING}\n\n${LOG_INTRODUCTION}\n\n${asMarkdown(logRows)}` },
    { heading: HOT_HEADING, text: ofHot && `${HOT_HEADING}\n\n${HOT_INTRODUCTION}\n\n${asMarkdown(ofHot)}` },
    { heading: PAGE_HEADING, text: page && ofPage && pageSection(page, asMarkdown(ofPage)) },
    { heading: LARGE_HEADING, text: large && ofLarge && largeSection(large, asMarkdown(ofLarge)) },
    {
      heading: BATCH_HEADING,
      text: ofBatches && `${BATCH_HEADING}\n\n${BATCH_INTRODUCTION}\n\n${asMarkdown(ofBatches)}`,
    },
  ]
  const isWhole =
    compared?.plan.operations.length === operations.length && sections.every(({ text }) => text) && lines.length === 2
  const above = rows && isWhole && [asMarkdown(rows), [...lines, ...facts].map((line) => `- ${line}`).join('\n')]
  await writeFile(RESULTS, above ? wholeReport(above, sections) : await partlyNew(lines, sections))
}

interface Section {
  heading: string
  text: string | undefined
}

function wholeReport(above: readonly string[], sections: readonly Section[]): string {
  const names = {
    ...OPERATIONS,
    log: 'the ordered log',
    hot: 'what is read again and again',
    ...BESIDE,
    batch: 'many changes in one call',
    large: 'a million projects',
  }
  const bounds = Object.entries(names).map(([id, name]) => `**${name}.** ${BOUNDS[id as keyof typeof names]}`)
  const text = [
    '# What the product costs',
    INTRODUCTION,
    ...above,
    ...sections.map((section) => section.text),
    BOUNDS_HEADING,
    ...bounds,
  ]
  return `${text.join('\n\n')}\n`
}

async function partlyNew(lines: readonly string[], sections: readonly Section[]): Promise<string> {
  let report = replaceLines(await readFile(RESULTS, 'utf8'), lines)
  const headings = [...sections.map(({ heading }) => heading), BOUNDS_HEADING]
  for (const [n, { text }] of sections.entries()) {
    const next = headings.slice(n + 1).find((each) => report.includes(each)) ?? BOUNDS_HEADING
    if (text) report = replaceSection(report, text, next)
  }
  return report
}

function asMarkdown(rows: string[][]): string {
  const [head = '', ...body] = rows.map((row) => `| ${row.join(' | ')} |`)
  return [head, `|${'---|'.repeat(rows[0]?.length ?? 0)}`, ...body].join('\n')
}

const LOG_HEADING = '## What the ordered log costs writers'
const BATCH_HEADING = '## Many changes in one call'
const BATCH_INTRODUCTION = `A thousand operations in one batch beside the same calls one after another, on one connection of the same server, in turn;\nwhat has no call of its own is a batch of one. Medians of three.`
const BOUNDS_HEADING = '## What bounds each figure'
const INTRODUCTION = `Written by \`npm run bench\`. The bare server is \`node:http\` with prepared statements: no sign-in, no scopes, no row
security, no checks, no planning, no framework, the same rows and, but for the list of what a change led to, the same JSON. Load,
servers and database share one machine, so only the ratios mean something elsewhere. Statements and CPU time are per operation.
Where neighbours take the machine's time away, the CPU times are steadier than the requests per second.`

const LOG_INTRODUCTION = `Product against product: what is recorded gets its place and its seal as in production, or waits for both. In the table
above the product keeps the log, and bare has none.`

function rowOf({ operation, connections, product, bare }: Cell): string[] {
  const ratio = product.perSecond / bare.perSecond
  return [
    OPERATIONS[operation],
    String(connections),
    product.perSecond.toFixed(0),
    bare.perSecond.toFixed(0),
    `${ratio.toFixed(2)}${ratio >= AIMS[operation] ? '' : ' ✗'}`,
    AIMS[operation].toFixed(1),
    latency(product),
    latency(bare),
    product.statements.toFixed(1),
    cpu(product),
    cpu(bare),
  ]
}

const latency = (result: Result) => `${result.p50Ms.toFixed(1)} / ${result.p99Ms.toFixed(1)}`
const cpu = ({ cpuMs, databaseMs }: Result) =>
  `${cpuMs.toFixed(2)} + ${Number.isNaN(databaseMs) ? '?' : databaseMs.toFixed(2)}`

function logRowOf({ operation, connections, on, off }: LogCell): string[] {
  const ratio = on.perSecond / off.perSecond
  return [
    OPERATIONS[operation],
    String(connections),
    on.perSecond.toFixed(0),
    off.perSecond.toFixed(0),
    `${ratio.toFixed(2)}${ratio >= LOG_AIM ? '' : ' ✗'}`,
    LOG_AIM.toFixed(2),
    latency(on),
    latency(off),
    cpu(on),
    cpu(off),
  ]
}

async function factsOf({ plan, postgres, product, bare }: Compared): Promise<string[]> {
  const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`
  const versions = await Promise.all(['fastify', 'pg'].map(versionOf))
  return [
    `Start to first answer, database running: product ${product.startMs.toFixed(0)} ms, bare ${bare.startMs.toFixed(0)} ms.`,
    `Memory (RSS) at rest and the most under load: product ${mb(product.restBytes)} and ${mb(product.loadBytes)}, bare ${mb(bare.restBytes)} and ${mb(bare.loadBytes)}.`,
    `Medians of ${plan.rounds} rounds of ${plan.seconds} s each, product and bare in turn.`,
    `Node ${process.versions.node}, PostgreSQL ${postgres}, ${versions.join(', ')}; ${cpus().length} cores (${cpus()[0]?.model ?? '?'}), ${platform()}-${arch()}.`,
  ]
}

async function versionOf(name: string): Promise<string> {
  const text = await readFile(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')
  return `${name} ${(JSON.parse(text) as { version: string }).version}`
}

function aligned(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)
  return rows.map((row) => row.map(pad).join('  ')).join('\n')
}
