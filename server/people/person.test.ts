import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, ask, mailsTo, startsWith } from '../../test/agency.ts'

const nina = (organizationId: string) => ({
  id: 'nina',
  name: 'Nina Berg',
  email: `Nina@${organizationId}.example`,
  roles: ['team_lead'],
})

test('a Project Admin hires a person with all there is to say about them', async () => {
  const { ada, organizationId } = await agency()
  await ada.put('/v1/admin/settings', { projectTypes: ['podcast'] })
  const whole = {
    ...nina(organizationId),
    roles: ['team_lead', 'project_manager'],
    services: ['seo', 'podcast'],
    skills: ['Audio editing'],
    teamIds: ['search', 'design'],
    weeklyCapacity: [
      { validFrom: '2027-01-01', minutes: [240, 240, 240, 240, 240, 0, 0] },
      { validFrom: '2026-01-01', minutes: [480, 480, 480, 480, 480, 0, 0] },
    ],
    availabilityFactor: 0.875,
  }
  const made = await ada.post('/v1/admin/people', whole)
  assert.equal(made.status, 201)
  assert.equal(made.headers.get('location'), '/v1/admin/people/nina')
  const { createdAt, updatedAt, ...person } = made.body
  assert.equal(createdAt, updatedAt)
  assert.deepEqual(person, {
    ...whole,
    roles: ['project_manager', 'team_lead'],
    teamIds: ['design', 'search'],
    weeklyCapacity: whole.weeklyCapacity.toReversed(),
    active: true,
    joinedAt: null,
    version: 1,
  })
  assert.deepEqual((await ada.get('/v1/admin/people/nina')).body, made.body)
  assert.deepEqual((await ada.get('/v1/admin/teams/design')).body.memberIds, ['mia', 'nina', 'tess'])
})

test('what a person names has to be there, and is pointed at where it is not', async () => {
  const { ada, organizationId } = await agency()
  const pointer = async (body: object) => {
    const { status, body: problem } = await ada.post('/v1/admin/people', { ...nina(organizationId), ...body })
    return [status, problem.errors?.[0]?.pointer]
  }
  assert.deepEqual(await pointer({ teamIds: ['design', 'nowhere'] }), [422, '/teamIds'])
  assert.deepEqual(await pointer({ services: ['seo', 'podcast'] }), [422, '/services/1'])
  assert.deepEqual(await pointer({ roles: ['king'] }), [422, '/roles/0'])
  assert.deepEqual(await pointer({ availabilityFactor: 0.12345 }), [422, '/availabilityFactor'])
  assert.deepEqual(await pointer({ password: 'not to be set here' }), [422, '/password'])
})

test('an e-mail address is one person in the whole installation', async () => {
  const { ada, olga, organizationId } = await agency()
  await ada.post('/v1/admin/people', nina(organizationId))
  const again = await olga.post('/v1/admin/people', {
    ...nina(organizationId),
    id: 'nina2',
    email: nina(organizationId).email.toLowerCase(),
  })
  assert.deepEqual([again.status, again.body.pointer], [409, '/email'])
  const sameId = await ada.post('/v1/admin/people', { ...nina(organizationId), email: 'else@else.example' })
  assert.deepEqual([sameId.status, sameId.body.pointer], [409, '/id'])
})

test('people are found by role, team, service, state and any part of name or address', async () => {
  const { ada, organizationId } = await agency()
  await ada.post('/v1/admin/people', { ...nina(organizationId), services: ['seo'] })
  await ada.post('/v1/admin/people/una/suspend')
  const ids = async (query: string) =>
    (await ada.get(`/v1/admin/people?${query}`)).body.data.map((person: { id: string }) => person.id)
  assert.deepEqual(await ids(''), ['ada', 'amy', 'max', 'mia', 'nina', 'tess', 'una'])
  assert.deepEqual(await ids('role=team_lead,account_manager'), ['amy', 'nina', 'tess', 'una'])
  assert.deepEqual(await ids('role=team_lead&active=true'), ['nina', 'tess'])
  assert.deepEqual(await ids('teamId=design'), ['mia', 'tess'])
  assert.deepEqual(await ids('service=seo'), ['nina'])
  assert.deepEqual(await ids('q=BERG%20nin'), ['nina'])
  assert.deepEqual(await ids(`q=ina%40${organizationId}`), ['nina'])
  assert.deepEqual(await ids('q=%25'), [])
  assert.deepEqual(await ids('sort=-name&limit=2'), ['una', 'tess'])
  await ada.post('/v1/admin/people', { id: 'nils', name: 'Nils', email: `nils@${organizationId}.example`, roles: [] })
  assert.deepEqual(await ids('q=ni&sort=-createdAt'), ['nils', 'nina'])
})

