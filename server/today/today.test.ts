import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'

const ASKED = { type: 'change', source: 'phone', requester: { name: 'Berta' } }

const TODAY = '/v1/admin/me/today'
const ids = (some: { data: { id: string }[] }) => some.data.map(({ id }) => id)

/** On Sunday the 22nd: what is late, what stands still, what is due today, and what comes later. */
async function busy(): Promise<Agency> {
  const house = await agency()
  const { ada, max, mia } = house
  const by = (dueOn: string) => ({ scheduling: 'manual', startOn: '2026-11-02', dueOn })
  await max.adds('site', { id: 'late', title: 'Late', assigneeIds: ['mia'], priority: 'high', ...by('2026-11-20') })
  await max.adds('site', { id: 'later', title: 'Late, of nobody', ...by('2026-11-19') })
  await max.adds('site', { id: 'now', title: 'Due today', assigneeIds: ['mia'], ...by('2026-11-22') })
  await max.adds('site', { id: 'others', title: 'Due today, of nobody', ...by('2026-11-22') })
  await max.adds('site', { id: 'next', title: 'Next week', assigneeIds: ['mia'], ...by('2026-11-27') })
  await ada.adds('ads', { id: 'stuck', title: 'Waits for logins', ...by('2026-11-27') })
  await ada.moves({ id: 'stuck' }, { status: 'in_progress' })
  await ada.moves({ id: 'stuck' }, { status: 'blocked', blockedReason: 'waiting_access' })
  await mia.put('/v1/admin/me/tasks/copy/status', { status: 'blocked', blockedReason: 'waiting_client' })
  return house
}

test('each sees what is late, stands still or is due, as far as their rights reach', async () => {
  const { ada, max, tess, amy, mia, una } = await busy()
  const seen = async (person: typeof ada) => {
    const { status, body } = await person.get(TODAY)
    assert.equal(status, 200, JSON.stringify(body))
    return [ids(body.tasks.overdue), ids(body.tasks.blocked), ids(body.tasks.due)]
  }
  assert.deepEqual(await seen(ada), [['late', 'later'], ['stuck', 'copy'], []])
  assert.deepEqual(await seen(max), [['late', 'later'], ['copy'], []])
  assert.deepEqual(await seen(tess), [['late', 'later'], ['copy'], []])
  assert.deepEqual(await seen(mia), [['late'], ['copy'], ['now']])
  for (const nobodyHere of [amy, una]) assert.deepEqual(await seen(nobodyHere), [[], [], []])
})

test('a task tells what acting on it takes: where it goes back to, whose it is, whether I may hand it on', async () => {
  const { max, mia } = await busy()
  const [copy] = (await max.get(TODAY)).body.tasks.blocked.data
  assert.equal(copy.projectName, 'Website redesign')
  assert.deepEqual([copy.statusBeforeBlock, copy.blockedReason], ['pending', 'waiting_client'])
  assert.deepEqual([copy.assignees, copy.mine, copy.assignable], [[{ id: 'mia', name: 'Mia' }], false, true])
  const [own] = (await mia.get(TODAY)).body.tasks.blocked.data
  assert.deepEqual([own.mine, own.assignable], [true, false])
})

test('what has climbed to somebody is told as escalated, once, and not to who stands below', async () => {
  const { db, organizationId, ada, max, tess } = await busy()
  const climbs = (step: number) =>
    db.admin.query(
      `insert into escalations (organization_id, kind, subject_id, project_id, episode, step, raised)
       values ($1, 'task_overdue', 'late', 'site', '2026-11-20', $2, true)
       on conflict (organization_id, kind, subject_id) do update set step = excluded.step`,
      [organizationId, step],
    )
  const told = async (person: typeof ada) => {
    const { tasks } = (await person.get(TODAY)).body
    return [ids(tasks.escalated), ids(tasks.overdue)]
  }
  const [climbed, not] = [
    [['late'], ['later']],
    [[], ['late', 'later']],
  ]
  await climbs(2)
  assert.deepEqual([await told(tess), await told(max), await told(ada)], [climbed, not, not])
  await climbs(4)
  assert.deepEqual([await told(tess), await told(max), await told(ada)], [climbed, climbed, climbed])
})

