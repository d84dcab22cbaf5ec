// Nodes are replaced one by one: a server of the release before works on the schema of the next, and what could keep it from
// that is refused, in the migration and at the start.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { prepareDatabase } from '../server/platform/migrate.ts'
import { placeEntries } from '../server/activity/place-entries.ts'
import { agency, theHouse } from './agency.ts'
import { LOGINS, TEST_SECRET } from './database.ts'
import { takesAway } from './migration-rule.ts'

const ROOT = join(import.meta.dirname, '..')
const FOLDER = join(ROOT, 'database/migrations')

/** As one of the next release could be. */
const NEXT = `
  -- Moods of projects.
  create table moods (
    organization_id text collate "C" not null references organizations,
    id text collate "C" not null,
    mood text not null check (mood in ('fine', 'grim; or worse')),
    primary key (organization_id, id)
  );
  create unique index moods_once on moods (organization_id, mood);
  alter table moods add constraint told check (char_length(id) > 0);
  select fence('moods', 'select, insert, update, delete');
  alter table projects add column mood text;
  alter table tasks add column heaviness integer not null default 1;
  create index projects_mood on projects (organization_id, mood) where deleted_at is null;
  create function grim(mood text) returns boolean language sql as $$ select mood = 'grim; or worse' $$;`

test('what a migration of a later release may do is to add', () => {
  assert.deepEqual(takesAway(NEXT), [])
  for (const statement of [
    'drop table tasks',
    'alter table tasks drop column title',
    'alter table tasks rename column title to name',
    'alter table tasks alter column title type varchar(20)',
    'alter table tasks alter column due_on set not null',
    'alter table tasks add column heaviness integer not null',
    'alter table tasks add constraint short check (char_length(title) < 20)',
    'create unique index one_title on tasks (organization_id, title)',
    'drop function search_tasks(tsquery, integer)',
    'delete from tasks',
    'revoke select on tasks from operations_app',
  ])
    assert.deepEqual(takesAway(`${NEXT} ${statement};`), [statement])
})

test('every migration since the last release only adds, or says in its name that it does not', () => {
  const git = (...words: string[]) => spawnSync('git', words, { cwd: ROOT, encoding: 'utf8' }).stdout ?? ''
  const [last] = git('tag', '--list', 'v*', '--sort=-version:refname').split('\n')
  // Before the first there is no older server that could meet them.
  const released = last ? git('ls-tree', '--name-only', last, 'database/migrations/') : readdirSync(FOLDER).join('\n')
  const since = readdirSync(FOLDER).filter((name) => !released.includes(name) && !name.endsWith('.contract.sql'))
  for (const name of since) assert.deepEqual(takesAway(readFileSync(join(FOLDER, name), 'utf8')), [], name)
})

test('an older server on the schema of the next release says so, and works', async () => {
  const house = await agency()
  const { db } = await theHouse()
  const { ada, max, site, organizationId } = house
  await db.admin.query(`set role operations_owner; ${NEXT}; reset role`)
  await db.admin.query(`insert into migrations values ('9000-moods.sql', 'unknown here', now())`)
  const said: string[] = []
  const start = () =>
    prepareDatabase(db.adminConnection, { secretKey: TEST_SECRET, logins: LOGINS, say: (line) => void said.push(line) })
  await start()
  assert.deepEqual(said, ['The database is newer than this server, by 9000-moods.sql: what only adds, so it goes on'])

  // What the newer node beside it writes: a value, and an entry of a kind that is not known here.
  await db.admin.query(`update projects set mood = 'grim; or worse' where organization_id = $1`, [organizationId])
  await db.admin.query(
    `insert into activity (organization_id, id, entity_type, entity_id, version, project_id, event, actor_type, actor_id, changes, at)
     values ($1, 'act_06enext', 'project', 'site', 2, 'site', 'project.mood_changed', 'person', 'ada', '{"mood":{"to":"grim"}}', now())`,
    [organizationId],
  )
  await placeEntries(db.worker)
  const made = await ada.post('/v1/admin/projects', { id: 'next', name: 'Next', accountId: 'bakery', type: 'website' })
  assert.equal(made.status, 201)
  const task = await max.adds('site', { id: 'proof', title: 'Proofreading', assigneeIds: ['mia'] })
  assert.equal(task.status, 201)
  assert.equal((await max.starts({ id: 'proof' })).status, 200)
  assert.equal((await max.put(`/v1/admin/projects/site`, { name: 'Site' })).status, 200)
  for (const path of [
    '/v1/admin/projects?status=active,onboarding',
    '/v1/admin/projects/site',
    '/v1/admin/projects/site/tasks',
    '/v1/admin/projects/site/activity',
    '/v1/admin/activity',
    '/v1/admin/me/tasks',
    '/v1/admin/me/today',
    '/v1/admin/search?q=proof',
    '/v1/admin/schedule?from=2026-11-23&to=2026-11-29',
    '/v1/admin/me/digest',
  ])
    assert.equal((await ada.get(path)).status, 200, path)
  assert.equal((await ada.delete('/v1/admin/projects/next', { reason: 'Not needed' })).status, 200)
  assert.equal(site.id, 'site')

  await db.admin.query(`insert into migrations values ('9001-fewer-columns.contract.sql', 'unknown here', now())`)
  await assert.rejects(start(), /9001-fewer-columns\.contract\.sql took away what this release uses/)
})
