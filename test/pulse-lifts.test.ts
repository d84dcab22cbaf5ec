// Random projects: the contributions are the score, the cap is a line of its own, and each promised lift is what doing it
// gives: previewed, and then done. Five hundred projects in test:long.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProjectPulse } from '../domain/pulse.ts'
import type { PulseLift } from '../domain/pulse-lifts.ts'
import { reading, transaction } from '../server/platform/transaction.ts'
import { doActions, previewPulse } from '../server/pulse/preview-pulse.ts'
import { getProjectPulse } from '../server/pulse/pulse-operations.ts'
import { theHouse, type House } from './agency.ts'
import { randomAgency, type RandomAgency } from './pulse-random.ts'

const LONG = process.env.TEST_LONG !== undefined
const AGENCIES = LONG ? 25 : 2
const PROJECTS = LONG ? 20 : 12
const MORNINGS = 3

const look = ({ db }: House, agency: RandomAgency, projectId: string) =>
  reading(db.app, agency.context(), (tx) => getProjectPulse(tx, projectId, {}))

function addsUp({ score, band, metrics, cap }: ProjectPulse): void {
  const contributions = metrics.reduce((sum, { contribution }) => sum + contribution, 0)
  assert.equal(contributions + (cap?.contribution ?? 0), score ?? 0)
  if (score === null) assert.deepEqual([band, contributions, cap], ['unknown', 0, null])
  const counted = metrics.filter(({ weight, value }) => weight > 0 && value !== null)
  const low = counted.some(({ value }) => (value ?? 0) < 25)
  assert.equal(cap !== null, score !== null && low && contributions > 49)
  for (const { value, contribution, reason } of metrics)
    assert.ok((value !== null || contribution === 0) && contribution >= 0 && reason.endsWith('.'))
}

/** What was promised, previewed from the same state. */
async function previewed({ db }: House, agency: RandomAgency, projectId: string, lift: PulseLift): Promise<void> {
  const { score, change } = await transaction(db.app, { ...agency.context(), dryRun: true }, (tx) =>
    previewPulse(tx, projectId, [lift.action]),
  )
  assert.deepEqual({ score, change }, { score: lift.score.to, change: lift.change }, `${projectId}: ${lift.says}`)
}

test(`${AGENCIES * PROJECTS} random projects: the parts are the score, and each promise is kept`, async (t) => {
  const house = await theHouse()
  const promised: Record<string, number> = {}
  let [seen, scored] = [0, 0]
  for (let seed = 100; seed < 100 + AGENCIES; seed++) {
    const agency = await randomAgency(house.db.app, { seed, projects: PROJECTS, start: '2026-10-12T07:00:00.000Z' })
    for (let morning = 0; morning < MORNINGS; morning++) {
      await agency.live(PROJECTS * 5)
      agency.sleep()
      for (const projectId of agency.projects) {
        const pulse = await look(house, agency, projectId).catch(() => undefined)
        if (!pulse) continue
        seen++
        if (pulse.score !== null) scored++
        addsUp(pulse)
        for (const lift of pulse.lifts) {
          promised[lift.action.kind] = (promised[lift.action.kind] ?? 0) + 1
          await previewed(house, agency, projectId, lift)
        }
        const [best] = pulse.lifts
        if (!best || morning < MORNINGS - 1) continue
        await transaction(house.db.app, agency.context(), (tx) => doActions(tx, projectId, [best.action]))
        assert.equal((await look(house, agency, projectId)).score, best.score.to, `${projectId}: ${best.says}`)
      }
    }
  }
  t.diagnostic(`${seen} looks, ${scored} scores, promises: ${JSON.stringify(promised)}`)
  assert.deepEqual(Object.keys(promised).toSorted(), ['answer', 'complete_task', 'release_booking', 'write_to_client'])
})
