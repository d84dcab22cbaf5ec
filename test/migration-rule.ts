// What a migration may do from the first release on: only add, so that the release before it goes on beside it.

const ADDS = [
  /^create (or replace )?(unique )?(table|index|function|view|sequence|schema|type|trigger|policy)\b/,
  /^alter table \S+ add column\b(?!.*\bnot null\b(?!.*\bdefault\b))/,
  /^alter table \S+ (enable|force) row level security\b/,
  /^comment on\b/,
  /^grant\b/,
  /^revoke execute on function\b/,
  /^select fence\(/,
  /^insert into\b/,
]
/** New tables hold nothing yet that an older release wrote. */
const createdIn = (statements: readonly string[]) =>
  new Set(statements.map((text) => /^create table (\S+)/.exec(text)?.[1]).filter((name) => name !== undefined))

/** The statements of a migration, in one line each, without comments; what is quoted stays whole. */
export function statementsOf(sql: string): string[] {
  const pieces = sql.match(/--[^\n]*|\$(\w*)\$[^]*?\$\1\$|'(?:[^']|'')*'|;|[^-$';]+|[-$]/g) ?? []
  const statements: string[] = ['']
  for (const piece of pieces) {
    if (piece.startsWith('--')) continue
    if (piece === ';') statements.push('')
    else statements.push(`${statements.pop()}${piece}`)
  }
  return statements.map((text) => text.replaceAll(/\s+/g, ' ').trim().toLowerCase()).filter(Boolean)
}

/** Those that could take something away from a server that does not know them. */
export function takesAway(sql: string): string[] {
  const statements = statementsOf(sql)
  const created = createdIn(statements)
  const isOfNew = (text: string) =>
    created.has(/^(?:alter table|create unique index \S+ on) (\S+)/.exec(text)?.[1] ?? '')
  return statements.filter(
    (text) => !isOfNew(text) && (text.startsWith('create unique index') || !ADDS.some((form) => form.test(text))),
  )
}
