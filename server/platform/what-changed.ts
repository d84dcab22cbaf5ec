// What was committed since this node asked last, on any node: one question at a time, for all requests that wait when it
// leaves. It is what makes a kept reply as good as one read now.
import { sql } from 'kysely'
import { ChangeMarks, type Change } from './change-marks.ts'
import type { Database } from './database.ts'

/** Who asks, as far as it was remembered: the database says whether that still holds. */
export interface Remembered {
  hash: Buffer
  stamp: string
}

interface Answer {
  /** As of when, which is the database's own snapshot: where it is the same again, nothing at all was committed. */
  seen: string
  /** How far the log had come, and which entries had no place in it yet. */
  upto: number
  known: string[]
  /** Of each credential, whether it is what it was. */
  holds: boolean[]
  /** Null where it was too much to tell. */
  changes: Change[] | null
}

interface Waiting {
  remembered: Remembered | undefined
  at: Date
  settle: (holds: boolean) => void
  fail: (error: unknown) => void
}

/** The rows that tell of quiet changes are swept after an hour: who did not ask for so long knows nothing. */
const MOST_SILENT_MS = 10 * 60_000

export class WhatChanged {
  readonly marks = new ChangeMarks()
  readonly #database: Database
  #last: Answer | undefined
  #lastAt = 0
  #waiting: Waiting[] = []
  #isAsking = false

  constructor(database: Database) {
    this.#database = database
  }

  /** Where this node's knowledge stands: what is read from now on knows of every change up to here. */
  async stand(): Promise<number> {
    if (!this.#last) await this.look(undefined, new Date(0))
    return this.marks.stand
  }

  /**
   * Brings the knowledge up to date as of an instant after this call; answers whether who asks still is who was remembered.
   * Fails where the database does not answer.
   */
  look(remembered: Remembered | undefined, at: Date): Promise<boolean> {
    const { promise, resolve: settle, reject: fail } = Promise.withResolvers<boolean>()
    this.#waiting.push({ remembered, at, settle, fail })
    if (!this.#isAsking) void this.#askInTurn()
    return promise
  }

  async #askInTurn(): Promise<void> {
    this.#isAsking = true
    // Requests that came in the same turn of the event loop share the question.
    await new Promise(setImmediate)
    while (this.#waiting.length > 0) {
      const asking = this.#waiting
      this.#waiting = []
      await this.#ask(asking).catch((error: unknown) => {
        for (const { fail } of asking) fail(error)
      })
    }
    this.#isAsking = false
  }

  async #ask(asking: readonly Waiting[]): Promise<void> {
    const credentials = new Map<string, Buffer>()
    let latest = new Date(0)
    for (const { remembered, at } of asking) {
      if (remembered) credentials.set(remembered.stamp, remembered.hash)
      if (at > latest) latest = at
    }
    const hashes = Array.from(credentials.values(), (hash) => hash.toString('hex'))
    const leftAt = performance.now()
    const { seen = null, upto = 0, known = [] } = (leftAt - this.#lastAt < MOST_SILENT_MS && this.#last) || {}
    const [answer] = await this.#database.query<Answer>(sql`
      select * from what_changed(${seen}, ${upto}, ${known}, ${hashes}, ${[...credentials.keys()]}, ${latest})`)
    if (!answer) throw new Error('a function without a row')
    this.#last = answer
    this.#lastAt = leftAt
    this.marks.add(answer.changes)
    const holding = new Set([...credentials.keys()].filter((_, n) => answer.holds[n]))
    for (const { remembered, settle } of asking) settle(!remembered || holding.has(remembered.stamp))
  }
}
