// Who may be told what, by what they reach and what the thing says of itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesReach, maySee, seesProject, type Seen, type Traits, type Viewer } from './live.ts'
import type { Role } from './permissions.ts'

const viewer = (roles: Role[], more: Partial<Viewer> = {}): Viewer => ({
  personId: 'mia',
  roles,
  tokenScopes: ['*'],
  reach: {
    assigned: new Set(['site']),
    team: new Set(['site']),
    accounts: new Set(['site']),
    managed: new Set(['bakery']),
    deleted: new Set(),
  },
  ...more,
})
const about = (entityType: string, more: Partial<Seen> = {}): Seen => ({
  event: `${entityType}.updated`,
  entityType,
  entityId: 'x',
  projectId: 'site',
  accountId: 'bakery',
  ...more,
})
const traits = (more: Partial<Traits>): Traits => ({
  ownerIds: [],
  forAccounts: false,
  ofTask: false,
  projectIds: [],
  ...more,
})
const admin = viewer(['project_admin'])
const manager = viewer(['project_manager'])
const lead = viewer(['team_lead'])
const accounts = viewer(['account_manager'])
const member = viewer([])

test('what happens to a thing is told to whoever may see the thing', () => {
  const sees = (entry: Seen) =>
    [admin, manager, lead, accounts, member].map((each) => Number(maySee(each, entry))).join('')
  assert.equal(sees(about('project')), '11010')
  assert.equal(sees(about('task')), '11100')
  assert.equal(sees(about('task', { traits: traits({ ownerIds: ['mia'], ofTask: true }) })), '11111')
  assert.equal(sees(about('task', { projectId: 'ads' })), '10000')
  for (const type of ['person', 'team', 'time_off', 'holiday'])
    assert.equal(sees(about(type, { projectId: null })), '11100', type)
  assert.equal(sees(about('person', { projectId: null, event: 'person.signed_in' })), '10000')
  assert.equal(sees(about('token', { projectId: null })), '10000')
  assert.equal(sees(about('account', { projectId: null })), '10010')
  assert.equal(sees(about('account', { projectId: null, accountId: 'dental' })), '10000')
})

test('of a mixed kind, leads see what belongs to tasks and account managers what is for the client', () => {
  const sees = (entry: Seen) => [admin, manager, lead, accounts].map((each) => Number(maySee(each, entry))).join('')
  for (const type of ['attachment', 'communication']) {
    assert.equal(sees(about(type)), '1100', 'where nothing is known of it')
    assert.equal(sees(about(type, { traits: traits({ ofTask: true }) })), '1110')
    assert.equal(sees(about(type, { traits: traits({ forAccounts: true }) })), '1101')
  }
  assert.equal(sees(about('signal', { projectId: null, traits: traits({ projectIds: ['site'] }) })), '1100')
  assert.equal(sees(about('signal', { projectId: null, traits: traits({ projectIds: ['ads'] }) })), '1000')
  assert.equal(sees(about('signal', { projectId: null, traits: traits({ forAccounts: true }) })), '1001')
})

test('a notice is told to whom it is for, and to no Project Admin', () => {
  const notice = about('notification', { traits: traits({ ownerIds: ['mia'] }) })
  assert.equal(maySee(member, notice), true)
  assert.equal(maySee({ ...admin, personId: 'ada' }, notice), false)
})

test('of a deleted project it is told that it went, and nothing else', () => {
  const gone = viewer(['project_manager'], { reach: { ...manager.reach, deleted: new Set(['site']) } })
  assert.equal(maySee(gone, about('project', { event: 'project.deleted' })), true)
  assert.equal(maySee(gone, about('project')), false)
  assert.equal(maySee(gone, about('task')), false)
  assert.deepEqual(
    [seesProject(gone, 'site'), seesProject(manager, 'site'), seesProject(member, 'site')],
    [false, true, false],
  )
})

test('a token is told of what its scopes cover', () => {
  const narrow = { ...admin, tokenScopes: ['live.follow', 'task.read'] }
  assert.deepEqual(
    [maySee(narrow, about('task')), maySee(narrow, about('project')), maySee(narrow, about('person'))],
    [true, false, false],
  )
})

test('what somebody may see of the whole organisation’s own is for those whose scope is the whole', () => {
  const scoped = viewer(['project_manager', 'team_lead', 'account_manager'])
  for (const type of ['token', 'alert', 'rule']) assert.equal(maySee(scoped, about(type)), false, type)
  const noChange = { event: 'person.notifications_chosen', projectId: null }
  for (const event of ['person.signed_in', 'person.signed_out', 'person.password_changed', noChange.event]) {
    assert.equal(maySee(manager, about('person', { ...noChange, event })), false, event)
    assert.equal(maySee(admin, about('person', { ...noChange, event })), true, event)
  }
  assert.equal(maySee(manager, about('person', { ...noChange, event: 'person.joined' })), true)
})

test('a message under a task is for whoever has the task, other threads are not', () => {
  const mine = { ownerIds: ['mia'] }
  const message = (more: Partial<Traits>) =>
    maySee(member, about('communication', { traits: traits({ ...mine, ...more }) }))
  assert.deepEqual([message({ ofTask: true }), message({})], [true, false])
  assert.equal(maySee(lead, about('communication', { traits: traits({ ofTask: true }) })), true)
})

test('who looks at a project is told to those who have to do with it', () => {
  const sees = (...roles: Role[]) => [seesProject(viewer(roles), 'site'), seesProject(viewer(roles), 'ads')]
  assert.deepEqual(sees('project_admin'), [true, true])
  for (const role of ['project_manager', 'team_lead', 'account_manager'] as const)
    assert.deepEqual(sees(role), [true, false], role)
  assert.deepEqual(sees(), [false, false])
  assert.equal(seesProject({ ...admin, tokenScopes: ['task.read'] }, 'site'), false)
  const gone = { ...admin.reach, deleted: new Set(['site']) }
  assert.equal(seesProject({ ...admin, reach: gone }, 'site'), true)
})

test('what may change rights is known by its name', () => {
  for (const entityType of ['project', 'team', 'account', 'person'])
    assert.equal(changesReach({ entityType, event: `${entityType}.updated` }), true, entityType)
  for (const event of ['project.health_changed', 'project.status_changed', 'person.signed_out', 'person.overloaded'])
    assert.equal(changesReach({ entityType: event.split('.')[0] ?? '', event }), false, event)

  assert.equal(changesReach({ entityType: 'team', event: 'team.updated' }), true)
  assert.equal(changesReach({ entityType: 'task', event: 'task.updated' }), false)
  assert.equal(changesReach({ entityType: 'person', event: 'person.signed_in' }), false)
})
