// Microsoft Project files that contradict themselves, or are made to keep the server busy.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendar, day, minimal, standard, xmlTask } from '../../test/mspdi-files.ts'
import { say } from '../../domain/said.ts'
import { readMspdi } from './mspdi-read.ts'

const linkTo = (uid: number, inner = '') =>
  `<PredecessorLink><PredecessorUID>${uid}</PredecessorUID>${inner}</PredecessorLink>`
const skippedIn = (tasks: string, calendars = standard) =>
  readMspdi(minimal(tasks, calendars)).skipped.map(({ row, element, reason }) => `${row} ${element}: ${reason}`)

test('what no plan can mean is left out and told with its row', () => {
  for (const level of ['50000000', '-1', '1.5', '5000000000', '1e300'])
    assert.deepEqual(skippedIn(xmlTask(7, 1).replace('Level>1', `Level>${level}`)), [
      '7 OutlineLevel: is no level from 1 to 10000',
    ])
  for (const date of ['2014-02-31', '0001-01-01T08:00:00', '9999-12-30', 'soon', '2026-11-02T25:00:00']) {
    const told = `"${date}" is no date from 1900 to 2199`
    assert.deepEqual(skippedIn(xmlTask(7, 1, `<Start>${date}</Start>`)), [`7 Start: ${told}`])
    const bound = `<ConstraintType>4</ConstraintType><ConstraintDate>${date}</ConstraintDate>`
    assert.deepEqual(skippedIn(xmlTask(7, 1, bound)), [`7 ConstraintDate: ${told}`])
    const read = readMspdi(minimal('').replace('2026-11-02T08:00:00', date))
    assert.deepEqual([read.startOn, read.skipped[0]?.reason], [null, told])
  }
  assert.deepEqual(skippedIn(xmlTask(7, 1, linkTo(7))), ['7 PredecessorLink: waits for the task itself'])
  const long = linkTo(6, '<LinkLag>-999999999999</LinkLag>')
  assert.deepEqual(skippedIn(xmlTask(6, 1) + xmlTask(7, 1, long)), [
    '7 LinkLag: is longer than ten years, and taken as that',
  ])
  assert.deepEqual(skippedIn(xmlTask(7, 1, '<LateFinish>NA</LateFinish>')), [])
})

test('two tasks of one UID, or one without, are refused with their rows', () => {
  const refuses = (tasks: string, message: RegExp) =>
    assert.throws(() => readMspdi(minimal(tasks)), { code: 'validation_error', status: 400, message })
  refuses(xmlTask(3, 1) + xmlTask(3, 1).replace('<ID>3', '<ID>4'), /one UID at rows 3 and 4/)
  refuses('<Task><ID>4</ID></Task>', /no UID at row 4/)
})

test('files made to keep the server busy are read within a second or so', () => {
  const times = (n: number, part: (i: number) => string) => Array.from({ length: n }, (_, i) => part(i)).join('')
  const days = (from: string, to: string, inner = '') =>
    `<Exception><TimePeriod><FromDate>${from}</FromDate><ToDate>${to}</ToDate></TimePeriod>${inner}</Exception>`
  const backwards =
    '<WorkingTimes><WorkingTime><FromTime>17:00:00</FromTime><ToTime>08:00:00</ToTime></WorkingTime></WorkingTimes>'
  const exceptions = (inner: string) => `<Exceptions>${inner}</Exceptions>`
  const files = {
    'calendars of half a century': minimal(
      '',
      times(40, (i) => calendar(i, -1, '', exceptions(days('1990-01-01', '2044-09-01', backwards)))),
    ),
    'the same half century again and again': minimal(
      '',
      calendar(1, -1, '', exceptions(days('1990-01-01', '2044-09-01').repeat(30_000))),
    ),
    'calendars upon each other': minimal(
      '',
      times(2000, (i) => calendar(i, i + 1, '', exceptions(days('1990-01-01', '1990-12-31')))),
    ),
    'far dates in many calendars': minimal(
      times(5000, (i) =>
        xmlTask(i + 1, 1, `<CalendarUID>${i}</CalendarUID><Finish>${i % 2 ? 1900 : 2199}-06-01T10:00:00</Finish>`),
      ),
      times(2000, (i) => calendar(i, -1, '')),
    ),
    'nothing but elements': minimal('<a/>'.repeat(1_200_000)),
    'dates that are none': minimal(times(9000, (i) => xmlTask(i + 1, 1, '<Start>x</Start><Finish>x</Finish>'))),
  }
  for (const [name, text] of Object.entries(files)) {
    const began = performance.now()
    try {
      const { skipped } = readMspdi(text)
      assert.ok(skipped.length <= 1001, name)
      if (name === 'dates that are none') assert.equal(skipped.at(-1)?.reason, 'and 17000 more')
    } catch (error) {
      assert.match(String(error), /more than 400,000 elements/)
    }
    assert.ok(performance.now() - began < 3000, `${name}: ${performance.now() - began} ms`)
  }
})

test('a circle of base calendars ends where it closes, and a calendar without working time is none', () => {
  const idle = [1, 2, 3, 4, 5, 6, 7].map((type) => day(type)).join('')
  const read = readMspdi(
    minimal('', calendar(1, 2, day(2, '08:00-09:00')) + calendar(2, 1, day(3, '08:00-10:00')) + calendar(3, -1, idle)),
  )
  assert.deepEqual(read.calendars.get('1')?.week.tue, [{ from: '08:00', to: '10:00' }])
  assert.deepEqual([...read.calendars.keys()].toSorted(), ['1', '2'])
  assert.deepEqual(read.skipped, [
    { row: null, element: 'Calendar C3', reason: 'has no working time', said: say`has no working time` },
  ])
})
