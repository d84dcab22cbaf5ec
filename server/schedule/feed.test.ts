// Calendar feeds: a secret address shows what its person may see at the moment, in a form that calendar programs read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, theHouse, type Agency } from '../../test/agency.ts'
import { feeds, read, subscribed, summaries } from '../../test/feed-reader.ts'

async function dated({ max }: Agency): Promise<void> {
  for (const [id, startOn, dueOn] of [
    ['copy', '2026-11-23', '2026-11-27'],
    ['design', '2026-11-30', '2026-12-04'],
  ])
    await max.put(`/v1/admin/projects/tasks/${id}`, { scheduling: 'manual', startOn, dueOn })
}

test('a member’s calendar has the tasks they are assigned to, as whole days, each under an id that stays', async () => {
  const house = await agency()
  const { mia, max, organizationId, baseUrl } = house
  await dated(house)
  await max.adds('site', {
    id: 'other',
    title: 'Somebody else’s',
    scheduling: 'manual',
    startOn: '2026-11-23',
    dueOn: '2026-11-23',
  })
  const { url } = await subscribed(mia, { kind: 'mine' })
  assert.match(url, /^http:\/\/.+\/feeds\/[\w-]{43}\.ics$/)
  const { response, entries } = await read(url)
  assert.equal(response.headers.get('content-type'), 'text/calendar; charset=utf-8')
  assert.deepEqual(summaries(entries), ['Copywriting · Website redesign', 'Visual design · Website redesign'])
  const copy = entries.find(({ uid }) => uid === `copy@${organizationId}`)
  const { version } = (await max.get('/v1/admin/projects/tasks/copy')).body
  assert.deepEqual(copy, {
    uid: `copy@${organizationId}`,
    summary: 'Copywriting · Website redesign',
    start: '2026-11-23',
    // The day after the last one.
    end: '2026-11-28',
    sequence: version,
    status: 'CONFIRMED',
    url: `${baseUrl}/v1/admin/projects/tasks/copy`,
    isDate: true,
  })
})

test('the calendar follows the plan: what moves is a later sequence of the same entry, what is cancelled says so', async () => {
  const house = await agency()
  const { mia, max } = house
  await dated(house)
  const { url } = await subscribed(mia, { kind: 'mine' })
  const before = (await read(url)).entries
  await max.put('/v1/admin/projects/tasks/design', { dueOn: '2026-12-09' })
  await max.put('/v1/admin/projects/tasks/copy/status', { status: 'cancelled' })
  const after = (await read(url)).entries
  assert.deepEqual(
    after.map(({ uid }) => uid),
    before.map(({ uid }) => uid),
  )
  const [copy, design] = after
  assert.equal(copy?.status, 'CANCELLED')
  assert.equal(design?.end, '2026-12-10')
  assert.ok((design?.sequence ?? 0) > (before[1]?.sequence ?? 0))
})

test('every line is one that calendar programs take: CRLF, at most 75 octets, and no text breaks out of its line', async () => {
  const house = await agency()
  const { mia, max } = house
  const title = `Größe; Farbe, „Ton“ \\ 日本語💥 ${'ä'.repeat(120)}`
  await max.put('/v1/admin/projects/tasks/copy', {
    title,
    scheduling: 'manual',
    startOn: '2026-11-23',
    dueOn: '2026-11-23',
  })
  const { url } = await subscribed(mia, { kind: 'mine' })
  const { text, entries } = await read(url)
  assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/)
  assert.ok(text.endsWith('END:VCALENDAR\r\n'))
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  assert.equal(entries[0]?.summary, `${title} · Website redesign`)
  for (const required of ['PRODID:', 'VERSION:2.0', 'UID:', 'DTSTAMP:', 'LAST-MODIFIED:'])
    assert.ok(text.includes(`\r\n${required}`), required)
  // Written anew it is the same text: the stamp is of the change, not of the reading.
  const instant = (name: string) => new RegExp(`\r\n${name}:(\\d{8}T\\d{6}Z)\r\n`).exec(text)?.[1]
  assert.equal(instant('DTSTAMP'), instant('LAST-MODIFIED'))
})