test('requests are told before their time is over, and whoever may answer them is told so', async () => {
  const { clock, max, amy, tess } = await agency()
  await max.post('/v1/admin/projects/site/requests', { ...ASKED, id: 'logo', title: 'A new logo', priority: 'urgent' })
  const told = async (person: typeof max) => (await person.get(TODAY)).body.requests
  assert.equal((await told(max)).total, 0, 'four working hours from a Sunday noon are more than a day')
  clock.advance({ hours: 6 })
  const [logo] = (await told(max)).data
  assert.deepEqual(
    [logo?.promised, logo?.overdue, logo?.changeable, logo?.accountName],
    ['answer', false, true, 'Bluebird Bakery'],
  )
  assert.equal((await told(amy)).data[0].changeable, false)
  assert.deepEqual(await told(tess), { data: [], total: 0 })
  clock.advance({ days: 2 })
  assert.equal((await told(max)).data[0].overdue, true)
})

test('a project in another band than a week ago is told with both, and signals once', async () => {
  const { db, organizationId, ada, max, amy } = await agency()
  const score = (on: string, value: number, band: string) =>
    db.admin.query(
      `insert into pulse_days (organization_id, project_id, "on", score, band, metrics, inputs, formula, computed_at)
       values ($1, 'site', $2, $3, $4, '{}', '{}', 1, now())`,
      [organizationId, on, value, band],
    )
  const today = (await max.get(TODAY)).body.on as string
  const back = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
  await score(back(9), 55, 'watch')
  await score(back(8), 81, 'healthy')
  await score(back(3), 40, 'at_risk')
  await db.admin.query(
    `update projects set health_score = 44, health_band = 'at_risk', health_worst = 'schedule' where organization_id = $1 and id = 'site'`,
    [organizationId],
  )
  await ada.post('/v1/admin/signals', { projectId: 'site', title: 'Look at them' })
  for (const person of [ada, max, amy]) {
    const { health, signals } = (await person.get(TODAY)).body
    assert.deepEqual(health.data, [
      {
        projectId: 'site',
        name: 'Website redesign',
        from: { score: 81, band: 'healthy' },
        to: { score: 44, band: 'at_risk' },
        worst: 'schedule',
      },
    ])
    assert.deepEqual([signals.total, signals.data[0].title], [1, 'Look at them'])
  }
})

test('who sees more than a thousand projects is told the most pressing of all, and where counting stops', async () => {
  const { db, organizationId, ada, mia } = await agency()
  await db.admin.query(
    `insert into projects (organization_id, id, name, account_id, type, engagement, status, priority, currency, billing_mode, created_at, updated_at)
     select organization_id, 'many-' || n, name, account_id, type, engagement, 'active', priority, currency, billing_mode, created_at, updated_at
     from projects, generate_series(1, 1001) n where organization_id = $1 and id = 'ads'`,
    [organizationId],
  )
  await db.admin.query(
    `insert into tasks (organization_id, id, project_id, title, priority, status, status_before_block, blocked_reason, due_on, created_at, updated_at)
     select $1, 'many-' || lpad(n::text, 4, '0'), 'many-' || 1 + n % 1001, 'Late', (array['low', 'medium', 'high', 'urgent'])[1 + n % 4],
       case when n % 100 = 0 then 'blocked' else 'pending' end, case when n % 100 = 0 then 'pending' end,
       case when n % 100 = 0 then 'other' end, date '2026-11-20' - n % 7, now(), now() from generate_series(1, 1100) n`,
    [organizationId],
  )
  await db.admin.query(
    `insert into task_assignees (organization_id, task_id, person_id) values ($1, 'many-0004', 'mia')`,
    [organizationId],
  )
  const inOrder = async (which: string) => {
    const { rows } = await db.admin.query<{ id: string }>(
      `select id from tasks where organization_id = $1 and id like 'many-%' and ${which}
       order by array_position('{low,medium,high,urgent}', priority) desc, due_on, id limit 8`,
      [organizationId],
    )
    return rows.map(({ id }) => id)
  }
  const { tasks } = (await ada.get(TODAY)).body
  assert.deepEqual(ids(tasks.overdue), await inOrder(`status = 'pending'`))
  assert.deepEqual([tasks.overdue.total, tasks.overdue.totalIsAtLeast], [1000, true])
  assert.deepEqual(ids(tasks.blocked), await inOrder(`status = 'blocked'`))
  assert.deepEqual([tasks.blocked.total, tasks.blocked.totalIsAtLeast], [11, undefined])
  const own = (await mia.get(TODAY)).body.tasks
  assert.deepEqual([ids(own.overdue), own.overdue.total], [['many-0004'], 1])
})
