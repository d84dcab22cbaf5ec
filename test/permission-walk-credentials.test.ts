// The same table with other credentials: narrowed tokens, sessions, suspended people, and none that is good.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, test } from 'node:test'
import { hashSecret } from '../server/access/authenticate.ts'
import { addPerson, agency, type Agency } from './agency.ts'
import { ACCESS, type Place } from './permission-walk-access.ts'
import { requestFor } from './permission-walk-requests.ts'
import {
  addressOf,
  bearer,
  cells,
  credentialOf,
  endpoints,
  forAll,
  says,
  send,
  wrongly,
  type Cell,
} from './permission-walk-steps.ts'

/** Where somebody with a session looks: a session tells who asks, and what follows is the other walk's. */
const PLACES_OF_SESSIONS: Place[] = process.env.TEST_LONG === undefined ? ['own', 'unknown'] : ['own', 'out', 'unknown']

let house: Agency
before(async () => {
  house = await agency()
})
const guarded = endpoints.filter((endpoint) => ACCESS[addressOf(endpoint)] !== 'public')

/** A secret that is somebody's; 'expired' and the scopes as given. */
async function token(person: string, scopes: string[], expiresAt: string | null = null): Promise<string> {
  const secret = `po_${randomBytes(24).toString('base64url')}`
  await house.db.admin.query(
    `insert into api_tokens (organization_id, id, person_id, name, scopes, secret_hash, created_at, expires_at)
     values ($1, $2, $3, 'walk', $4, $5, now(), $6)`,
    [house.organizationId, `tok_${randomBytes(6).toString('hex')}`, person, scopes, hashSecret(secret), expiresAt],
  )
  return secret
}

async function session(person: string, expiresAt = '2099-01-01'): Promise<string> {
  const secret = randomBytes(24).toString('base64url')
  await house.db.admin.query(
    `insert into sessions (organization_id, id, person_id, secret_hash, created_at, expires_at) values ($1, $2, $3, $4, now(), $5)`,
    [house.organizationId, `ses_${randomBytes(6).toString('hex')}`, person, hashSecret(secret), expiresAt],
  )
  return secret
}

/** A thing for every guarded endpoint that the Project Admin may see. */
async function ownThings(): Promise<Cell[]> {
  const done = await cells(house, (outcome) => outcome === 'done', ['own'], ['ada'])
  const own = done.filter(({ endpoint }) => endpoint.may !== 'public')
  const met = new Set(own.map(({ endpoint }) => addressOf(endpoint)))
  assert.deepEqual(
    guarded.map(addressOf).filter((address) => !met.has(address)),
    [],
  )
  return own
}

/** Names the endpoints that answer otherwise. */
const everywhere = (
  own: Cell[],
  headers: Record<string, string>,
  expected: (may: string, done: number) => number,
): Promise<string[]> =>
  forAll(own, async (cell) => {
    const { status, text } = await send(house, cell.endpoint, cell.ids, headers)
    const wanted = expected(cell.endpoint.may, cell.endpoint.status ?? 200)
    return status === wanted ? undefined : `${says(cell)}: ${status} instead of ${wanted} ${text.slice(0, 200)}`
  })

test('a token for reading tasks reads tasks and does nothing else', async () => {
  const narrow = { authorization: `Bearer ${await token('ada', ['task.read'])}` }
  assert.deepEqual(await everywhere(await ownThings(), narrow, (may, done) => (may === 'task.read' ? done : 403)), [])
  const readers = guarded.filter((endpoint) => endpoint.may === 'task.read').map(addressOf)
  for (const address of ['GET /v1/admin/projects/:projectId/tasks', 'GET /v1/admin/projects/tasks/:taskId'])
    assert.ok(readers.includes(address), address)
  assert.deepEqual(
    readers.filter((address) => !address.startsWith('GET ')),
    [],
  )
})

test('a token gives nobody more than their roles do', async () => {
  const wide = { authorization: `Bearer ${await token('mia', ['*', 'project.create', 'project.list', 'task.delete'])}` }
  const theirs = (await cells(house, () => true, ['own', 'out'], ['mia'])).filter(
    ({ endpoint }) => endpoint.may !== 'public',
  )
  assert.deepEqual(
    await forAll(theirs, async (cell) => wrongly(cell, await send(house, cell.endpoint, cell.ids, wide))),
    [],
  )
})

