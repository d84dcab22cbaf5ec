// Stryker's way to our tests: runs the law's tests in its own process, with fresh modules for each mutant, and only the
// tests that reach the mutant, the quick ones first. Made for tests that are pure.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import {
  determineHitLimitReached,
  type DryRunOptions,
  DryRunStatus,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import fc from 'fast-check'
import { isImportedBy, loadByGeneration } from './mutation-modules.ts'
import { context, steps } from './mutation-steps.ts'
import { collectTests, type CollectedTest } from './mutation-tests.ts'

interface Cost {
  file: string
  ms: number
  steps: number
}

const COSTS = 'costs-of-tests.json'

/** A test that takes three times its steps, and a million more, goes on for ever. */
const stepsAllowed = (usual = 0) => 3 * usual + 1_000_000

class LawRunner implements TestRunner {
  static readonly inject = tokens()
  #costs: Record<string, Cost> | undefined

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init(): Promise<void> {
    // The same cases for each mutant, and no search for a smaller case of what has failed already.
    fc.configureGlobal({ seed: 1, endOnFailure: true })
    loadByGeneration(pathToFileURL(`${process.cwd()}/`).href)
  }

  /** Runs the tests of all that loads the files in question. */
  async dryRun({ files = [] }: DryRunOptions): Promise<DryRunResult> {
    const costs: Record<string, Cost> = {}
    const tests: TestResult[] = []
    const testFiles = await testFilesOf(files)
    generation++
    for (const file of testFiles)
      for (const test of await loadTests(file)) {
        context.currentTestId = test.name
        const result = await runTest(test, Infinity)
        delete context.currentTestId
        costs[test.name] = { file, ms: result.timeSpentMs, steps: steps.taken }
        tests.push(result)
      }
    writeFileSync(COSTS, JSON.stringify(costs))
    const mutantCoverage = { static: steps.counts, perTest: steps.perTest }
    return { status: DryRunStatus.Complete, tests, mutantCoverage }
  }

  async mutantRun({ activeMutant, hitLimit, testFilter, sandboxFileName }: MutantRunOptions): Promise<MutantRunResult> {
    const costs = (this.#costs ??= JSON.parse(readFileSync(COSTS, 'utf8')) as Record<string, Cost>)
    const files = testFilter?.map((name) => costs[name]?.file ?? '') ?? (await testFilesOf([sandboxFileName]))
    Object.assign(context, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit })
    generation++
    const tests: TestResult[] = []
    for (const file of quickFirst(new Set(files), (each) => ms(costs, ({ file: of }) => of === each)))
      for (const test of quickFirst(await loadTests(file), ({ name }) => costs[name]?.ms ?? 0)) {
        if (testFilter && ![file, ...testFilter].includes(test.name)) continue
        const result = await runTest(test, stepsAllowed(costs[test.name]?.steps))
        if (steps.areTooMany) return endless(`${test.name}: more than ${steps.limit} steps`)
        tests.push(result)
        if (result.status === TestStatus.Failed) return toMutantRunResult({ status: DryRunStatus.Complete, tests })
      }
    const stuck = determineHitLimitReached(context.hitCount, hitLimit)
    return toMutantRunResult(stuck ?? { status: DryRunStatus.Complete, tests })
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'law', LawRunner)]

const endless = (reason: string) => toMutantRunResult({ status: DryRunStatus.Timeout, reason })
const quickFirst = <T>(things: Iterable<T>, msOf: (thing: T) => number): T[] =>
  [...things]
    .map((thing) => ({ thing, cost: msOf(thing) }))
    .toSorted((a, b) => a.cost - b.cost)
    .map(({ thing }) => thing)
const ms = (costs: Record<string, Cost>, isOf: (cost: Cost) => boolean): number =>
  Object.values(costs)
    .filter(isOf)
    .reduce((sum, cost) => sum + cost.ms, 0)

const urlOf = (file: string) => pathToFileURL(resolve(file)).href
let generation = 0
let testFiles: Promise<string[]> | undefined

/** Those that load one of these; which imports which is known once all have been loaded. */
async function testFilesOf(files: readonly string[]): Promise<string[]> {
  testFiles ??= loadAllTests()
  return (await testFiles).filter((each) => files.some((file) => isImportedBy(urlOf(file), urlOf(each))))
}

async function loadAllTests(): Promise<string[]> {
  const all = globSync('domain/**/*.test.ts').toSorted()
  for (const each of all) await loadTests(each)
  return all
}

/** A file that can not be loaded is itself a test, which fails. */
async function loadTests(file: string): Promise<CollectedTest[]> {
  steps.startCounting(stepsAllowed())
  try {
    return await collectTests(file, () => import(`${urlOf(file)}?${generation}`))
  } catch (error) {
    return [{ file, name: file, run: () => Promise.reject(error) }]
  }
}

async function runTest({ file, name, run }: CollectedTest, limit: number): Promise<TestResult> {
  const since = performance.now()
  const result = { id: name, name, fileName: resolve(file) }
  const timeSpentMs = () => Math.round(performance.now() - since)
  steps.startCounting(limit)
  try {
    await run()
    return { ...result, timeSpentMs: timeSpentMs(), status: TestStatus.Success }
  } catch (error) {
    const failureMessage = error instanceof Error ? error.message : String(error)
    return { ...result, timeSpentMs: timeSpentMs(), status: TestStatus.Failed, failureMessage }
  }
}
