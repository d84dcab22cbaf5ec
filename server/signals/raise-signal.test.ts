// Signals that the house raises: while what they are about is changing, and who finds them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadActor } from '../access/actor.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { updateProject } from '../projects/project-operations.ts'
import { agency } from '../../test/agency.ts'
import { untilSomebodyWaits } from '../../test/database-waits.ts'
import { raiseSignal } from './raise-signal.ts'

async function house() {
  const { db, organizationId, clock, ...people } = await agency()
  const actor = await loadActor(db.app, organizationId, 'ada')
  const may = { actor, permission: 'signal.update', scopes: ['organization'] } as const
  const does = <T>(work: (tx: Tx) => Promise<T>) => transaction(db.app, { ...may, now: clock.tick() }, work)
  return { ...people, db, does }
}
const told = { type: 'task_blocked', priority: 'high', title: 'Blocked', projectId: 'site' } as const

test('of tasks an account manager finds only those that wait for their client', async () => {
  const { does, amy, max } = await house()
  for (const waitsForClient of [true, false]) {
    const evidence = { taskId: 'copy', waitsForClient }
    const { id } = await does((tx) => raiseSignal(tx, { ...told, evidence, dedupeKey: `${waitsForClient}` }))
    const found = await Promise.all([amy, max].map((who) => who.get(`/v1/admin/signals/${id}`)))
    assert.deepEqual([found[0]?.status, found[1]?.status], [waitsForClient ? 200 : 404, 200])
  }
})

test('raised while its project goes to another client, it is about the new one', async () => {
  const { db, does, ada } = await house()
  const [gate, under] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const moving = does(async (tx) => {
    await updateProject(tx, 'site', { accountId: 'dental' })
    under.resolve()
    await gate.promise
  })
  await under.promise
  const raising = does((tx) => raiseSignal(tx, { ...told, evidence: {}, dedupeKey: 'copy' }))
  await untilSomebodyWaits(db).finally(() => gate.resolve())
  await moving
  const { id } = await raising
  assert.equal((await ada.get(`/v1/admin/signals/${id}`)).body.accountId, 'dental')
})
