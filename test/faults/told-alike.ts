// What was written or answered, without what is another each time: ids, instants, secrets. Two runs of the same are then alike.
import type { Written } from './journal.ts'

const OTHER_EACH_TIME: [RegExp, string][] = [
  [/\b[a-z]{2,5}_[0-9a-hjkmnp-tv-z]{10}([0-9a-hjkmnp-tv-z]{16})?\b/g, '‹id›'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '‹instant›'],
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g, '‹id›'],
  [/\\\\x[\da-f]{32,}/g, '‹hash›'],
  [/\$argon2id\$[^"]+/g, '‹hash›'],
  [/(?<=(replyToken|storage_key)\\?":\\?")\w{32}/g, '‹key›'],
  [/(?<![\w-])(po_)?[\w-]{43}(?![\w-])/g, '‹secret›'],
  [/"\d+-[\w-]{6,}"|\\"\d+-[\w-]{6,}\\"/g, '‹etag›'],
  [/http:\/\/127\.0\.0\.1:\d+/g, '‹here›'],
]

/** Numbers that the database counts up, and how often something had to be tried. */
const COUNTED = new Set(['xid', 'position', 'seq', 'written', 'attempts', 'retry_count', 'tries'])
/** What is said of a try that failed. */
const OF_A_TRY = new Set(['output', 'last_error', 'started_on', 'heartbeat_on', 'start_after'])

export function alike(value: unknown): string {
  let text = JSON.stringify(value, (name, each: unknown) =>
    COUNTED.has(name) || OF_A_TRY.has(name) ? undefined : each,
  )
  for (const [pattern, word] of OTHER_EACH_TIME) text = text.replaceAll(pattern, word)
  return text
}

/** What is kept about requests, or for those who keep replies; and which bytes are to be thrown away, said before there are any. */
const NOT_THE_MATTER = new Set(['public.idempotency_keys', 'public.quiet_changes', 'public.discarded_files'])

/** A line for each row that was written, in no order. That a rule's try failed is told, and may be. */
export const linesOf = (written: readonly Written[]): string[] =>
  written
    .filter(
      ({ table, now }) => !NOT_THE_MATTER.has(table) && !(table === 'public.rule_runs' && now?.outcome === 'failed'),
    )
    .map(({ table, op, was, now }) => `${op} ${table} ${alike(changesOf(was, now))}`)
    .toSorted()

function changesOf(was: Written['was'], now: Written['now']): Record<string, unknown> {
  const fields = Object.keys({ ...was, ...now })
  const changed = fields.filter((name) => JSON.stringify(was?.[name]) !== JSON.stringify(now?.[name]))
  return Object.fromEntries(changed.map((name) => [name, now ? now[name] : was?.[name]]))
}
