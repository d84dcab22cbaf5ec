// What takes long says how far it is, to who asks for that; its last line is the answer that others get as a whole.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person } from '../../test/agency.ts'

const path = '/v1/admin/people/import'
const LINES = { 'content-type': 'text/csv', accept: 'application/x-ndjson' }

const people = (house: string, count: number) =>
  `name,email\n${Array.from({ length: count }, (_, n) => `Nora ${n},nora${n}@${house}.example\n`).join('')}`

async function linesOf(who: Person, file: string, headers: Record<string, string> = {}) {
  const { status, headers: answered, body } = await who.post<string>(path, file, { ...LINES, ...headers })
  assert.equal(answered.get('content-type'), 'application/x-ndjson')
  const lines = body.split('\n')
  assert.equal(lines.pop(), '', 'each line is ended')
  return { status, lines: lines.map((line) => JSON.parse(line)) }
}

test('an import tells how far it is, and at last what came of it', async () => {
  const { organizationId, ada } = await agency()
  const { status, lines } = await linesOf(ada, people(organizationId, 40))
  assert.equal(status, 200)
  const last = lines.pop()
  assert.deepEqual([last.status, last.body.created], [200, 40])
  assert.ok(lines.length > 0, 'it told something on the way')
  assert.ok(lines.every(({ done, of }) => done >= 1 && done <= of && of === 40))
  assert.deepEqual(
    lines.map(({ done }) => done),
    lines.map(({ done }) => done).toSorted((one, other) => one - other),
  )
})

test('a refusal is the last line, with its own status', async () => {
  const { ada } = await agency()
  const { status, lines } = await linesOf(ada, 'name,email\nNora,nobody\n')
  assert.equal(status, 200)
  assert.deepEqual([lines.at(-1).status, lines.at(-1).body.code], [422, 'validation_error'])
})

test('who was cut off asks again with the same key, and is told what came of the first time', async () => {
  const { organizationId, ada } = await agency()
  const key = { 'idempotency-key': 'one-import' }
  const first = await linesOf(ada, people(organizationId, 3), key)
  const again = await linesOf(ada, people(organizationId, 3), key)
  assert.deepEqual(again.lines, [first.lines.at(-1)])
})

test('who does not ask for lines is answered as a whole; who may not import is refused before any line', async () => {
  const { organizationId, ada, mia } = await agency()
  const whole = await ada.post(path, people(organizationId, 2), { 'content-type': 'text/csv' })
  assert.deepEqual([whole.status, whole.body.created], [200, 2])
  const refused = await mia.post(path, people(organizationId, 2), LINES)
  assert.deepEqual([refused.status, refused.body.code], [403, 'permission_denied'])
})
