// Files that hang on tasks, requests and messages: brought, given out safely, and seen by whom they are for.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { test } from 'node:test'
import { PROJECT_QUOTA_BYTES } from '../../domain/attachment.ts'
import { agency, type Person } from '../../test/agency.ts'
import { bring, stored } from '../../test/files.ts'

const HUGE = 'cd'.repeat(16)
const files = '/v1/admin/projects/site/attachments'

test('a file is kept as it was brought, for its owner’s eyes, and given out as a download that does nothing', async () => {
  const house = await agency()
  const { max, baseUrl } = house
  const content = 'Größe;Farbe\n1;blau\n'
  const { status, body, headers } = await bring(
    max,
    house,
    `name=${encodeURIComponent('Maße "neu".csv')}&taskId=copy`,
    content,
    'text/csv',
  )
  assert.equal(status, 201, JSON.stringify(body))
  assert.deepEqual(
    [body.name, body.contentType, body.sizeBytes, body.subject, body.visibility, body.uploader],
    [
      'Maße _neu_.csv',
      'text/csv',
      Buffer.byteLength(content),
      { type: 'task', id: 'copy' },
      'internal',
      { type: 'person', id: 'max', name: 'Max' },
    ],
  )
  assert.equal(body.sha256, createHash('sha256').update(content).digest('hex'))
  assert.deepEqual((await max.get(headers.get('location') ?? '')).body, body)
  const got = await fetch(`${baseUrl}/v1/admin/attachments/${body.id}/content`, {
    headers: { authorization: `Bearer ${max.token}` },
  })
  assert.equal(await got.text(), content)
  assert.deepEqual(
    ['content-type', 'content-disposition', 'x-content-type-options', 'content-security-policy', 'cache-control'].map(
      (name) => got.headers.get(name),
    ),
    [
      'text/csv; charset=utf-8',
      `attachment; filename="Ma_e _neu_.csv"; filename*=UTF-8''Ma%C3%9Fe%20_neu_.csv`,
      'nosniff',
      "default-src 'none'; sandbox",
      'private, no-cache',
    ],
  )
  const again = await max.get(`/v1/admin/attachments/${body.id}/content`, {
    'if-none-match': got.headers.get('etag') ?? '',
  })
  assert.equal(again.status, 304)
  for (const path of await stored()) assert.equal(statSync(path).mode & 0o777, 0o600)
})

test('what is no file to be had is refused, and not a byte of it stays', async () => {
  const house = await agency()
  const { max, amy, mia, db } = house
  const before = (await stored()).length
  const refused = async (status: number, query: string, content?: string, type?: string, who: Person = max) => {
    const reply = await bring(who, house, query, content, type)
    assert.equal(reply.status, status, `${query} ${JSON.stringify(reply.body)}`)
  }
  await refused(422, 'name=a.exe')
  await refused(422, 'name=a.png', 'words', 'image/png')
  await refused(422, 'name=a.txt', '<script>alert(1)</script>')
  await refused(422, 'name=a.txt', '')
  await refused(415, 'name=a.html', '<p>', 'text/html')
  await refused(415, 'name=a.svg', '<svg>', 'image/svg+xml')
  await refused(400, '')
  await refused(400, 'name=a.txt&taskId=copy&requestId=r')
  await refused(413, 'name=a.txt', 'x'.repeat(25 * 1024 * 1024 + 1))
  await refused(404, 'name=a.txt&taskId=banner')
  await refused(404, 'name=a.txt&requestId=none')
  // An account manager has no part in tasks, and a member only in their own.
  await refused(404, 'name=a.txt&taskId=copy', 'x', 'text/plain', amy)
  const { body } = await max.adds('site', { title: 'Not hers' })
  await refused(404, `name=a.txt&taskId=${body.id}`, 'x', 'text/plain', mia)
  await db.admin.query(
    `insert into attachments (organization_id, id, project_id, visibility, name, content_type, size_bytes, sha256, storage_key,
       uploader_type, uploader_id, uploader_name, created_at)
     values ($1, 'huge', 'site', 'internal', 'huge', 'x', $2, '', $3, 'person', 'max', 'Max', now())`,
    [house.organizationId, PROJECT_QUOTA_BYTES - 3, HUGE],
  )
  await refused(422, 'name=a.txt', 'four')
  assert.equal((await bring(max, house, 'name=a.txt&id=own', 'abc')).status, 201)
  await db.admin.query(`delete from attachments where organization_id = $1 and id = 'huge'`, [house.organizationId])
  await refused(409, 'name=a.txt&id=own', 'abc')
  assert.equal((await stored()).length, before + 1)
  const { rows } = await db.admin.query('select storage_key from discarded_files where organization_id = $1', [
    house.organizationId,
  ])
  assert.deepEqual(rows, [{ storage_key: HUGE }])
})

test('each sees the files of what they see: tasks, requests and messages', async () => {
  const house = await agency()
  const { ada, max, tess, amy, mia, una, db, organizationId } = house
  await db.admin.query(
    `insert into requests (organization_id, id, project_id, account_id, title, type, priority, source, requester_name, status, resolve_by, created_at, updated_at)
     values ($1, 'req', 'site', 'bakery', 'More', 'change', 'medium', 'phone', 'Nina', 'pending', now(), now(), now())`,
    [organizationId],
  )
  const id = async (query: string, who = max) => (await bring(who, house, `name=a.txt&${query}`)).body.id as string
  const said = async (path: string, message: object) => {
    const file = await id('')
    assert.equal((await max.post(path, { body: 'See', attachmentIds: [file], ...message })).status, 201)
    return file
  }
  const other = (await max.adds('site', { title: 'Not hers' })).body.id
  const made = {
    task: await id('taskId=copy'),
    shown: await id(`taskId=${other}&visibility=client`),
    request: await id('requestId=req'),
    message: await said('/v1/admin/projects/site/communications', {}),
    aboutTask: await said('/v1/admin/projects/tasks/copy/communications', {}),
    waiting: await id('', mia),
  }
  const seen: [Person, string[]][] = [
    [ada, ['task', 'shown', 'request', 'message', 'aboutTask', 'waiting']],
    [max, ['task', 'shown', 'request', 'message', 'aboutTask', 'waiting']],
    [tess, ['task', 'shown', 'aboutTask']],
    [mia, ['task', 'aboutTask', 'waiting']],
    [amy, ['shown', 'request', 'message']],
  ]
  for (const [who, names] of seen) {
    const { data } = (await who.get(`${files}?sort=createdAt`)).body
    assert.deepEqual(
      data.map((each: { id: string }) => each.id),
      names.map((name) => made[name as 'task']),
      who.id,
    )
    for (const [name, each] of Object.entries(made)) {
      const expected = names.includes(name) ? 200 : 404
      for (const path of ['', '/content'])
        assert.equal(
          (await who.get(`/v1/admin/attachments/${each}${path}`)).status,
          expected,
          `${who.id} ${name}${path}`,
        )
    }
  }
  assert.equal((await una.get(files)).status, 404)
  for (const filter of [`taskId=${other}`, `requestId=req`])
    assert.equal((await max.get(`${files}?${filter}`)).body.data.length, 1)
  // Who brought it takes it away, and who runs the project; who only sees it does not.
  assert.equal((await tess.delete(`/v1/admin/attachments/${made.task}`)).status, 403)
  assert.equal((await mia.delete(`/v1/admin/attachments/${made.waiting}`)).status, 200)
  assert.equal((await max.delete(`/v1/admin/attachments/${made.task}`)).status, 200)
  assert.equal((await max.get(`/v1/admin/attachments/${made.task}/content`)).status, 404)
})
