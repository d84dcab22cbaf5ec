// Every column of every table offered to every write: a field that is not the endpoint's is refused by name, and moves nothing.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { agency, type Agency } from './agency.ts'
import { digestOf } from './database-digest.ts'
import { requestFor } from './permission-walk-requests.ts'
import { addressOf, cells, credentialOf, forAll, send, type Cell } from './permission-walk-steps.ts'

/** What others deliver is in their words and signed by them: of what it holds, only what is known is looked at. */
const DELIVERED = /^POST \/(v1\/)?inbound\//
/** The operations of a batch are read one by one, below. */
const BATCH = 'POST /v1/admin/projects/batch'
/** Whatever else an endpoint takes, these are never a caller's to say. */
const OURS = [
  'organizationId',
  'version',
  'createdAt',
  'updatedAt',
  'secretHash',
  'seq',
  'position',
  'bodyHash',
  'hash',
]

const camel = (column: string) => column.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

const LONG = process.env.TEST_LONG !== undefined
/** In the short form a third of the names, beside those that are never a caller's. */
const THIRD = Number(process.env.TEST_SEED ?? randomInt(3))

/** Each column's name, as the database and as the contract would write it, with a value that would be another's. */
async function offers({ db, olga }: Agency): Promise<Record<string, unknown>> {
  const { rows } = await db.admin.query<{ name: string }>(
    `select distinct column_name as name from information_schema.columns where table_schema = 'public' order by 1`,
  )
  assert.ok(rows.length > 150, `${rows.length} columns`)
  const names = rows
    .flatMap(({ name }) => [name, camel(name)])
    .filter((name, i) => LONG || i % 3 === THIRD % 3 || name === 'organization_id' || OURS.includes(name))
  return Object.fromEntries(
    [...new Set([...names, 'isAdmin', '__proto__x', 'constructor'])].map((name) => [
      name,
      /role/i.test(name) ? ['project_admin'] : /version|seq|position|minor/i.test(name) ? 9_999 : olga.organizationId,
    ]),
  )
}

/** The good body with all of it added, in it and in every object that it holds; how it stands goes first. */
function offering(body: unknown, extra: Record<string, unknown>, at = ''): { body: unknown; at: string[] } {
  if (Array.isArray(body)) {
    const parts = body.map((each, i) => offering(each, extra, `${at}/${i}`))
    return { body: parts.map((part) => part.body), at: parts.flatMap((part) => part.at) }
  }
  if (typeof body !== 'object' || body === null) return { body, at: [] }
  const parts = Object.entries(body).map(([name, value]) => [name, offering(value, extra, `${at}/${name}`)] as const)
  const own = Object.fromEntries(parts.map(([name, part]) => [name, part.body]))
  return { body: { ...extra, ...own }, at: [at, ...parts.flatMap(([, part]) => part.at)] }
}

/** What was taken that is not ours to give, and what was not said to be wrong. */
async function wronglyTaken(house: Agency, cell: Cell, extra: Record<string, unknown>): Promise<string | undefined> {
  const address = addressOf(cell.endpoint)
  const good = requestFor(address).body?.(house, cell.ids) ?? {}
  if (typeof good === 'string') return undefined
  const { body, at } = offering(good, extra)
  const { status, text } = await send(house, cell.endpoint, cell.ids, credentialOf(house, cell.caller), {
    body: JSON.stringify(body),
  })
  if (status !== 422) return `${address}: ${status} ${text.slice(0, 200)}`
  const { errors } = JSON.parse(text) as { errors: { pointer: string; rule: string }[] }
  const refused = new Set(errors.filter(({ rule }) => rule === 'unknown_field').map(({ pointer }) => pointer))
  const missing = OURS.filter((name) => !refused.has(`/${name}`))
  if (missing.length > 0) return `${address} takes ${missing.join(', ')}`
  const silent = at.filter((place) => !refused.has(`${place}/organization_id`))
  return silent.length === 0 || address === BATCH
    ? undefined
    : `${address} takes organization_id at ${silent.join(', ')}`
}

test('every column of every table, offered to every write, is refused by its name and changes no row', async (t) => {
  const house = await agency()
  const extra = await offers(house)
  const all = await cells(house, (expected) => expected === 'done', ['own'], ['ada'])
  const writes = all.filter(
    ({ endpoint }) => endpoint.method !== 'GET' && !endpoint.consumes && !DELIVERED.test(addressOf(endpoint)),
  )
  assert.ok(writes.length > 80, `${writes.length} writes`)
  t.diagnostic(`${Object.keys(extra).length} names to ${writes.length} writes, TEST_SEED=${THIRD}`)
  const organizations = [house.organizationId, house.olga.organizationId]
  const earlier = await digestOf(house.db, organizations)
  assert.deepEqual(await forAll(writes, (cell) => wronglyTaken(house, cell, extra)), [])
  assert.deepEqual(await digestOf(house.db, organizations), earlier)
})

/** One good operation of each kind, by what it is and does. */
const OPERATIONS = {
  project: {
    create: { name: 'New', accountId: 'bakery', type: 'seo' },
    update: { description: 'words' },
    status: { status: 'active' },
    assign: { add: ['mia'] },
    move: { byDays: 1 },
    delete: { reason: 'words' },
  },
  task: {
    create: { title: 'New', projectId: 'site' },
    update: { description: 'words' },
    status: { status: 'in_progress' },
    assign: { add: ['max'] },
    move: { byDays: 1 },
    delete: {},
  },
}

test('so is it in each operation of a batch', async () => {
  const house = await agency()
  const extra = await offers(house)
  const organizations = [house.organizationId, house.olga.organizationId]
  const earlier = await digestOf(house.db, organizations)
  const operations = Object.entries(OPERATIONS).flatMap(([kind, ops]) =>
    Object.entries(ops).map(([op, data]) => ({
      kind,
      op,
      ...(op !== 'create' && { id: kind === 'task' ? 'copy' : 'site' }),
      data: { ...extra, ...data },
    })),
  )
  const beside = operations.map(({ data: _, ...rest }) => ({ ...extra, ...rest, data: {} }))
  const { status, body } = await house.ada.post('/v1/admin/projects/batch', {
    mode: 'partial',
    operations: [...operations, ...beside],
  })
  assert.equal(status, 200, JSON.stringify(body).slice(0, 500))
  for (const { index, status: answer, problem } of body.results) {
    const pointers = new Set(problem?.errors?.map((error: { pointer: string }) => error.pointer))
    const place = index < operations.length ? `/operations/${index}/data` : `/operations/${index}`
    assert.equal(answer, 422, `${index}: ${JSON.stringify(problem)?.slice(0, 300)}`)
    for (const name of OURS) assert.ok(pointers.has(`${place}/${name}`), `${place}/${name}`)
  }
  assert.equal(body.results.length, 24)
  assert.deepEqual(await digestOf(house.db, organizations), earlier)
})
