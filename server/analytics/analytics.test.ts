import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AREAS, figuresOf, type Area } from '../../domain/analytics-figures.ts'
import { PEOPLE_GROUPS, WORK_GROUPS } from '../../domain/analytics.ts'
import { agency, theHouse, type Agency } from '../../test/agency.ts'
import { counted, figuresFor, foldRows, rowsBehind } from '../../test/analytics.ts'

const projects = '/v1/admin/projects'
const PERIOD = 'from=2026-11-16&to=2026-11-29'

/** Moves the clock to a wall-clock hour in Berlin of these days; the tests of this file share it, and it never goes back. */
async function until(day: string, hour: number): Promise<void> {
  const { clock } = await theHouse()
  const to = Date.parse(`2026-11-${day}T${String(hour).padStart(2, '0')}:00:00.000+01:00`)
  if (to > clock.now().getTime()) clock.advance({ minutes: (to - clock.now().getTime()) / 60_000 })
}

const moves = (a: Agency, task: string, change: object) => a.ada.put(`${projects}/tasks/${task}/status`, change)

/** Three days of a week: one task done late after it was blocked, one on time, a request answered late, somebody booked. */
async function aWeek(): Promise<Agency> {
  const a = await agency()
  await a.db.admin.query(`update people set created_at = '2026-11-16' where organization_id = $1`, [a.organizationId])
  await a.ada.put(`${projects}/tasks/copy`, {
    scheduling: 'manual',
    startOn: '2026-11-23',
    dueOn: '2026-11-23',
    estimateMinutes: 600,
  })
  await a.ada.put(`${projects}/tasks/banner`, { scheduling: 'manual', startOn: '2026-11-24', dueOn: '2026-11-25' })
  await until('23', 9)
  await moves(a, 'copy', { status: 'in_progress' })
  await a.max.post(`${projects}/site/requests`, request)
  await until('23', 11)
  await moves(a, 'copy', { status: 'blocked', blockedReason: 'waiting_client' })
  await until('23', 15)
  // It came in a moment after nine.
  a.clock.advance({ minutes: 0.5 })
  await a.max.put(`${projects}/requests/ask/process`, { resolutionStatus: 'completed', response: 'It is done.' })
  await until('24', 10)
  await moves(a, 'copy', { status: 'in_progress' })
  await a.mia.post(`${projects}/tasks/copy/time`, { on: '2026-11-23', minutes: 200 })
  await a.mia.post(`${projects}/tasks/copy/time`, { on: '2026-11-24', minutes: 100 })
  await until('24', 12)
  await moves(a, 'copy', { status: 'completed' })
  await moves(a, 'banner', { status: 'completed' })
  await a.max.put(`${projects}/site/schedule`, {
    allocations: { create: [{ personId: 'mia', startOn: '2026-11-23', endOn: '2026-11-24', minutesPerDay: 240 }] },
  })
  await counted(a.organizationId)
  return a
}
const request = {
  id: 'ask',
  title: 'The shop is down',
  type: 'issue',
  priority: 'urgent',
  source: 'phone',
  requester: { name: 'Bea' },
}

let week: Promise<Agency> | undefined
const theWeek = () => (week ??= aWeek())

test('performance counts what was made and done, in working time', async () => {
  const { ada } = await theWeek()
  const { total, asOf } = await figuresFor(ada, 'performance', PERIOD)
  assert.deepEqual(total.figures, {
    tasksCreated: 3,
    tasksCompleted: 2,
    cycleMeanMinutes: 660,
    cycleMedianMinutes: 660,
    cycleP85Minutes: 660,
    leadMeanMinutes: 660,
    leadMedianMinutes: 660,
    leadP85Minutes: 660,
    tasksWithDueDate: 2,
    tasksOnTime: 1,
    onTimeRate: 0.5,
    tasksEstimated: 1,
    estimatedMinutes: 600,
    spentMinutes: 300,
    estimateAccuracy: 0.5,
  })
  assert.ok(asOf > 10)
  assert.equal(total.previous.tasksCreated, 0)
})

test('workflow counts where work waited, and how soon the client heard', async () => {
  const { ada } = await theWeek()
  const { figures } = (await figuresFor(ada, 'workflow', PERIOD)).total
  const some = (...names: string[]) => names.map((name) => figures[name])
  assert.deepEqual(some('inProgressMinutes', 'inProgressMeanMinutes'), [240, 120])
  assert.deepEqual(
    some('timesBlocked', 'blockedMinutes', 'blockedWaitingClientMinutes', 'blockedOtherMinutes'),
    [1, 420, 420, 0],
  )
  assert.deepEqual(some('requestsCreated', 'requestsAnswered', 'requestsAnsweredLate'), [1, 1, 1])
  assert.deepEqual(some('responseMeanMinutes', 'responseMedianMinutes', 'responseP85Minutes'), [300, 300, 300])
  assert.deepEqual(
    some('requestsClosed', 'requestsResolved', 'requestsResolvedLate', 'resolutionMeanMinutes'),
    [1, 1, 0, 300],
  )
})