test('two admins change different fields of a person; the same field is refused with its value now', async () => {
  const { ada, organizationId } = await agency()
  const first = await ada.post('/v1/admin/people', nina(organizationId))
  const etag = (await ada.get('/v1/admin/people/nina')).headers.get('etag') ?? ''
  assert.equal(first.body.version, 1)
  assert.equal((await ada.put('/v1/admin/people/nina', { name: 'Nina Bergmann' }, { 'if-match': etag })).status, 200)
  const merged = await ada.put('/v1/admin/people/nina', { skills: ['Audio'] }, { 'if-match': etag })
  assert.deepEqual([merged.status, merged.body.name, merged.body.skills], [200, 'Nina Bergmann', ['Audio']])
  const refused = await ada.put('/v1/admin/people/nina', { name: 'N. Berg' }, { 'if-match': etag })
  assert.deepEqual([refused.status, refused.body.fields], [412, { name: 'Nina Bergmann' }])
})

test('a change that says nothing new is no change, in whichever order the roles stand', async () => {
  const { ada, una } = await agency()
  const same = await ada.put(`/v1/admin/people/${una.id}`, {
    roles: ['account_manager', 'team_lead', 'project_manager'],
  })
  assert.deepEqual([same.status, same.body.version], [200, 1])
})

test('new roles count from the next request on', async () => {
  const { ada, mia } = await agency()
  assert.equal((await mia.get('/v1/admin/people')).status, 403)
  await ada.put('/v1/admin/people/mia', { roles: ['team_lead'] })
  assert.equal((await mia.get('/v1/admin/people')).status, 200)
})

test('joining a team from the person’s side is a change of the team too', async () => {
  const { ada } = await agency()
  const etag = (await ada.get('/v1/admin/teams/search')).headers.get('etag') ?? ''
  await ada.put('/v1/admin/people/mia', { teamIds: ['search'] })
  const team = (await ada.get('/v1/admin/teams/search')).body
  assert.deepEqual([team.memberIds, team.version], [['mia'], 2])
  const stale = await ada.put('/v1/admin/teams/search', { memberIds: ['max'] }, { 'if-match': etag })
  assert.deepEqual([stale.status, stale.body.fields], [412, { memberIds: ['mia'] }])
  assert.deepEqual((await ada.get('/v1/admin/teams/design')).body.memberIds, ['tess'])
})

test('an invitation goes to who is active and has not joined', async () => {
  const { ada, baseUrl, organizationId } = await agency()
  const { email } = (await ada.post('/v1/admin/people', nina(organizationId))).body
  const sent = await ada.post('/v1/admin/people/nina/invite')
  assert.deepEqual([sent.status, sent.body.email], [202, email])
  await ada.post('/v1/admin/people/nina/suspend')
  assert.equal((await ada.post('/v1/admin/people/nina/invite')).body.code, 'invalid_transition')
  await ada.post('/v1/admin/people/nina/reinstate')
  await ada.post('/v1/admin/people/nina/invite')
  const secret = (await mailsTo(email)).at(-1)?.secret
  await ask(baseUrl, 'POST', `/v1/auth/invitations/${secret}`, { password: 'a quiet long password' })
  assert.equal((await ada.post('/v1/admin/people/nina/invite')).body.code, 'invalid_transition')
  assert.equal((await ada.post('/v1/admin/people/nobody/invite')).body.code, 'person_not_found')
})

