import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, placeOf } from './place-of.ts'

const at = (type: string, projectId: string | null) => {
  const place = placeOf({ type, id: 'x 1' }, projectId)
  return place && addressOf(place)
}

test('what belongs to a project is looked at there', () => {
  const places = {
    request: '/requests?request=x+1',
    client_link: '/requests?links=1',
    communication: '/conversation',
    channel: '/conversation',
    attachment: '/files',
    allocation: '/plan',
    baseline: '/plan',
    pulse_metric: '',
    time_entry: '/list',
    billing_entry: '/billing',
  }
  for (const [type, tab] of Object.entries(places)) assert.equal(at(type, 'prj_1'), `/projects/prj_1${tab}`, type)
})

test('all else, and what is looked at from outside of its project, has a place of its own', () => {
  const places = {
    project: '/projects/x 1',
    account: '/accounts/x 1',
    person: '/people/x 1',
    template: '/templates/x 1',
    rule: '/automation/x 1',
    signal: '/signals?signal=x+1&status=all',
    request: '/requests?request=x+1&status=all',
    team: '/teams',
    billing_entry: '/billing',
    holiday: '/holidays',
    alert: '/alerts',
    job: '/jobs?job=x+1',
    organization: '/settings',
    digest: '/digest?to=x+1',
  }
  for (const [type, address] of Object.entries(places)) assert.equal(at(type, null), address, type)
  assert.equal(at('project', 'prj_1'), '/projects/x 1')
})

test('what has no place leads nowhere', () => {
  for (const type of ['attachment', 'token']) assert.equal(at(type, null), undefined, type)
  assert.equal(at('token', 'prj_1'), undefined)
})
