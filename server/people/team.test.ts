import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'

const video = { id: 'video', name: 'Video', leadId: 'tess', memberIds: ['mia', 'max'], services: ['content'] }

test('a team is made, changed and dissolved', async () => {
  const { ada } = await agency()
  const made = await ada.post('/v1/admin/teams', video)
  assert.equal(made.status, 201)
  assert.equal(made.headers.get('location'), '/v1/admin/teams/video')
  const { createdAt: _, updatedAt: __, ...team } = made.body
  assert.deepEqual(team, { ...video, memberIds: ['max', 'mia'], version: 1 })
  const changed = await ada.put('/v1/admin/teams/video', { name: 'Film', leadId: null, memberIds: ['mia'] })
  assert.deepEqual(
    [changed.body.name, changed.body.leadId, changed.body.memberIds, changed.body.version],
    ['Film', null, ['mia'], 2],
  )
  assert.equal((await ada.delete('/v1/admin/teams/video')).status, 204)
  assert.equal((await ada.get('/v1/admin/teams/video')).body.code, 'team_not_found')
})

test('joining and leaving a team are changes of the person too', async () => {
  const { ada, organizationId, db } = await agency()
  await ada.post('/v1/admin/teams', video)
  const joined = (await ada.get('/v1/admin/people/mia')).body
  assert.deepEqual([joined.teamIds, joined.version], [['design', 'video'], 2])
  await ada.delete('/v1/admin/teams/video')
  const left = (await ada.get('/v1/admin/people/mia')).body
  assert.deepEqual([left.teamIds, left.version], [['design'], 3])
  const { rows } = await db.admin.query(
    `select event, version, changes from activity where organization_id = $1 and entity_type = 'person' and entity_id = 'mia' order by version`,
    [organizationId],
  )
  assert.deepEqual(rows, [
    { event: 'person.updated', version: 2, changes: { teamIds: { from: ['design'], to: ['design', 'video'] } } },
    { event: 'person.updated', version: 3, changes: { teamIds: { from: ['design', 'video'], to: ['design'] } } },
  ])
})

test('members changed from both sides at once agree in the end', async () => {
  const { ada } = await agency()
  await ada.post('/v1/admin/teams', { ...video, memberIds: [] })
  const people = ['amy', 'max', 'mia', 'tess', 'una']
  const replies = await Promise.all([
    ...people.map((id) => ada.put(`/v1/admin/people/${id}`, { teamIds: ['video', 'search'] })),
    ...people.map((id) => ada.put('/v1/admin/teams/video', { memberIds: [id] })),
    ada.put('/v1/admin/teams/search', { memberIds: people }),
  ])
  for (const { status } of replies) assert.equal(status, 200)
  const teams = (await ada.get('/v1/admin/teams')).body.data as { id: string; memberIds: string[] }[]
  for (const person of (await ada.get('/v1/admin/people')).body.data as { id: string; teamIds: string[] }[]) {
    const inTeams = teams.filter((team) => team.memberIds.includes(person.id)).map((team) => team.id)
    assert.deepEqual(person.teamIds, inTeams.toSorted())
  }
})

test('a team that projects name stays', async () => {
  const { ada } = await agency()
  const refused = await ada.delete('/v1/admin/teams/design')
  assert.deepEqual([refused.status, refused.body.code, refused.body.projects], [409, 'in_use', 1])
  assert.deepEqual((await ada.get('/v1/admin/people/mia')).body.teamIds, ['design'])
})

test('a lead and new members are active people of the organisation', async () => {
  const { ada } = await agency()
  await ada.post('/v1/admin/people/una/suspend')
  const pointer = async (body: object) =>
    (await ada.post('/v1/admin/teams', { name: 'Odd', ...body })).body.errors?.[0]?.pointer
  assert.equal(await pointer({ leadId: 'una' }), '/leadId')
  assert.equal(await pointer({ leadId: 'olga' }), '/leadId')
  assert.equal(await pointer({ memberIds: ['mia', 'una'] }), '/memberIds')
  assert.equal(await pointer({ services: ['podcast'] }), '/services/0')
  // Who was in the team before being suspended does not stand in the way of other changes.
  await ada.post('/v1/admin/people/mia/suspend')
  assert.equal((await ada.put('/v1/admin/teams/design', { memberIds: ['mia', 'tess', 'max'] })).status, 200)
})

test('leading a team opens its projects, at once', async () => {
  const { ada, una } = await agency()
  assert.equal((await una.get('/v1/admin/projects/ads/tasks')).status, 404)
  await ada.put('/v1/admin/teams/search', { leadId: 'una' })
  assert.equal((await una.get('/v1/admin/projects/ads/tasks')).status, 200)
})

test('teams are listed by lead, member and service', async () => {
  const { ada, max, mia } = await agency()
  await ada.post('/v1/admin/teams', video)
  const ids = async (query: string) =>
    (await max.get(`/v1/admin/teams?${query}`)).body.data.map((team: { id: string }) => team.id)
  assert.deepEqual(await ids(''), ['design', 'search', 'video'])
  assert.deepEqual(await ids('leadId=tess&service=content'), ['video'])
  assert.deepEqual(await ids('memberId=mia'), ['design', 'video'])
  assert.equal((await mia.get('/v1/admin/teams')).status, 403)
  assert.equal((await max.delete('/v1/admin/teams/video')).status, 403)
})

test('two admins change one team: other fields merge, the same field is refused', async () => {
  const { ada } = await agency()
  const etag = (await ada.get('/v1/admin/teams/search')).headers.get('etag') ?? ''
  await ada.put('/v1/admin/teams/search', { name: 'Search & Ads' }, { 'if-match': etag })
  assert.equal(
    (await ada.put('/v1/admin/teams/search', { services: ['ads'] }, { 'if-match': etag })).body.name,
    'Search & Ads',
  )
  assert.equal((await ada.put('/v1/admin/teams/search', { name: 'Ads' }, { 'if-match': etag })).status, 412)
})
