import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appAddress, base32, codeAt, isCodeAt, newTimeSecret, stepAt } from './time-code.ts'

test('codes are those of the standard’s own examples', () => {
  const secret = Buffer.from('12345678901234567890')
  const examples = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const
  for (const [seconds, code] of examples) assert.equal(codeAt(secret, stepAt(new Date(seconds * 1000))), code)
})

test('a code is good for its half minute and no other', () => {
  const secret = newTimeSecret()
  const code = codeAt(secret, 100)
  assert.deepEqual(
    [99, 100, 101].map((step) => isCodeAt(secret, step, code)),
    [false, true, false],
  )
  for (const odd of ['', '1', `${code}0`, 'é'.repeat(3)]) assert.equal(isCodeAt(secret, 100, odd), false)
})

test('secrets are random, and written as apps read them', () => {
  assert.equal(base32(Buffer.from('foobar')), 'MZXW6YTBOI')
  const [one, other] = [newTimeSecret(), newTimeSecret()]
  assert.equal(one.length, 20)
  assert.notDeepEqual(one, other)
  assert.match(
    appAddress(one, 'ada@a.example'),
    /^otpauth:\/\/totp\/Project%20Operations:ada%40a\.example\?secret=[A-Z2-7]{32}&issuer=Project%20Operations$/,
  )
})
