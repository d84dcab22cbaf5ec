// A sentence is taken apart, and put together again in English.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { saidOf, sentenceOf } from './activity-sentences.ts'
import { inEnglish, say } from './said.ts'

test('a sentence keeps its text and what fills it, whatever that holds', () => {
  const said = say`${'{1} & “Co”'} moved ${'Site'} to ${say`${3} days`}`
  assert.equal(said.text, '{0} moved {1} to {2}')
  assert.equal(inEnglish(said), '{1} & “Co” moved Site to 3 days')
})

test('of many fields the first three are named, and how many more', () => {
  const changes = Object.fromEntries(
    ['name', 'dueOn', 'managerId', 'tags', 'priority', 'reason'].map((name) => [name, {}]),
  )
  const changed = { event: 'project.updated', entityType: 'project', who: 'Ada', name: 'Site', changes }
  assert.equal(sentenceOf(changed), 'Ada changed name, due, manager and 2 more fields of Site')
  assert.equal(saidOf(changed).text, '{0} changed {1} of {2}')
  assert.equal(sentenceOf({ ...changed, changes: { name: {}, dueOn: {} } }), 'Ada changed name and due of Site')
})