test('a session gives what a token of the same person gives', async () => {
  const secrets = new Map<string, string>()
  for (const name of process.env.TEST_LONG ? ['ada', 'max', 'tess', 'amy', 'mia'] : ['max', 'mia'])
    secrets.set(name, await session(name))
  const theirs = (await cells(house, () => true, PLACES_OF_SESSIONS, [...secrets.keys()])).filter(
    ({ endpoint }) => endpoint.may !== 'public',
  )
  const wrong = await forAll(theirs, async (cell) =>
    wrongly(cell, await send(house, cell.endpoint, cell.ids, { cookie: `session=${secrets.get(cell.caller.name)}` })),
  )
  assert.deepEqual(wrong, [])
})

test('a session writes nothing that another site sent', async () => {
  const cookie = `session=${await session('ada')}`
  const writes = (await ownThings()).filter(({ endpoint }) => endpoint.method !== 'GET')
  const wrong = await forAll(writes, async (cell) => {
    const from = async (headers: Record<string, string>) =>
      (await send(house, cell.endpoint, cell.ids, { cookie, ...headers })).status
    const strange = [
      await from({ origin: 'https://elsewhere.example' }),
      await from({ 'sec-fetch-site': 'cross-site' }),
      await from({ origin: 'null' }),
    ]
    const home = await from({ origin: house.baseUrl })
    return strange.every((status) => status === 403) && home < 300 ? undefined : `${says(cell)}: ${strange} ${home}`
  })
  assert.deepEqual(wrong, [])
})

test('no credential that is not good opens anything', async () => {
  const sue = await addPerson(house.db, house.baseUrl, house.organizationId, 'sue', ['project_admin'])
  assert.equal((await sue.get('/v1/admin/projects')).status, 200)
  const suspended = await session('sue')
  await house.db.admin.query('update people set active = false where organization_id = $1 and id = $2', [
    house.organizationId,
    'sue',
  ])
  const ada = `Bearer ${house.ada.token}`
  const bad: Record<string, Record<string, string>> = {
    'the token of somebody suspended': bearer(sue),
    'the session of somebody suspended': { cookie: `session=${suspended}` },
    'an expired token': { authorization: `Bearer ${await token('ada', ['*'], '2020-01-01')}` },
    'an expired session': { cookie: `session=${await session('ada', '2020-01-01')}` },
    'a token nobody has': { authorization: `Bearer po_${'x'.repeat(32)}` },
    'a session nobody has': { cookie: `session=${'x'.repeat(32)}` },
    'a token cut short': { authorization: ada.slice(0, -1) },
    'a token in another scheme': { authorization: `Basic ${house.ada.token}` },
    'two tokens': { authorization: `${ada}, ${ada}` },
    'a bad token beside a good session': {
      authorization: 'Bearer nonsense',
      cookie: `session=${await session('ada')}`,
    },
    'a token as a cookie of another name': { cookie: `token=${house.ada.token}` },
    'a hash instead of its secret': { authorization: `Bearer ${hashSecret(house.ada.token).toString('hex')}` },
  }
  const own = await ownThings()
  for (const [name, headers] of Object.entries(bad))
    assert.deepEqual(await everywhere(own, headers, () => 401), [], name)
  const { headers } = await sue.get('/v1/admin/projects')
  assert.equal(headers.get('www-authenticate'), 'Bearer')
})

test('a change of rights counts on the next request', async () => {
  const rita = await addPerson(house.db, house.baseUrl, house.organizationId, 'rita', ['project_admin'])
  const roles = (names: string) =>
    house.db.admin.query('update people set roles = $3 where organization_id = $1 and id = $2', [
      house.organizationId,
      'rita',
      names,
    ])
  assert.equal((await rita.get('/v1/admin/projects/ads')).status, 200)
  await roles('{project_manager}')
  assert.equal((await rita.get('/v1/admin/projects/ads')).status, 404)
  await roles('{}')
  assert.equal((await rita.get('/v1/admin/projects/ads')).status, 403)
  await roles('{project_admin}')
  assert.equal((await rita.get('/v1/admin/projects/ads')).status, 200)
})

test('what is public asks nobody who they are, even with a credential that is not good', async () => {
  const open = endpoints.filter(
    (endpoint) => ACCESS[addressOf(endpoint)] === 'public' && requestFor(addressOf(endpoint)).on === undefined,
  )
  const wrong = await forAll(open, async (endpoint) => {
    const { status } = await send(
      house,
      endpoint,
      {},
      { authorization: 'Bearer nonsense', ...credentialOf(house, { name: 'nobody', letters: [], from: 'nowhere' }) },
    )
    return status === (endpoint.status ?? 200) ? undefined : `${addressOf(endpoint)}: ${status}`
  })
  assert.deepEqual(wrong, [])
})
