// Every rule there is: one for each file of the folder, by the file's name.
import { readdir } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import type { NamedRule, Rule } from './rule.ts'

export const RULES_FOLDER = join(import.meta.dirname, 'rules')

export async function loadRules(folder: string = RULES_FOLDER): Promise<NamedRule[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).toSorted()
  return Promise.all(
    files.map(async (file) => {
      const { default: rule } = (await import(pathToFileURL(join(folder, file)).href)) as { default?: Rule }
      if (!rule) throw new Error(`${file} is among the rules and has none as its default export`)
      return { ...rule, name: file.replace(/\.ts$/, '') }
    }),
  )
}
