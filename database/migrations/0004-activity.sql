-- What happened: one row per change, written in the change's own transaction, never altered by the app.
-- position (installation-wide) and seq (per organisation) are given after commit by the relay; until then they are null.

-- Taken as a row is written, after the change it tells of, whose row its transaction still holds: of two changes of one thing
-- the later has the higher number, whichever began first. Ids do not say so: they carry the instant their request began at.
create sequence activity_written;
grant usage on sequence activity_written to operations_app;

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
  -- The entry that led to it, and how many rules in a row did.
  cause_id text collate "C",
  depth smallint not null default 0,
  -- { field: { from, to } }
  changes jsonb not null default '{}',
  -- Of the changes before they were blanked, where they were: what was sealed can still be proven.
  blanked_digest bytea,
  -- It happened earlier and was only told: nothing follows from it.
  history boolean not null default false,
  at timestamptz(3) not null,
  written bigint not null default nextval('activity_written'),
  position bigint,
  seq bigint,
  primary key (organization_id, id)
) partition by range (id);
-- Ids begin with their instant: a month is a range of them. Months get partitions of their own as they come.
create table activity_default partition of activity default;
create index activity_entity on activity (organization_id, entity_type, entity_id, version);
create index activity_project on activity (organization_id, project_id, id);
create index activity_unplaced on activity (written) where position is null;
create index activity_position on activity (position) where position is not null;
create index activity_seq on activity (organization_id, seq) where seq is not null;
select fence('activity', 'select, insert', 'select, update (position, seq)');
select fence('activity_default', '');

-- How far each organisation's numbers have come; never back, whatever is removed.
create table activity_heads (
  organization_id text collate "C" primary key references organizations,
  seq bigint not null
);
select fence('activity_heads', 'select', 'select, insert, update');

-- Of the whole installation: the relay's own row, which whoever gives positions holds, and how far each reader has read.
create table activity_relay (
  singleton boolean primary key default true check (singleton),
  position bigint not null default 0,
  -- Goes on while somebody holds the role, also where nothing happens: who sees it stand still has not heard from the relay.
  beat bigint not null default 0
);
insert into activity_relay default values;
grant select, update on activity_relay to operations_worker;
create table activity_readers (
  name text primary key,
  position bigint not null
);
grant select, insert, update on activity_readers to operations_worker;

-- Gives what is committed and has no place yet its place, at most so many at once; answers how many. Who places holds the relay's
-- row: one at a time, and each sees all that was committed by then. Where nothing waits it writes nothing. What waits is few and
-- found through its index, whatever the planner believes of how many there are.
create function place_activity(most bigint) returns bigint
  language plpgsql set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  base bigint;
  places bigint;
begin
  if not exists (select from activity where position is null) then return 0; end if;
  select position into base from activity_relay for update;
  with fresh as materialized (
    select u.organization_id, u.id, row_number() over (order by u.written) as n,
      row_number() over (partition by u.organization_id order by u.written) as k
    from (select organization_id, id, written from activity where position is null order by written limit most) u),
  placed as (
    update activity a set position = base + f.n, seq = coalesce(h.seq, 0) + f.k
    from fresh f left join activity_heads h on h.organization_id = f.organization_id
    where a.organization_id = f.organization_id and a.id = f.id returning a.organization_id, a.seq),
  heads as (
    insert into activity_heads (organization_id, seq) select organization_id, max(seq) from placed group by organization_id
    on conflict (organization_id) do update set seq = excluded.seq)
  select count(*) into places from placed;
  update activity_relay set position = base + places;
  return places;
end $$;
revoke execute on function place_activity from public;
grant execute on function place_activity to operations_worker;

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
