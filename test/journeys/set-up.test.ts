// One call creates a website project; what an agency would have set up by hand in a day is there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Allocation } from '../../domain/allocation.ts'
import { DEFAULT_TEMPLATES } from '../../domain/default-templates.ts'
import type { Task } from '../../domain/task.ts'
import { loadRules } from '../../server/automation/load-rules.ts'
import { openEngine, settle } from '../background.ts'
import { listens, markOf, withNodes } from '../live-house.ts'
import { rowsOf, staffed, writesTemplate } from '../staffed.ts'

const NEW = { name: 'Harbour shop', accountId: 'bakery', type: 'website', managerId: 'max' }
const WEBSITE = DEFAULT_TEMPLATES.find(({ type }) => type === 'website')?.tasks ?? []

test('one call, and tasks, dates, team, bookings, channel, welcome and notices are there; the preview said so', async () => {
  const a = await staffed()
  const preview = await a.ada.post('/v1/admin/projects/preview-set-up', NEW)
  assert.equal(preview.status, 200)
  assert.equal((await a.ada.get('/v1/admin/projects?q=Harbour')).body.pagination.total, 0)

  const { id } = (await a.ada.post('/v1/admin/projects', NEW)).body
  await settle(a.organizationId)

  const project = (await a.ada.get(`/v1/admin/projects/${id}`)).body
  const tasks: Task[] = (await a.ada.get(`/v1/admin/projects/${id}/tasks?limit=100`)).body.data
  const byTitle = new Map(tasks.map((task) => [task.title, task]))
  assert.deepEqual([...byTitle.keys()].toSorted(), WEBSITE.map(({ title }) => title).toSorted())
  // It begins on the Monday after and ends with the last of its tasks.
  assert.equal(project.startOn, '2026-11-23')
  assert.equal(
    project.dueOn,
    tasks
      .map(({ dueOn }) => dueOn ?? '')
      .toSorted()
      .at(-1),
  )
  assert.equal(project.teamId, 'design')
  for (const { key, title, dependsOn = [] } of WEBSITE) {
    const task = byTitle.get(title)
    assert.ok(task?.startOn && task.dueOn, `${key} has dates`)
    const named = task.dependencies.map(({ taskId }) => tasks.find((other) => other.id === taskId)?.title)
    const asked = dependsOn.map((link) => WEBSITE.find((other) => other.key === link.key)?.title)
    assert.deepEqual(new Set(named), new Set(asked))
  }
  const whoDoes = (title: string) => byTitle.get(title)?.assigneeIds
  assert.deepEqual(whoDoes('Kick-off call with the client'), ['max'])
  assert.deepEqual(whoDoes('Collect logo, fonts and photos'), ['amy'])
  assert.deepEqual(whoDoes('Visual design'), ['dora'])
  assert.deepEqual(whoDoes('Page copy'), ['cem'])
  assert.deepEqual(whoDoes('Build templates and pages'), ['finn'])

  const schedule = (await a.ada.get(`/v1/admin/projects/${id}/schedule`)).body
  const booked: Allocation[] = schedule.allocations
  assert.ok(booked.length >= 10)
  for (const { personId, taskId, bookedMinutes, startOn, endOn } of booked) {
    const task = tasks.find((each) => each.id === taskId)
    assert.deepEqual([task?.assigneeIds[0], task?.startOn, task?.dueOn], [personId, startOn, endOn])
    assert.equal(bookedMinutes, task?.estimateMinutes)
  }
  assert.deepEqual(await rowsOf(a, 'select * from person_days where organization_id = $1 and overbook_minutes > 0'), [])

  const { data: said } = (await a.ada.get(`/v1/admin/projects/${id}/communications`)).body
  assert.equal(said.length, 1)
  assert.deepEqual([said[0].visibility, said[0].author.type, said[0].thread.id], ['internal', 'rule', id])
  assert.match(said[0].body, /^Welcome to \*\*Harbour shop\*\*/)
  assert.equal(said[0].body, preview.body.welcome)

  const told = await rowsOf<{ person_id: string; kind: string; n: string }>(
    a,
    `select person_id, kind, count(*) as n from notifications where organization_id = $1 group by 1, 2 order by 1, 2`,
  )
  const heard = (who: string) => told.filter(({ person_id }) => person_id === who).map(({ kind }) => kind)
  assert.ok(heard('max').includes('project_set_up'))
  for (const who of project.assignedTeam.filter((person: string) => person !== 'max')) {
    assert.ok(heard(who).includes('project_assigned'), who)
    assert.ok(heard(who).includes('task_assigned'), who)
  }
  // Nobody hears of first dates and of the welcome besides.
  assert.ok(!told.some(({ kind }) => kind === 'schedule_changed' || kind === 'message_received'))

  // What was previewed is what came.
  const asSeen = (list: Task[]) =>
    list
      .map(({ title, startOn, dueOn, assigneeIds, durationDays, stage, constraint }) =>
        JSON.stringify([title, startOn, dueOn, assigneeIds, durationDays, stage, constraint]),
      )
      .toSorted()
  const asBooked = (list: Allocation[]) =>
    list
      .map(({ personId, placeholder, startOn, endOn, bookedMinutes, status }) =>
        JSON.stringify([personId, placeholder, startOn, endOn, bookedMinutes, status]),
      )
      .toSorted()
  assert.deepEqual(asSeen(preview.body.tasks), asSeen(tasks))
  assert.deepEqual(asBooked(preview.body.allocations), asBooked(booked))
  const fields = ['startOn', 'dueOn', 'teamId', 'assignedTeam', 'status', 'templateId'] as const
  for (const field of fields) assert.deepEqual(preview.body.project[field], project[field], field)
})

