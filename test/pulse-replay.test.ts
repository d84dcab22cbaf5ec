// Days of random agencies, kept as they ended, are rebuilt from the activity alone: the same facts, the same score. Two
// hundred and more in test:long.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comparePulse } from '../server/pulse/compare-pulse.ts'
import { recomputeProjects } from '../server/pulse/recompute-pulse.ts'
import { theHouse } from './agency.ts'
import type { TestDatabase } from './database.ts'
import { randomAgency } from './pulse-random.ts'

const LONG = process.env.TEST_LONG !== undefined
const AGENCIES = LONG ? 8 : 2
const PROJECTS = 6
const DAYS = LONG ? 20 : 8
const THINGS_A_DAY = 25
const LEAST = LONG ? 500 : 50

test(`past days of ${AGENCIES * PROJECTS} random projects are what the activity says`, async (t) => {
  const { db } = await theHouse()
  let scored = 0
  for (let seed = 1; seed <= AGENCIES; seed++) {
    const agency = await randomAgency(db.app, { seed, projects: PROJECTS, start: '2026-10-12T07:00:00.000Z' })
    const { organizationId, actor } = agency
    for (let day = 0; day < DAYS; day++) {
      await agency.live(THINGS_A_DAY)
      await recomputeProjects(db.app, { organizationId, timezone: actor.timezone }, agency.projects, agency.now)
      agency.sleep()
    }
    const { days, differences } = await comparePulse(db.worker, { organizationId })
    assert.deepEqual(differences, [], `seed ${seed}`)
    assert.ok(days > 0)
    const { rows } = await db.admin.query<{ different: number; scored: number }>(
      `select count(distinct score)::int as different, count(score)::int as scored from pulse_days where organization_id = $1`,
      [organizationId],
    )
    scored += rows[0]?.scored ?? 0
    assert.ok((rows[0]?.different ?? 0) >= 10, 'they were not all alike')
  }
  // Projects that chance deleted are not looked at; what is left is enough all the same.
  assert.ok(scored >= LEAST, `${scored} scores were rebuilt`)
  await findsWhatIsAltered(db)
  t.diagnostic(`${scored} scores were rebuilt`)
})

/** A kept day that somebody altered is named, with what of it is another. */
async function findsWhatIsAltered({ admin, worker }: TestDatabase): Promise<void> {
  const { rows } =
    await admin.query(`update pulse_days set score = (score + 1) % 100, inputs = jsonb_set(inputs, '{members}', '77')
    where (organization_id, project_id, "on") = (select organization_id, project_id, "on" from pulse_days where score is not null
      order by "on" desc limit 1) returning organization_id as "organizationId", project_id as "projectId", "on"::text`)
  const { differences } = await comparePulse(worker)
  assert.deepEqual(differences, [{ ...rows[0], what: ['members', 'score'] }])
}
