// The log itself, written by a process of its own to its standard output, as a server does.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

/** What comes out where this is logged. */
function linesOf(logged: object, words: string): Record<string, unknown>[] {
  const code = `import { makeLog } from ${JSON.stringify(join(import.meta.dirname, 'log.ts'))}
    makeLog('info', false).info(...JSON.parse(process.argv[1]))`
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
    code,
    JSON.stringify([logged, words]),
  ]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  assert.equal(stderr, '')
  // oxlint-disable-next-line no-control-regex -- what a terminal obeys is exactly what is looked for
  assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f\u009b]/)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('what somebody sends stays one line, with nothing in it that a terminal obeys', () => {
  const hostile = 'a\nb\r\n{"level":60,"msg":"forged"}\u001b[31m\u0007\u2028"}\u0000'
  const lines = linesOf({ route: hostile, deep: { [hostile]: hostile } }, hostile)
  assert.equal(lines.length, 1)
  const [line] = lines
  assert.deepEqual([line?.msg, line?.route, line?.level], [hostile, hostile, 30])
  assert.match(String(line?.time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

test('secrets are blanked by name, wherever they stand near the top', () => {
  const names = [
    'authorization',
    'cookie',
    'password',
    'currentPassword',
    'newPassword',
    'token',
    'secret',
    'secretKey',
  ]
  const secrets = Object.fromEntries(names.map((name) => [name, `zebra-${name}`]))
  const text = JSON.stringify(linesOf({ ...secrets, headers: secrets, body: secrets }, 'asked'))
  for (const name of names) assert.ok(!text.includes(`zebra-${name}`), name)
})
