-- Plans frozen under a name, to compare the present one with; and calendars that programs subscribe to by a secret address.

create table baselines (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  project_id text collate "C" not null,
  name text not null check (char_length(name) between 1 and 200),
  note text not null default '' check (char_length(note) <= 2000),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, project_id) references projects on delete cascade
);
create index baselines_project on baselines (organization_id, project_id, created_at, id);
select fence('baselines', 'select, insert, update, delete', 'select, delete');

-- Each live task as it was that day; written once and never changed.
create table baseline_tasks (
  organization_id text collate "C" not null,
  baseline_id text collate "C" not null,
  task_id text collate "C" not null,
  title text not null,
  status text not null,
  start_on date,
  due_on date,
  duration_days integer,
  estimate_minutes integer,
  primary key (organization_id, baseline_id, task_id),
  foreign key (organization_id, baseline_id) references baselines on delete cascade,
  foreign key (organization_id, task_id) references tasks on delete cascade
);
create index baseline_tasks_task on baseline_tasks (organization_id, task_id);
select fence('baseline_tasks', 'select, insert, delete', 'select, delete');

create table calendar_feeds (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  person_id text collate "C" not null,
  kind text not null check (kind in ('mine', 'project', 'team')),
  project_id text collate "C",
  team_id text collate "C",
  secret_hash bytea not null unique,
  created_at timestamptz(3) not null,
  primary key (organization_id, id),
  check ((kind = 'project') = (project_id is not null) and (kind = 'team') = (team_id is not null)),
  foreign key (organization_id, person_id) references people,
  foreign key (organization_id, project_id) references projects on delete cascade,
  foreign key (organization_id, team_id) references teams on delete cascade
);
create index calendar_feeds_person on calendar_feeds (organization_id, person_id, created_at, id);
create index calendar_feeds_project on calendar_feeds (organization_id, project_id) where project_id is not null;
create index calendar_feeds_team on calendar_feeds (organization_id, team_id) where team_id is not null;
select fence('calendar_feeds', 'select (organization_id, id, person_id, kind, project_id, team_id, created_at), insert, delete',
  'select, delete');

-- Whose calendar this address is, and of what; nobody's while its person is suspended.
create function find_feed(hash bytea)
  returns table (organization_id text, organization_name text, timezone text, person_id text, name text, email text,
                 roles text[], kind text, project_id text, team_id text)
  language sql stable security definer set search_path = public, pg_temp rows 1 as $$
  select o.id, o.name, o.timezone, p.id, p.name, p.email, p.roles, f.kind, f.project_id, f.team_id
  from calendar_feeds f
  join people p on p.organization_id = f.organization_id and p.id = f.person_id and p.active
  join organizations o on o.id = p.organization_id
  where f.secret_hash = hash
$$;

-- Which of these addresses are somebody's of another organisation: an import says so at the row that has one.
create function addresses_elsewhere(addresses text[])
  returns setof text language sql stable security definer set search_path = public, pg_temp as $$
  select lower(p.email) from people p
  where lower(p.email) = any(addresses) and p.organization_id <> current_setting('app.organization')
$$;

revoke execute on function find_feed, addresses_elsewhere from public;
grant execute on function find_feed, addresses_elsewhere to operations_app;
