// Markdown of messages as values.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf, spansOf, type Span } from './markdown-blocks.ts'

const words = (spans: Span[]): string => spans.map((span) => ('text' in span ? span.text : words(span.spans))).join('')

test('paragraphs, lists, quotes, code and headings are told apart', () => {
  const blocks = blocksOf(
    '# Plan\n\nHello,\nthere\n\n3. one\n   goes on\n4. two\n- a\n\n> said\n\n```js\n# not a heading\n```\n---',
  )
  assert.deepEqual(blocks, [
    { kind: 'heading', text: 'Plan' },
    { kind: 'text', text: 'Hello,\nthere' },
    { kind: 'list', ordered: true, start: 3, items: ['one\ngoes on', 'two'] },
    { kind: 'list', ordered: false, start: 1, items: ['a'] },
    { kind: 'quote', text: 'said' },
    { kind: 'code', text: '# not a heading' },
    { kind: 'rule' },
  ])
})

test('stress, code and links are found in a line', () => {
  assert.deepEqual(spansOf('a **b** `c*d*` *e* [f](https://g.example/h) https://i.example/j.'), [
    { kind: 'text', text: 'a ' },
    { kind: 'strong', spans: [{ kind: 'text', text: 'b' }] },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'c*d*' },
    { kind: 'text', text: ' ' },
    { kind: 'emphasis', spans: [{ kind: 'text', text: 'e' }] },
    { kind: 'text', text: ' ' },
    { kind: 'link', address: 'https://g.example/h', spans: [{ kind: 'text', text: 'f' }] },
    { kind: 'text', text: ' ' },
    { kind: 'link', address: 'https://i.example/j', spans: [{ kind: 'text', text: 'https://i.example/j' }] },
    { kind: 'text', text: '.' },
  ])
})

test('an address that is no page and no mail leads nowhere', () => {
  for (const address of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example', ' javascript:x'])
    assert.deepEqual(
      spansOf(`[click](${address})`).filter(({ kind }) => kind === 'link'),
      [],
      address,
    )
  assert.equal(words(spansOf('<img src=x onerror=alert(1)>')), '<img src=x onerror=alert(1)>')
})

test('words with underscores and products stay as they are', () => {
  for (const text of ['snake_case_name and 2*3*4', '5 * 6 * 7', '**', '[open', '(https://a', '___'])
    assert.equal(words(spansOf(text)), text)
})

test('a long line made to be slow is read at once', () => {
  const started = performance.now()
  for (const piece of ['[', '**a', '`', '*a ', 'https://', '![](', '_a'])
    blocksOf(piece.repeat(64_000 / piece.length)).forEach((block) => 'text' in block && spansOf(block.text))
  assert.ok(performance.now() - started < 5_000)
})
