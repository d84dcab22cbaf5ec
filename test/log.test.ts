// The ordered log: what is committed gets its place, readers meet each entry once and in order, and any node takes over.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pino from 'pino'
import { agency, theHouse, type Agency } from './agency.ts'
import { openDatabase } from '../server/platform/database.ts'
import { loadActor } from '../server/access/actor.ts'
import { whenRecorded } from '../server/platform/recorded.ts'
import { transaction } from '../server/platform/transaction.ts'
import { updateTask } from '../server/tasks/update-task.ts'
import { entriesAfter, logPosition, type LogEntry } from '../server/activity/log-entries.ts'
import { moveReader, readerPosition, readOnce } from '../server/activity/log-reader.ts'
import { startLogTail } from '../server/activity/log-tail.ts'
import { placeEntries } from '../server/activity/place-entries.ts'
import { startRelay, type Relay } from '../server/activity/relay.ts'

const log = pino({ level: 'silent' })

/** A relay as a node runs it: kicked by what is committed here. */
async function relaying<T>(work: (relay: Relay) => Promise<T>, onPlaced?: () => void): Promise<T> {
  const { db } = await theHouse()
  const database = openDatabase(db.workerConnection, { max: 2 })
  const relay = startRelay({ database, log, ...(onPlaced && { onPlaced }) })
  const forget = whenRecorded(db.app, () => relay.kick())
  try {
    return await work(relay)
  } finally {
    forget()
    await relay.stop()
    await database.close()
  }
}

const titled = (n: number) => ({ title: `Title ${n}` })
const update = (house: Agency, task: string, n: number) =>
  house.ada.put(`/v1/admin/projects/tasks/${task}`, titled(n)).then(({ status }) => assert.equal(status, 200))

const all = (): Promise<LogEntry[]> => theHouse().then(({ db }) => db.worker.query(entriesAfter(0, 100_000)))

function assertOrdered(entries: readonly LogEntry[]): void {
  const ofOrganization = new Map<string, number>()
  const versions = new Map<string, number>()
  let position = 0
  for (const entry of entries) {
    assert.equal(entry.position, position + 1)
    position = entry.position
    const seq = (ofOrganization.get(entry.organizationId) ?? 0) + 1
    assert.equal(entry.seq, seq)
    ofOrganization.set(entry.organizationId, seq)
    if (entry.version === null) continue
    const thing = `${entry.organizationId} ${entry.entityType} ${entry.entityId}`
    assert.ok(entry.version >= (versions.get(thing) ?? 0), `${thing} ${entry.version}`)
    versions.set(thing, entry.version)
  }
}

test('fifty writers at once: every entry has its place, and those of one thing follow one another', async () => {
  const house = await agency()
  await relaying(async (relay) => {
    await until(() => relay.holds())
    const tasks = ['copy', 'design', 'banner']
    await Promise.all(
      Array.from({ length: 50 }, async (_, writer) => {
        for (let n = 0; n < 4; n++) await update(house, tasks[(writer + n) % 3] ?? 'copy', writer * 10 + n)
      }),
    )
  })
  const entries = await all()
  assertOrdered(entries)
  const titles = entries.filter(
    ({ organizationId, event }) => organizationId === house.organizationId && event === 'task.updated',
  )
  assert.equal(titles.length, 200)
})

test('of two changes of one thing the later has the later place, whichever began first', async () => {
  const house = await agency()
  const { db, organizationId } = house
  const actor = await loadActor(db.app, organizationId, 'ada')
  const context = { actor, permission: 'task.update', scopes: ['organization'] } as const
  const before = await logPosition(db.worker)
  // The first has its instant, and its id's, before the second begins; it changes the task after it.
  await transaction(db.app, { ...context, now: house.clock.tick() }, async (early) => {
    await early.first(sql`select 1`)
    await transaction(db.app, { ...context, now: house.clock.tick() }, (late) => updateTask(late, 'copy', titled(1)))
    await placeEntries(db.worker)
    await updateTask(early, 'copy', titled(2))
  })
  await placeEntries(db.worker)
  const entries = (await db.worker.query(entriesAfter(before, 100))).filter(({ event }) => event === 'task.updated')
  assert.deepEqual(
    entries.map(({ changes }) => changes['title']?.to),
    ['Title 1', 'Title 2'],
  )
  assert.ok((entries[0]?.id ?? '') > (entries[1]?.id ?? ''))
})

