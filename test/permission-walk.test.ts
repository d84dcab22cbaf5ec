// Walks the permission table over HTTP: every endpoint, everybody who can ask, every place the thing can be.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { grantsOf, PERMISSIONS, permissionNames, ROLES } from '../domain/permissions.ts'
import { addPerson, agency, type Agency } from './agency.ts'
import { digestOf } from './database-digest.ts'
import {
  ACCESS,
  expectedOf,
  grantsFor,
  lettersOf,
  PLACES,
  RIGHTS_WITHOUT_ADDRESS,
  type Place,
} from './permission-walk-access.ts'
import { bothScopes, REQUESTS, requestFor } from './permission-walk-requests.ts'
import {
  addressOf,
  allEndpoints,
  bearer,
  CALLERS,
  cells,
  credentialOf,
  endpoints,
  forAll,
  says,
  send,
  wrongly,
} from './permission-walk-steps.ts'

const LONG = process.env.TEST_LONG !== undefined

let house: Agency
before(async () => {
  house = await agency()
})

test('every endpoint there is has its line in both tables of the walk, and no line is left over', () => {
  const addresses = allEndpoints.map(addressOf)
  const missing = (table: object) => addresses.filter((address) => !(address in table))
  assert.deepEqual(
    missing(ACCESS),
    [],
    'write down in ACCESS (test/permission-walk-access.ts) who may ask these, in the document’s letters',
  )
  assert.deepEqual(
    missing(REQUESTS),
    [],
    'write down in REQUESTS (test/permission-walk-requests.ts) a request to each of these that succeeds',
  )
  assert.deepEqual(
    Object.keys({ ...ACCESS, ...REQUESTS }).filter((address) => !addresses.includes(address)),
    [],
    'these addresses are gone',
  )
})

test('the table of permissions says what the document’s letters say, for each address and each right', () => {
  for (const endpoint of endpoints) {
    const address = addressOf(endpoint)
    const letters = lettersOf(address)
    if (endpoint.may === 'public' || letters.includes('public'))
      assert.deepEqual([endpoint.may, ...letters], ['public', 'public'], address)
    else assert.deepEqual(PERMISSIONS[endpoint.may], grantsFor(letters, address), `${address} asks for ${endpoint.may}`)
  }
  const asked = new Set(endpoints.map((endpoint) => endpoint.may))
  const others = permissionNames.filter((name) => !asked.has(name))
  assert.deepEqual(others.toSorted(), Object.keys(RIGHTS_WITHOUT_ADDRESS).toSorted(), 'rights that no address asks for')
  for (const name of others)
    assert.deepEqual(PERMISSIONS[name], grantsFor((RIGHTS_WITHOUT_ADDRESS[name] ?? '').split(' ')), name)
})

test('several roles are the union of their grants, each with its own scope, and a token only narrows it', () => {
  for (let set = 0; set < 2 ** ROLES.length; set++) {
    const roles = ROLES.filter((_, i) => set & (2 ** i))
    for (const name of permissionNames) {
      const row = PERMISSIONS[name] as Record<string, string>
      const union = new Set([...roles, 'member'].map((role) => row[role]).filter((scope) => scope !== undefined))
      const expected = union.has('organization') ? ['organization'] : [...union].toSorted()
      assert.deepEqual(grantsOf(roles, name).toSorted(), expected, `${name} for ${roles.join(' + ')}`)
      assert.deepEqual(grantsOf(roles, name, [name, 'other']).toSorted(), expected)
      assert.deepEqual(grantsOf(roles, name, ['other']), [])
      assert.deepEqual(grantsOf(roles, name, []), [])
    }
  }
})

/** Requests that nobody may ever get an answer to that tells more than the good one's. */
const BROKEN_BODIES = [{ body: '{' }, { body: '{"nonsense":1}' }, { body: '' }, { body: '"\\u0000"' }]
const BROKEN_QUERY = { query: '?nonsense=1' }

