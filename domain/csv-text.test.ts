import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf, UTF8_MARK } from './csv-text.ts'

test('rows end with CR LF, and what could be taken for a separator stands in quotes', () => {
  assert.equal(csvOf([]), '')
  assert.equal(
    csvOf([
      ['name', 'minutes'],
      ['Ada', 30],
    ]),
    'name,minutes\r\nAda,30\r\n',
  )
  assert.equal(
    csvOf([['a,b', 'say "yes"', 'two\nlines', 'cr\rhere']]),
    '"a,b","say ""yes""","two\nlines","cr\rhere"\r\n',
  )
  assert.equal(csvOf([[null, undefined, 0, '']]), ',,0,\r\n')
})

test('no text is a formula, and numbers stay numbers', () => {
  for (const text of ['=1+1', '+1', '-1', '@x', '\tx']) assert.equal(csvOf([[text]]), `'${text}\r\n`)
  assert.equal(csvOf([['\rx']]), `"'\rx"\r\n`)
  assert.equal(csvOf([[-1, 'a=b', '1-2']]), '-1,a=b,1-2\r\n')
})

test('the mark by which spreadsheets know UTF-8 is that of the byte order', () => {
  assert.deepEqual([...Buffer.from(UTF8_MARK)], [0xef, 0xbb, 0xbf])
})
