// Counts everything from scratch, for whoever wants to know that what is kept is what is there: what was not is told, and mended.
import type { Logger } from 'pino'
import type { Database } from '../platform/database.ts'
import { followOnce } from './analytics-loop.ts'
import { countDue, someDue } from './count-due.ts'
import { markAll, markBehindHorizon } from './due.ts'
import type { Difference } from './rollup-rows.ts'

export interface Recounted {
  projects: number
  people: number
  differences: Difference[]
}

/**
 * First what is due anyway, so that what is told is wrong and not only late. Where something happens meanwhile it may be told
 * as a difference all the same; mended is either.
 */
export async function recount(
  options: { worker: Database; app: Database; log: Logger; clock: () => Date },
  organizationId?: string,
): Promise<Recounted> {
  const { worker, app, clock } = options
  await markBehindHorizon(worker, clock())
  await followOnce(options)
  await markAll(worker, organizationId)
  const counted = { project: 0, person: 0 }
  const differences: Difference[] = []
  for (;;) {
    const due = await someDue(worker, [], organizationId)
    if (due.length === 0) return { projects: counted.project, people: counted.person, differences }
    for (const each of due) {
      differences.push(...(await countDue(app, each, clock())))
      counted[each.kind] += each.ids.length
    }
  }
}
