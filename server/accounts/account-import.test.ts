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
