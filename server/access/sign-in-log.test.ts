import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, ask, signsIn } from '../../test/agency.ts'

test('who was turned away is logged with where they came from, and without what they typed', async () => {
  const { max, mia, baseUrl, logged } = await agency()
  const from = logged.length
  await signsIn(baseUrl, max.email, 'zebra in the rain')
  await ask(baseUrl, 'GET', '/v1/admin/projects')
  await mia.get('/v1/admin/projects')
  await mia.post('/v1/admin/projects/site/tasks', '{"zebra')
  const lines = logged.slice(from).filter(({ code }) => code !== undefined)
  assert.deepEqual(
    lines.map(({ method, route, status, code, address }) => [method, route, status, code, address]),
    [
      ['POST', '/v1/auth/login', 401, 'unauthenticated', '127.0.0.1'],
      ['GET', '/v1/admin/projects', 401, 'unauthenticated', '127.0.0.1'],
      ['GET', '/v1/admin/projects', 403, 'permission_denied', '127.0.0.1'],
      ['POST', '/v1/admin/projects/:projectId/tasks', 403, 'permission_denied', '127.0.0.1'],
    ],
  )
  assert.deepEqual([lines[2]?.personId, lines[2]?.organizationId], ['mia', mia.organizationId])
  for (const { requestId, time } of lines) assert.ok(requestId && time)
  assert.doesNotMatch(JSON.stringify(logged.slice(from)), /zebra/)
})