test('a program that has the calendar as it is gets nothing but that; no cache between keeps it', async () => {
  const house = await agency()
  const { mia, max, clock } = house
  await dated(house)
  const { url } = await subscribed(mia, { kind: 'mine' })
  const first = await read(url)
  const etag = first.response.headers.get('etag') ?? ''
  assert.match(first.response.headers.get('cache-control') ?? '', /private/)
  clock.advance({ hours: 1 })
  assert.equal((await read(url, { 'if-none-match': etag })).response.status, 304)
  await max.put('/v1/admin/projects/tasks/copy', { title: 'Words' })
  const changed = await read(url, { 'if-none-match': etag })
  assert.equal(changed.response.status, 200)
  assert.notEqual(changed.response.headers.get('etag'), etag)
})

test('the calendar of a project is for who may see its plan, and a team’s has the projects of the team', async () => {
  const house = await agency()
  const { ada, max, tess, mia } = house
  await dated(house)
  await ada.put('/v1/admin/projects/tasks/banner', { scheduling: 'manual', startOn: '2026-11-25', dueOn: '2026-11-25' })
  const site = await read((await subscribed(max, { kind: 'project', projectId: 'site' })).url)
  assert.deepEqual(summaries(site.entries), ['Copywriting', 'Visual design'])
  assert.equal(site.calendar?.getFirstPropertyValue('name'), 'Website redesign')
  const design = await read((await subscribed(tess, { kind: 'team', teamId: 'design' })).url)
  assert.equal(design.entries.length, 2)
  const search = await read((await subscribed(ada, { kind: 'team', teamId: 'search' })).url)
  assert.deepEqual(summaries(search.entries), ['Banner set · Spring campaign'])
  // A manager's reach is the projects they are assigned to, also within a team.
  assert.equal((await read((await subscribed(max, { kind: 'team', teamId: 'search' })).url)).entries.length, 0)
  for (const [who, feed, status] of [
    [max, { kind: 'project', projectId: 'ads' }, 422],
    [tess, { kind: 'team', teamId: 'search' }, 422],
    [mia, { kind: 'project', projectId: 'site' }, 403],
    [ada, { kind: 'project' }, 422],
    [ada, { kind: 'mine', teamId: 'design' }, 422],
  ] as const)
    assert.equal((await who.post(feeds, feed)).status, status, JSON.stringify(feed))
})

test('an address shows nothing any more once its person is suspended or lost what it is about', async () => {
  const house = await agency()
  const { ada, max, tess, mia } = house
  await dated(house)
  const mine = await subscribed(mia, { kind: 'mine' })
  const project = await subscribed(max, { kind: 'project', projectId: 'site' })
  const team = await subscribed(tess, { kind: 'team', teamId: 'design' })
  await ada.put('/v1/admin/projects/site', { managerId: null })
  await ada.put('/v1/admin/teams/design', { leadId: null })
  await ada.post('/v1/admin/people/mia/suspend')
  for (const { url } of [mine, project, team]) {
    const { response, text } = await read(url)
    assert.deepEqual([response.status, (JSON.parse(text) as { code: string }).code], [404, 'feed_not_found'])
  }
  await ada.post('/v1/admin/people/mia/reinstate')
  await ada.put('/v1/admin/projects/site', { managerId: 'max' })
  assert.deepEqual([(await read(mine.url)).response.status, (await read(project.url)).response.status], [200, 200])
  await ada.put('/v1/admin/people/max', { roles: [] })
  assert.equal((await read(project.url)).response.status, 404)
})

