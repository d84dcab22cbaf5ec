// Stands in for node:test while mutants are tried: what the law's test files say is collected instead of run, so that one
// process can run the same test many times. It knows `test` and `describe`; a file that needs more fails as it is loaded.
export interface CollectedTest {
  file: string
  name: string
  run: () => unknown
}

let collected: CollectedTest[] = []
let within: string[] = []

/** The tests of one file; `load` imports it, anew if it has been imported before. */
export async function collectTests(file: string, load: () => Promise<unknown>): Promise<CollectedTest[]> {
  collected = []
  within = [file]
  await load()
  return collected
}

export function test(name: string, run: () => unknown): void {
  collected.push({ file: within[0] ?? '', name: [...within, name].join(' › '), run })
}

export function describe(name: string, declare: () => void): void {
  within.push(name)
  declare()
  within.pop()
}
