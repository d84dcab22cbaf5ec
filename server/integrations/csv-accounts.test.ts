// Clients from a CSV file, with their parents, contacts and account managers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person } from '../../test/agency.ts'

const imports = (who: Person, file: string, query = '') =>
  who.post(`/v1/admin/accounts/import${query}`, file, { 'content-type': 'text/csv' })

test('accounts are imported with contacts and managers, and a parent that stands further down', async () => {
  const { ada, amy } = await agency()
  const { status, body } = await imports(
    ada,
    `id,name,parent,external id,timezone,managers,contact name,contact email
,Orchard Juice,Orchard Foods,7,Europe/Oslo,${amy.email},Lise,lise@orchard.example
orchard,Orchard Foods,,,,,,
`,
  )
  assert.equal(status, 200, JSON.stringify(body))
  const juice = (await ada.get(`/v1/admin/accounts/${body.rows[0].id}`)).body
  const { parentAccountId, externalId, timezone, accountManagerIds, contacts } = juice
  assert.deepEqual(
    { parentAccountId, externalId, timezone, accountManagerIds, contacts },
    {
      parentAccountId: 'orchard',
      externalId: '7',
      timezone: 'Europe/Oslo',
      accountManagerIds: ['amy'],
      contacts: [{ name: 'Lise', email: 'lise@orchard.example' }],
    },
  )
  const again = await imports(ada, `name,external id\nAnother name,7\nORCHARD FOODS,\nbluebird bakery,\n`)
  assert.deepEqual([again.body.created, again.body.existing], [0, 3])
})

test('a file that tells external ids and versions keeps its accounts in step, as a system does', async () => {
  const { ada } = await agency()
  const numbered = async (number: string) => (await ada.get(`/v1/admin/accounts?externalId=${number}`)).body.data[0]
  const first = await imports(
    ada,
    `name,external id,version,status,contact name\nBluebird Bakery,7,1,,Berta\nOrchard,8,1,active,\nOurs,9,,,\n`,
  )
  assert.equal(first.status, 200, JSON.stringify(first.body))
  assert.deepEqual([first.body.created, first.body.updated, first.body.existing], [2, 1, 0])
  const bakery = await numbered('7')
  assert.deepEqual([bakery.id, bakery.contacts, bakery.outsideStatus], ['bakery', [{ name: 'Berta' }], 'active'])
  assert.equal((await numbered('9')).outsideStatus, null)
  // Without a column for contacts those stay; what is as old or older is left.
  const rows = `name,external id,version,status\nBluebird,7,2026-11-01T10:00:00Z,active\nOld Orchard,8,0,archived\nRenamed,9,,\n`
  const rehearsal = await imports(ada, rows, '?dryRun=true')
  const next = await imports(ada, rows, `?planHash=${rehearsal.body.planHash}`)
  assert.deepEqual([next.body.created, next.body.updated, next.body.existing], [0, 1, 2])
  const after = await numbered('7')
  assert.deepEqual([after.name, after.contacts], ['Bluebird', [{ name: 'Berta' }]])
  assert.deepEqual([(await numbered('8')).name, (await numbered('9')).name], ['Orchard', 'Ours'])
  const wrong = await imports(
    ada,
    `name,external id,version\nOther,8,1\nX,,1\nY,10,soon\nZ,11,2\nZ,11,3\n`,
    '?dryRun=true',
  )
  assert.deepEqual(
    wrong.body.rows.flatMap(({ line, errors = [] }: { line: number; errors?: { column: string; rule: string }[] }) =>
      errors.map(({ column, rule }) => `${line} ${column} ${rule}`),
    ),
    ['2 external id conflict', '3 external id required', '4 version format', '6 name twice'],
  )
  const runs = (await ada.get('/v1/admin/accounts/sync/runs')).body.data
  assert.deepEqual(
    runs.map(({ source, startedBy, counts }: Record<string, unknown> & { counts: { linked: number } }) => [
      source,
      startedBy,
      counts.linked,
    ]),
    [
      ['file', 'ada', 0],
      ['file', 'ada', 1],
    ],
  )
})

test('what an account may not be is said at its row: levels, names of nobody, the same twice', async () => {
  const { ada } = await agency()
  const { body } = await imports(
    ada,
    `name,parent,managers,contactEmail
A,,,
B,A,,
C,B,,
D,Nowhere,nobody@x.example,x@x.example
a,,,
`,
    '?dryRun=true',
  )
  const wrong = (body.rows as { line: number; errors?: { column: string; rule: string }[] }[]).flatMap((row) =>
    (row.errors ?? []).map(({ column, rule }) => `${row.line} ${column} ${rule}`),
  )
  assert.deepEqual(wrong, [
    '4 parent one_level',
    '5 parent reference',
    '5 managers reference',
    '5 contactName required',
    '6 name twice',
  ])
  assert.equal(body.created, 2)
})