test('feeds are listed without their addresses, kept as a hash, and gone at once when taken back', async () => {
  const { db, organizationId, mia, max } = await agency()
  const { id, url } = await subscribed(mia, { kind: 'mine' })
  const { body } = await mia.get(feeds)
  assert.deepEqual([body.data[0].id, 'url' in body.data[0]], [id, false])
  assert.deepEqual((await max.get(feeds)).body.data, [])
  const { rows } = await db.admin.query('select t::text as row from calendar_feeds t where organization_id = $1', [
    organizationId,
  ])
  assert.ok(!String(rows[0]?.row).includes(url.split('/').at(-1)?.slice(0, 43) ?? 'x'))
  assert.equal((await max.delete(`${feeds}/${id}`)).body.code, 'feed_not_found')
  assert.equal((await read(url)).response.status, 200)
  assert.equal((await mia.delete(`${feeds}/${id}`)).status, 204)
  assert.equal((await read(url)).response.status, 404)
})

test('a repeated request does not make a second address, nor tell the first one again', async () => {
  const { mia } = await agency()
  const key = { 'idempotency-key': 'once' }
  const first = await mia.post(feeds, { kind: 'mine' }, key)
  const again = await mia.post(feeds, { kind: 'mine' }, key)
  assert.deepEqual([again.status, again.body.id, again.body.url], [201, first.body.id, undefined])
  assert.equal((await mia.get(feeds)).body.data.length, 1)
})

test('a token that may less than its person, or ends, makes no address that may more or never ends', async () => {
  const { ada, baseUrl } = await agency()
  const ask = async (token: Record<string, unknown>, feed: object) => {
    const { body } = await ada.post('/v1/auth/tokens', { name: 'x', ...token })
    const response = await fetch(`${baseUrl}${feeds}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${body.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(feed),
    })
    return response.status
  }
  assert.equal(await ask({ scopes: ['feed.manage'] }, { kind: 'mine' }), 403)
  assert.equal(await ask({ scopes: ['feed.manage', 'me.read'] }, { kind: 'mine' }), 201)
  assert.equal(await ask({ scopes: ['feed.manage', 'me.read'] }, { kind: 'project', projectId: 'site' }), 403)
  assert.equal(await ask({ scopes: ['*'], expiresAt: '2027-01-01T00:00:00Z' }, { kind: 'mine' }), 403)
})

test('an address that never was is not found, whatever it looks like', async () => {
  const { baseUrl } = await theHouse()
  for (const token of ['x', 'x.ics', `${'a'.repeat(43)}.ics`, '%00', 'a%2Fb'])
    assert.equal((await fetch(`${baseUrl}/feeds/${token}`)).status, 404, token)
})

test('bookings are in it too: my own hours, and in a project’s calendar who is booked', async () => {
  const { ada, max, mia, baseUrl } = await agency()
  const days = { startOn: '2026-11-23', endOn: '2026-11-25' }
  const create = [
    { id: 'words', personId: 'mia', ...days, minutesPerDay: 210 },
    { id: 'later', personId: 'tess', ...days, percent: 50, status: 'tentative' },
  ]
  assert.equal((await max.put('/v1/admin/projects/site/schedule', { allocations: { create } })).status, 200)
  const hidden = { id: 'ads-work', personId: 'mia', ...days, minutesPerDay: 60 }
  await ada.put('/v1/admin/projects/ads/schedule', { allocations: { create: [hidden] } })
  const textOf = async (who: typeof mia, body: object) => {
    const { url } = (await who.post('/v1/admin/me/feeds', body)).body
    return (await fetch(url.replace(/^https?:\/\/[^/]+/, baseUrl))).text()
  }
  const own = await textOf(mia, { kind: 'mine' })
  assert.ok(own.includes('Booked 3.5 h a day · Website redesign') && own.includes('Booked 1 h a day · Spring campaign'))
  assert.ok(own.includes('DTEND;VALUE=DATE:20261126'))
  const project = await textOf(max, { kind: 'project', projectId: 'site' })
  assert.ok(project.includes('Mia: 3.5 h a day') && !project.includes('Spring campaign'))
  assert.match(project, /STATUS:TENTATIVE/)
  await max.put('/v1/admin/projects/site/schedule', { allocations: { remove: ['words'] } })
  assert.ok(!(await textOf(mia, { kind: 'mine' })).includes('3.5 h'))
})
