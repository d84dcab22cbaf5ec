// Rules as background work: a job for each entry that a rule answers, a look at everything now and then, and the end of chains.
import { sql } from 'kysely'
import { instantOf, logColumns, type LogEntry } from '../activity/log-entries.ts'
import type { Database } from '../platform/database.ts'
import { derivedId, type Job, type JobContent, type NewJob } from '../platform/jobs.ts'
import { endChain, MAX_DEPTH } from './chains.ts'
import { runRule } from './engine.ts'
import type { JobHandler } from './job-handler.ts'
import type { NamedRule } from './rule.ts'
import { settingsRows, tuned } from './rule-settings.ts'

export interface RuleJobsOptions {
  app: Database
  worker: Database
  rules: readonly NamedRule[]
  clock: () => Date
  publicUrl: () => string
}

/** Rules that answer an entry, looks at everything behind them, and chains that came to their end. */
export const RULES_QUEUE = 'rules'
export const LOOKS_QUEUE = 'rule-looks'
const CHAINS_QUEUE = 'rule-chains'

export function ruleHandlers(options: RuleJobsOptions): JobHandler[] {
  const { rules } = options
  const answering = (entry: LogEntry) => rules.filter(({ on }) => on?.[entry.event])
  const run = (job: Job) => runRuleJob(options, job.data)
  return [
    {
      queue: RULES_QUEUE,
      jobsFor: (entry) => (entry.depth >= MAX_DEPTH ? [] : answering(entry).map((rule) => answer(rule, entry))),
      run,
    },
    { queue: LOOKS_QUEUE, run },
    {
      queue: CHAINS_QUEUE,
      jobsFor: (entry) => (entry.depth >= MAX_DEPTH && answering(entry).length > 0 ? [chainEnd(entry)] : []),
      run: ({ data }) => endChain(options, data),
    },
  ]
}

const what = (rule: NamedRule) => `the rule ${rule.name}`

/** What one act recorded is answered together. */
const answer = (rule: NamedRule, entry: LogEntry): NewJob => {
  const { organizationId, id, actorId, depth } = entry
  return {
    id: derivedId(organizationId, rule.name, id),
    content: { organizationId, what: what(rule), rule: rule.name, entryId: id },
    together: [organizationId, rule.name, actorId, depth, instantOf(entry)].join(' '),
  }
}

const chainEnd = ({ organizationId, id }: LogEntry): NewJob => ({
  id: derivedId(organizationId, 'chain', id),
  content: { organizationId, what: 'the end of a chain of rules', entryId: id },
})

/** One look of a rule at everything there is; of the same slot there is one, whoever makes it. */
export const lookJob = (rule: NamedRule, organizationId: string, slot: string): NewJob => ({
  id: derivedId(organizationId, rule.name, 'look', slot),
  content: { organizationId, what: what(rule), rule: rule.name, slot },
})

async function runRuleJob(options: RuleJobsOptions, { organizationId, ...content }: JobContent): Promise<void> {
  const { app, worker, clock, publicUrl } = options
  const rule = options.rules.find(({ name }) => name === content.rule)
  const [[organization], rows, entries] = await Promise.all([
    worker.query<{ timezone: string }>(sql`select timezone from organizations where id = ${organizationId}`),
    worker.query(settingsRows(organizationId)),
    entriesOf(worker, organizationId, content),
  ])
  // The rule is no more, or what it would answer.
  if (!rule || !organization || (content.entryId !== undefined && entries.length === 0)) return
  const row = rows.find((each) => each.rule === rule.name)
  const { enabled, settings, coolDownMinutes } = tuned(rule, row)
  if (!enabled) return
  await runRule(app, {
    rule,
    whose: { organizationId, timezone: organization.timezone },
    settings,
    coolDownMinutes,
    now: clock(),
    publicUrl: publicUrl(),
    ...(entries.length > 0 && { entries }),
  })
}

/** What it answers, in order; none where it looks at everything. */
async function entriesOf(
  worker: Database,
  organizationId: string,
  { entryId, more = [] }: Record<string, unknown>,
): Promise<LogEntry[]> {
  if (typeof entryId !== 'string') return []
  return worker.query(sql<LogEntry>`select ${logColumns} from activity a where a.organization_id = ${organizationId}
    and a.id = any(${[entryId, ...(more as string[])]}) order by a.position`)
}
