// A process that ends in the middle of its work, as the database sees it.
import type { Database } from '../server/platform/database.ts'
import { textOf } from '../server/platform/statement-text.ts'

/** Everything but the COMMIT of a transaction gets through. */
export const endingBeforeCommit = (database: Database): Database => ({
  ...database,
  connect: async (before) => {
    const connection = await database.connect(before)
    return {
      ...connection,
      query: (query) =>
        textOf(query).text === 'commit' ? Promise.reject(new Error('ended before COMMIT')) : connection.query(query),
    }
  },
})
