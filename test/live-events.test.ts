// Every name of an event that the code writes down is among those that are published.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { EVENTS } from '../domain/events.ts'
import { PERMISSIONS } from '../domain/permissions.ts'

test('each event that is written down has its line in domain/events.ts', () => {
  const kinds = new Set(EVENTS.map((event) => event.split('.')[0]))
  const names = globSync('server/**/*.ts', { cwd: new URL('..', import.meta.url) })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(new URL(`../${file}`, import.meta.url), 'utf8').matchAll(/'([a-z_]+)\.([a-z_]+)'/g),
    ])
    .filter(([, kind = '', did = '']) => kinds.has(kind) && /(ed|up|wrote|done|given_up)$/.test(did))
    .map(([, kind, did]) => `${kind}.${did}`)
    .filter((name) => !(name in PERMISSIONS))
  assert.ok(names.length > 50)
  assert.deepEqual(
    [...new Set(names)].filter((name) => !(EVENTS as readonly string[]).includes(name)),
    [],
  )
})
