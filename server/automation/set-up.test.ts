// What the set-up of a project does, and above all what it leaves alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookAround, openEngine, settle } from '../../test/background.ts'
import { digestOf } from '../../test/database-digest.ts'
import { rowsOf, staffed, writesTemplate, type Staffed } from '../../test/staffed.ts'
import { placeEntries } from '../activity/place-entries.ts'
import { loadRules } from './load-rules.ts'

const SMALL = {
  id: 'small',
  name: 'Small',
  type: 'website',
  tasks: [
    { key: 'brief', title: 'Brief', offsetDays: 0, durationDays: 1, estimateMinutes: 240, role: 'project_manager' },
    {
      key: 'draw',
      title: 'Draw',
      offsetDays: 1,
      durationDays: 2,
      estimateMinutes: 480,
      skills: ['wireframing'],
      dependsOn: [{ key: 'brief' }],
    },
    { key: 'greek', title: 'Translate', offsetDays: 1, durationDays: 1, estimateMinutes: 60, skills: ['greek'] },
    { key: 'done', title: 'Done', kind: 'milestone' as const, offsetDays: 4, dependsOn: [{ key: 'draw' }] },
  ],
}
async function sets(a: Staffed, more: object = {}): Promise<string> {
  const { status, body } = await a.ada.post('/v1/admin/projects', {
    name: 'New',
    accountId: 'bakery',
    type: 'website',
    managerId: 'max',
    templateId: 'small',
    ...more,
  })
  assert.equal(status, 201)
  return body.id
}
const tasksOf = async ({ ada }: Staffed, id: string) =>
  (await ada.get(`/v1/admin/projects/${id}/tasks?limit=100`)).body.data
const titlesOf = async (a: Staffed, id: string) =>
  (await tasksOf(a, id)).map(({ title }: { title: string }) => title).toSorted()
const projectOf = async ({ ada }: Staffed, id: string) => (await ada.get(`/v1/admin/projects/${id}`)).body
const setUps = (a: Staffed) =>
  rowsOf<{ entity_id: string; changes: Record<string, { to: unknown }>; cause: string }>(
    a,
    `select a.entity_id, a.changes, c.event as cause from activity a
     left join activity c on c.organization_id = a.organization_id and c.id = a.cause_id
     where a.organization_id = $1 and a.event = 'project.set_up' order by a.id`,
  )
const messages = (a: Staffed) => rowsOf(a, 'select * from communications where organization_id = $1')

test('ten that do it at once do it once, and it says what it did and why', async () => {
  const a = await staffed()
  await writesTemplate(a, SMALL)
  const id = await sets(a)
  await Promise.all(Array.from({ length: 10 }, () => lookAround(a.organizationId)))
  await lookAround(a.organizationId)
  assert.deepEqual(await titlesOf(a, id), ['Brief', 'Done', 'Draw', 'Translate'])
  const [setUp, ...again] = await setUps(a)
  assert.deepEqual(again, [])
  assert.equal(setUp?.cause, 'project.created')
  assert.deepEqual(
    [setUp?.changes.tasks?.to, setUp?.changes.milestones?.to, setUp?.changes.assigned?.to, setUp?.changes.bookings?.to],
    [3, 1, 2, { confirmed: 2, tentative: 0, placeholders: 1 }],
  )
  assert.match(JSON.stringify(setUp?.changes.left?.to), /Translate.*“greek”/)
  assert.equal((await messages(a)).length, 1)
  const told = await rowsOf(a, `select 1 from notifications where organization_id = $1 and kind = 'project_set_up'`)
  assert.equal(told.length, 1)
})

test('a draft is left alone until it is one no more', async () => {
  const a = await staffed()
  await writesTemplate(a, SMALL)
  const id = await sets(a, { draft: true })
  await settle(a.organizationId)
  await lookAround(a.organizationId)
  assert.deepEqual([await titlesOf(a, id), await messages(a)], [[], []])
  await a.ada.put(`/v1/admin/projects/${id}`, { status: 'active' })
  await settle(a.organizationId)
  assert.equal((await titlesOf(a, id)).length, 4)
  assert.equal((await setUps(a))[0]?.cause, 'project.status_changed')
})