test('the last Project Admin can neither be suspended nor lose the role', async () => {
  const { ada, organizationId, db } = await agency()
  assert.equal((await ada.post('/v1/admin/people/ada/suspend')).body.code, 'last_admin')
  assert.equal((await ada.put('/v1/admin/people/ada', { roles: ['project_manager'] })).body.code, 'last_admin')
  // A suspended second one does not count.
  await ada.post('/v1/admin/people', { ...nina(organizationId), roles: ['project_admin'] })
  await ada.post('/v1/admin/people/nina/suspend')
  assert.equal((await ada.put('/v1/admin/people/ada', { roles: [] })).body.code, 'last_admin')
  assert.equal((await ada.put('/v1/admin/people/ada', { roles: ['project_admin', 'team_lead'] })).status, 200)
  const { rows } = await db.admin.query(`select version from people where organization_id = $1 and id = 'ada'`, [
    organizationId,
  ])
  assert.equal(rows[0].version, 2)
})

test('of two admins who are taken away ten times at once, one stays', async () => {
  for (let round = 0; round < 3; round++) {
    const { ada, organizationId, db } = await agency()
    await ada.post('/v1/admin/people', { ...nina(organizationId), roles: ['project_admin'] })
    const attempts = Array.from({ length: 10 }, (_, i) => {
      const id = i % 2 ? 'ada' : 'nina'
      return i % 4 < 2
        ? ada.post(`/v1/admin/people/${id}/suspend`)
        : ada.put(`/v1/admin/people/${id}`, { roles: ['team_lead'] })
    })
    const replies = await Promise.all(attempts)
    for (const { status } of replies) assert.ok([200, 401, 403, 409].includes(status), String(status))
    const { rows } = await db.admin.query(
      `select 1 from people where organization_id = $1 and active and 'project_admin' = any(roles)`,
      [organizationId],
    )
    assert.equal(rows.length, 1)
  }
})

test('suspending and reinstating are on record, each with who did it', async () => {
  const { ada, organizationId, db } = await agency()
  await ada.post('/v1/admin/people/mia/suspend')
  assert.equal((await ada.post('/v1/admin/people/mia/suspend')).body.version, 2)
  await ada.post('/v1/admin/people/mia/reinstate')
  const { rows } = await db.admin.query(
    `select event, version, actor_id, changes from activity where organization_id = $1 and entity_id = 'mia' order by version`,
    [organizationId],
  )
  assert.deepEqual(rows, [
    { event: 'person.suspended', version: 2, actor_id: 'ada', changes: { active: { from: true, to: false } } },
    { event: 'person.reinstated', version: 3, actor_id: 'ada', changes: { active: { from: false, to: true } } },
  ])
})

test('people of another organisation are not found, and only a Project Admin writes', async () => {
  const { ada, max, olga } = await agency()
  assert.equal((await olga.get('/v1/admin/people/max')).body.code, 'person_not_found')
  for (const path of ['', '/invite', '/suspend', '/reinstate']) {
    const write = (who: typeof ada) =>
      path ? who.post(`/v1/admin/people/mia${path}`) : who.put('/v1/admin/people/mia', { name: 'M' })
    assert.equal((await write(max)).status, 403, path)
    assert.equal((await write(olga)).status, 404, path)
  }
  assert.equal((await max.get('/v1/admin/people/mia')).status, 200)
})

test('who I am tells my organisation and how far I may reach', async () => {
  const { max, mia, organizationId } = await agency()
  await startsWith(max, 'a quiet long password')
  const { body } = await max.get('/v1/admin/me')
  assert.deepEqual([body.id, body.roles], ['max', ['project_manager']])
  assert.deepEqual(body.organization, {
    id: organizationId,
    name: organizationId,
    timezone: 'Europe/Berlin',
    currency: 'EUR',
  })
  assert.deepEqual(body.permissions['project.update'], ['assigned'])
  assert.deepEqual(body.permissions['project.create'], [])
  assert.deepEqual((await mia.get('/v1/admin/me')).body.permissions['me.read'], ['own'])
})
