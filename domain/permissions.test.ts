import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grantsOf, permissionNames, ROLES } from './permissions.ts'

test('several roles have the union of their grants, each with its own scope', () => {
  assert.deepEqual(grantsOf(['project_manager', 'team_lead'], 'task.read').toSorted(), ['assigned', 'team'])
  assert.deepEqual(grantsOf(['project_manager', 'project_admin'], 'task.read'), ['organization'])
})

test('a person without roles may do only what everyone may', () => {
  const own = permissionNames.filter((permission) => grantsOf([], permission).length > 0)
  for (const permission of own) assert.deepEqual(grantsOf([], permission), ['own'])
  assert.ok(own.includes('me.read'))
  assert.ok(!own.includes('project.list'))
})

test('a Project Admin reaches everything that any role reaches', () => {
  for (const permission of permissionNames) {
    const anybody = ROLES.some((role) => grantsOf([role], permission).some((scope) => scope !== 'own'))
    if (anybody) assert.deepEqual(grantsOf(['project_admin'], permission), ['organization'], permission)
  }
})

test('a token reaches what it was given and never more than its person', () => {
  assert.deepEqual(grantsOf(['project_admin'], 'project.delete', ['task.read']), [])
  assert.deepEqual(grantsOf(['project_admin'], 'task.read', ['task.read']), ['organization'])
  assert.deepEqual(grantsOf(['account_manager'], 'project.create', ['*']), [])
})
