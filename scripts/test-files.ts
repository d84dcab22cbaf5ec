// Several test files in one process, one after the other: the product is read once for all of them, and what lies in test/
// anew for each, so that each has a cast, a server and a database of its own.
import { registerHooks } from 'node:module'
import { basename } from 'node:path'
import { describe } from 'node:test'

const ROOT = new URL('../', import.meta.url)
const SUPPORT = new URL('test/', ROOT).href

registerHooks({
  resolve(specifier, context, nextResolve) {
    const found = nextResolve(specifier, context)
    const file = context.parentURL && testFileBehind(new URL(context.parentURL))
    return file && found.url.startsWith(SUPPORT) ? { ...found, url: `${found.url}?for=${file}` } : found
  },
})

/** The test file that imports, perhaps by way of a module in test/. */
function testFileBehind({ pathname, searchParams }: URL): string | null {
  return pathname.endsWith('.test.ts') ? basename(pathname) : searchParams.get('for')
}

export function runFiles(files: readonly string[]): void {
  for (const file of files) void describe(file, () => import(new URL(file, ROOT).href))
}
