// What Prometheus is told: figures that are true of what was done, in its format, to who may have them, and of nobody by name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeMetrics } from '../server/platform/metrics.ts'
import { openDatabase } from '../server/platform/database.ts'
import { agency, ask, type Agency } from './agency.ts'
import { as, serving } from './serving.ts'

const TOKEN = 'a-token-for-figures-long-enough'
const SAMPLE =
  /^([a-zA-Z_:][\w:]*)(?:\{((?:\w+="(?:[^"\\\n]|\\.)*",?)*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[+-]Inf|NaN)$/i

type Sample = { name: string; labels: Record<string, string>; value: number }

/** The text format 0.0.4, strictly: every line is a comment that names its family or a sample of a family that was named. */
function parsed(text: string): Sample[] {
  assert.ok(text.endsWith('\n'))
  const families = new Set<string>()
  return text.split('\n').flatMap((line) => {
    if (line === '') return []
    const [, told] = /^# (?:HELP|TYPE) ([\w:]+) \S/.exec(line) ?? []
    if (told !== undefined) {
      families.add(told)
      return []
    }
    const [, name = '', labels = '', value] = SAMPLE.exec(line) ?? assert.fail(`no sample: ${line}`)
    assert.ok(families.has(name) || families.has(name.replace(/_(bucket|sum|count)$/, '')), `${name} is of no family`)
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, its]) => [key, its])
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }]
  })
}

const sum = (samples: Sample[], name: string, labels: Record<string, string> = {}): number =>
  samples
    .filter((each) => each.name === name && Object.entries(labels).every(([key, value]) => each.labels[key] === value))
    .reduce((all, { value }) => all + value, 0)

/** The whole app with figures of its own; `worker` is where what the database tells comes from. */
async function counting<T>({ db }: Agency, worker: Agency['db']['worker'], work: (baseUrl: string) => Promise<T>) {
  const metrics = makeMetrics({ version: 'test', pools: { app: db.app, worker }, worker, clock: () => new Date() })
  return serving(db.app, { outside: { metrics, metricsToken: TOKEN } }, work)
}

const figures = async (baseUrl: string) => parsed(await (await fetch(`${baseUrl}/metrics`)).text())

test('requests are counted by method, pattern and status, each once, and nobody is named', async () => {
  const house = await agency()
  const { ada, mia, organizationId } = house
  const samples = await counting(house, house.db.worker, async (baseUrl) => {
    for (const id of ['site', 'ads', 'nowhere'])
      await ask(baseUrl, 'GET', `/v1/admin/projects/${id}`, undefined, as(ada))
    await ask(baseUrl, 'GET', '/v1/admin/projects', undefined, as(mia))
    await ask(baseUrl, 'POST', '/v1/admin/projects', { name: 'New', accountId: 'bakery', type: 'seo' }, as(ada))
    for (const path of ['/a', '/b', '/c?secret=1']) await ask(baseUrl, 'GET', path)
    await ask(baseUrl, 'GET', '/openapi.json')
    return figures(baseUrl)
  })
  const asked = (route: string, method: string, status: number) =>
    sum(samples, 'http_requests_total', { route, method, status: String(status) })
  assert.deepEqual(
    [
      asked('/v1/admin/projects/:projectId', 'GET', 200),
      asked('/v1/admin/projects/:projectId', 'GET', 404),
      asked('/v1/admin/projects', 'GET', 403),
      asked('/v1/admin/projects', 'POST', 201),
      asked('none', 'GET', 404),
      asked('/openapi.json', 'GET', 200),
    ],
    [2, 1, 1, 1, 3, 1],
  )
  assert.equal(sum(samples, 'http_requests_total'), 9)
  assert.equal(sum(samples, 'http_request_duration_seconds_count'), 9)
  const said = JSON.stringify(samples.map(({ labels }) => labels))
  for (const word of [organizationId, 'ada', 'mia', 'nowhere', 'secret', 'site'])
    assert.ok(!said.includes(`"${word}`), word)
})

test('what waits in the log, in the queues and to be sent, and what is the matter, is told in counts', async () => {
  const house = await agency()
  const { max, db, organizationId } = house
  const before = await counting(house, db.worker, figures)
  await max.put('/v1/admin/projects/site', { description: 'Now' })
  await db.admin.query(
    `insert into alerts (organization_id, id, fingerprint, severity, title, first_at, last_at, created_at, updated_at)
     values ($1, 'one', 'one', 'critical', 'One', now(), now(), now(), now())`,
    [organizationId],
  )
  await db.admin.query(`select jobs.create_queue('told', '{"policy": "standard"}')`)
  await db.admin.query(`insert into jobs.job (name, policy) values ('told', 'standard'), ('told', 'standard')`)
  const now = await counting(house, db.worker, figures)
  const more = (name: string, labels = {}) => sum(now, name, labels) - sum(before, name, labels)
  assert.equal(more('operations_relay_entries_waiting'), 1)
  assert.equal(more('operations_alerts_open', { severity: 'critical' }), 1)
  assert.equal(more('operations_jobs', { queue: 'told', state: 'created' }), 2)
  assert.equal(sum(now, 'operations_database_up'), 1)
  assert.ok(sum(now, 'operations_pool_connections', { pool: 'app' }) > 0)
})

test('where the database is away it tells what it knows', async () => {
  const house = await agency()
  const gone = openDatabase({ host: '127.0.0.1', port: 9, database: 'none' })
  const samples = await counting(house, gone, figures)
  assert.equal(sum(samples, 'operations_database_up'), 0)
  assert.ok(!samples.some(({ name }) => name === 'operations_relay_position'))
  assert.ok(sum(samples, 'process_resident_memory_bytes') > 0)
  await gone.close()
})

test('from this machine it is asked without more; whoever came over a proxy or by another name needs the token', async () => {
  const house = await agency()
  await counting(house, house.db.worker, async (baseUrl) => {
    const asks = async (headers: Record<string, string>) =>
      (await ask(baseUrl, 'GET', '/metrics', undefined, headers)).status
    const away = { 'x-forwarded-for': '203.0.113.9' }
    assert.equal(await asks({}), 200)
    assert.equal(await asks(away), 401)
    assert.equal(await asks({ 'x-forwarded-for': '127.0.0.1, 203.0.113.9' }), 401)
    assert.equal(await asks({ forwarded: 'for=127.0.0.1' }), 401)
    assert.equal(await asks({ ...away, authorization: 'Bearer another-token-as-long-as-that' }), 401)
    assert.equal(await asks({ ...away, ...as(house.ada) }), 401)
    assert.equal(await asks({ ...away, authorization: `Bearer ${TOKEN}` }), 200)
  })
})
