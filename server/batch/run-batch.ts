// A batch: its things are held first, in the order of ids; then what follows one another and is of one kind is done together, and
// what is refused in that is found by halves, so that each gets its own answer and none touches another.
import { sql } from 'kysely'
import { BatchOperation, type Batch, type BatchKind, type BatchOp, type BatchResult } from '../../domain/batch.ts'
import { isId } from '../../domain/fields.ts'
import { grantsOf } from '../../domain/permissions.ts'
import { invalid, notFound, Problem } from '../../domain/problems.ts'
import { say, type Said } from '../../domain/said.ts'
import { holdTied } from '../planning/network.ts'
import { fieldErrors, problemBody } from '../platform/problem-reply.ts'
import { NotTogether } from '../platform/savepoint.ts'
import type { Tx } from '../platform/transaction.ts'
import { OPERATIONS, type Item, type Operation, type Told } from './batch-operations.ts'
import { showThings } from './show-things.ts'

/** An operation that is understood, and its place. */
interface Asked extends Item {
  index: number
  kind: BatchKind
  op: BatchOp
}
type Done = { index: number; kind: BatchKind; op: BatchOp; id: string; told: Told | undefined }
interface Refused {
  index: number
  id: string | undefined
  problem: Problem
}

/** Hears how many operations of a long batch are behind it. */
export type TellProgress = (actor: Tx['actor'], told: { done: number; total: number }) => void
const TELL_EVERY_MS = 250

/** Performs the operations in the order given. Atomic: the first that fails fails all, and is the answer. */
export async function runBatch(
  tx: Tx,
  { mode, operations }: Batch,
  tellProgress?: TellProgress,
): Promise<{ results: BatchResult[] }> {
  const refused: Refused[] = []
  const refuse = (each: Refused) => {
    if (mode === 'atomic') throw failed(each, operations)
    refused.push(each)
  }
  const asked = operations.flatMap((operation, index) => read(tx, operation, index, refuse))
  await holdAll(tx, asked)
  const done: Done[] = []
  let toldAt = performance.now()
  for (const together of inRuns(asked)) {
    done.push(...(await perform(tx, together, refuse)))
    if (performance.now() - toldAt < TELL_EVERY_MS) continue
    toldAt = performance.now()
    tellProgress?.(tx.actor, { done: done.length + refused.length, total: operations.length })
  }
  return { results: await resultsOf(tx, done, refused) }
}

/** What the operation says, where the caller may do such a thing. */
function read(tx: Tx, operation: unknown, index: number, refuse: (each: Refused) => void): Asked[] {
  let named: string | undefined
  try {
    const { op, kind, id, ifVersion, data } = parsed(BatchOperation, operation, `/operations/${index}`)
    named = id
    const { needs, data: shape } = OPERATIONS[kind][op]
    if (grantsOf(tx.actor.roles, needs, tx.actor.tokenScopes).length === 0)
      throw new Problem('permission_denied', say`This needs the permission ${needs}.`)
    if (op !== 'create' && (id === undefined || !isId(id))) throw notFound(kind)
    const own = op === 'create' && id !== undefined ? { id, ...data } : data
    return [
      { index, kind, op, id: id ?? '', ifMatch: ifVersion, data: parsed(shape, own, `/operations/${index}/data`) },
    ]
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    refuse({ index, id: named, problem: error })
    return []
  }
}

function parsed<T>(shape: { safeParse: (input: unknown) => ZodResult<T> }, input: unknown, within: string): T {
  const read = shape.safeParse(input)
  if (read.success) return read.data
  throw invalid(fieldErrors(read.error).map((each) => ({ ...each, pointer: within + each.pointer })))
}
type ZodResult<T> = { success: true; data: T } | { success: false; error: Parameters<typeof fieldErrors>[0] }

