// What `npm run test:mutation` runs: thousands of small faults are put into the law one by one, and what share of them its
// tests notice is its score. With parts of file names as arguments only those files, and each fault that went unnoticed.
import { execFileSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { LogLevel } from '@stryker-mutator/api/core'
import { Stryker } from '@stryker-mutator/core'
import { printUnnoticed, report, scoreOf, writeReport } from './mutation-report.ts'

const AIM = 85
const ROOT = resolve(import.meta.dirname, '../..')
const FOLDER = '.data/mutation'

process.chdir(ROOT)
const parts = process.argv.slice(2)
const mutate = globSync('domain/**/*.ts', { exclude: ['**/*.test.ts'] }).filter(
  (file) => parts.length === 0 || parts.some((part) => file.includes(part)),
)
if (mutate.length === 0) throw new Error(`No file of domain/ has a path that contains ${parts.join(' or ')}.`)

// Beside the other sources nobody checks them: what they import is installed for this command alone.
execFileSync('npx', ['tsc', '-p', 'scripts/mutation'], { stdio: 'inherit', shell: true })

const since = Date.now()
const mutants = await new Stryker({
  mutate,
  testRunner: 'law',
  plugins: [new URL('./mutation-runner.ts', import.meta.url).href],
  // What the law's tests read; the rest need not be copied.
  ignorePatterns: ['/*', '!/web', '/web/*', '!/web/languages', '!/domain', '!/test', '!/docs', '!/package.json'],
  tempDirName: `${FOLDER}/sandboxes`,
  reporters: ['html', 'progress-append-only'],
  htmlReporter: { fileName: `${FOLDER}/report.html` },
  coverageAnalysis: 'perTest',
  disableTypeChecks: false,
  concurrency: availableParallelism(),
  // The runner tells by its steps what goes on for ever; this is for what takes no steps.
  timeoutMS: 60_000,
  timeoutFactor: 20,
  // Modules that were loaded anew are never let go of.
  maxTestRunnerReuse: 150,
  testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning'],
  warnings: false,
  logLevel: 'warn' as LogLevel,
}).runMutationTest()

const minutes = (Date.now() - since) / 60_000
console.log(report(mutants, minutes))
if (parts.length > 0) printUnnoticed(mutants)
else writeReport(mutants, minutes)
if (scoreOf(mutants) < AIM) {
  console.error(`Below ${AIM} %. ${FOLDER}/report.html shows what went unnoticed.`)
  process.exitCode = 1
}
