// Counts everything from scratch, for whoever wants to know that what is kept is what is there: what was not is told, and mended.
import { followOnce, type AnalyticsOptions } from './analytics-loop.ts'
import { countAnew, everything } from './count-due.ts'
import { markBehindHorizon } from './due.ts'
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
export async function recount(options: AnalyticsOptions, organizationId?: string): Promise<Recounted> {
  const { worker, app, clock } = options
  await markBehindHorizon(worker, clock())
  await followOnce(options)
  const counted = { project: 0, person: 0 }
  const differences: Difference[] = []
  for (const part of await everything(worker, organizationId)) {
    differences.push(...(await countAnew(app, part, clock())))
    counted[part.kind] += part.ids.length
  }
  return { projects: counted.project, people: counted.person, differences }
}
