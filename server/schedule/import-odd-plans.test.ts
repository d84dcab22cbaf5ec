// Plans that no program writes, sent as somebody might: each is taken with what was left out, or refused with a reason.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { agency, type Person, type Reply } from '../../test/agency.ts'

const SAMPLES = join(import.meta.dirname, '../../../shared/samples/mspdi')
const samples = existsSync(SAMPLES)
  ? readdirSync(SAMPLES)
      .filter((name) => name.endsWith('.xml'))
      .map((name) => readFileSync(join(SAMPLES, name), 'utf8'))
  : []

const task = (uid: number, inner = '') =>
  `<Task><UID>${uid}</UID><ID>${uid}</ID><Name>Task ${uid}</Name><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration>${inner}</Task>`
const link = (uid: number, inner = '') =>
  `<PredecessorLink><PredecessorUID>${uid}</PredecessorUID><Type>1</Type><LinkLag>0</LinkLag>${inner}</PredecessorLink>`
const plan = (tasks: string, start = '2026-11-23T08:00:00', calendars = '') =>
  `<Project><Title>Odd</Title><StartDate>${start}</StartDate><CalendarUID>1</CalendarUID><Calendars>${calendars}</Calendars><Tasks>${tasks}</Tasks></Project>`
const GENERATED = plan(
  [
    task(1),
    task(2, link(1)).replace('Level>1', 'Level>2'),
    task(3, `<Manual>1</Manual><Start>2026-11-25T08:00:00</Start><Finish>2026-11-27T17:00:00</Finish>${link(2)}`),
    task(
      4,
      '<PercentComplete>50</PercentComplete><Start>2026-11-25T08:00:00</Start><Finish>2026-11-25T17:00:00</Finish>',
    ),
    task(
      5,
      '<ConstraintType>4</ConstraintType><ConstraintDate>2026-12-01T08:00:00</ConstraintDate><CalendarUID>2</CalendarUID>',
    ),
    task(6, `<Deadline>2026-12-04T17:00:00</Deadline>${link(5)}`).replace('PT8H', 'PT0H'),
  ].join(''),
  undefined,
  '<Calendar><UID>2</UID><Name>Own</Name><BaseCalendarUID>-1</BaseCalendarUID><WeekDays><WeekDay><DayType>7</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays><Exceptions><Exception><TimePeriod><FromDate>2026-12-24T00:00:00</FromDate><ToDate>2026-12-26T00:00:00</ToDate></TimePeriod><DayWorking>0</DayWorking></Exception></Exceptions></Calendar>',
)

const send = (who: Person, file: string, query = '') =>
  who.post(`/v1/admin/projects/import?format=mspdi&accountId=bakery${query}`, file, {
    'content-type': 'application/xml',
  })
const skippedOf = ({ status, body }: Reply) => {
  assert.equal(status, 200, JSON.stringify(body))
  return (body.plan.skipped as { row: number; element: string }[]).map(({ row, element }) => `${row} ${element}`)
}

test('a plan whose parts contradict each other comes in without them', async () => {
  const { ada } = await agency()
  const manual = (start: string, finish: string) =>
    task(2, `<Manual>1</Manual><Start>${start}T08:00:00</Start><Finish>${finish}T17:00:00</Finish>`)
  const cases: [tasks: string, skipped: string[]][] = [
    [task(1) + task(2, link(1) + link(1)), ['2 PredecessorLink']],
    [task(1, link(1)), ['1 PredecessorLink']],
    [manual('2026-11-27', '2026-11-25'), ['2 Finish']],
    [manual('2026-11-25', '2026-11-27').replace('PT8H', 'PT0H'), ['2 Start']],
    [task(1) + task(2, link(1).replace('Lag>0', 'Lag>999999999999')), ['2 LinkLag']],
    [task(1, '<ConstraintType>4</ConstraintType><ConstraintDate>2026-02-31</ConstraintDate>'), ['1 ConstraintDate']],
    [task(1, '<TotalSlack>1e300</TotalSlack>').replace('<ID>1', '<ID>1.5'), []],
    [task(1).replace('PT8H', 'PT99999999H'), ['1 Duration']],
    [task(1).replace('Task 1', `${'x'.repeat(299)}😀`), []],
  ]
  for (const [tasks, skipped] of cases)
    assert.deepEqual(skippedOf(await send(ada, plan(tasks), '&dryRun=true')), skipped)
  const twice = await send(ada, plan(task(1) + task(1)))
  assert.deepEqual([twice.status, twice.body.errors[0].message], [400, 'has one UID at rows 1 and 1'])
  const circle = await send(ada, plan(task(1, link(2)) + task(2, link(1))))
  assert.deepEqual([circle.status, circle.body.code], [422, 'dependency_cycle'])
})

