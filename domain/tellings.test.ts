// Whom an event concerns, and what of it they are told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Happening, type Subject, type Telling, tellingsOf } from './tellings.ts'

const happened = (event: string, changes: Happening['changes'] = {}, more: Partial<Happening> = {}): Happening => ({
  id: 'act_1',
  event,
  entityType: event.split('.')[0] ?? '',
  entityId: 'x1',
  projectId: 'prj_1',
  accountId: 'acc_1',
  changes,
  actorType: 'person',
  ...more,
})
const told = (subject: Subject, ...given: Parameters<typeof happened>): Telling[] =>
  tellingsOf(subject, happened(...given))
/** Who is told what, in short. */
const who = (tellings: readonly Telling[]) =>
  tellings.map(({ kind, to, personIds = [] }) => [kind, ...to, ...personIds])
const gave = (field: string, from: unknown, to: unknown) => ({ [field]: { from, to } })

test('a telling is about the thing that it happened to, and its circles are that thing’s', () => {
  assert.deepEqual(told('tasks', 'task.status_changed'), [
    {
      kind: 'task_status_changed',
      about: { type: 'task', id: 'x1' },
      of: { type: 'task', id: 'x1' },
      to: ['assignees', 'manager'],
      personIds: [],
    },
  ])
})

test('whoever is given a task is told, and nobody who had it before', () => {
  for (const event of ['task.created', 'task.updated']) {
    const assigned = told('tasks', event, gave('assigneeIds', ['ada'], ['ada', 'bob', 'cleo']))
    assert.deepEqual(who(assigned), [['task_assigned', 'bob', 'cleo']])
    assert.deepEqual(told('tasks', event, gave('assigneeIds', ['ada', 'bob'], ['ada'])), [])
    assert.deepEqual(told('tasks', event, gave('assigneeIds', undefined, [7, null, 'bob']))[0]?.personIds, ['bob'])
    assert.deepEqual(told('tasks', event, { title: { to: 'Copy' } }), [])
  }
})

test('moved dates are told to whoever has the task, but for the first dates of what a rule made', () => {
  for (const field of ['startOn', 'dueOn'])
    assert.deepEqual(who(told('tasks', 'task.updated', gave(field, null, '2026-11-23'))), [
      ['schedule_changed', 'assignees'],
    ])
  const both = { ...gave('assigneeIds', [], ['bob']), ...gave('dueOn', null, '2026-11-23') }
  assert.deepEqual(who(told('tasks', 'task.updated', both)), [
    ['task_assigned', 'bob'],
    ['schedule_changed', 'assignees'],
  ])
  const planned = (from: unknown, actorType: string) =>
    who(told('tasks', 'task.dates_moved', gave('startOn', from, '2026-11-23'), { actorType }))
  assert.deepEqual(planned(null, 'rule'), [])
  assert.deepEqual(planned(undefined, 'rule'), [])
  assert.deepEqual(planned('2026-11-20', 'rule'), [['schedule_changed', 'assignees']])
  assert.deepEqual(planned(null, 'person'), [['schedule_changed', 'assignees']])
  const one = { ...gave('startOn', null, '2026-11-23'), ...gave('dueOn', '2026-11-20', '2026-11-27') }
  const later = told('tasks', 'task.dates_moved', one, { actorType: 'rule' })
  assert.deepEqual(who(later), [['schedule_changed', 'assignees']])
})

test('whoever comes to a project, as its manager or in its team, is told', () => {
  const changes = { ...gave('assignedTeam', ['ada'], ['ada', 'bob']), ...gave('managerId', 'ada', 'cleo') }
  for (const event of ['project.created', 'project.updated']) {
    assert.deepEqual(who(told('projects', event, changes)), [['project_assigned', 'bob', 'cleo']])
    assert.deepEqual(told('projects', event, gave('managerId', 'ada', null)), [])
    assert.deepEqual(told('projects', event, { name: { to: 'Site' } }), [])
  }
  assert.deepEqual(who(told('projects', 'project.status_changed', changes)), [
    ['project_status_changed', 'team', 'manager', 'account_managers'],
    ['project_assigned', 'bob', 'cleo'],
  ])
})

test('a request is told to all around it, and to whoever is to look at it', () => {
  const around = ['assignee', 'manager', 'account_managers']
  assert.deepEqual(who(told('requests', 'request.created')), [['request_received', ...around]])
  assert.deepEqual(who(told('requests', 'request.status_changed')), [['request_status_changed', ...around]])
  const given = told('requests', 'request.updated', gave('assigneeId', null, 'bob'))
  assert.deepEqual(who(given), [['request_received', 'bob']])
  assert.deepEqual(told('requests', 'request.updated', gave('assigneeId', 'bob', 'bob')), [])
})

test('a message is told to those around its thread', () => {
  const said = (type: string, actorType = 'client') =>
    told('messages', 'communication.added', { thread: { to: { type, id: 't1' } } }, { actorType })
  const circles = {
    project: ['team', 'manager', 'account_managers'],
    // What tasks are called is not for account managers.
    task: ['assignees', 'manager'],
    request: ['assignee', 'manager', 'account_managers'],
    signal: ['assignee', 'manager', 'account_managers'],
  }
  for (const [type, to] of Object.entries(circles))
    assert.deepEqual(said(type), [
      { kind: 'message_received', about: { type: 'communication', id: 'x1' }, of: { type, id: 't1' }, to },
    ])
  // A rule tells by itself whom it concerns.
  assert.deepEqual(said('project', 'rule'), [])
  assert.deepEqual(said('planet'), [])
  assert.deepEqual(told('messages', 'communication.added'), [])
})

test('a signal is told to whoever is to look at it, else to those of its client, unless a rule tells step by step', () => {
  const everybody = [['signal_raised', 'manager', 'account_managers']]
  const raised = (type: string, actorType: string) =>
    who(told('signals', 'signal.raised', { type: { to: type } }, { actorType }))
  for (const type of ['task_overdue', 'task_blocked', 'request_overdue']) {
    assert.deepEqual(raised(type, 'rule'), [])
    assert.deepEqual(raised(type, 'person'), everybody)
  }
  assert.deepEqual(raised('health_dropped', 'rule'), everybody)
  assert.deepEqual(who(told('signals', 'signal.raised')), everybody)
  const given = gave('assigneeId', null, 'bob')
  for (const event of ['signal.raised', 'signal.updated'])
    assert.deepEqual(who(told('signals', event, given)), [['signal_raised', 'bob']])
  const byRule = told('signals', 'signal.raised', { ...given, type: { to: 'task_overdue' } }, { actorType: 'rule' })
  assert.deepEqual(who(byRule), [['signal_raised', 'bob']])
})

test('a subject tells nothing of other events', () => {
  assert.deepEqual(told('projects', 'task.status_changed'), [])
  assert.deepEqual(told('tasks', 'task.deleted'), [])
})
