// No text keeps a regular expression of the product busy: each is looked at once, and listed (docs/security/expressions.txt).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkedBefore, dangerOf, expressionsOf } from '../scripts/checked-expressions.ts'

test('what looks at regular expressions knows a dangerous one', async () => {
  const file = 'domain/x.ts'
  assert.match((await dangerOf({ source: '^(a+)+$', flags: '', file })) ?? '', /exponential/)
  assert.match((await dangerOf({ source: 'x+$', flags: '', file })) ?? '', /polynomial/)
  assert.equal(await dangerOf({ source: '^[a-z]+$', flags: '', file }), undefined)
})

test('every regular expression of the product is among those that were looked at', async () => {
  const before = checkedBefore()
  const found = expressionsOf()
  assert.ok(found.size > 200, `${found.size} found`)
  const unknown = [...found.keys()].filter((line) => !before.has(line))
  assert.deepEqual(unknown, [], 'npm run generate looks at them, and lists them')
})

test('each of them is safe, looked at anew', { skip: !process.env.TEST_LONG }, async () => {
  const dangers: string[] = []
  for (const [line, expression] of expressionsOf()) {
    const danger = await dangerOf(expression)
    if (danger !== undefined) dangers.push(`${line} ${danger}`)
  }
  assert.deepEqual(dangers, [])
})
