-- What people are told, and what an administrator must know of.

-- One row per person and what it tells of; told once, however often the work that tells it runs.
create table notifications (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  person_id text collate "C" not null,
  kind text not null,
  -- What it is about, and where that belongs.
  entity_type text not null,
  entity_id text collate "C" not null,
  -- More of the same type, where it is several.
  also text[] collate "C" not null default '{}',
  project_id text collate "C",
  account_id text collate "C",
  title text not null,
  body text not null default '',
  -- The entry of the activity it tells of, where there is one; the key keeps it from being told twice.
  cause_id text collate "C",
  dedupe_key text collate "C" not null,
  -- All entries that it tells of, where one notice tells of several.
  covers text[] collate "C" not null default '{}',
  -- The telling that it is part of: one for all who are told at once, and what the log names.
  telling_id text collate "C" not null,
  -- Who did what it tells of.
  actor_type text not null check (actor_type in ('person', 'rule', 'client', 'integration')),
  actor_id text collate "C" not null,
  actor_name text not null,
  created_at timestamptz(3) not null,
  read_at timestamptz(3),
  deleted_at timestamptz(3),
  -- When it was seen to whether it also goes by mail or chat, and what was decided of mail then.
  carried_at timestamptz(3),
  mail text check (mail in ('instant', 'digest', 'off')),
  -- The day of the digest that it went into.
  digest_on date,
  primary key (organization_id, id),
  unique (organization_id, person_id, dedupe_key),
  foreign key (organization_id, person_id) references people,
  foreign key (organization_id, project_id) references projects on delete cascade
);
select fence('notifications', 'select, insert, update', 'select, delete');
create index notifications_of_person on notifications (organization_id, person_id, created_at, id);
create index notifications_of_project on notifications (organization_id, project_id);
create index notifications_telling on notifications (organization_id, telling_id, person_id);
create index notifications_to_carry on notifications (created_at) where carried_at is null;
create index notifications_to_digest on notifications (created_at)
  where mail = 'digest' and digest_on is null and read_at is null and deleted_at is null;
create index notifications_age on notifications (created_at);

-- One per cause while it lasts, with how often it was noticed.
create table alerts (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  fingerprint text collate "C" not null check (char_length(fingerprint) between 1 and 300),
  severity text not null check (severity in ('warning', 'critical')),
  title text not null,
  detail jsonb not null default '{}',
  count integer not null default 1 check (count > 0),
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  acknowledged_at timestamptz(3),
  acknowledged_by text collate "C",
  acknowledgement text,
  cleared_at timestamptz(3),
  -- Null where its cause went by itself.
  cleared_by text collate "C",
  -- When the log and the webhook are to hear of it, and when they last did; both null where they heard of it without the database.
  tell_at timestamptz(3),
  told_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  check ((acknowledged_at is null) = (acknowledged_by is null)),
  foreign key (organization_id, acknowledged_by) references people,
  foreign key (organization_id, cleared_by) references people
);
create unique index alerts_open on alerts (organization_id, fingerprint) where cleared_at is null;
create index alerts_last on alerts (organization_id, last_at, id);
create index alerts_first on alerts (organization_id, first_at, id);
create index alerts_to_tell on alerts (tell_at) where tell_at is not null;
create index alerts_cleared on alerts (cleared_at) where cleared_at is not null;
select fence('alerts', 'select, insert, update', 'select, update (tell_at, told_at), delete');