test('whoever may not is refused as designed, whatever the body, and nothing changes', async (t) => {
  const refused = await cells(house, (expected) => expected !== 'done')
  const organizations = [house.organizationId, house.olga.organizationId]
  const earlier = await digestOf(house.db, organizations)
  const notFound = new Map<string, Set<string>>()
  let sent = 0
  const wrong = await forAll([...refused.entries()], async ([i, cell]) => {
    const { endpoint, place } = cell
    const broken = endpoint.method === 'GET' ? [BROKEN_QUERY] : [BROKEN_QUERY, ...BROKEN_BODIES]
    // Every way of being broken where the id is unknown (short of a long run in turn, for each caller another), one in turn
    // where the id could tell; a link's secret is looked at last.
    const one = cell.expected === 404 || place === 'own' ? [broken[i % broken.length] ?? BROKEN_QUERY] : []
    const some = endpoint.may === 'public' ? [] : place === 'unknown' && LONG ? broken : one
    const texts = new Set<string>()
    for (const changed of [{}, ...some]) {
      sent++
      const answer = await send(house, endpoint, cell.ids, credentialOf(house, cell.caller), changed)
      const sentence = wrongly(cell, answer, ` with ${JSON.stringify(changed)}`)
      if (sentence) return sentence
      texts.add(answer.text)
      if (answer.status === 404)
        notFound.set(addressOf(endpoint), (notFound.get(addressOf(endpoint)) ?? new Set()).add(answer.text))
    }
    return texts.size === 1 ? undefined : `${says(cell)} differs with the body: ${[...texts].join(' / ')}`
  })
  t.diagnostic(`${refused.length} cells, ${sent} requests`)
  assert.deepEqual(wrong.toSorted(), [])
  // One text for all that is not there to see: unknown, malformed, deleted, of others. With two ids in the path, one for each.
  assert.deepEqual(
    [...notFound].filter(([address, texts]) => texts.size > address.split(':').length - 1),
    [],
  )
  assert.deepEqual(await digestOf(house.db, organizations), earlier)
})

test('whoever may is told what is wrong with the request, and then served', async (t) => {
  const allowed = await cells(house, (expected) => expected === 'done')
  const wrong = await forAll(allowed, async (cell) => {
    const ask = (changed?: { body?: string; query?: string }) =>
      send(house, cell.endpoint, cell.ids, credentialOf(house, cell.caller), changed)
    const query = await ask(BROKEN_QUERY)
    if (query.status !== 400 || !query.text.includes('"?nonsense"'))
      return `${says(cell)} with a query nobody knows: ${query.status} ${query.text}`
    // What is wrong with a file is its import's own to tell.
    if (cell.endpoint.method !== 'GET' && !cell.endpoint.consumes) {
      const shape = await ask({ body: '{"nonsense":1}' })
      if (shape.status !== 422 || !shape.text.includes('"/nonsense"'))
        return `${says(cell)} with a field nobody knows: ${shape.status} ${shape.text}`
      const json = await ask({ body: '{' })
      if (json.status !== 400) return `${says(cell)} with half a body: ${json.status} ${json.text}`
    }
    return wrongly(cell, await ask())
  })
  t.diagnostic(`${allowed.length} cells`)
  assert.deepEqual(wrong.toSorted(), [])
})

test('a list shows what the caller may see one by one, and nothing else', async () => {
  const walk = endpoints.flatMap((endpoint) =>
    CALLERS.map((caller) => ({ endpoint, caller, ...requestFor(addressOf(endpoint)) })),
  )
  const wrong = await forAll(walk, async ({ endpoint, caller, lists, query = '?limit=100&sort=-createdAt' }) => {
    const address = addressOf(endpoint)
    const served = (place: Place) => expectedOf(address, caller, place) === 'done'
    if (!lists || !(served('own') || served('foreign'))) return undefined
    const ids = new Map<Place, string>()
    for (const place of PLACES.filter((each) => each !== 'unknown' && each !== 'malformed')) {
      const id = Object.values((await lists(house, place, caller.name)) ?? {}).at(-1)
      if (id !== undefined) ids.set(place, id)
    }
    const { status, text } = await send(house, endpoint, {}, credentialOf(house, caller), { query })
    if (status !== 200) return `${address} by ${caller.name}: ${status} ${text}`
    const shown = new Set((JSON.parse(text) as { data: { id: string }[] }).data.map(({ id }) => id))
    const strange = [...ids].filter(([place, id]) => shown.has(id) !== served(place))
    return strange.length === 0
      ? undefined
      : `${address} by ${caller.name}: ${strange.map(([place, id]) => `${place} is ${shown.has(id) ? '' : 'not '}there`).join()}`
  })
  assert.deepEqual(wrong, [])
})

test('a manager who is an account manager too has each right only where it comes from', async () => {
  const pat = await addPerson(house.db, house.baseUrl, house.organizationId, 'pat', [
    'project_manager',
    'account_manager',
  ])
  const things = await bothScopes(house, pat)
  const walk = endpoints.flatMap((endpoint) => (['PM', 'AM'] as const).map((letter) => ({ endpoint, letter })))
  const wrong = await forAll(walk, async ({ endpoint, letter }) => {
    const address = addressOf(endpoint)
    const ids = await things(requestFor(address).on, letter)
    const letters = lettersOf(address)
    if (!ids || letters.includes('everyone') || letters.includes('own')) return undefined
    const { status, text } = await send(house, endpoint, ids, bearer(pat))
    const expected = letters.includes(letter)
      ? (endpoint.status ?? 200)
      : letters.includes('PM') || letters.includes('AM')
        ? 404
        : 403
    return status === expected
      ? undefined
      : `${address} on what they have as ${letter}: ${status} instead of ${expected} ${text}`
  })
  assert.deepEqual(wrong, [])
})