/** All at once and before anything else, so that two batches wait for each other and never in a circle. */
async function holdAll(tx: Tx, asked: readonly Asked[]): Promise<void> {
  const ids = (kind: BatchKind) => asked.flatMap((each) => (each.kind === kind && each.id !== '' ? [each.id] : []))
  const homes = asked.flatMap(({ kind, op, data }) =>
    kind === 'task' && op === 'create' ? [(data as { projectId: string }).projectId] : [],
  )
  holdTied(
    tx,
    sql`select id collate "C" as id from unnest(${[...ids('project'), ...homes]}::text[]) id
      union select project_id from tasks where organization_id = ${tx.actor.organizationId} and id = any(${ids('task')})`,
  )
}

/** What follows one another and is of one kind, each thing once. */
function inRuns(asked: readonly Asked[]): Asked[][] {
  const runs: Asked[][] = []
  let ids = new Set<string>()
  for (const each of asked) {
    const run = runs.at(-1)
    const [last] = run ?? []
    if (run && last && last.kind === each.kind && last.op === each.op && (each.id === '' || !ids.has(each.id)))
      run.push(each)
    else {
      ids = new Set()
      runs.push([each])
    }
    ids.add(each.id)
  }
  return runs
}

/** All of a run, or what is left of it without those that are refused: they are looked for by halves, in order. */
async function perform(tx: Tx, run: readonly Asked[], refuse: (each: Refused) => void): Promise<Done[]> {
  const [first] = run
  if (!first) return []
  const operation = OPERATIONS[first.kind][first.op]
  try {
    return await tx.tried(() => together(tx, operation, run))
  } catch (error) {
    if (!(error instanceof Problem || error instanceof NotTogether)) throw error
    if (run.length === 1 && error instanceof Problem) {
      refuse({
        index: first.index,
        id: first.id || undefined,
        problem: within(`/operations/${first.index}/data`, error),
      })
      return []
    }
    const half = Math.ceil(run.length / 2)
    const before = await perform(tx, run.slice(0, half), refuse)
    return [...before, ...(await perform(tx, run.slice(half), refuse))]
  }
}

async function together(tx: Tx, operation: Operation, run: readonly Asked[]): Promise<Done[]> {
  const scopes = grantsOf(tx.actor.roles, operation.needs, tx.actor.tokenScopes)
  const told = await operation.run(tx.as({ scopes, ifMatch: undefined }), run)
  return run.map(({ index, kind, op, id }, n) => {
    const one = told?.[n]
    return { index, kind, op, id: op === 'create' ? String(one?.id) : id, told: op === 'delete' ? one : undefined }
  })
}

/** Refusals of fields point into the operation. */
function within(pointer: string, problem: Problem): Problem {
  const errors = problem.extra.errors as { pointer: string; rule: string; message: string }[] | undefined
  return errors ? invalid(errors.map((each) => ({ ...each, pointer: pointer + each.pointer }))) : problem
}

async function resultsOf(tx: Tx, done: readonly Done[], refused: readonly Refused[]): Promise<BatchResult[]> {
  const shown = await showThings(tx, done)
  return [
    ...done.map(({ index, kind, op, id, told }) => {
      const data = told ?? shown[kind].get(id)
      return { index, status: op === 'create' ? 201 : 200, id, ...(data && { data }) }
    }),
    ...refused.map(refusal),
  ].toSorted((a, b) => a.index - b.index)
}

const refusal = ({ index, id, problem }: Refused): BatchResult => ({
  index,
  status: problem.status,
  ...(id !== undefined && { id }),
  problem: problemBody(problem),
})

/** The failure of all: the one that failed answers for it; what was not done is told as well. */
function failed(each: Refused, operations: readonly unknown[]): Problem {
  const { code, message, extra } = each.problem
  const why = (extra.said as Said | undefined) ?? { text: message, values: [] }
  const results = operations.map((_, index) => (index === each.index ? refusal(each) : { index, status: 424 }))
  return new Problem(code, say`Operation ${String(each.index)}: ${why}`, { ...extra, index: each.index, results })
}
