// Dates follow people's time: days off, holidays, the organisation's zone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addWorkingDays, compileCalendar } from '../../domain/calendar.ts'
import { DEFAULT_WORK_WEEK } from '../../domain/organization.ts'
import { datesOf, plannedSite, taskPath as path } from '../../test/planned-site.ts'
import { civilDate } from '../platform/civil-date.ts'

const WEEKDAYS_ONLY = compileCalendar({ week: DEFAULT_WORK_WEEK, exceptions: new Map() })

test('somebody’s days off lengthen what they do alone, and the plan says whose they are', async () => {
  const { ada, max } = await plannedSite()
  const off = await ada.post('/v1/admin/people/mia/time-off', { startOn: '2026-11-24', endOn: '2026-11-24' })
  assert.equal(off.status, 201)
  assert.equal(await datesOf(max, 'copy'), '2026-11-23 – 2026-11-26')
  const first = await ada.put(`/v1/admin/people/mia/time-off/${off.body.id}`, { startOn: '2026-11-23' })
  assert.equal(first.status, 200)
  assert.equal(await datesOf(max, 'copy'), '2026-11-25 – 2026-11-27')
  const kinds = (await max.get(path('copy', '/why'))).body.heldBy.map(({ kind }: { kind: string }) => kind)
  assert.deepEqual(kinds.toSorted(), ['person', 'project_start'])
  await ada.delete(`/v1/admin/people/mia/time-off/${off.body.id}`)
  assert.equal(await datesOf(max, 'copy'), '2026-11-23 – 2026-11-25')
})

test('a holiday moves what lies on it, in every project', async () => {
  const { ada, max } = await plannedSite()
  assert.equal((await ada.post('/v1/admin/holidays', { on: '2026-11-25', name: 'Founders’ day' })).status, 201)
  assert.equal(await datesOf(max, 'copy'), '2026-11-23 – 2026-11-26')
  assert.equal(await datesOf(max, 'design'), '2026-11-27 – 2026-11-30')
})

test('another zone moves what waits for work that was done near midnight', async () => {
  const { ada, max, clock } = await plannedSite()
  // Afternoon in Berlin is the next day in Auckland already.
  clock.advance({ days: 1, hours: (24 + 14 - clock.now().getUTCHours()) % 24 })
  const dayAfter = (zone: string) => addWorkingDays(WEEKDAYS_ONLY, civilDate(clock.now(), zone), 1)
  await max.completes({ id: 'copy' })
  assert.equal((await max.get(path('design'))).body.startOn, dayAfter('Europe/Berlin'))
  const { body } = await ada.put('/v1/admin/settings', { timezone: 'Pacific/Auckland' })
  assert.equal((await max.get(path('design'))).body.startOn, dayAfter('Pacific/Auckland'))
  assert.notEqual(dayAfter('Pacific/Auckland'), dayAfter('Europe/Berlin'))
  assert.ok(body.changes.some(({ entity }: { entity: { id: string } }) => entity.id === 'design'))
})
