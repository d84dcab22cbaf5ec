// Loaded before a test file: has a module of the product read with a bug in it. No file is touched.
import { registerHooks } from 'node:module'
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.ts'

const ROOT = new URL('../../', import.meta.url)

/** The source with the bug in it; fails where a line is not there that it changes. */
export function planted({ name, file, changes }: PlantedBug, source: string): string {
  let text = source
  for (const [find, replace] of changes) {
    if (text.split(find).length !== 2)
      throw new Error(`“${name}” is not planted: ${file} does not have, once, ${JSON.stringify(find)}`)
    text = text.replace(find, () => replace)
  }
  return text
}

const bug = PLANTED_BUGS.find(({ name }) => name === process.env.FAULTS_PLANTED)
if (bug)
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (url.split('?')[0] !== new URL(bug.file, ROOT).href) return loaded
      return { ...loaded, source: planted(bug, Buffer.from(loaded.source as Uint8Array).toString()) }
    },
  })
