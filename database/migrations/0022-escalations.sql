-- How far each escalation and each watch has come, and when it is looked at next.

-- One row for each thing that is watched for one reason: a task past its date, a client who may fall silent.
create table escalations (
  organization_id text collate "C" not null references organizations,
  -- What it is watched for: a type of signals.
  kind text collate "C" not null,
  subject_id text collate "C" not null,
  project_id text collate "C",
  -- Which time of its being so: of a task past its date that date, of a silence the last word.
  episode text collate "C" not null,
  -- How far it went in this episode: the steps that were taken, or the priority that was raised.
  step smallint not null check (step between 0 and 10),
  -- Whether it is so, as far as was seen: the signal was raised and not settled by its rule.
  raised boolean not null,
  acted_at timestamptz(3),
  -- Null where only a change of the thing itself makes it due again.
  next_check_at timestamptz(3),
  primary key (organization_id, kind, subject_id),
  foreign key (organization_id, project_id) references projects on delete cascade
);
create index escalations_due on escalations (organization_id, kind, next_check_at) where next_check_at is not null;
create index escalations_project on escalations (organization_id, project_id, kind) where project_id is not null;
select fence('escalations', 'select, insert, update, delete', 'select');

-- What is looked for over everybody is little, and found by these.
create index tasks_blocked on tasks (organization_id, id) where deleted_at is null and status = 'blocked';
create index subscriptions_unpaid on subscriptions (organization_id, id) where status in ('past_due', 'unpaid');
create index subscriptions_canceled on subscriptions (organization_id, canceled_at) where canceled_at is not null;
