// A thousand changes in one call beside the same calls one after another, on one connection of the same server, in turn.
import type { Corpus } from './fill.ts'
import { startServer } from './processes.ts'
import { openWire, requestOf, type Wire } from './wire.ts'

export const BATCHES = {
  'task.status': 'change tasks’ status',
  'task.update': 'change tasks’ details',
  'task.create': 'create tasks',
  'task.assign': 'assign tasks',
  'task.move': 'move tasks by days',
  'task.delete': 'delete tasks',
  'project.update': 'change projects’ details',
  'project.assign': 'assign people to projects',
  'project.create': 'create projects',
  'project.move': 'move projects by days',
  'project.status': 'cancel projects',
  'project.delete': 'delete projects',
} as const
export type Batched = keyof typeof BATCHES

export interface BatchCell {
  operation: Batched
  /** Operations a second. */
  batch: number
  single: number
  ratio: number
}

const SIZE = 1_000
const SINGLES = 100
const ROUNDS = 3
const PATH = '/v1/admin/projects'
const REASON = 'The client asked for it'

type Call = { op: object; single?: [method: string, path: string, body?: unknown] }

const PERSON = (n: number) => `per_06e${String(3 + (n % 20)).padStart(23, '0')}`
const ACCOUNT = `acc_06e${'1'.padStart(23, '0')}`

/** What is said of the n-th thing. */
const SAYS: Record<Batched, (n: number, corpus: Corpus) => Record<string, unknown>> = {
  'task.status': (n) => ({ progress: 1 + (n % 90) }),
  'task.update': (n) => ({ title: `Corrections, round ${n}` }),
  'task.create': (n, { openProjects }) => {
    const { id, dueOn } = openProjects[n % openProjects.length] ?? {}
    return { projectId: id, title: `Collect corrections ${n}`, estimateMinutes: 120, dueOn }
  },
  'task.assign': (n) => ({ add: [PERSON(n)] }),
  'task.move': () => ({ byDays: 1 }),
  'task.delete': () => ({}),
  'project.update': (n) => ({ tags: [`round ${n}`] }),
  'project.status': () => ({ status: 'cancelled', reason: REASON }),
  'project.assign': (n) => ({ add: [PERSON(n)] }),
  'project.create': (n) => ({ name: `Relaunch ${n}`, accountId: ACCOUNT, type: 'website', draft: true }),
  'project.move': () => ({ byDays: 1 }),
  'project.delete': () => ({ reason: REASON }),
}

/** The operation on the n-th thing of its kind, as part of a batch and as a call of its own where there is one. */
function callOf(operation: Batched, n: number, corpus: Corpus): Call {
  const [kind = '', op = ''] = operation.split('.')
  const { taskIds, openProjects } = corpus
  const id = kind === 'task' ? taskIds[n % taskIds.length] : openProjects[n % openProjects.length]?.id
  const path = kind === 'task' ? `${PATH}/tasks/${id}` : `${PATH}/${id}`
  const data = SAYS[operation](n, corpus)
  if (op === 'create') {
    const { projectId, ...body } = data
    return {
      op: { op, kind, data },
      single: ['POST', kind === 'task' ? `${PATH}/${String(projectId)}/tasks` : PATH, body],
    }
  }
  const one = { op: { op, kind, id, data } }
  if (op === 'delete') return { ...one, single: ['DELETE', kind === 'task' ? path : `${path}?reason=over`] }
  if (op === 'assign' || op === 'move') return one
  return { ...one, single: ['PUT', operation === 'task.status' ? `${path}/status` : path, data] }
}

/** Medians of some rounds, of each kind of operation, of a server of its own on this database, which looks different then. */
export async function measureBatches(
  env: Record<string, string>,
  corpus: Corpus,
  say: (line: string) => void,
): Promise<BatchCell[]> {
  const server = await startServer('product-server.ts', env)
  try {
    return await measureOn(server.port, corpus, say)
  } finally {
    await server.end()
  }
}

async function measureOn(port: number, corpus: Corpus, say: (line: string) => void): Promise<BatchCell[]> {
  const wire = await openWire(port)
  const cells: BatchCell[] = []
  for (const operation of Object.keys(BATCHES) as Batched[]) {
    const rounds: { batch: number; single: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const first = round * (SIZE + SINGLES)
      const batch = await timed(SIZE, () => askBatch(wire, corpus, callsOf(operation, first, SIZE, corpus)))
      const single = await timed(SINGLES, () =>
        askSingly(wire, corpus, callsOf(operation, first + SIZE, SINGLES, corpus)),
      )
      rounds.push({ batch, single })
    }
    const [batch, single] = [median(rounds.map((each) => each.batch)), median(rounds.map((each) => each.single))]
    cells.push({ operation, batch, single, ratio: batch / single })
    say(
      `${BATCHES[operation]}: ${batch.toFixed(0)} a second in batches, ${single.toFixed(0)} one by one: ${(batch / single).toFixed(1)}`,
    )
  }
  wire.close()
  return cells
}

const callsOf = (operation: Batched, first: number, count: number, corpus: Corpus): Call[] =>
  Array.from({ length: count }, (_, n) => callOf(operation, first + n, corpus))

/** Operations a second. */
async function timed(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (1000 * count) / (performance.now() - began)
}

async function askBatch(wire: Wire, { adminToken }: Corpus, calls: readonly Call[]): Promise<void> {
  const body = { mode: 'partial', operations: calls.map(({ op }) => op) }
  const reply = await wire.ask(requestOf('POST', `${PATH}/batch`, adminToken, body))
  const { results } = JSON.parse(reply.body.toString()) as { results?: { status: number; problem?: object }[] }
  const failed = results?.find(({ status }) => status >= 300)
  if (!results || failed)
    throw new Error(`${reply.status} ${JSON.stringify(failed ?? reply.body.toString().slice(0, 500))}`)
}

async function askSingly(wire: Wire, { adminToken }: Corpus, calls: readonly Call[]): Promise<void> {
  for (const { single, op } of calls) {
    // What has no call of its own is a batch of one.
    const [method, path, body] = single ?? ['POST', `${PATH}/batch`, { mode: 'partial', operations: [op] }]
    const { status, body: text } = await wire.ask(requestOf(method, path, adminToken, body))
    if (status >= 300) throw new Error(`${status} ${text.toString().slice(0, 500)}`)
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const AIM = 10

/** The table of RESULTS.md. */
export const batchRows = (cells: readonly BatchCell[]): string[][] => [
  ['operation', 'in batches of 1,000, a second', 'one by one, a second', 'ratio', 'aim'],
  ...cells.map(({ operation, batch, single, ratio }) => [
    BATCHES[operation],
    batch.toFixed(0),
    single.toFixed(0),
    `${ratio.toFixed(1)}${ratio >= AIM ? '' : ' ✗'}`,
    String(AIM),
  ]),
]
