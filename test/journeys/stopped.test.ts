// Stopping cleanly: what is in flight finishes, nothing is left behind, and the next start takes a moment.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { install, startServer } from './running-server.ts'

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(
    `${signal} lets requests in flight finish and stops the database too`,
    { skip: signal === 'SIGINT' && !process.env.TEST_LONG },
    async () => {
      const house = await install()
      const server = await startServer(house)
      const names = Array.from({ length: 40 }, (_, i) => `project ${i}`)
      const replies = names.map((name) =>
        server.ada.post('/v1/admin/projects', { name, accountId: 'bakery', type: 'seo' }),
      )
      await replies[0]
      server.process.kill(signal)
      // Whatever had reached the server is answered; a connection that came too late is refused, never cut.
      const settled = await Promise.allSettled(replies)
      const answered = settled.filter((reply) => reply.status === 'fulfilled')
      assert.deepEqual(
        answered.filter(({ value }) => value.status !== 201).map(({ value }) => [value.status, value.body]),
        [],
      )
      assert.ok(answered.length > 0)
      assert.equal(await server.ended, 0)
      assert.ok(!existsSync(join(house.dataDir, 'postgres/postmaster.pid')), 'the database is stopped')
      const again = await startServer(house)
      const { body } = await again.ada.get('/v1/admin/projects?limit=100')
      assert.equal(body.pagination.total, answered.length)
      again.process.kill('SIGTERM')
      assert.equal(await again.ended, 0)
    },
  )
}
