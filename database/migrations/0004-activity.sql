-- What happened: one row per change, written in the change's own transaction, never altered by the app.
-- position (installation-wide), seq (per organisation) and batch are given after commit by the relay.

create table activity (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  entity_type text not null,
  entity_id text collate "C" not null,
  -- The entity's version after the change; null where the change does not count as one (derived values).
  version integer,
  project_id text collate "C",
  account_id text collate "C",
  event text not null,
  actor_type text not null check (actor_type in ('person', 'rule', 'client', 'integration')),
  actor_id text collate "C" not null,
  cause_id text collate "C",
  -- { field: { from, to } }
  changes jsonb not null default '{}',
  at timestamptz(3) not null,
  position bigint,
  seq bigint,
  batch bigint,
  primary key (organization_id, id)
);
create index activity_entity on activity (organization_id, entity_type, entity_id, version);
create index activity_project on activity (organization_id, project_id, id);
select fence('activity', 'select, insert', 'select, update (position, seq, batch)');

-- The answer to a write that carried an Idempotency-Key, so that its repeat is answered and not done again.
create table idempotency_keys (
  organization_id text collate "C" not null references organizations,
  actor_id text collate "C" not null,
  method text not null,
  path text not null,
  key text not null check (char_length(key) between 1 and 255),
  body_hash bytea not null,
  status smallint,
  headers jsonb,
  reply text,
  created_at timestamptz(3) not null default now(),
  primary key (organization_id, actor_id, method, path, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
select fence('idempotency_keys', 'select, insert, update', 'select, delete');

-- What goes out by mail: a row of the transaction that wants it sent; one loop sends it, with retries.
-- next_attempt_at is also the lease of the node that is sending it. The body, which may hold a link, is blanked once it is out.
create table outgoing_messages (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  recipient text not null,
  subject text not null,
  body text not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null,
  sent_at timestamptz(3),
  last_error text,
  created_at timestamptz(3) not null,
  primary key (organization_id, id)
);
create index outgoing_messages_age on outgoing_messages (created_at);
create index outgoing_messages_due on outgoing_messages (next_attempt_at) where sent_at is null;
select fence('outgoing_messages', 'insert', 'select, update, delete');
