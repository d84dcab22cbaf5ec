-- What projects need to be set up and to move by themselves: who waits for it, what comes back, and where rules look.

-- Since when it waits to be set up; null where it is, or where nobody asked for it (drafts, what was taken over, the past).
alter table projects add column set_up_asked_at timestamptz(3);
create index projects_to_set_up on projects (organization_id, set_up_asked_at, id)
  where set_up_asked_at is not null and deleted_at is null;
create index projects_held_until on projects (organization_id, hold_until, id) where hold_until is not null and deleted_at is null;
create index projects_going_on on projects (organization_id, status, id) where deleted_at is null and status in ('onboarding', 'active');
create index tasks_required_open on tasks (organization_id, project_id)
  where required and deleted_at is null and status not in ('completed', 'cancelled');

-- A task of a retainer's template that comes back: what each new one is, and the day on which the next appears.
create table task_series (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  project_id text collate "C" not null,
  -- What the template called it.
  key text not null,
  recurrence text not null,
  -- The day from which it recurs: that of the first one.
  starts_on date not null,
  next_on date check (next_on > starts_on),
  -- As the template had it when the project was set up.
  task jsonb not null,
  created_at timestamptz(3) not null,
  primary key (organization_id, id),
  unique (organization_id, project_id, key),
  foreign key (organization_id, project_id) references projects on delete cascade
);
create index task_series_due on task_series (organization_id, next_on, id) where next_on is not null;
select fence('task_series', 'select, insert, update', 'select, delete');

-- Each of its days has one task, whoever makes it and how often.
create table task_occurrences (
  organization_id text collate "C" not null,
  series_id text collate "C" not null,
  occurs_on date not null,
  task_id text collate "C" not null,
  primary key (organization_id, series_id, occurs_on),
  foreign key (organization_id, series_id) references task_series on delete cascade,
  foreign key (organization_id, task_id) references tasks on delete cascade
);
create index task_occurrences_task on task_occurrences (organization_id, task_id);
select fence('task_occurrences', 'select, insert', 'select, delete');
