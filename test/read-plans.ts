// What the database really did for a request: auto_explain tells each statement's plan, with the rows that each step read, in
// notices to whoever asked. Statements within functions too.
import pg from 'pg'
import { openDatabase, type Database } from '../server/platform/database.ts'

/** One step of a plan as EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) writes it, as far as it is read here. */
interface Step {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Rows Removed by Join Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: Step[]
}
export interface Explained {
  query: string
  ms: number
  plan: Step
}

/** What one step of one statement went through: its rows, and those it read and left out. */
export interface Read {
  step: string
  rows: number
  /** Pages that the step and those under it looked at. */
  pages: number
  query: string
}

/** The app's database, of which each statement's plan is heard. `setting` is for an administrator to run before. */
export function explainedDatabase(connection: pg.ClientConfig): { database: Database; take: () => Explained[] } {
  let heard: Explained[] = []
  class Listening extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super(config)
      this.on('notice', ({ message }) => {
        const [, ms, json] = /^duration: ([\d.]+) ms {2}plan:\n(\{[^]*\})$/.exec(message ?? '') ?? []
        if (json === undefined) return
        const told = JSON.parse(json) as { 'Query Text': string; Plan: Step }
        heard.push({ query: told['Query Text'], ms: Number(ms), plan: told.Plan })
      })
    }
  }
  return {
    database: openDatabase({ ...connection, Client: Listening } as pg.PoolConfig, { max: 4 }),
    take() {
      const taken = heard
      heard = []
      return taken
    },
  }
}

/** Lets the logins of this database tell their plans; of what connects afterwards. */
export const TELL_PLANS = (database: string): string =>
  Object.entries({
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
  })
    .map(([name, value]) => `alter database ${database} set ${name} = '${value}'`)
    .join(';')

/** Every step of a plan with what it read, in all its loops. */
export function readsOf({ query, plan }: Explained): Read[] {
  const reads: Read[] = []
  const visit = (step: Step): void => {
    const loops = step['Actual Loops'] ?? 0
    const left =
      (step['Rows Removed by Filter'] ?? 0) +
      (step['Rows Removed by Join Filter'] ?? 0) +
      (step['Rows Removed by Index Recheck'] ?? 0)
    // Told as the average of a loop, what was left out in whole numbers: half a row of each may be none.
    const rows = Math.round(((step['Actual Rows'] ?? 0) + (loops > 1 ? Math.max(0, left - 0.5) : left)) * loops)
    const pages = (step['Shared Hit Blocks'] ?? 0) + (step['Shared Read Blocks'] ?? 0)
    const of = step['Index Name'] ?? step['Relation Name']
    reads.push({ step: step['Node Type'] + (of === undefined ? '' : ` on ${of}`), rows, pages, query })
    for (const under of step.Plans ?? []) visit(under)
  }
  visit(plan)
  return reads
}
