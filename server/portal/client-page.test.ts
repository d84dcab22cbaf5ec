// The page that a client's link opens: it comes whole from here, holds no secret, and writes what people said as text.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { agency, ask } from '../../test/agency.ts'
import { invites } from '../../test/asking.ts'

const parts = new URL('page/', import.meta.url)

test('the page is the same at every address, is kept nowhere, and loads only what is served here', async () => {
  const house = await agency()
  const { baseUrl } = house
  const { token } = await invites(house, house.amy)
  const page = await ask(baseUrl, 'GET', `/client/${token}`)
  assert.equal((await ask(baseUrl, 'GET', '/client/another')).body, page.body)
  for (const [name, value] of [
    ['content-type', /^text\/html; charset=utf-8$/],
    ['cache-control', /^no-store$/],
    ['referrer-policy', /^no-referrer$/],
    ['x-robots-tag', /^noindex$/],
    ['content-security-policy', /default-src 'self'.*frame-ancestors 'none'/],
  ] as const)
    assert.match(page.headers.get(name) ?? '', value, name)
  const wanted = [...(page.body as string).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '')
  assert.ok(wanted.length >= 4)
  for (const path of wanted) assert.equal((await ask(baseUrl, 'GET', path)).status, 200, path)
  assert.doesNotMatch(page.body as string, /<script(?![^>]*\bsrc=)|\bon\w+="|https?:\/\//)
})

test('all parts of the page are served, and none of them makes HTML of what people wrote', async () => {
  const { baseUrl } = await agency()
  for (const name of readdirSync(parts)) {
    const text = readFileSync(new URL(name, parts), 'utf8')
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/, name)
    if (name.endsWith('.html')) continue
    const reply = await ask(baseUrl, 'GET', `/client-page/${name}`)
    assert.deepEqual([reply.status, reply.body], [200, text], name)
  }
})
