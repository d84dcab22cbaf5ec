// The same, said again and again by one cause: it is told once, with how often.
import type { ActivityEntry } from '../../api-types.ts'

/** Entries in their order, those together that follow each other and say the same. */
export function inRuns(entries: readonly ActivityEntry[]): [ActivityEntry, ...ActivityEntry[]][] {
  const runs: [ActivityEntry, ...ActivityEntry[]][] = []
  for (const entry of entries) {
    const run = runs.at(-1)
    if (run && saysTheSame(run[0], entry)) run.push(entry)
    else runs.push([entry])
  }
  return runs
}

const saysTheSame = (one: ActivityEntry, other: ActivityEntry): boolean =>
  one.sentence === other.sentence && one.cause?.id === other.cause?.id && one.projectId === other.projectId
