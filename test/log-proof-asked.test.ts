// A Project Admin asks over the API whether what happened lately is still told as it was sealed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHAINED_BATCHES, PROVEN_BATCHES } from '../server/activity/activity-proof.ts'
import { KEY, seal, sealed, verify } from './sealed-log.ts'

const PROOF = '/v1/admin/activity/verification'

test('the log of the caller’s organisation is proven, and the first entry that was changed is named', async () => {
  const house = await sealed()
  const { ada, db, organizationId } = house
  const { lastSeq, head } = await verify(organizationId)
  const right = await ada.get(PROOF)
  assert.equal(right.status, 200)
  const whole = { entries: lastSeq, proven: lastSeq, notSealedYet: 0, batches: 3, head, headCopy: 'agrees' }
  assert.deepEqual(right.body, { ok: true, ...whole, firstBad: null })
  await db.admin.query(`update activity set actor_id = 'mia' where organization_id = $1 and seq = $2`, [
    organizationId,
    lastSeq - 1,
  ])
  const { body } = await ada.get(PROOF)
  assert.equal(body.ok, false)
  assert.deepEqual([body.firstBad.seq, body.firstBad.what], [lastSeq - 1, 'is not what was sealed'])
  assert.match(body.firstBad.id, /^act_/)
  // What happens to one organisation's log is not another's.
  const other = await sealed()
  assert.equal((await other.ada.get(PROOF)).body.ok, true)
})

test('of what is older than the newest batches the chain is proven: its signatures, and that each follows the one before', async () => {
  const house = await sealed()
  const { ada, db, organizationId } = house
  for (let n = 0; n < PROVEN_BATCHES; n++) {
    await db.admin.query(
      `insert into activity (organization_id, id, entity_type, entity_id, event, actor_type, actor_id, at)
       values ($1, 'act_n' || $2, 'task', 'copy', 'task.updated', 'person', 'mia', now())`,
      [organizationId, n],
    )
    await seal(KEY)
  }
  const found = (await ada.get(PROOF)).body
  assert.deepEqual([found.ok, found.batches, found.proven], [true, PROVEN_BATCHES + 3, PROVEN_BATCHES])
  assert.ok(CHAINED_BATCHES > found.batches)
  const broken = async (change: string) => {
    const kept = await db.admin.query('select * from activity_seals where organization_id = $1 and batch = 2', [
      organizationId,
    ])
    await db.admin.query(`update activity_seals set ${change} where organization_id = $1 and batch = 2`, [
      organizationId,
    ])
    const { firstBad } = (await ada.get(PROOF)).body
    const { signature, previous } = kept.rows[0]
    await db.admin.query(
      'update activity_seals set signature = $2, previous = $3 where organization_id = $1 and batch = 2',
      [organizationId, signature, previous],
    )
    return firstBad?.what
  }
  assert.equal(await broken(`signature = '\\x00'`), 'is in batch 2, which this key has not signed')
  assert.equal(await broken(`previous = sha256('another')`), 'is in batch 2, which does not follow the one before it')
  await db.admin.query('delete from activity_seals where organization_id = $1 and batch = 2', [organizationId])
  assert.equal((await ada.get(PROOF)).body.firstBad.what, 'is in batch 3, which does not follow the one before it')
})
