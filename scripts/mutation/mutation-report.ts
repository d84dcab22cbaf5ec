// How many of the faults were noticed, file by file.
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { MutantResult } from '@stryker-mutator/api/core'

const FILE = join(import.meta.dirname, 'mutation-score.md')
const NOTICED: readonly string[] = ['Killed', 'Timeout']
const COLUMNS = ['Killed', 'Timeout', 'Survived', 'NoCoverage'] as const

type Mutants = readonly MutantResult[]

/** In percent; a fault whose line no test runs counts as unnoticed. */
export const scoreOf = (mutants: Mutants): number =>
  (100 * mutants.filter(({ status }) => NOTICED.includes(status)).length) / mutants.length

const countsOf = (mutants: Mutants) => COLUMNS.map((wanted) => mutants.filter(({ status }) => status === wanted).length)
const rowOf = (name: string, mutants: Mutants) =>
  `| ${[name, scoreOf(mutants).toFixed(1), mutants.length, ...countsOf(mutants)].join(' | ')} |`

/** A table as Markdown, the worst first, the whole last. */
export function report(mutants: Mutants, minutes: number): string {
  const files = [...Map.groupBy(mutants, ({ fileName }) => relative(process.cwd(), fileName))]
  return [
    '| file | score | faults | noticed | endless | unnoticed | not run |',
    '|---|--:|--:|--:|--:|--:|--:|',
    ...files.toSorted(([, a], [, b]) => scoreOf(a) - scoreOf(b)).map(([file, own]) => rowOf(file, own)),
    rowOf('**in all**', mutants),
    '',
    `${minutes.toFixed(0)} minutes.`,
  ].join('\n')
}

export function writeReport(mutants: Mutants, minutes: number): void {
  const about =
    'Written by `npm run test:mutation`: the share of small faults in `domain/` that its tests notice ([how](../../docs/decisions/0037-mutation-score.md)).'
  writeFileSync(FILE, `# What the tests of the law notice\n\n${about}\n\n${report(mutants, minutes)}\n`)
}

/** Each with its line as it is, and what may stand there without a test saying so. */
export function printUnnoticed(mutants: Mutants): void {
  const unnoticed = mutants.filter(({ status }) => !NOTICED.includes(status))
  for (const { fileName, location, replacement, status } of unnoticed) {
    const { start, end } = location
    const line = readFileSync(fileName, 'utf8').split('\n')[start.line - 1] ?? ''
    const original = line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined)
    const where = `${relative(process.cwd(), fileName)}:${start.line}`
    console.log(
      `${where}: ${original} → ${replacement.replaceAll(/\s+/g, ' ')}${status === 'NoCoverage' ? ' (not run)' : ''}`,
    )
  }
}
