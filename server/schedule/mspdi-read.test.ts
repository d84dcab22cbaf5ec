import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { calendar, day, minimal, standard, xmlTask } from '../../test/mspdi-files.ts'
import { dateOf, DAY_MINUTES, dayOf } from '../../domain/calendar.ts'
import { type Plan, planNetwork } from '../../domain/plan.ts'
import { say } from '../../domain/said.ts'
import { type MspdiPlan, planInput, readMspdi } from './mspdi-read.ts'

const SAMPLES = resolve(import.meta.dirname, '../../../shared/samples/mspdi')
const files = existsSync(SAMPLES) ? readdirSync(SAMPLES).filter((name) => name.endsWith('.xml')) : []

function planOf(read: MspdiPlan): Plan {
  const { tasks, links } = planInput(read)
  const plan = planNetwork(tasks, links)
  assert.ok(!('cycle' in plan))
  return plan
}
const shown = (moment: number | null | undefined) =>
  typeof moment === 'number'
    ? `${dateOf(dayOf(moment))} ${(((moment % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES) / 60}`
    : null

test(
  'the plans of Microsoft Project have the dates and floats that it gave them',
  { skip: files.length === 0 && 'the sample plans are not here' },
  () => {
    let compared = 0
    for (const file of files) {
      const read = readMspdi(readFileSync(join(SAMPLES, file), 'utf8'))
      const plan = planOf(read)
      assert.deepEqual(read.skipped, [], file)
      for (const { uid, row, stated } of read.tasks) {
        const planned = plan.tasks.get(uid)
        assert.deepEqual(
          {
            earlyStart: shown(planned?.earlyStart),
            earlyFinish: shown(planned?.earlyFinish),
            lateStart: shown(planned?.lateStart),
            lateFinish: shown(planned?.lateFinish),
            totalFloatMinutes: planned?.totalFloatMinutes,
            freeFloatMinutes: planned?.freeFloatMinutes,
          },
          {
            earlyStart: shown(stated.earlyStart),
            earlyFinish: shown(stated.earlyFinish),
            lateStart: shown(stated.lateStart),
            lateFinish: shown(stated.lateFinish),
            totalFloatMinutes: stated.totalFloatMinutes,
            freeFloatMinutes: stated.freeFloatMinutes,
          },
          `${file}, task ${row}`,
        )
        compared++
      }
    }
    assert.equal(compared, 21)
  },
)

