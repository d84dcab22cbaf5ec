// Lists and searches over an agency that has grown: whatever is asked of them, whoever asks, no step of what the database does reads
// more than ten thousand rows. In the long form a million projects and two million tasks.
import assert from 'node:assert/strict'
import { before, test, type TestContext } from 'node:test'
import pino from 'pino'
import { fillLarge, READERS, type Reader } from '../bench/fill-large.ts'
import { makeApp } from '../server/app.ts'
import { MOST_LOOKED_AT } from '../server/platform/page-rows.ts'
import { closeAtTheEnd, testDatabase } from './database.ts'
import { cursorBack, doorsOf, type Contract, type Door } from './large-lists.ts'
import { explainedDatabase, readsOf, TELL_PLANS, type Explained, type Read } from './read-plans.ts'

const IS_LONG = process.env.TEST_LONG !== undefined
const PROJECTS = IS_LONG ? 1_000_000 : 11_000
const AT = new Date('2026-11-22T11:00:00.000Z')
/** One more than is looked at tells that there are more; a page is read besides. */
const MOST_READ = MOST_LOOKED_AT + 101
/** In the short form those whose lists are the longest, as who sees all and as who has to be told theirs from all the others. */
const SHORT_DOORS = /\/(me\/projects|me\/tasks|requests|signals|activity|billing\/entries|collections\/\{name\})$/
const readers = (IS_LONG ? Object.keys(READERS) : ['admin', 'manager']) as Reader[]

interface Asked {
  status: number
  body: { pagination?: { total?: number; totalIsAtLeast?: true; nextCursor: string | null }; data: unknown[] }
  heard: Explained[]
  worst: Read | undefined
}
let ask: (url: string, reader: Reader) => Promise<Asked>
let doors: Door[]

before(async () => {
  const db = await testDatabase()
  const client = await db.admin.connect()
  const tokens = await fillLarge(client, { organization: 'org_large', projects: PROJECTS, at: AT })
  await fillLarge(client, { organization: 'org_beside', projects: 200, at: AT })
  await client.query('vacuum analyze')
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  await client.query(TELL_PLANS(rows[0]?.name ?? ''))
  client.release()
  const { database, take } = explainedDatabase(db.appConnection)
  closeAtTheEnd(() => database.close())
  const log = pino({ level: 'silent' })
  const app = await makeApp({ database, log, clock: () => AT, rateLimit: 1e9, trustProxy: false, publicUrl: () => '' })
  closeAtTheEnd(() => app.close())
  doors = doorsOf((await app.inject('/openapi.json')).json<Contract>())
  ask = async (url, reader) => {
    take()
    const reply = await app.inject({ url, headers: { authorization: `Bearer ${tokens[reader]}` } })
    const heard = take()
    const [worst] = heard.flatMap(readsOf).toSorted((one, other) => other.rows - one.rows)
    return { status: reply.statusCode, body: reply.json<Asked['body']>(), heard, worst }
  }
})

/** Asks, and remembers what read too much. */
function asking(t: TestContext) {
  const tooMuch: string[] = []
  let asked = 0
  let most = 0
  return {
    ask: async (url: string, reader: Reader): Promise<Asked> => {
      const reply = await ask(url, reader)
      asked++
      most = Math.max(most, reply.worst?.rows ?? 0)
      if (reply.worst && reply.worst.rows > MOST_READ)
        tooMuch.push(
          `${url} as ${reader}: ${reply.worst.rows} rows by ${reply.worst.step} of ${reply.worst.query.replaceAll(/\s+/g, ' ').slice(0, 400)}`,
        )
      return reply
    },
    done: (): void => {
      t.diagnostic(`${asked} requests, at most ${most} rows in one step`)
      assert.deepEqual(tooMuch, [])
    },
  }
}

