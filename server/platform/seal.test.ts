import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeSeal } from './seal.ts'

const KEY = 'a key that is long enough to be one'

test('what is sealed opens for whom it was sealed, as it was, and looks different each time', () => {
  const seal = makeSeal(KEY, 'test')
  const secret = Buffer.from('twenty secret bytes!')
  const [one, other] = [seal.close(secret, 'ada'), seal.close(secret, 'ada')]
  assert.notDeepEqual(one, other)
  assert.ok(!one.includes(secret))
  assert.deepEqual([seal.open(one, 'ada'), seal.open(other, 'ada')], [secret, secret])
})

test('it opens for nobody else, with no other key or purpose, and not where one bit was changed', () => {
  const sealed = makeSeal(KEY, 'test').close(Buffer.from('x'), 'ada')
  assert.throws(() => makeSeal(KEY, 'test').open(sealed, 'max'))
  assert.throws(() => makeSeal(`${KEY}!`, 'test').open(sealed, 'ada'))
  assert.throws(() => makeSeal(KEY, 'other').open(sealed, 'ada'))
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.throws(() => makeSeal(KEY, 'test').open(changed, 'ada'), `byte ${at}`)
  }
})
