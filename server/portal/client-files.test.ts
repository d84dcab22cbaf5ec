// What a client's link opens of files: those of their own requests, that are for their eyes.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { agency, ask, type Agency, type Person } from '../../test/agency.ts'
import { hashSecret } from '../access/authenticate.ts'

async function withLink({ db, organizationId }: Agency, email: string, project = 'site'): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.admin.query(
    `insert into client_links (organization_id, id, project_id, account_id, name, email, secret_hash, expires_at, created_at, updated_at)
     values ($1, $2, $3, (select account_id from projects where organization_id = $1 and id = $3), 'Nina', $4, $5, '2099-01-01', now(), now())`,
    [organizationId, `l${randomBytes(4).toString('hex')}`, project, email, hashSecret(token)],
  )
  return token
}

const asked = ({ db, organizationId }: Agency, id: string, email: string, project = 'site', account = 'bakery') =>
  db.admin.query(
    `insert into requests (organization_id, id, project_id, account_id, title, type, priority, source, requester_name, requester_email,
       status, resolve_by, created_at, updated_at)
     values ($1, $2, $4, $5, 'More', 'change', 'medium', 'portal', 'Nina', $3, 'pending', now(), now(), now())`,
    [organizationId, id, email, project, account],
  )

test('a client brings a file onto their request and fetches what is shown to them, and nothing else', async () => {
  const house = await agency()
  const { baseUrl, max, amy, db, organizationId } = house
  const [nina, olive] = [await withLink(house, 'nina@bakery.example'), await withLink(house, 'olive@bakery.example')]
  await asked(house, 'hers', 'Nina@bakery.example')
  await asked(house, 'elsewhere', 'nina@bakery.example', 'ads', 'dental')
  const brings = (
    token: string,
    request: string,
    name = 'photo.png',
    content = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
  ) =>
    fetch(`${baseUrl}/v1/client/${token}/requests/${request}/attachments?name=${name}`, {
      method: 'POST',
      body: content,
      headers: { 'content-type': 'image/png' },
    })
  const brought = await brings(nina, 'hers')
  const file = (await brought.json()) as { id: string }
  assert.deepEqual(
    [brought.status, file],
    [201, { id: file.id, name: 'photo.png', contentType: 'image/png', sizeBytes: 8 }],
  )
  assert.deepEqual((await amy.get(`/v1/admin/attachments/${file.id}`)).body.uploader.type, 'client')
  for (const [token, request] of [
    [olive, 'hers'],
    [nina, 'elsewhere'],
    [nina, 'none'],
    [`${nina}x`, 'hers'],
  ] as const)
    assert.equal((await brings(token, request)).status, 404)
  assert.equal((await brings(nina, 'hers', 'a.html')).status, 422)
  const staff = async (who: Person, query: string) =>
    (
      await ask(baseUrl, 'POST', `/v1/admin/projects/site/attachments?name=a.txt&${query}`, 'x', {
        authorization: `Bearer ${who.token}`,
        'content-type': 'text/plain',
      })
    ).body.id as string
  const internal = await staff(max, 'requestId=hers')
  const shown = await staff(max, 'requestId=hers&visibility=client')
  const ofTask = await staff(max, 'taskId=copy&visibility=client')
  const [inside, outside] = [await staff(amy, ''), await staff(amy, '')]
  const say = (id: string, more: object) =>
    amy.post('/v1/admin/projects/site/communications', {
      body: 'See',
      thread: { type: 'request', id: 'hers' },
      attachmentIds: [id],
      ...more,
    })
  await say(inside, {})
  await say(outside, { visibility: 'client', channel: 'portal' })
  const fetches = async (token: string, id: string) =>
    (await fetch(`${baseUrl}/v1/client/${token}/attachments/${id}/content`)).status
  for (const id of [file.id, shown, outside])
    assert.deepEqual([await fetches(nina, id), await fetches(olive, id)], [200, 404])
  for (const id of [internal, ofTask, inside]) assert.equal(await fetches(nina, id), 404)
  await db.admin.query('update client_links set revoked_at = now() where organization_id = $1', [organizationId])
  assert.deepEqual([await fetches(nina, file.id), (await brings(nina, 'hers')).status], [404, 404])
})

test('a file whose link is taken back while it comes is not kept', async () => {
  const house = await agency()
  const { baseUrl, db, organizationId, max } = house
  const token = await withLink(house, 'nina@bakery.example')
  await asked(house, 'hers', 'nina@bakery.example')
  let began = () => {}
  const underWay = new Promise<void>((resolve) => (began = resolve))
  let goOn = () => {}
  const revoked = new Promise<void>((resolve) => (goOn = resolve))
  async function* slowly() {
    yield Buffer.from('half ')
    began()
    await revoked
    yield Buffer.from('whole')
  }
  const brought = fetch(`${baseUrl}/v1/client/${token}/requests/hers/attachments?name=a.txt`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: ReadableStream.from(slowly()),
    duplex: 'half',
  })
  await underWay
  for (let waiting = true; waiting;) {
    const { rows } = await db.admin.query('select 1 from discarded_files where organization_id = $1', [organizationId])
    waiting = rows.length === 0
  }
  await db.admin.query('update client_links set revoked_at = now() where organization_id = $1', [organizationId])
  goOn()
  assert.equal((await brought).status, 404)
  assert.equal((await max.get('/v1/admin/projects/site/attachments')).body.pagination.total, 0)
})
