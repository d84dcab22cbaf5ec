// Civil dates are dates in every zone there is: what goes in comes out. Each tenth zone in npm test, all in test:long.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from './agency.ts'

const ZONES = Intl.supportedValuesOf('timeZone').filter((_, i) => process.env.TEST_LONG !== undefined || i % 20 === 0)
/** Clocks are changed, a year ends, a leap day. */
const DAYS = ['2026-03-29', '2026-10-25', '2026-12-31', '2027-01-01', '2028-02-29']

test(`dates come back as they were given, in each of ${ZONES.length} zones`, async () => {
  const { ada } = await agency()
  const manual = { id: 'launch', title: 'Launch', scheduling: 'manual' }
  await ada.adds('site', manual)
  await ada.post('/v1/admin/people/mia/time-off', { id: 'away', startOn: '2026-06-01', endOn: '2026-06-01' })
  for (const [i, timezone] of ZONES.entries()) {
    assert.equal((await ada.put('/v1/admin/settings', { timezone })).status, 200, timezone)
    const startOn = DAYS[i % DAYS.length] ?? ''
    const dates = { startOn, dueOn: startOn }
    const answers = await Promise.all([
      ada.put('/v1/admin/projects/ads', dates),
      ada.put('/v1/admin/projects/tasks/launch', dates),
      ada.put('/v1/admin/people/mia/time-off/away', { startOn, endOn: startOn }),
    ])
    for (const { status, body } of answers) assert.deepEqual([status, body.startOn], [200, startOn], timezone)
    const task = (await ada.get('/v1/admin/projects/tasks/launch')).body
    assert.deepEqual([task.startOn, task.dueOn], [startOn, startOn], timezone)
  }
})
