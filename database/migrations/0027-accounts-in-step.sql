-- Accounts kept in step with an account system outside, and what came of each time.

alter table accounts
  -- What the system outside said last: under which version, and whether it has the account as archived. Here that waits while
  -- something of theirs goes on.
  add column outside_version bigint check (outside_version >= 0),
  add column outside_status text check (outside_status in ('active', 'archived')),
  -- What the parent is called outside, where it was not here yet when the account was taken on.
  add column awaited_parent text check (char_length(awaited_parent) between 1 and 200),
  add check ((outside_version is null) = (outside_status is null)),
  add check ((outside_version is null) = (last_synced_at is null)),
  add check (outside_version is null or external_id is not null);
create index accounts_archived_outside on accounts (organization_id, id) where outside_status = 'archived' and status = 'active';

-- One row for each time that something came of it; what is there stays as it was, but for a pull that fails again.
create table account_syncs (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  source text not null check (source in ('pull', 'delivery', 'file')),
  status text not null check (status in ('done', 'failed')),
  -- The person who asked for it; nobody, where it came by itself.
  started_by text collate "C",
  -- How many of each outcome, and the first thousand of them, what wants a look first.
  counts jsonb not null,
  rows jsonb not null default '[]' check (jsonb_typeof(rows) = 'array'),
  error text,
  tries integer not null default 1,
  started_at timestamptz(3) not null,
  ended_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, started_by) references people,
  check ((status = 'failed') = (error is not null))
);
create index account_syncs_order on account_syncs (organization_id, ended_at, id);
create index account_syncs_started_by on account_syncs (organization_id, started_by);
create index account_syncs_age on account_syncs (ended_at);
select fence('account_syncs', 'select, insert, update', 'select, delete');
