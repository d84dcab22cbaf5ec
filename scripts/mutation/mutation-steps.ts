// Counts what instrumented code does, by the one door that Stryker gives: each piece of it that runs asks for `static`
// first. So a mutant that goes on for ever is told by its steps, the same on a busy machine as on a quiet one.
import type { CoverageData, InstrumenterContext, MutantCoverage } from '@stryker-mutator/api/core'

class Steps implements MutantCoverage {
  readonly perTest: Record<string, CoverageData> = {}
  readonly counts: CoverageData = {}
  taken = 0
  limit = Infinity

  get static(): CoverageData {
    if (++this.taken > this.limit) throw new Error(`More than ${this.limit} steps`)
    return this.counts
  }

  get areTooMany(): boolean {
    return this.taken > this.limit
  }

  startCounting(limit: number): void {
    this.taken = 0
    this.limit = limit
  }
}

/** What instrumented code reads and writes. */
export const context = ((globalThis as { __stryker__?: InstrumenterContext }).__stryker__ ??= {})
export const steps = new Steps()
context.mutantCoverage = steps