test('a project with tasks gets none, and dates, team and team members that were given stay', async () => {
  const a = await staffed()
  await writesTemplate(a, SMALL)
  const given = {
    startOn: '2027-01-11',
    dueOn: '2027-03-01',
    teamId: 'search',
    assignedTeam: ['mia'],
    templateId: 'small',
  }
  const [planned, staffedByHand] = [await sets(a), await sets(a, given)]
  await a.ada.adds(planned, { title: 'My own plan' })
  await settle(a.organizationId)
  assert.deepEqual(await titlesOf(a, planned), ['My own plan'])
  const project = await projectOf(a, staffedByHand)
  assert.deepEqual([project.startOn, project.dueOn, project.teamId], ['2027-01-11', '2027-03-01', 'search'])
  // Nobody is chosen beside the team; the manager does what is a manager's, and is on the team since he is booked.
  assert.deepEqual(project.assignedTeam, ['max', 'mia'])
  const draw = (await tasksOf(a, staffedByHand)).find(({ title }: { title: string }) => title === 'Draw')
  assert.deepEqual([draw.assigneeIds, draw.startOn], [[], '2027-01-12'])
})

test('without a template nothing is planned and nobody chosen: its channel is opened, and who is on it is told', async () => {
  const a = await staffed()
  const id = await sets(a, { templateId: null, assignedTeam: ['mia'] })
  await settle(a.organizationId)
  const project = await projectOf(a, id)
  assert.deepEqual(
    [await titlesOf(a, id), project.startOn, project.teamId, project.assignedTeam],
    [[], null, null, ['mia']],
  )
  assert.equal((await messages(a)).length, 1)
  const told = await rowsOf<{ person_id: string }>(
    a,
    `select distinct person_id from notifications where organization_id = $1 and kind like 'project_%' order by 1`,
  )
  assert.deepEqual(
    told.map(({ person_id }) => person_id),
    ['max', 'mia'],
  )
})

test('what is deleted, cancelled, on hold, imported or has waited too long is not set up', async () => {
  const a = await staffed()
  await writesTemplate(a, SMALL)
  const [deleted, cancelled, held] = [await sets(a), await sets(a), await sets(a)]
  await a.ada.delete(`/v1/admin/projects/${deleted}`, { reason: 'By mistake' })
  await a.ada.put(`/v1/admin/projects/${cancelled}`, { status: 'cancelled', reason: 'Lost' })
  const csv = 'name,account,type,template\nImported,bakery,website,small\n'
  const imported = await a.ada.post('/v1/admin/projects/import?format=csv&accountId=bakery', csv, {
    'content-type': 'text/csv',
  })
  assert.equal(imported.status, 200)
  await a.ada.put(`/v1/admin/projects/${held}`, { status: 'on_hold', reason: 'Not before spring' })
  await settle(a.organizationId)
  await lookAround(a.organizationId)
  assert.deepEqual(await setUps(a), [])
  const old = await sets(a)
  await a.ada.put(`/v1/admin/projects/${held}`, { status: 'active' })
  a.clock.advance({ days: 8 })
  await settle(a.organizationId)
  await lookAround(a.organizationId)
  assert.deepEqual(await setUps(a), [])
  assert.deepEqual([await titlesOf(a, old), await titlesOf(a, held)], [[], []])
})

/** All that is there but what tells that it was tried. */
async function allOf({ db, organizationId }: Staffed): Promise<Record<string, string>> {
  await placeEntries(db.worker)
  const { rule_runs: _, ...digest } = await digestOf(db, [organizationId])
  return digest
}

test('where the last step fails nothing of the others is there; the next try does all of it', async () => {
  const a = await staffed()
  await writesTemplate(a, SMALL)
  // Alone: what other rules tell of a new project is not taken back with it.
  const rules = (await loadRules()).filter(({ name }) => name === 'set-up-new-projects')
  const engine = await openEngine({ rules })
  const id = await sets(a)
  await a.db.admin.query(`
    create function refuse_message() returns trigger language plpgsql as $$ begin raise exception 'no more room'; end $$;
    create trigger refuse_message before insert on communications for each row when (new.organization_id = '${a.organizationId}') execute function refuse_message()`)
  const before = await allOf(a)
  await assert.rejects(engine.lookAround(a.organizationId), AggregateError)
  assert.deepEqual(await allOf(a), before)
  const tried = await rowsOf(a, `select distinct subject_id, outcome from rule_runs where organization_id = $1`)
  assert.deepEqual(tried, [{ subject_id: id, outcome: 'failed' }])
  await a.db.admin.query('drop function refuse_message cascade')
  await engine.lookAround(a.organizationId)
  assert.equal((await titlesOf(a, id)).length, 4)
})

test('a template that hangs together no more makes all of it fail', async () => {
  const a = await staffed()
  await writesTemplate(a, SMALL)
  const id = await sets(a)
  const links = (
    key: string,
  ) => `update project_templates set tasks = jsonb_set(tasks, '{0,dependsOn}', '[{"key":"${key}","type":"FS","lagDays":0}]')
    where organization_id = '${a.organizationId}' and id = 'small'`
  for (const key of ['nowhere', 'draw']) {
    await a.db.admin.query(links(key))
    await assert.rejects(lookAround(a.organizationId), AggregateError, key)
    assert.deepEqual([await titlesOf(a, id), await messages(a), await setUps(a)], [[], [], []])
  }
})

