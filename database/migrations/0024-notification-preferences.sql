-- How each person wants to be told, and what was mailed to them of it.

-- One row per person who said something; whoever said nothing has the defaults, kind by kind.
create table notification_preferences (
  organization_id text collate "C" not null references organizations,
  person_id text collate "C" not null,
  -- { kind: { inApp, email, chat } }, of the kinds that they said something about.
  kinds jsonb not null default '{}' check (jsonb_typeof(kinds) = 'object'),
  digest_hour smallint not null check (digest_hour between 0 and 23),
  -- Minutes of the day; both or none.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439 and quiet_to <> quiet_from),
  muted_project_ids text[] collate "C" not null default '{}' check (cardinality(muted_project_ids) <= 200),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, person_id),
  foreign key (organization_id, person_id) references people,
  check ((quiet_from is null) = (quiet_to is null))
);
select fence('notification_preferences', 'select, insert, update', 'select');

-- A digest that was made: one per person and day, however many nodes and restarts.
create table notification_digests (
  organization_id text collate "C" not null references organizations,
  person_id text collate "C" not null,
  "on" date not null,
  created_at timestamptz(3) not null,
  primary key (organization_id, person_id, "on"),
  foreign key (organization_id, person_id) references people
);
select fence('notification_digests', 'select, insert', 'select, delete');
create index notification_digests_age on notification_digests (created_at);

-- The address in each mail that mutes what it is about; kept as a hash. It may be used often, and says the same each time.
create table mute_links (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  person_id text collate "C" not null,
  -- What it mutes: one kind, or all that comes in the digest.
  kind text,
  -- What else it may mute.
  project_id text collate "C",
  secret_hash bytea not null unique,
  created_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people,
  foreign key (organization_id, project_id) references projects on delete cascade
);
select fence('mute_links', 'select (organization_id, id, person_id, kind, project_id, created_at), insert', 'select, delete');
create index mute_links_age on mute_links (created_at);
create index mute_links_project on mute_links (organization_id, project_id);

-- Whose link this is; of nobody who was suspended since.
create function find_mute_link(hash bytea)
  returns table (organization_id text, timezone text, person_id text, name text, roles text[], kind text, project_id text)
  language sql stable security definer set search_path = public, pg_temp rows 1 as $$
  select o.id, o.timezone, p.id, p.name, p.roles, l.kind, l.project_id
  from mute_links l
  join people p on p.organization_id = l.organization_id and p.id = l.person_id and p.active
  join organizations o on o.id = l.organization_id
  where l.secret_hash = hash
$$;
revoke execute on function find_mute_link from public;
grant execute on function find_mute_link to operations_app;

-- A message that tells a person of the agency something: its words are made when it goes, from what they may see then.
alter table outgoing_messages
  add column person_id text collate "C",
  add column notice_key text collate "C",
  add constraint outgoing_notices unique (organization_id, person_id, notice_key),
  add check ((person_id is null) = (notice_key is null)),
  add foreign key (organization_id, person_id) references people;
grant select (person_id, notice_key) on outgoing_messages to operations_app;