test('calendars stand upon their base; exceptions and work weeks replace days', () => {
  const more = `<Exceptions>
    <Exception><TimePeriod><FromDate>2026-12-24T00:00:00</FromDate><ToDate>2026-12-26T23:59:00</ToDate></TimePeriod><Type>1</Type><DayWorking>0</DayWorking></Exception>
    <Exception><Name>Monthly</Name><TimePeriod><FromDate>2026-01-01T00:00:00</FromDate><ToDate>2026-12-31T23:59:00</ToDate></TimePeriod><Type>4</Type><DayWorking>0</DayWorking></Exception>
  </Exceptions><WorkWeeks><WorkWeek><TimePeriod><FromDate>2027-01-04T00:00:00</FromDate><ToDate>2027-01-10T23:59:00</ToDate></TimePeriod>
    <WeekDays>${day(2)}${day(7, '22:00-00:00')}</WeekDays></WorkWeek></WorkWeeks>`
  const read = readMspdi(minimal('', standard + calendar(2, 1, day(6, '08:00-10:00'), more)))
  const own = read.calendars.get('2')
  assert.deepEqual(own?.week.mon, [
    { from: '08:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ])
  assert.deepEqual(own?.week.fri, [{ from: '08:00', to: '10:00' }])
  assert.deepEqual(
    [...(own?.exceptions ?? [])],
    [
      ['2027-01-04', []],
      ['2027-01-09', [{ from: '22:00', to: '24:00' }]],
      ['2026-12-24', []],
      ['2026-12-25', []],
      ['2026-12-26', []],
    ],
  )
  assert.deepEqual(read.skipped, [
    {
      row: null,
      element: 'Calendar C2',
      reason: 'the exception "Monthly" recurs by a rule that is not read',
      said: say`the exception "${'Monthly'}" recurs by a rule that is not read`,
    },
  ])
})

test('outline, links, milestones, progress and constraints are read', () => {
  const read = readMspdi(
    minimal(
      xmlTask(1, 1) +
        xmlTask(2, 2, '<PercentComplete>100</PercentComplete><ActualFinish>2026-11-03T17:00:00</ActualFinish>') +
        xmlTask(
          3,
          2,
          '<PercentComplete>50</PercentComplete><PredecessorLink><PredecessorUID>2</PredecessorUID><Type>3</Type><LinkLag>-4800</LinkLag><LagFormat>7</LagFormat></PredecessorLink>',
        ) +
        xmlTask(
          4,
          1,
          '<Manual>1</Manual><Start>2026-11-05T08:00:00</Start><Finish>2026-11-09T08:00:00</Finish><ConstraintType>4</ConstraintType><ConstraintDate>2026-11-05T08:00:00</ConstraintDate>',
        ) +
        xmlTask(5, 1, '<Deadline>2026-11-20T17:00:00</Deadline>').replace('PT8H', 'PT0H'),
      standard,
    ),
  )
  assert.equal(read.name, 'Site & shop')
  assert.deepEqual(read.skipped, [])
  const [one, two, three, four, five] = read.tasks
  assert.deepEqual([one?.isParent, one?.duration, two?.parentUid, four?.parentUid], [true, null, '1', null])
  assert.deepEqual(
    [two?.state, two?.finishedOn, three?.state, three?.progress],
    ['finished', '2026-11-03', 'started', 50],
  )
  assert.deepEqual(three?.links, [{ predecessorUid: '2', type: 'SS', lag: { minutes: -480 } }])
  assert.deepEqual([four?.scheduling, four?.constraint], ['manual', { kind: 'not_before', on: '2026-11-05' }])
  // It ends as Monday begins, so its last day is Friday.
  assert.equal(four?.dueOn, '2026-11-06')
  assert.deepEqual([five?.kind, five?.constraint], ['milestone', { kind: 'must_finish_by', on: '2026-11-20' }])
})

test('what can not be understood is listed with its row and a reason', () => {
  const odd = (inner: string) =>
    readMspdi(minimal(xmlTask(6, 1) + xmlTask(7, 1, inner), standard)).skipped.map(
      ({ row, element, reason }) => `${row} ${element}: ${reason}`,
    )
  const linkTo = (inner: string) => odd(`<PredecessorLink>${inner}</PredecessorLink>`)
  assert.deepEqual(odd('<ExternalTask>1</ExternalTask>'), ['7 Task: belongs to another file'])
  assert.deepEqual(odd('<ConstraintType>1</ConstraintType>'), [
    '7 ConstraintType: "as late as possible" is planned as early as possible',
  ])
  assert.deepEqual(odd('<ConstraintType>4</ConstraintType><ConstraintDate>2026-11-05T10:00:00</ConstraintDate>'), [
    '7 ConstraintDate: its time of day is not kept',
  ])
  assert.deepEqual(linkTo('<PredecessorUID>9</PredecessorUID><Type>1</Type>'), [
    '7 PredecessorLink: waits for a task that is not in the plan',
  ])
  assert.deepEqual(linkTo('<PredecessorUID>7</PredecessorUID><Type>9</Type>'), [
    '7 PredecessorLink: has no type or no predecessor that is known',
  ])
  assert.deepEqual(
    linkTo('<PredecessorUID>6</PredecessorUID><Type>1</Type><LinkLag>50</LinkLag><LagFormat>19</LagFormat>'),
    ['7 LinkLag: a lag in percent of the predecessor’s duration is left out'],
  )
  assert.deepEqual(
    readMspdi(minimal(xmlTask(7, 1).replace('>7</DurationFormat>', '>8</DurationFormat>'), standard)).skipped.map(
      ({ element }) => element,
    ),
    ['Duration'],
  )
})

test('what is no plan is refused with a reason', () => {
  const refuses = (text: string, reason: RegExp) =>
    assert.throws(() => readMspdi(text), { code: 'validation_error', status: 400, message: reason })
  refuses('<Project><Tasks></Project>', /no well-formed XML: line 1, column \d+/)
  refuses('', /no well-formed XML/)
  refuses('<html></html>', /root is not Project/)
  refuses('<!DOCTYPE x [<!ENTITY a "b">]><Project>&a;</Project>', /DOCTYPE/)
  refuses('<a>'.repeat(60), /within more than 50/)
  refuses(minimal(xmlTask(1, 1).repeat(10_001)), /more than 10,000 tasks/)
})