test('utilisation counts what days hold, what is booked, worked and left, of everybody and each', async () => {
  const { ada } = await theWeek()
  const { total, groups } = await figuresFor(ada, 'utilisation', 'from=2026-11-23&to=2026-11-29&groupBy=person')
  assert.deepEqual(total.figures, {
    capacityMinutes: 6 * 5 * 480,
    bookedMinutes: 480,
    workedMinutes: 300,
    freeMinutes: 6 * 5 * 480 - 480,
    bookedRate: 0.0333,
    workedRate: 0.0208,
  })
  assert.deepEqual([groups.length, groups[0]?.key, groups[0]?.figures.bookedRate], [6, 'mia', 0.2])
  const teams = await figuresFor(ada, 'utilisation', 'from=2026-11-23&to=2026-11-29&groupBy=team')
  assert.deepEqual(
    teams.groups.map(({ key, label, figures }) => [key, label, figures.capacityMinutes]),
    [['design', 'Design', 2 * 5 * 480]],
  )
})

const LONG = process.env.TEST_LONG !== undefined
const SOME = {
  performance: ['project', 'week'],
  workflow: ['account', 'type', 'month'],
  utilisation: ['person', 'team', 'week'],
}
const ALL = { performance: WORK_GROUPS, workflow: WORK_GROUPS, utilisation: PEOPLE_GROUPS }

test('every figure is the sum of its rows, in all and in every group', async () => {
  const { ada } = await theWeek()
  const filters: Record<string, (group: { key: string; from: string; to: string }) => string> = {
    project: ({ key }) => `${PERIOD}&projectId=${key}`,
    account: ({ key }) => `${PERIOD}&accountId=${key}`,
    type: ({ key }) => `${PERIOD}&type=${key}`,
    person: ({ key }) => `${PERIOD}&personId=${key}`,
    team: ({ key }) => `${PERIOD}&teamId=${key}`,
    week: ({ from, to }) => `from=${from}&to=${to}`,
    month: ({ from, to }) => `from=${from}&to=${to}`,
  }
  const wrong: unknown[] = []
  for (const area of Object.keys(AREAS) as Area[])
    for (const groupBy of LONG ? ALL[area] : SOME[area]) {
      const { total, groups } = await figuresFor(ada, area, `${PERIOD}&groupBy=${groupBy}`)
      assert.ok(groups.length > 0)
      const all = { key: '', from: '2026-11-16', to: '2026-11-29', figures: total.figures }
      for (const { figures, ...group } of [all, ...groups])
        for (const name of Object.keys(figuresOf(area))) {
          const asked = group.key === '' ? PERIOD : (filters[groupBy]?.(group) ?? '')
          const sum = foldRows(area, name, await rowsBehind(ada, area, name, asked, 40))
          if (sum !== figures[name]) wrong.push([area, groupBy, group.key, name, figures[name], sum])
        }
    }
  assert.deepEqual(wrong, [])
})

test('rows are walked page by page, each once, the latest day first', async () => {
  const { ada } = await theWeek()
  const rows = await rowsBehind(ada, 'performance', 'tasksCreated', PERIOD, 1)
  assert.deepEqual(
    new Set(rows.map(({ subject }) => subject.title)),
    new Set(['Banner set', 'Copywriting', 'Visual design']),
  )
  assert.equal(rows.length, 3)
  const days = await rowsBehind(ada, 'utilisation', 'capacityMinutes', 'from=2026-11-23&to=2026-11-24', 5)
  assert.deepEqual([days.length, days[0]?.on, days.at(-1)?.on], [12, '2026-11-24', '2026-11-23'])
  const other = await ada.get(`/v1/admin/analytics/performance/rows?figure=tasksCreated&limit=1&${PERIOD}`)
  const cursor = encodeURIComponent((other.body.pagination as { nextCursor: string }).nextCursor)
  const refused = await ada.get(`/v1/admin/analytics/performance/rows?figure=tasksCompleted&cursor=${cursor}`)
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [400, '?cursor'])
})

