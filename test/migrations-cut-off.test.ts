// A migration that is cut off at any of its statements is run again, and what it makes is the same. Here at some of them, by
// a seed; with TEST_LONG=1 at every one.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { schemaPicture } from '../scripts/generated.ts'
import { prepareDatabase } from '../server/platform/migrate.ts'
import { emptyDatabase, LOGINS, TEST_SECRET, testDatabase } from './database.ts'

const ROOT = join(import.meta.dirname, '..')
const MIGRATIONS = readdirSync(join(ROOT, 'database/migrations')).filter((name) => name.endsWith('.sql')).length
const LONG = process.env.TEST_LONG !== undefined
const options = { secretKey: TEST_SECRET, logins: LOGINS }

/**
 * Strikes whoever does the nth thing to the schema after so many migrations were done. What is counted is counted in its
 * transaction, and begins anew with the next.
 */
const SABOTAGE = `
  create schema sabotage;
  create table sabotage.plan (done integer, nth integer, instead text);
  create sequence sabotage.struck;
  create function sabotage.strike() returns event_trigger language plpgsql security definer set search_path = pg_catalog as $$
  declare
    now_done integer := 0;
    now_nth integer := coalesce(nullif(current_setting('sabotage.nth', true), ''), '0')::integer + 1;
    how text;
  begin
    if to_regclass('public.migrations') is not null then select count(*) into now_done from public.migrations; end if;
    perform set_config('sabotage.nth', now_nth::text, true);
    select instead into how from sabotage.plan where done = now_done and nth = now_nth;
    if how is null then return; end if;
    perform nextval('sabotage.struck');
    execute how;
  end $$;
  create event trigger strike on ddl_command_end execute function sabotage.strike()`
const CUT_OFF = 'select pg_terminate_backend(pg_backend_pid()), pg_sleep(5)'

interface Point {
  done: number
  nth: number
}

async function sabotaged(t: TestContext) {
  const connection = await emptyDatabase()
  const client = new pg.Client(connection)
  await client.connect()
  t.after(() => client.end())
  await client.query(SABOTAGE)
  const number = async (query: string) => Number((await client.query<{ n: string }>(query)).rows[0]?.n ?? 0)
  const struck = () => number('select last_value as n from sabotage.struck where is_called')
  const plan = (points: readonly Point[], instead = CUT_OFF) =>
    client.query(
      'insert into sabotage.plan select done, nth, $2 from jsonb_to_recordset($1) p (done integer, nth integer)',
      [JSON.stringify(points), instead],
    )
  const isThere = () => number(`select (to_regclass('public.migrations') is not null)::int as n`)
  return {
    client,
    connection,
    struck,
    plan,
    forget: () => client.query('truncate sabotage.plan'),
    done: async () => ((await isThere()) === 0 ? 0 : number('select count(*) as n from migrations')),
    /** Whether it was cut off at one of these points. */
    async cutOffAt(points: readonly Point[]): Promise<boolean> {
      await plan(points)
      const before = await struck()
      const failure: unknown = await prepareDatabase(connection, options).then(
        () => undefined,
        (error: unknown) => error,
      )
      const wasStruck = (await struck()) > before
      assert.equal(failure !== undefined, wasStruck, `${JSON.stringify(points)}: ${String(failure)}`)
      await client.query('truncate sabotage.plan')
      return wasStruck
    },
  }
}

/** What a database is, beyond what it holds: its picture, and the rights, fences, functions and triggers in it. */
async function whatItIs(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    select concat_ws(' ', 'policy', schemaname, tablename, policyname, roles::text, cmd, qual, with_check) as line from pg_policies
    union all select concat_ws(' ', 'table', relnamespace::regnamespace, relname, relkind, relrowsecurity, relforcerowsecurity, relacl::text)
      from pg_class where relnamespace in ('public'::regnamespace, 'jobs'::regnamespace)
    union all select concat_ws(' ', 'column', attrelid::regclass, attname, attacl::text) from pg_attribute where attacl is not null
      and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    union all select concat_ws(' ', 'function', oid::regprocedure, proacl::text, md5(pg_get_functiondef(oid))) from pg_proc
      where pronamespace in ('public'::regnamespace, 'jobs'::regnamespace) and prokind = 'f'
    union all select concat_ws(' ', 'trigger', tgrelid::regclass, pg_get_triggerdef(oid), tgenabled) from pg_trigger where not tgisinternal
    order by 1`)
  return [await schemaPicture(client), ...rows.map(({ line }) => line)]
}

async function requireWhole({ client, connection }: Awaited<ReturnType<typeof sabotaged>>): Promise<void> {
  await prepareDatabase(connection, options)
  const whole = await testDatabase()
  const other = new pg.Client(whole.adminConnection)
  await other.connect()
  const [picture, ...rest] = await whatItIs(client)
  assert.equal(picture, readFileSync(join(ROOT, 'database/schema.sql'), 'utf8'))
  const [, ...expected] = await whatItIs(other)
  await other.end()
  assert.deepEqual(rest, expected)
  assert.ok(rest.length > 300)
}

test('cut off at any of its statements, a migration is run again and makes the same', async (t) => {
  const database = await sabotaged(t)
  const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)
  t.diagnostic(`seed ${seed}`)
  const points = LONG ? [] : someOf(seed)
  for (const { done, nth } of points)
    await database.cutOffAt([
      { done, nth },
      { done: done + 1, nth: 1 },
    ])
  let cut = points.length
  // Every one: the next that is not passed yet, else the first of the migration after it.
  for (let at = { done: 0, nth: 1 }; LONG; cut++) {
    if (!(await database.cutOffAt([at, { done: at.done + 1, nth: 1 }]))) break
    const done = await database.done()
    at = done === at.done ? { done, nth: at.nth + 1 } : { done, nth: 2 }
  }
  t.diagnostic(`cut off ${cut} times`)
  await requireWhole(database)
})

function someOf(seed: number): Point[] {
  const random = (n: number, most: number) => (((seed + n) * 2_654_435_761) >>> 8) % most
  return Array.from({ length: 6 }, (_, n) => ({ done: random(n, MIGRATIONS), nth: 1 + random(n + 100, 12) }))
    .toSorted((one, other) => one.done - other.done)
    .filter(({ done }, i, all) => all[i - 1]?.done !== done)
}

test('a process that is killed in the middle of a migration is nothing to the next', async (t) => {
  const database = await sabotaged(t)
  await database.plan([{ done: 5, nth: 4 }], 'select pg_sleep(0.5)')
  const script = `
    import { prepareDatabase } from ${JSON.stringify(join(ROOT, 'server/platform/migrate.ts'))}
    await prepareDatabase(${JSON.stringify(database.connection)}, ${JSON.stringify(options)})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })
  const ended = once(child, 'close')
  while ((await database.struck()) === 0) await wait(5)
  child.kill('SIGKILL')
  await ended
  assert.equal(await database.done(), 5)
  await database.forget()
  await requireWhole(database)
})
