-- How projects and clients do: what people and other systems recorded, each day's last score, and the queue of what wants attention.

-- Written once. Computed values are not here: they are each day's own, below.
create table pulse_metrics (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  project_id text collate "C" not null,
  metric text not null check (metric in ('schedule', 'progress', 'responsiveness', 'communication', 'client_satisfaction',
    'workload', 'billing', 'budget')),
  value smallint not null check (value between 0 and 100),
  source text not null check (source in ('manual', 'integration')),
  note text not null default '' check (char_length(note) <= 2000),
  recorded_at timestamptz(3) not null,
  actor_type text not null,
  actor_id text collate "C" not null,
  created_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, project_id) references projects on delete cascade
);
create index pulse_metrics_series on pulse_metrics (organization_id, project_id, metric, recorded_at, id);
select fence('pulse_metrics', 'select, insert', 'select, delete');

-- Each day's last score, with what it was computed from and by which version of the formula.
create table pulse_days (
  organization_id text collate "C" not null,
  project_id text collate "C" not null,
  "on" date not null,
  score smallint check (score between 0 and 100),
  band text not null check (band in ('healthy', 'watch', 'at_risk', 'unknown')),
  worst text,
  metrics jsonb not null,
  inputs jsonb not null,
  formula smallint not null,
  computed_at timestamptz(3) not null,
  primary key (organization_id, project_id, "on"),
  check ((score is null) = (band = 'unknown')),
  foreign key (organization_id, project_id) references projects on delete cascade
);
select fence('pulse_days', 'select, insert, update', 'select, delete');

alter table projects add column health_computed_at timestamptz(3);
create index projects_health_age on projects (health_computed_at nulls first)
  where deleted_at is null and status in ('onboarding', 'active', 'on_hold');

create table pulse_signals (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  account_id text collate "C",
  project_id text collate "C",
  person_id text collate "C",
  type text not null check (type in ('churn_risk', 'inactive_request', 'quarterly_check_in', 'client_silent',
    'onboarding_stalled', 'capacity_overload', 'schedule_slip', 'payment_past_due', 'budget_burn', 'task_overdue',
    'task_blocked', 'request_overdue', 'other')),
  priority text not null check (priority in ('low', 'medium', 'high', 'urgent')),
  status text not null default 'pending'
    check (status in ('pending', 'acknowledged', 'snoozed', 'completed', 'dismissed', 'auto_resolved')),
  title text not null check (char_length(title) between 1 and 300),
  -- What it was raised from, as it was then; it is kept.
  evidence jsonb not null default '{}',
  dedupe_key text not null check (char_length(dedupe_key) between 1 and 300),
  assignee_id text collate "C",
  snoozed_until timestamptz(3) check ((status = 'snoozed') = (snoozed_until is not null)),
  resolution text check (char_length(resolution) <= 2000),
  closed_at timestamptz(3) check ((status in ('completed', 'dismissed', 'auto_resolved')) = (closed_at is not null)),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  check (num_nonnulls(account_id, project_id, person_id) >= 1),
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, project_id) references projects on delete cascade,
  foreign key (organization_id, person_id) references people,
  foreign key (organization_id, assignee_id) references people
);
create unique index pulse_signals_open on pulse_signals (organization_id, dedupe_key) where closed_at is null;
create index pulse_signals_created on pulse_signals (organization_id, created_at, id);
create index pulse_signals_updated on pulse_signals (organization_id, updated_at, id);
create index pulse_signals_assignee on pulse_signals (organization_id, assignee_id) where assignee_id is not null;
create index pulse_signals_project on pulse_signals (organization_id, project_id) where project_id is not null;
create index pulse_signals_account on pulse_signals (organization_id, account_id) where account_id is not null;
create index pulse_signals_person on pulse_signals (organization_id, person_id) where person_id is not null;
create index pulse_signals_snoozed on pulse_signals (snoozed_until) where snoozed_until is not null;
select fence('pulse_signals', 'select, insert, update', 'select, delete');
