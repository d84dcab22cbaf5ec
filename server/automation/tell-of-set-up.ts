// Who hears of what was set up. That people are on a project, and what of it is theirs, they hear as whenever they get work.
import { notify } from '../notifications/notify.ts'
import { say, sayCount, sayLines } from '../../domain/said.ts'
import type { Tx } from '../platform/transaction.ts'
import type { SetUp } from '../projects/set-up-project.ts'
import { sayLeft, summaryOf } from '../projects/set-up-words.ts'

const MOST_SAID = 10

/** The manager hears what is there and what is left to them. */
export function tellOfSetUp(tx: Tx, setUp: SetUp): void {
  const { project, left, entryId } = setUp
  const { id, name, accountId, managerId } = project
  if (managerId === null) return
  const rest = left.length - MOST_SAID
  const more = rest > 0 ? [sayCount(rest, 'and {count} more', 'and {count} more')] : []
  notify(tx, {
    kind: 'project_set_up',
    personIds: [managerId],
    entity: { type: 'project', id },
    projectId: id,
    accountId,
    title: say`${name} is set up`,
    body: sayLines([summaryOf(setUp), ...left.slice(0, MOST_SAID).map(sayLeft), ...more]),
    causeId: entryId,
  })
}
