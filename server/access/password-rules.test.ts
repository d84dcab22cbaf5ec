import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dictionary } from '@zxcvbn-ts/language-common'
import { Password } from '../../domain/person.ts'
import { refuseGuessable } from './password-rules.ts'

const ada = { name: 'Ada Löwenherz', email: 'ada.l@brightline.example', organizationName: 'Brightline Studios' }
const ruleOf = (password: string) =>
  refuseGuessable('/password', password, ada).then(
    () => 'taken',
    ({ extra }: { extra: { errors: { rule: string }[] } }) => extra.errors[0]?.rule,
  )

test('what was found most often in breaches is refused, whatever is put around it', async () => {
  for (const password of ['1234567890', 'password123', 'Sunshine2026!', '!!letmein!!', 'qwertyuiop', 'PASSWORD1234'])
    assert.equal(await ruleOf(password), 'common', password)
  const list = dictionary['passwords-common']
  assert.ok(list.length > 40_000)
  const fitting = list.filter((each) => Password.safeParse(each).success)
  // Each of the list once as it is, and the first of them with what people put behind a word to make it long enough.
  const longer = list
    .filter((each) => /^[a-z]+$/.test(each))
    .slice(0, 3_000)
    .map((each) => `${each}${'2026!!2026'.slice(0, Math.max(10 - each.length, 1))}`)
  for (const password of [...fitting, ...longer]) assert.notEqual(await ruleOf(password), 'taken', password)
})

test('so are the names of who chooses, of where they work, and of this product', async () => {
  for (const password of [
    'AdaLöwenherz',
    'brightline1',
    'Brightline-Studios',
    'ada.l@brightline.example',
    'Project Operations',
    'agency-agency',
  ])
    assert.equal(await ruleOf(password), 'guessable', password)
})

test('any other is taken as it is: no kind of character is asked for, 64 and more are fine, spaces and signs too', async () => {
  for (const password of [
    'correct horse battery',
    'ölkännchen-im-regen',
    '           x7  ',
    'zebra brightline giraffe',
    'ĸ'.repeat(64),
    '日本語のとても長い文',
  ])
    assert.equal(await ruleOf(password), 'taken', password)
  for (const password of ['x'.repeat(64), '1'.repeat(128), ' '.repeat(12), 'ж'.repeat(10)])
    assert.ok(Password.safeParse(password).success)
  assert.ok(!Password.safeParse('123456789').success)
})
