// Every regular expression of the product, each looked at once for texts that would keep it busy (ReDoS).
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync, Visitor } from 'vite'

const ROOT = resolve(import.meta.dirname, '..')
/** The ones that were found safe, a line each, drawn by `npm run generate`. */
export const CHECKED_FILE = 'docs/security/expressions.txt'

/**
 * Where it can not be decided. Each part of these is bounded, so that a text costs at most some hundred steps for each of its
 * characters, which a test of theirs measures.
 */
const BOUNDED: Record<string, string> = {
  'web/ui/markdown-blocks.ts': 'a long line made to be slow is read at once',
}
/** Made from texts, of the product's own constants: these are written out where they are made, and hold no text of anybody's. */
const MADE_FROM_CONSTANTS = new Set(['web/live.ts', 'domain/attachment.ts', 'domain/recurrence.ts'])

export interface Expression {
  source: string
  flags: string
  file: string
}

/** All that stand in the sources; fails where one is made from a text elsewhere than where that is known to be harmless. */
export function expressionsOf(): Map<string, Expression> {
  const found = new Map<string, Expression>()
  const files = globSync('{domain,server,web}/**/*.{ts,tsx,js}', {
    cwd: ROOT,
    exclude: ['web/dist/**', '**/*.test.ts'],
  })
  for (const file of files.map((each) => each.replaceAll('\\', '/')).toSorted()) {
    const { program, errors } = parseSync(file, readFileSync(join(ROOT, file), 'utf8'))
    if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
    const made = (callee: { type: string; name?: unknown }) => {
      if (callee.type === 'Identifier' && callee.name === 'RegExp' && !MADE_FROM_CONSTANTS.has(file))
        throw new Error(`${file} makes a regular expression from a text: write it out`)
    }
    new Visitor({
      Literal(node) {
        if (!('regex' in node)) return
        const { pattern: source, flags } = node.regex
        const line = `/${source}/${flags}`
        if (!found.has(line)) found.set(line, { source, flags, file })
      },
      NewExpression: ({ callee }) => made(callee),
      CallExpression: ({ callee }) => made(callee),
    }).visit(program)
  }
  return found
}

export const checkedBefore = (): Set<string> =>
  new Set(existsSync(join(ROOT, CHECKED_FILE)) ? readFileSync(join(ROOT, CHECKED_FILE), 'utf8').split('\n') : [])

/** Why this one is not safe; undefined where no text keeps it busy. */
export async function dangerOf({ source, flags, file }: Expression): Promise<string | undefined> {
  // In this process: its other ways of running are programs of their own.
  process.env.RECHECK_BACKEND = 'pure'
  const { checkSync } = await import('recheck')
  const found = checkSync(source, flags, { timeout: 20_000 })
  if (found.status === 'safe') return undefined
  if (found.status === 'unknown') return file in BOUNDED ? undefined : `${file}: it could not be decided`
  return `${file}: ${found.complexity.summary}, for instance by ${found.attack.pattern.slice(0, 200)}`
}

/** The list of what was looked at; what is new is looked at now, and fails where it is not safe. */
export async function checkedExpressions(): Promise<string> {
  const before = checkedBefore()
  const expressions = expressionsOf()
  const dangers: string[] = []
  for (const [line, expression] of expressions) {
    const danger = before.has(line) ? undefined : await dangerOf(expression)
    if (danger !== undefined) dangers.push(`${line} can be kept busy: ${danger}`)
  }
  if (dangers.length > 0) throw new Error(dangers.join('\n'))
  return `${[...expressions.keys()].toSorted().join('\n')}\n`
}
