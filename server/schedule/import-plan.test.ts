// Plans saved by Microsoft Project, taken over whole: the samples lie beside the repository where they are kept.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { agency, type Person } from '../../test/agency.ts'
import { digestOf } from '../../test/database-digest.ts'

const SAMPLES = join(import.meta.dirname, '../../../shared/samples/mspdi')
const PATH = '/v1/admin/projects/import?format=mspdi'
const skip = existsSync(SAMPLES) ? false : 'the sample plans are not beside the repository'
const sample = (name: string) => readFileSync(join(SAMPLES, name), 'utf8')
const send = (who: Person, file: string, query = '&accountId=bakery') =>
  who.post(PATH + query, file, { 'content-type': 'application/xml' })

test(
  'a plan with all kinds of links comes in with the dates and floats that Microsoft Project gives it',
  { skip },
  async () => {
    for (const name of ['task-links-project2007-mspdi.xml', 'mspdirelations.xml']) {
      const { ada } = await agency()
      const { status, body } = await send(ada, sample(name))
      assert.equal(status, 200, JSON.stringify(body))
      assert.ok(body.plan.tasks.length > 4)
      assert.deepEqual(
        body.plan.tasks.filter(({ differs }: { differs: boolean }) => differs),
        [],
      )
      const schedule = (
        await ada.get(`/v1/admin/projects/${body.plan.projectId}/schedule?from=2004-01-01&to=2005-12-31`)
      ).status
      assert.equal(schedule, 200)
      const [task] = body.plan.tasks
      assert.equal((await ada.get(`/v1/admin/projects/tasks/${task.id}`)).body.startOn, task.file.startOn)
    }
  },
)

test('a rehearsal tells what would be made, and makes nothing', { skip }, async () => {
  const { ada, max, db, organizationId } = await agency()
  const before = await digestOf(db, [organizationId])
  const rehearsed = await send(ada, sample('mspdirelations.xml'), '&accountId=bakery&dryRun=true')
  assert.equal(rehearsed.status, 200)
  assert.equal(rehearsed.body.created, rehearsed.body.plan.tasks.length)
  assert.deepEqual(await digestOf(db, [organizationId]), before)
  assert.equal((await send(max, sample('mspdirelations.xml'))).status, 403)
  const done = await send(ada, sample('mspdirelations.xml'), `&accountId=bakery&planHash=${rehearsed.body.planHash}`)
  assert.equal(done.status, 200)
})

/** A plan of three tasks: one of half a day, one that follows it, and one that Microsoft Project counts otherwise. */
const FINER = `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><Name>Half days</Name><StartDate>2026-11-23T08:00:00</StartDate>
<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar>
<WeekDays>${[2, 3, 4, 5, 6].map((day) => `<WeekDay><DayType>${day}</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>`).join('')}
<WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay><WeekDay><DayType>7</DayType><DayWorking>0</DayWorking></WeekDay></WeekDays></Calendar></Calendars>
<Tasks><Task><UID>1</UID><ID>1</ID><Name>Sketch</Name><OutlineLevel>1</OutlineLevel><Duration>PT4H0M0S</Duration><DurationFormat>7</DurationFormat></Task>
<Task><UID>2</UID><ID>2</ID><Name>Drawing</Name><OutlineLevel>1</OutlineLevel><Duration>PT4H0M0S</Duration><DurationFormat>7</DurationFormat>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>0</LinkLag></PredecessorLink></Task>
<Task><UID>3</UID><ID>3</ID><Name>Print</Name><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat><ConstraintType>1</ConstraintType>
<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type><LinkLag>0</LinkLag></PredecessorLink></Task></Tasks>
<Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>7</ResourceUID></Assignment><Assignment><UID>2</UID><TaskUID>2</TaskUID><ResourceUID>-65535</ResourceUID></Assignment></Assignments></Project>`

test('what is finer than days stays so, and what is not understood is told row by row', async () => {
  const { ada } = await agency()
  const { status, body } = await send(ada, FINER)
  assert.equal(status, 200, JSON.stringify(body))
  const dates = body.plan.tasks.map(
    ({ title, startOn, dueOn }: Record<string, string>) => `${title} ${startOn} ${dueOn}`,
  )
  assert.deepEqual(dates, [
    'Sketch 2026-11-23 2026-11-23',
    'Drawing 2026-11-23 2026-11-23',
    'Print 2026-11-24 2026-11-24',
  ])
  assert.deepEqual(
    body.plan.skipped.map(({ row, element }: { row: number; element: string }) => [row, element]),
    [
      [null, 'Assignments'],
      [3, 'ConstraintType'],
    ],
  )
  const sketch = (await ada.get(`/v1/admin/projects/tasks/${body.plan.tasks[0].id}`)).body
  assert.deepEqual([sketch.durationMinutes, sketch.durationDays], [240, null])
  const longer = (await ada.put(`/v1/admin/projects/tasks/${sketch.id}`, { durationDays: 2 })).body
  assert.deepEqual([longer.durationMinutes, longer.dueOn], [null, '2026-11-24'])
})

test('what is no plan is refused with a word about why', async () => {
  const { ada, db, organizationId } = await agency()
  const before = await digestOf(db, [organizationId])
  for (const file of ['', 'no xml', '<Project>', '<other/>', FINER.replace('</Tasks>', '')]) {
    const { status, body } = await send(ada, file)
    assert.deepEqual([status, body.code], [400, 'validation_error'], file.slice(0, 30))
  }
  assert.equal((await send(ada, FINER, '')).body.errors[0].pointer, '?accountId')
  assert.equal((await send(ada, FINER, '&accountId=nobody')).body.errors[0].pointer, '/accountId')
  assert.deepEqual(await digestOf(db, [organizationId]), before)
})
