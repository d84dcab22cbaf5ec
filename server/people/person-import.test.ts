// People from a CSV file: rehearsed without a trace, then all of them or none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Person } from '../../test/agency.ts'
import { digestOf } from '../../test/database-digest.ts'

const path = '/v1/admin/people/import'
const CSV = { 'content-type': 'text/csv' }
const imports = (who: Person, file: string, query = '') => who.post(path + query, file, CSV)

/** Addresses are unique in the whole installation. */
const file = (house: string) => `Name;E-Mail;Roles;Teams;Availability;Shoe size
Nora Ek;nora@${house}.example;Project Manager, team lead;Design;0,8;38
Ove Lund;Ove@${house}.example;;search;;
`

test('a rehearsal tells what would be made and writes nothing; the import with its hash makes just that', async () => {
  const { db, organizationId, ada } = await agency()
  const before = await digestOf(db, [organizationId])
  const rehearsal = await imports(ada, file(organizationId), '?dryRun=true')
  assert.equal(rehearsal.status, 200, JSON.stringify(rehearsal.body))
  const { created, existing, failed, columns, rows, planHash } = rehearsal.body
  assert.deepEqual({ created, existing, failed }, { created: 2, existing: 0, failed: 0 })
  assert.deepEqual(columns, {
    understood: ['Name', 'E-Mail', 'Roles', 'Teams', 'Availability'],
    ignored: ['Shoe size'],
  })
  assert.deepEqual(
    rows.map((row: { line: number; action: string }) => [row.line, row.action]),
    [
      [2, 'create'],
      [3, 'create'],
    ],
  )
  assert.deepEqual(await digestOf(db, [organizationId]), before)
  const done = await imports(ada, file(organizationId), `?planHash=${planHash}`)
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const nora = (await ada.get(`/v1/admin/people/${done.body.rows[0].id}`)).body
  assert.deepEqual(
    [nora.name, nora.email, nora.roles, nora.teamIds, nora.availabilityFactor],
    ['Nora Ek', `nora@${organizationId}.example`, ['project_manager', 'team_lead'], ['design'], 0.8],
  )
  const { rows: told } = await db.admin.query(
    `select entity_id from activity where organization_id = $1 and event = 'person.created' order by id`,
    [organizationId],
  )
  assert.deepEqual(
    told.map((row) => row.entity_id),
    done.body.rows.map((row: { id: string }) => row.id),
  )
})

test('a file imported twice doubles nobody: who is here, by id or address, is left as they are', async () => {
  const { organizationId, ada, mia } = await agency()
  await imports(ada, file(organizationId))
  const again = await imports(ada, `${file(organizationId)};${mia.email.toUpperCase()};;;;\n`)
  assert.deepEqual([again.status, again.body.created, again.body.existing], [200, 0, 3])
  const fine = await imports(
    ada,
    `id;name;email\nmia;Another name;x@${organizationId}.example\n;Nora;NORA@${organizationId}.example`,
  )
  assert.deepEqual([fine.status, fine.body.created, fine.body.existing], [200, 0, 2])
  assert.equal((await ada.get('/v1/admin/people/mia')).body.name, 'Mia')
})

test('one wrong row and nobody is imported; every cell that is wrong is named by line and column', async () => {
  const { db, organizationId, ada, olga } = await agency()
  const wrong = `name,Mail,roles,teams,availability,id
Nora,nora@${organizationId}.example,boss,,,
Ove,no address,,,,
,kim@${organizationId}.example,,Gardening,a lot,
Pia,${olga.email},,,,
Siv,siv@${organizationId}.example,,,,a b
Siv,SIV@${organizationId}.example,,,,
"Li\u0000",li@${organizationId}.example,,,,
Ulf,ulf@${organizationId}.example,,,1.5,
`
  const before = await digestOf(db, [organizationId])
  const refused = await imports(ada, wrong)
  assert.deepEqual([refused.status, refused.body.code], [422, 'validation_error'])
  const pointers = refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)
  assert.deepEqual(pointers, [
    '/2/roles',
    '/3/Mail',
    '/4/availability',
    '/4/teams',
    '/4/name',
    '/5/Mail',
    '/6/id',
    '/7/Mail',
    '/8/name',
    '/9/availability',
  ])
  assert.deepEqual(await digestOf(db, [organizationId]), before)
  const rehearsal = await imports(ada, wrong, '?dryRun=true')
  assert.deepEqual([rehearsal.status, rehearsal.body.failed, rehearsal.body.created], [200, 8, 0])
  assert.equal(rehearsal.body.rows[0].errors[0].column, 'roles')
})

test('somebody added since the rehearsal makes it another import, which is refused with what it leads to now', async () => {
  const { organizationId, ada } = await agency()
  const { planHash } = (await imports(ada, file(organizationId), '?dryRun=true')).body
  await ada.post('/v1/admin/people', { name: 'Ove', email: `ove@${organizationId}.example`, roles: [] })
  const late = await imports(ada, file(organizationId), `?planHash=${planHash}`)
  assert.deepEqual([late.status, late.body.code], [409, 'plan_changed'])
})

test('the file is the body, as UTF-8 with or without a mark before it, and nothing else is taken', async () => {
  const { organizationId, ada, max, baseUrl } = await agency()
  const marked = await imports(ada, `\ufeffname,email\nNoël,noel@${organizationId}.example`)
  assert.equal(marked.body.created, 1)
  assert.equal((await ada.get(`/v1/admin/people/${marked.body.rows[0].id}`)).body.name, 'Noël')
  const json = await ada.post(path, { name: 'X' })
  assert.deepEqual([json.status, json.body.detail], [415, 'Send text/csv.'])
  assert.equal((await ada.post('/v1/admin/people', 'name,email', CSV)).status, 415, 'a file is for imports only')
  const latin = await fetch(baseUrl + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${ada.token}`, ...CSV },
    body: Buffer.from('name,email\nNo\xebl,noel@x.example', 'latin1'),
  })
  assert.deepEqual(
    [latin.status, ((await latin.json()) as { errors: { rule: string }[] }).errors[0]?.rule],
    [400, 'encoding'],
  )
  assert.equal((await imports(ada, `name,email\n${'x'.repeat(5 * 1024 * 1024)}`)).status, 413)
  assert.equal((await imports(ada, `name,email\n${'x'.repeat(2 * 1024 * 1024)}`)).status, 422, 'two MiB are fine')
  assert.equal((await imports(max, file(organizationId))).status, 403)
})

test('the same request sent again with its key is answered and not done again', async () => {
  const { organizationId, ada } = await agency()
  const key = { ...CSV, 'idempotency-key': 'once' }
  const first = await ada.post(path, file(organizationId), key)
  const again = await ada.post(path, file(organizationId), key)
  assert.deepEqual(again.body, first.body)
  assert.equal((await ada.post(path, `${file(organizationId)}\n`, key)).body.code, 'idempotency_mismatch')
})
