// What no reply may carry: stacks, SQL, names of tables and constraints, secrets of the house.
import type { Reply } from './agency.ts'
import type { TestDatabase } from './database.ts'

const NEVER = [
  /\bat (async )?[\w.<>]+ \(|\.(ts|js|mjs):\d+|node_modules|file:\/\//,
  /\b(select|insert into|update|delete from)\b.{0,80}\b(from|set|values|where)\b/i,
  /\bpg_|postgres|kysely|fastify|FST_|zod|\bsqlstate\b|violates|duplicate key|relation "|column "|operations_(app|owner|worker)/i,
  /password_hash|secret_hash|\$argon2|\$scrypt/,
]

let inside: Promise<string[]> | undefined
/** Names of tables, constraints and indexes that are no words of the business: those with an underscore. */
function namesInside(db: TestDatabase): Promise<string[]> {
  inside ??= db.admin
    .query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace
       union select conname from pg_constraint where connamespace = 'public'::regnamespace`,
    )
    .then(({ rows }) => rows.map(({ name }) => name).filter((name) => name.includes('_')))
  return inside
}

/** What in a reply should not be there; empty for a good one. */
export async function tellsTooMuch(db: TestDatabase, { body }: Reply): Promise<string[]> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const names = (await namesInside(db)).filter((name) => new RegExp(String.raw`\b${name}\b`).test(text))
  return [...NEVER.filter((pattern) => pattern.test(text)).map(String), ...names]
}