test('days of a minute and dates at the end of time are taken in minutes, or refused', async () => {
  const { ada } = await agency()
  const week = [1, 2, 3, 4, 5, 6, 7]
    .map(
      (type) =>
        `<WeekDay><DayType>${type}</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>08:01:00</ToTime></WorkingTime></WorkingTimes></WeekDay>`,
    )
    .join('')
  const calendars = `<Calendar><UID>1</UID><Name>Minutes</Name><WeekDays>${week}</WeekDays></Calendar>`
  const minutes = await send(ada, plan(task(1).replace('PT8H', 'PT100H'), undefined, calendars))
  assert.equal(minutes.status, 200, JSON.stringify(minutes.body))
  for (const start of ['2199-12-30T08:00:00', '1900-01-01T08:00:00'])
    for (const tasks of [
      task(1).replace('PT8H', 'PT9999H'),
      task(1) + task(2, link(1).replace('Lag>0', 'Lag>-50000000')),
    ])
      assert.ok([200, 422].includes((await send(ada, plan(tasks, start), '&dryRun=true')).status), `${start} ${tasks}`)
})

const ODD = ['', '-1', '0', '1.5', '5e9', '999999999999', 'x', '2014-02-31', '0001-01-01', '9999-12-30T08:00:00']
const ODDER = ['1900-01-01T00:00:00', '2199-12-31T23:59:00', '2026-11-23', '24:00:00', 'PT9999999H0M0S', '😀', '1', '7']

/** One change to the file: another text in an element, an element twice, without it, or moved, or a piece cut out. */
const change = fc.record({
  at: fc.nat(1_000_000),
  to: fc.nat(1_000_000),
  how: fc.constantFrom('text', 'text', 'text', 'twice', 'without', 'swap', 'cut'),
  text: fc.constantFrom(...ODD, ...ODDER),
})
type OddChange = typeof change extends fc.Arbitrary<infer T> ? T : never

function changed(file: string, { at, to, how, text }: OddChange): string {
  const leaves = [...file.matchAll(/<(\w+)>[^<]*<\/\1>/g)]
  const [leaf, other] = [leaves[at % leaves.length], leaves[to % leaves.length]]
  if (how === 'cut' || !leaf || !other)
    return file.slice(0, at % file.length) + file.slice((at % file.length) + (to % 40))
  const [whole, name] = leaf
  const instead = {
    text: `<${name}>${text}</${name}>`,
    twice: whole + whole,
    without: '',
    swap: other[0],
  }[how]
  return file.slice(0, leaf.index) + instead + file.slice(leaf.index + whole.length)
}

test('whatever is changed in a plan by chance, it is taken or refused, and soon', async () => {
  const { ada } = await agency()
  const file = fc.constantFrom(GENERATED, GENERATED, ...samples)
  await fc.assert(
    fc.asyncProperty(file, fc.array(change, { minLength: 1, maxLength: 6 }), async (text, changes) => {
      const odd = changes.reduce(changed, text)
      const began = performance.now()
      const { status, body } = await send(ada, odd, '&dryRun=true')
      assert.ok([200, 400, 422].includes(status), `${status} ${JSON.stringify(body)}`)
      assert.ok(performance.now() - began < 3000)
    }),
    { numRuns: 150, seed: 11 },
  )
})
