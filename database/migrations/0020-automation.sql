-- What an organisation made of the rules, what they did, and background work that was given up.

-- Of rules that were switched or tuned; the others are as their files say.
create table rule_settings (
  organization_id text collate "C" not null references organizations,
  rule text collate "C" not null,
  enabled boolean not null,
  -- Only what differs from the defaults.
  settings jsonb not null default '{}',
  cool_down_minutes integer not null check (cool_down_minutes between 0 and 43200),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, rule)
);
select fence('rule_settings', 'select, insert, update', 'select');

-- Runs that did something, or failed to; one row for each thing. The cool-down reads it too.
create table rule_runs (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  rule text collate "C" not null,
  at timestamptz(3) not null,
  -- The entry it answered; none where it looked at everything.
  entry_id text collate "C",
  subject_id text collate "C" not null,
  outcome text not null check (outcome in ('done', 'failed')),
  did text not null default '',
  error text,
  primary key (organization_id, id),
  check ((outcome = 'failed') = (error is not null))
);
create index rule_runs_of_rule on rule_runs (organization_id, rule, at, id);
create index rule_runs_of_subject on rule_runs (organization_id, rule, subject_id, at);
create index rule_runs_age on rule_runs (at);
select fence('rule_runs', 'select, insert', 'select, delete');

-- Background work that failed each time, until somebody runs it again or dismisses it.
create table failed_jobs (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  queue text not null,
  what text not null,
  -- What the work is made again from: ids.
  content jsonb not null,
  status text not null check (status in ('failed', 'requested', 'done', 'dismissed')),
  error text not null,
  tries integer not null,
  failed_at timestamptz(3) not null,
  -- The job that failed last: the same failure is counted once.
  failed_as text not null,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id)
);
create index failed_jobs_order on failed_jobs (organization_id, failed_at, id);
create index failed_jobs_open on failed_jobs (organization_id, what) where status in ('failed', 'requested');
create index failed_jobs_age on failed_jobs (updated_at);
select fence('failed_jobs', 'select, insert, update', 'select, delete');

-- From the log's beginning: nothing that is recorded before the first start is left unanswered.
insert into activity_readers (name, position) values ('jobs', 0);