test('whoever follows on a node is handed each new entry once, in order, and nothing from before', async () => {
  const house = await agency()
  const { db } = house
  await placeEntries(db.worker)
  const before = await logPosition(db.worker)
  const tail = startLogTail({ worker: db.worker, log })
  await tail.kick()
  assert.equal(tail.position(), before)
  const [one, other]: LogEntry[][] = [[], []]
  tail.subscribe(() => {
    throw new Error('what one does with them is not the others’ business')
  })
  tail.subscribe((entries) => one?.push(...entries))
  const end = tail.subscribe((entries) => other?.push(...entries))
  await relaying(
    async (relay) => {
      // The relay of the test before gives its role up with its session, which the database ends a moment later.
      await until(() => relay.holds())
      await Promise.all(Array.from({ length: 30 }, (_, n) => update(house, n % 2 ? 'copy' : 'banner', n)))
      end()
      await update(house, 'copy', 99)
    },
    () => void tail.kick(),
  )
  await tail.kick()
  await tail.stop()
  const placed = await db.worker.query(entriesAfter(before, 1_000))
  assert.deepEqual(one, placed)
  assert.ok(placed.length >= 31 && (other?.length ?? 0) < placed.length)
  assert.deepEqual(other, placed.slice(0, other?.length))
})

test('a node that hears nothing of the relay knows; one whose relay has nothing to do hears of it', async () => {
  const { db } = await theHouse()
  const heard = new Promise<void>((resolve) => {
    const tail = startLogTail({ worker: db.worker, log })
    const quiet = async () => {
      while (tail.silentMs() < 60) await tail.kick()
      await relaying(async () => {
        while (tail.silentMs() > 50) await tail.kick()
      })
      await tail.stop()
    }
    void quiet().then(resolve)
  })
  await heard
})

test('a reader begins at the end, and its position moves with what it did, or not at all', async () => {
  const house = await agency()
  const { db } = house
  await placeEntries(db.worker)
  const read: string[] = []
  const take = (limit: number, fails = false) =>
    readOnce(db.worker, 'a reader', limit, async (_connection, entries) => {
      if (fails) throw new Error('it could not')
      read.push(...entries.map(({ id }) => id))
    })
  assert.equal(await take(10), 0)
  for (let n = 0; n < 5; n++) await update(house, 'copy', n)
  assert.equal(await take(10), 0)
  await placeEntries(db.worker)
  await assert.rejects(take(2, true), /it could not/)
  assert.deepEqual([await take(2), await take(10), await take(10)], [2, 3, 0])
  assert.equal(new Set(read).size, 5)
})

test('one node at a time: several that read at once leave nothing out and do nothing twice', async () => {
  const house = await agency()
  const { db } = house
  await placeEntries(db.worker)
  const from = await readerPosition(db.worker, 'many')
  let stopped = false
  const read: number[] = []
  const nodes = Array.from({ length: 3 }, async (_, node) => {
    const worker = openDatabase(db.workerConnection, { max: 1 })
    for (let round = 0; !stopped; round++) {
      const mine: number[] = []
      try {
        await readOnce(worker, 'many', 3, async (_connection, entries) => {
          mine.push(...entries.map(({ position }) => position))
          // Every so often it comes to nothing: another reads the same.
          if ((round + node) % 4 === 0) throw new Error('came to nothing')
        })
        read.push(...mine)
      } catch {}
    }
    await worker.close()
  })
  await relaying(async (relay) => {
    await until(() => relay.holds())
    await Promise.all(Array.from({ length: 40 }, (_, n) => update(house, n % 2 ? 'copy' : 'banner', n)))
  })
  const end = await logPosition(db.worker)
  while ((await readerPosition(db.worker, 'many')) < end) await new Promise(setImmediate)
  stopped = true
  await Promise.all(nodes)
  assert.deepEqual(
    read.toSorted((a, b) => a - b),
    Array.from({ length: end - from }, (_, n) => from + n + 1),
  )
})

test('a reader’s position is moved on and never back', async () => {
  const { db } = await theHouse()
  const from = await readerPosition(db.worker, 'slow')
  await moveReader(db.worker, 'slow', from + 5)
  await moveReader(db.worker, 'slow', from + 3)
  assert.equal(await readerPosition(db.worker, 'slow'), from + 5)
})

test('two relays: one holds the role, and the other has it when the first is gone or its session is ended', async () => {
  const { db } = await theHouse()
  const house = await agency()
  await relaying(async (first) => {
    await until(() => first.holds())
    await relaying(async (second) => {
      await update(house, 'copy', 1)
      assert.equal(second.holds(), false)
      await db.admin.query(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and objid = 7326004
           and database = (select oid from pg_database where datname = current_database())`,
      )
      await until(() => first.holds() || second.holds())
      await Promise.all(Array.from({ length: 10 }, (_, n) => update(house, 'copy', n)))
      // Whose session was ended hears of it at its next round; until then the database alone knows that it has no role.
      await until(() => first.holds() !== second.holds())
    })
  })
  assertOrdered(await all())
})

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise(setImmediate)
}