test('each sees figures of what is theirs: a manager their projects, an account manager without tasks’ titles, a lead their team', async () => {
  const { max, amy, una, tess, olga } = await theWeek()
  assert.equal((await figuresFor(max, 'performance', PERIOD)).total.figures.tasksCreated, 2)
  assert.equal((await figuresFor(una, 'performance', PERIOD)).total.figures.tasksCreated, 0)
  assert.equal((await figuresFor(olga, 'performance', PERIOD)).total.figures.tasksCreated, 0)
  assert.equal((await figuresFor(max, 'performance', `${PERIOD}&projectId=ads`)).total.figures.tasksCreated, 0)
  const seen = await rowsBehind(amy, 'performance', 'tasksCompleted', PERIOD)
  assert.deepEqual(
    seen.map(({ subject, projectName, amounts }) => [subject, projectName, amounts]),
    [[{ type: 'task', id: null, title: null }, 'Website redesign', { lead: 660 }]],
  )
  const asked = await rowsBehind(amy, 'workflow', 'requestsCreated', PERIOD)
  assert.deepEqual(asked[0]?.subject, { type: 'request', id: 'ask', title: 'The shop is down' })
  const led = await figuresFor(tess, 'utilisation', 'from=2026-11-23&to=2026-11-29&groupBy=person')
  assert.deepEqual(new Set(led.groups.map(({ key }) => key)), new Set(['mia', 'tess']))
  assert.equal((await tess.get('/v1/admin/analytics/performance')).status, 403)
  assert.equal((await amy.get('/v1/admin/analytics/utilisation')).status, 403)
})

test('a booking of a project that one may not see counts, and is not named', async () => {
  const a = await theWeek()
  await a.ada.put(`${projects}/ads/schedule`, {
    allocations: { create: [{ personId: 'mia', startOn: '2026-11-26', endOn: '2026-11-26', minutesPerDay: 60 }] },
  })
  await counted()
  const rows = await rowsBehind(a.max, 'utilisation', 'bookedMinutes', 'from=2026-11-23&to=2026-11-26&personId=mia')
  assert.deepEqual(
    rows.map(({ on, projectId, subject, amounts }) => [on, projectId, subject.title, amounts.booked]),
    [
      ['2026-11-26', null, null, 60],
      ['2026-11-24', 'site', 'Website redesign', 240],
      ['2026-11-23', 'site', 'Website redesign', 240],
    ],
  )
})

test('groups come with the period before, a page at a time, the most first; weeks all of them', async () => {
  const { ada } = await theWeek()
  const first = await figuresFor(ada, 'performance', `${PERIOD}&groupBy=project&sort=tasksCreated&limit=1`)
  assert.deepEqual(
    [first.groups.map(({ key }) => key), first.pagination],
    [['site'], { page: 1, limit: 1, total: 2, pages: 2 }],
  )
  const second = await figuresFor(ada, 'performance', `${PERIOD}&groupBy=project&sort=tasksCreated&limit=1&page=2`)
  assert.deepEqual(
    second.groups.map(({ key, label }) => [key, label]),
    [['ads', 'Spring campaign']],
  )
  const weeks = await figuresFor(ada, 'performance', 'from=2026-11-20&to=2026-12-02&groupBy=week')
  assert.deepEqual(
    weeks.groups.map(({ key, from, to, figures }) => [key, from, to, figures.tasksCompleted]),
    [
      ['2026-11-16', '2026-11-20', '2026-11-22', 0],
      ['2026-11-23', '2026-11-23', '2026-11-29', 2],
      ['2026-11-30', '2026-11-30', '2026-12-02', 0],
    ],
  )
  const later = await figuresFor(ada, 'performance', 'from=2026-11-25&to=2026-12-08&groupBy=project')
  assert.deepEqual([later.total.figures.tasksCompleted, later.total.previous.tasksCompleted], [0, 2])
  assert.equal(later.groups.find(({ key }) => key === 'ads')?.previous?.tasksCompleted, 1)
})

test('a table for spreadsheets keeps names as text, whatever they begin with', async () => {
  const a = await theWeek()
  await a.ada.put(`${projects}/ads`, { name: '=HYPERLINK("http://evil","x")' })
  const reply = await a.ada.get(`/v1/admin/analytics/performance?${PERIOD}&groupBy=project&format=csv`)
  assert.match(reply.headers.get('content-type') ?? '', /^text\/csv/)
  assert.match(reply.headers.get('content-disposition') ?? '', /performance-2026-11-16-2026-11-29\.csv/)
  const lines = String(reply.body).trimEnd().split('\r\n')
  assert.equal(lines[0]?.slice(0, 37), 'key,label,from,to,tasksCreated,tasksC')
  assert.ok(lines.some((line) => line.startsWith(`ads,"'=HYPERLINK(""http://evil"",""x"")",`)))
  assert.ok(lines.at(-1)?.startsWith(',Total,2026-11-16,2026-11-29,3,2,'))
  await a.ada.put(`${projects}/ads`, { name: 'Spring campaign' })
})
