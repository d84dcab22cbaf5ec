// Signals raised while what they are about is changing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadActor } from '../access/actor.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { updateProject } from '../projects/project-operations.ts'
import { agency } from '../../test/agency.ts'
import { untilSomebodyWaits } from '../../test/database-waits.ts'
import { raiseSignal } from './raise-signal.ts'

test('raised while its project goes to another client, it is about the new one', async () => {
  const { db, organizationId, clock, ada } = await agency()
  const actor = await loadActor(db.app, organizationId, 'ada')
  const may = { actor, permission: 'signal.update', scopes: ['organization'] } as const
  const does = <T>(work: (tx: Tx) => Promise<T>) => transaction(db.app, { ...may, now: clock.tick() }, work)
  const [gate, under] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const moving = does(async (tx) => {
    await updateProject(tx, 'site', { accountId: 'dental' })
    under.resolve()
    await gate.promise
  })
  await under.promise
  const told = { type: 'task_blocked', priority: 'high', title: 'Blocked', evidence: {}, dedupeKey: 'copy' } as const
  const raising = does((tx) => raiseSignal(tx, { ...told, projectId: 'site' }))
  await untilSomebodyWaits(db).finally(() => gate.resolve())
  await moving
  const { id } = await raising
  assert.equal((await ada.get(`/v1/admin/signals/${id}`)).body.accountId, 'dental')
})
