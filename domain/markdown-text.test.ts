// A message as plain text: what a mail program shows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainTextOf } from './markdown-text.ts'

test('marks that only a page shows go, and nothing that somebody wrote does', () => {
  for (const [markdown, text] of [
    ['# Title\n\nSome **bold** and __more__ words', 'Title\n\nSome bold and more words'],
    ['See [the draft](https://x.example/a)', 'See the draft (https://x.example/a)'],
    ['[https://x.example](https://x.example)', 'https://x.example'],
    ['![A chart](https://x.example/c.png)', 'A chart (https://x.example/c.png)'],
    ['```\n# **code**\n```', '# **code**'],
    ['- one\n- two\n\n> quoted', '- one\n- two\n\n> quoted'],
    ['2 ** 3 ** 4 and a_b_c', '2 ** 3 ** 4 and a_b_c'],
    ['#hashtag and C#', '#hashtag and C#'],
    ['  ###### Deep\n####### Too deep\na # b', 'Deep\n####### Too deep\na # b'],
    ['a\n  ##   Indented', 'a\n  Indented'],
    ['a ``` b\n# c', 'a ``` b\nc'],
    ['x```\n# c', 'x```\nc'],
    ['  ~~~\n**code**\n\n  ~~~\n**bold**', '**code**\n\nbold'],
    ['one\r\ntwo', 'one\ntwo'],
    ['**a b** and **c**', 'a b and c'],
    ['** a** and __ b__', '** a** and __ b__'],
    ['[a](b c) and ![](https://x.example/c.png)', '[a](b c) and  (https://x.example/c.png)'],
  ] as const)
    assert.equal(plainTextOf(markdown), text)
})

test('words without marks stay as they are, however many brackets there are', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\p{L}\p{N} ,.?!\n]*$/u), (words) =>
      assert.equal(plainTextOf(words), words.trim()),
    ),
  )
  const began = process.cpuUsage()
  for (const text of ['[', '![', '**', '[a](', '__a', '# ']) plainTextOf(text.repeat(30_000))
  assert.ok(process.cpuUsage(began).user < 3_000_000)
})
