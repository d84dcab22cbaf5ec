// Power fails: the server and its database are killed under load, and what was acknowledged is there, once.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { checkAgainst, checkTables, marksFound } from './killed-checks.ts'
import { askAgain, emptyLedger, workUntilTheBlow, type Write } from './killed-load.ts'
import { databaseIsThere, install, look, startServer, until, type Running } from './running-server.ts'

const ROUNDS = process.env.TEST_LONG ? 60 : 2
const SEED = process.env.TEST_SEED ?? String(randomInt(1_000_000))
const WRITERS = 8
/** Answered in each round before the blow falls in the middle of what follows. */
const WRITES_BEFORE = 100

/** Either dies first; or the server alone, and the next one meets a database that still works for the dead one. */
const BLOWS = [
  ({ process: server, databasePid }: Running) => {
    const database = databasePid()
    server.kill('SIGKILL')
    process.kill(database, 'SIGKILL')
  },
  ({ process: server, databasePid }: Running) => {
    process.kill(databasePid(), 'SIGKILL')
    server.kill('SIGKILL')
  },
  ({ process: server }: Running) => server.kill('SIGKILL'),
]

test('kill -9 of server and database under load: every acknowledged write is there, none twice, none by half', async (t) => {
  t.diagnostic(`${ROUNDS} rounds, TEST_SEED=${SEED}`)
  const house = await install()
  const ledger = emptyLedger()
  let unanswered: Write[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServer(house)
    await askAgain(ledger, server.ada, unanswered)
    const before = ledger.acknowledged.length
    const names = Array.from({ length: WRITERS }, (_, n) => `round ${round} writer ${n} write`)
    const writers = Promise.all(names.map((name) => workUntilTheBlow(ledger, server.ada, name, SEED)))
    await Promise.race([
      until(() => ledger.acknowledged.length >= before + WRITES_BEFORE || undefined, 'enough is written'),
      writers.then(() => assert.fail('everybody stopped before the blow')),
    ])
    BLOWS[round % BLOWS.length]?.(server)
    unanswered = await writers
    assert.equal(await server.ended, 'SIGKILL', server.said())
  }
  const server = await startServer(house)
  await askAgain(ledger, server.ada, unanswered)
  checkAgainst(ledger, await marksFound(server.ada))
  server.process.kill('SIGTERM')
  assert.equal(await server.ended, 0)
  assert.ok(!databaseIsThere(house.dataDir))
  await look(house.dataDir, checkTables)
  const { acknowledged, refused, unknown } = ledger
  t.diagnostic(
    `${acknowledged.length} acknowledged, ${refused.length} refused, ${unknown.length} never answered and without a key`,
  )
})
