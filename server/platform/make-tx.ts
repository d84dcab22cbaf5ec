// What an operation gets to work with inside an open transaction: its statements, its instant, and what it writes down.
import type { RawBuilder } from 'kysely'
import type { Entry } from './activity-entries.ts'
import { civilDate } from './civil-date.ts'
import type { Connection } from './database.ts'
import { newId } from './ids.ts'
import { parts } from './savepoint.ts'
import type { Context, Tx } from './transaction.ts'

/** What one open transaction has sent and written down so far. */
export interface Open {
  connection: Connection
  entries: Entry[]
  newIds: string[]
  send(query: RawBuilder<unknown>): void
  takeFailure(): unknown
}

export function makeTx(open: Open, context: Context): Tx {
  const { actor, now, scopes, ifMatch, publicUrl = '', isHistory = false, cause, progress = () => {}, uses } = context
  const today = civilDate(now, actor.timezone)
  return {
    actor,
    get now() {
      if (uses) uses.now = true
      return now
    },
    get today() {
      if (uses) uses.today = true
      return today
    },
    scopes,
    ifMatch,
    publicUrl,
    isHistory,
    progress,
    rows: (query) => open.connection.query(query),
    first: async (query) => (await open.connection.query(query))[0],
    send: (query) => open.send(query),
    record(event, subject, changes, causeId = cause?.id) {
      const id = newId('act', now)
      const told = { event, changes, causeId, depth: depthOf(context), history: isHistory, actor, at: now }
      open.entries.push({ ...subject, ...told, entityId: subject.id, id })
      return id
    },
    recorded: open.entries,
    newId(prefix) {
      const id = newId(prefix, now)
      open.newIds.push(id)
      return id
    },
    newIds: open.newIds,
    ...parts(open),
    as: (other) => makeTx(open, { ...context, ...other }),
  }
}

const depthOf = ({ actor, cause }: Context) => (cause ? cause.depth + 1 : actor.type === 'rule' ? 1 : 0)