test('a set-up that fails each time leaves nothing, and an alert that says why', async () => {
  const a = await staffed()
  await writesTemplate(a, SMALL)
  const rules = (await loadRules()).filter(({ name }) => name === 'set-up-new-projects')
  const engine = await openEngine({ rules })
  const id = await sets(a)
  await a.db.admin.query(
    `update project_templates set tasks = jsonb_set(tasks, '{0,dependsOn}', '[{"key":"nowhere","type":"FS","lagDays":0}]')
     where organization_id = '${a.organizationId}' and id = 'small'`,
  )
  assert.ok((await engine.settleWithRetries(a.organizationId)).length > 0)
  assert.deepEqual([await titlesOf(a, id), await messages(a), await setUps(a)], [[], [], []])
  const { data: alerts } = (await a.ada.get('/v1/admin/alerts')).body
  assert.deepEqual(
    alerts.map(({ title, count }: { title: string; count: number }) => [title, count]),
    [['Background work was given up: the rule set-up-new-projects', 1]],
  )
  assert.match(alerts[0].detail.error, /names nowhere, which is not there/)
})

test('whoever has no room is not booked over it: tentative, or not on the task at all, with the reason', async () => {
  const a = await staffed()
  const day = { offsetDays: 0, durationDays: 1, estimateMinutes: 480, skills: ['wireframing'] }
  const tasks = ['All of Monday', 'More of Monday'].map((title, n) => ({ ...day, key: `day${n}`, title }))
  await writesTemplate(a, { id: 'small', name: 'Tight', type: 'website', tasks })
  const id = await sets(a)
  await settle(a.organizationId)
  const booked = (await a.ada.get(`/v1/admin/projects/${id}/schedule`)).body.allocations
  assert.deepEqual(
    booked.map(({ personId, status }: { personId: string; status: string }) => `${personId} ${status}`).toSorted(),
    ['dora confirmed', 'dora tentative'],
  )
  const other = await sets(a)
  await settle(a.organizationId)
  assert.deepEqual(
    (await tasksOf(a, other)).map(({ assigneeIds }: { assigneeIds: string[] }) => assigneeIds),
    [[], []],
  )
  const [, second] = await setUps(a)
  assert.match(JSON.stringify(second?.changes.left?.to), /Dora has not enough time left/)
  assert.deepEqual(second?.changes.bookings?.to, { confirmed: 0, tentative: 0, placeholders: 2 })
  assert.deepEqual(await rowsOf(a, 'select 1 from person_days where organization_id = $1 and overbook_minutes > 0'), [])
})

test('where the first choice has no time, the next best does it', async () => {
  const a = await staffed()
  await a.ada.put('/v1/admin/people/mia', { services: ['website'], skills: ['wireframing'] })
  const draw = {
    key: 'draw',
    title: 'Draw',
    offsetDays: 0,
    durationDays: 1,
    estimateMinutes: 480,
    skills: ['wireframing'],
  }
  await writesTemplate(a, { id: 'small', name: 'One day', type: 'website', tasks: [draw] })
  const on = new Date(a.clock.now().getTime() + 7 * 86_400_000)
  const startOn = new Date(on.getTime() + ((8 - on.getUTCDay()) % 7) * 86_400_000).toISOString().slice(0, 10)
  const drawnBy = async () => {
    const id = await sets(a, { startOn })
    await settle(a.organizationId)
    const [task] = await tasksOf(a, id)
    return [task.assigneeIds, (await projectOf(a, id)).assignedTeam]
  }
  assert.deepEqual(await drawnBy(), [['dora'], ['dora']])
  await a.ada.post('/v1/admin/people/mia/time-off', { startOn, endOn: startOn, minutesPerDay: 240 })
  // Mia is booked less, and has half of that day off; Dora has none of it left.
  assert.deepEqual(await drawnBy(), [[], []])
  await a.ada.put('/v1/admin/people/cem', { services: ['website'], skills: ['wireframing', 'copywriting'] })
  // He comes after her: he is on more projects.
  await a.ada.put('/v1/admin/projects/site', { assignedTeam: ['mia', 'cem'] })
  await a.ada.put('/v1/admin/projects/ads', { assignedTeam: ['cem'] })
  assert.deepEqual(await drawnBy(), [['cem'], ['cem']])
})