/** A door as one reader: its first page, each order from both ends and by number, each filter by itself. */
async function walk(
  { required, sorts, filters }: Door,
  url: string,
  reader: Reader,
  ask: ReturnType<typeof asking>['ask'],
) {
  const at = (...query: string[]) => `${url}?${[...(required ? [required] : []), ...query].join('&')}`
  const { status } = await ask(at(), reader)
  if (status !== 200) return status
  for (const sort of IS_LONG ? sorts : sorts.filter((each) => each.startsWith('-'))) {
    const { body } = await ask(at(`sort=${sort}`), reader)
    const cursor = body.pagination?.nextCursor
    if (!cursor) continue
    const back = cursorBack(cursor)
    await ask(at(`sort=${sort}`, `cursor=${cursor}`), reader)
    await ask(at(`sort=${back.sort}`, `cursor=${back.cursor}`), reader)
    if (IS_LONG) await ask(at(`sort=${sort}`, 'page=500'), reader)
  }
  for (const { name, values } of filters)
    for (const value of IS_LONG ? values : values.slice(0, 1)) {
      const filter = `${name}=${encodeURIComponent(value)}`
      await ask(at(filter), reader)
      if (IS_LONG && url.endsWith('/projects')) for (const sort of sorts) await ask(at(filter, `sort=${sort}`), reader)
    }
  return status
}

test('no list reads more than ten thousand rows, in whichever order, whatever is asked of it, whoever asks', async (t) => {
  const { ask, done } = asking(t)
  const answered = new Set<string>()
  const walked = doors.filter(({ path }) => IS_LONG || SHORT_DOORS.test(path))
  for (const door of walked)
    for (const url of door.urls)
      for (const reader of readers) if ((await walk(door, url, reader, ask)) === 200) answered.add(door.path)
  done()
  assert.deepEqual(
    walked.map(({ path }) => path).filter((path) => !answered.has(path)),
    [],
    'doors that nobody was let in by',
  )
})

test('nor does a search, for whatever word, nor what somebody sees first', async (t) => {
  const { ask, done } = asking(t)
  const words = ['launch', 'c', 'harbor', 'newsletter launch', '4711', 'nowhere']
  for (const reader of readers)
    for (const url of ['/v1/admin/me/today', ...words.map((word) => `/v1/admin/search?q=${encodeURIComponent(word)}`)])
      await ask(url, reader)
  done()
})

test('pages have numbers within the first ten thousand rows; beyond, the cursor goes on', async () => {
  const { body } = await ask('/v1/admin/projects?page=500', 'admin')
  assert.deepEqual(
    [body.data.length, body.pagination?.total, body.pagination?.totalIsAtLeast],
    [20, MOST_LOOKED_AT, true],
  )
  const beyond = await ask(`/v1/admin/projects?cursor=${body.pagination?.nextCursor}`, 'admin')
  assert.equal(beyond.body.data.length, 20)
  const refused = await ask('/v1/admin/projects?page=501', 'admin')
  assert.equal(refused.status, 400)
  assert.deepEqual((refused.body as unknown as { errors: object[] }).errors, [
    {
      pointer: '?page',
      rule: 'far',
      message: 'is beyond the first 10000 rows: go on with the cursor of a page before it',
    },
  ])
})

test('where few pass of many, the cursor goes on behind what was looked at, and meets each of them once', async () => {
  const met: string[] = []
  let url = '/v1/admin/projects?tag=rare&sort=-updatedAt&limit=100'
  for (let pages = 0; pages < PROJECTS / 1_000; pages++) {
    const { body } = await ask(url, 'admin')
    met.push(...(body.data as { id: string }[]).map(({ id }) => id))
    const cursor = body.pagination?.nextCursor
    if (!cursor) break
    url = `/v1/admin/projects?tag=rare&sort=-updatedAt&limit=100&cursor=${cursor}`
  }
  assert.deepEqual([met.length, new Set(met).size], [Math.ceil((PROJECTS - 2) / 5000), met.length])
})
