import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from './csv-text.ts'

test('what a spreadsheet would take for a formula is kept from being one', () => {
  const formulas = ['=1+1', '+49 30', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\u0000=1']
  for (const formula of formulas) {
    const [line = ''] = csvOf([[formula]]).split('\r\n', 1)
    assert.match(line, /^"?'/, JSON.stringify(formula))
  }
  // Numbers are numbers, below zero too; and a sign within a text is no formula.
  assert.equal(csvOf([[-5, 'a=1', 'x-y']]), '-5,a=1,x-y\r\n')
})

test('quotes, commas and line breaks stay in their cell', () => {
  assert.equal(csvOf([['a"b', 'c,d', 'e\nf', null, undefined]]), '"a""b","c,d","e\nf",,\r\n')
})