test('who is connected to either node meanwhile hears each event of it once, in order', async () => {
  const a = await staffed()
  await withNodes(async ({ nodes }) => {
    const from = await markOf(a)
    const lines = nodes.map((node) => listens(node, { token: a.ada.token, since: from }))
    await Promise.all(lines.map((line) => line.untilTold('ready')))
    const { id } = (await a.ada.post('/v1/admin/projects', NEW)).body
    await settle(a.organizationId)
    const to = await markOf(a)
    // Notices are told to those they are for.
    const happened = await rowsOf<{ seq: number; event: string; project_id: string | null }>(
      a,
      `select seq::int, event, project_id from activity where organization_id = $1 and seq > ${from} and seq <= ${to}
         and (entity_type <> 'notification' or entity_id in (select telling_id from notifications where person_id = 'ada'))
       order by seq`,
    )
    const ofIt = new Set(happened.filter(({ project_id }) => project_id === id).map(({ event }) => event))
    for (const event of [
      'project.created',
      'task.created',
      'allocation.created',
      'communication.added',
      'project.set_up',
    ])
      assert.ok(ofIt.has(event), event)
    for (const line of lines) {
      await line.until(() => line.changes.length >= happened.length, 'told all of it')
      assert.deepEqual(
        line.changes.map(({ seq, event }) => [seq, event]),
        happened.map(({ seq, event }) => [seq, event]),
      )
      line.socket.close()
    }
  })
})

test('a set-up that fails each time leaves nothing, and an alert that says why', async () => {
  const a = await staffed()
  await writesTemplate(a, {
    id: 'small',
    name: 'Small',
    type: 'website',
    tasks: [
      { key: 'draw', title: 'Draw', offsetDays: 0, durationDays: 1 },
      { key: 'build', title: 'Build', offsetDays: 1, durationDays: 1, dependsOn: [{ key: 'draw' }] },
    ],
  })
  const engine = await openEngine({
    rules: (await loadRules()).filter(({ name }) => name === 'set-up-new-projects'),
  })
  const { id } = (await a.ada.post('/v1/admin/projects', { ...NEW, templateId: 'small' })).body
  await a.db.admin.query(
    `update project_templates set tasks = jsonb_set(tasks, '{1,dependsOn}', '[{"key":"nowhere","type":"FS","lagDays":0}]')
     where organization_id = $1 and id = 'small'`,
    [a.organizationId],
  )
  assert.ok((await engine.settleWithRetries(a.organizationId)).length > 0)
  for (const part of ['tasks', 'communications'])
    assert.deepEqual((await a.ada.get(`/v1/admin/projects/${id}/${part}`)).body.data, [], part)
  const { data: alerts } = (await a.ada.get('/v1/admin/alerts')).body
  assert.deepEqual(
    alerts.map(({ title, count }: { title: string; count: number }) => [title, count]),
    [['Background work was given up: the rule set-up-new-projects', 1]],
  )
  assert.match(alerts[0].detail.error, /names nowhere, which is not there/)
})
