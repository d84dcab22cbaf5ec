// The database's own catalogue keeps the promises of isolation, whoever adds a table next.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from './database.ts'

const db = testDatabase()
const rows = async <T = Record<string, string>>(query: string): Promise<T[]> =>
  (await (await db).admin.query(query)).rows as T[]
const names = async (query: string): Promise<string[]> => (await rows<{ name: string }>(query)).map((row) => row.name)

/** Tables that belong to the installation and not to an organisation. */
const NOT_OF_AN_ORGANISATION = new Set(['activity_readers', 'activity_relay', 'migrations'])
/** Unique in the whole installation on purpose: what one signs in with, and the hashes and channels that find an organisation. */
const UNIQUE_EVERYWHERE = new Set([
  'mute_links_secret_hash_key',
  'people_email',
  'sessions_secret_hash_key',
  'api_tokens_secret_hash_key',
  'one_time_links_secret_hash_key',
  'calendar_feeds_secret_hash_key',
  'reply_addresses_secret_hash_key',
  'client_links_secret_hash_key',
  'project_channels_provider_external_id_key',
])
const TABLES = `select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`

test('every table of an organisation has row security, forced, with a policy for the app', async () => {
  const unfenced = await names(
    `select relname as name from (${TABLES}) t where not (relrowsecurity and relforcerowsecurity)`,
  )
  assert.deepEqual(unfenced.toSorted(), [...NOT_OF_AN_ORGANISATION])
  const open = await names(`select t.relname as name from (${TABLES}) t where not exists (
    select 1 from pg_policies p where p.tablename = t.relname and p.policyname = 'own_organization'
      and p.roles = '{operations_app}' and p.qual ~ 'current_setting' and p.with_check ~ 'current_setting')`)
  assert.deepEqual(open.toSorted(), [...NOT_OF_AN_ORGANISATION])
})

test('every key and foreign key starts with the organisation', async () => {
  const keys = await rows<{ name: string; first: string; table: string }>(`
    select i.relname as name, c.relname as table, a.attname as first from pg_index x
    join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
    where x.indisunique and c.relnamespace = 'public'::regnamespace`)
  const others = keys.filter(
    ({ name, table, first }) =>
      first !== (table === 'organizations' ? 'id' : 'organization_id') &&
      !UNIQUE_EVERYWHERE.has(name) &&
      !NOT_OF_AN_ORGANISATION.has(table),
  )
  assert.deepEqual(others, [])
  const foreign = await names(`select f.conname as name from pg_constraint f
    join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
    where f.contype = 'f' and f.connamespace = 'public'::regnamespace and a.attname <> 'organization_id'`)
  assert.deepEqual(foreign, [])
})

test('the app may add to the activity and never change or remove it', async () => {
  const rights = await names(`select privilege_type as name from information_schema.role_table_grants
    where grantee = 'operations_app' and table_name = 'activity' order by 1`)
  assert.deepEqual(rights, ['INSERT', 'SELECT'])
  const columns =
    await names(`select distinct privilege_type || ' ' || column_name as name from information_schema.column_privileges
    where grantee in ('operations_app', 'operations_worker') and table_name = 'activity' and privilege_type = 'UPDATE' order by 1`)
  assert.deepEqual(columns, ['UPDATE position', 'UPDATE seq'])
})

test('hashes of secrets can not be read by the app', async () => {
  const readable =
    await names(`select table_name || '.' || column_name as name from information_schema.column_privileges
    where grantee = 'operations_app' and privilege_type = 'SELECT' and (column_name ~ 'hash' and column_name <> 'body_hash')`)
  assert.deepEqual(readable, [])
})

test('views run with the rights of who asks', async () => {
  const owners =
    await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
    and not coalesce(reloptions @> '{security_invoker=true}', false)`)
  assert.deepEqual(owners, [])
})

test('functions that run as the owner are closed to the public and pin their search path', async () => {
  const loose =
    await names(`select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
    and (has_function_privilege('public', oid, 'execute') or not coalesce(proconfig @> array['search_path=public, pg_temp'], false))`)
  assert.deepEqual(loose, [])
})

test('the roles that serve are neither superusers nor above row security', async () => {
  const strong = await names(
    `select rolname as name from pg_roles where rolname ~ '^operations_' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
  )
  assert.deepEqual(strong, [])
})
