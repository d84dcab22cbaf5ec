// Loads modules of the law more than once in one process. Each generation has its own copy of every module, so that a
// mutant is in force from the first line on and nothing it left in a cache or a half-filled table meets the next one.
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

const TESTS = new URL('./mutation-tests.ts', import.meta.url).href

const sources = new Map<string, string>()
const importedBy = new Map<string, Set<string>>()

/** From now on modules under `root` load by generation, and what their tests import as node:test is our collection. */
export function loadByGeneration(root: string): void {
  const isOurs = (url: string | undefined) => url?.startsWith(root) && !url.includes('/node_modules/')
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const { parentURL } = context
      if (parentURL === undefined || !isOurs(parentURL)) return nextResolve(specifier, context)
      if (specifier === 'node:test') return { url: TESTS, shortCircuit: true }
      const found = nextResolve(specifier, context)
      if (!isOurs(found.url)) return found
      const [parent = '', generation] = parentURL.split('?')
      importedBy.set(found.url, (importedBy.get(found.url) ?? new Set()).add(parent))
      return { ...found, url: `${found.url}?${generation}` }
    },
    load(url, context, nextLoad) {
      if (!isOurs(url)) return nextLoad(url, context)
      const [file = ''] = url.split('?')
      return { format: 'module', source: sourceOf(file), shortCircuit: true }
    },
  })
}

function sourceOf(url: string): string {
  const known = sources.get(url)
  if (known !== undefined) return known
  const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'))
  sources.set(url, source)
  return source
}

/** Whether a module, by its address, imports another, directly or by way of others. Known once both have been loaded. */
export function isImportedBy(url: string, importer: string, seen = new Set<string>()): boolean {
  if (url === importer) return true
  if (seen.has(url)) return false
  seen.add(url)
  return [...(importedBy.get(url) ?? [])].some((each) => isImportedBy(each, importer, seen))
}
