// The fault suite's honesty: bugs planted one at a time, and each is caught, in the right words. In the short form it is
// only looked whether each can be planted still.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { planted } from './plant.ts'
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.ts'

const HERE = import.meta.dirname
const LIMIT_MS = 240_000

for (const bug of PLANTED_BUGS) {
  test(`“${bug.name}” can be planted`, () => {
    planted(bug, readFileSync(join(HERE, '../..', bug.file), 'utf8'))
  })

  test(`“${bug.name}” is caught by ${bug.caughtBy}`, { skip: !process.env.TEST_LONG }, async () => {
    const { failed, said } = await runWith(bug)
    assert.ok(failed, 'nothing failed')
    assert.match(said, bug.says)
  })
}

/** The part of the suite that has to see it, in a process of its own. */
function runWith({ name, caughtBy, settings }: PlantedBug): Promise<{ failed: boolean; said: string }> {
  const { TEST_LONG: _, NODE_TEST_CONTEXT: __, ...around } = process.env
  const env = { ...around, ...settings, FAULTS_PLANTED: name }
  const words = ['--disable-warning=ExperimentalWarning', '--import', join(HERE, 'plant.ts'), join(HERE, caughtBy)]
  return new Promise((done) => {
    execFile(process.execPath, words, { env, timeout: LIMIT_MS, maxBuffer: 1 << 26 }, (error, out, errors) =>
      done({ failed: error !== null, said: out + errors }),
    )
  })
}
