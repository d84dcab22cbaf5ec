// Kept rows against those that were counted anew: which are to be written, which to be taken away. What is in them is not its business.

/** Both by their key, each row as its text. */
export interface Compared {
  written: string[]
  gone: string[]
}

export function compareRows(counted: ReadonlyMap<string, string>, kept: ReadonlyMap<string, string>): Compared {
  return {
    written: [...counted.keys()].filter((key) => counted.get(key) !== kept.get(key)),
    gone: [...kept.keys()].filter((key) => !counted.has(key)),
  }
}

/** Something that was not as it is counted. */
export interface Difference {
  organizationId: string
  kind: 'project' | 'person'
  id: string
  /** Which row, and what it was and is; undefined where it is not there. */
  row: string
  was: string | undefined
  is: string | undefined
}
