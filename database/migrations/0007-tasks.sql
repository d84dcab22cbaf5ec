-- Tasks and milestones, who does them, what they wait for, how they moved, and the time spent on them.

create table tasks (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  project_id text collate "C" not null,
  kind text not null default 'task' check (kind in ('task', 'milestone')),
  title text not null check (char_length(title) between 1 and 300),
  description text not null default '' check (char_length(description) <= 20000),
  status text not null default 'pending'
    check (status in ('pending', 'in_progress', 'in_review', 'blocked', 'completed', 'cancelled')),
  status_before_block text check ((status = 'blocked') = (status_before_block is not null)),
  blocked_reason text check ((status = 'blocked') = (blocked_reason is not null)),
  completion_notes text,
  completed_at timestamptz(3) check ((status = 'completed') = (completed_at is not null)),
  priority text not null check (priority in ('low', 'medium', 'high', 'urgent')),
  progress smallint not null default 0 check (progress between 0 and 100 and (status <> 'completed' or progress = 100)),
  stage text check (char_length(stage) <= 100),
  parent_id text collate "C" check (parent_id <> id),
  required boolean not null default true,
  start_on date,
  due_on date check (due_on >= start_on),
  duration_days integer check (duration_days between 0 and 3650),
  -- Where an imported plan counts finer than days; it then holds instead of duration_days.
  duration_minutes integer check (duration_minutes >= 0),
  estimate_minutes integer check (estimate_minutes >= 0),
  weight integer not null default 1 check (weight between 0 and 1000),
  scheduling text not null default 'automatic' check (scheduling in ('automatic', 'manual')),
  constraint_kind text check (constraint_kind in ('not_before', 'must_finish_by')),
  constraint_on date check ((constraint_kind is null) = (constraint_on is null)),
  billable_minor bigint check (billable_minor between 0 and 9007199254740991),
  -- What the plan makes of it: derived with every change, see tasks/replan.ts.
  early_start_on date,
  early_finish_on date,
  late_start_on date,
  late_finish_on date,
  total_float_minutes integer,
  free_float_minutes integer,
  critical boolean not null default false,
  deleted_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  search tsvector generated always as
    (setweight(to_tsvector('simple', words(title)), 'A') || to_tsvector('simple', words(left(description, 4000)))) stored,
  primary key (organization_id, id),
  unique (organization_id, project_id, id),
  foreign key (organization_id, project_id) references projects on delete cascade,
  -- A parent is in the same project.
  foreign key (organization_id, project_id, parent_id) references tasks (organization_id, project_id, id)
);
create index tasks_project on tasks (organization_id, project_id, created_at, id) where deleted_at is null;
create index tasks_overdue on tasks (organization_id, due_on)
  where deleted_at is null and status not in ('completed', 'cancelled');
create index tasks_parent on tasks (organization_id, parent_id) where parent_id is not null;
create index tasks_search on tasks using gin (search);
select fence('tasks', 'select, insert, update', 'select, delete');

create table task_assignees (
  organization_id text collate "C" not null,
  task_id text collate "C" not null,
  person_id text collate "C" not null,
  primary key (organization_id, task_id, person_id),
  foreign key (organization_id, task_id) references tasks on delete cascade,
  foreign key (organization_id, person_id) references people
);
create index task_assignees_person on task_assignees (organization_id, person_id, task_id);
select fence('task_assignees', 'select, insert, delete', 'select, delete');

create table task_dependencies (
  organization_id text collate "C" not null,
  task_id text collate "C" not null,
  predecessor_id text collate "C" not null check (predecessor_id <> task_id),
  type text not null check (type in ('FS', 'SS', 'FF', 'SF')),
  lag_days integer not null default 0 check (lag_days between -3650 and 3650),
  -- Where an imported plan counts finer than days; it then holds instead of lag_days.
  lag_minutes integer check (lag_minutes between -5256000 and 5256000),
  -- The projects of the two, which tasks never leave: what hangs together is found without reading tasks.
  project_id text collate "C" not null,
  predecessor_project_id text collate "C" not null,
  primary key (organization_id, task_id, predecessor_id),
  foreign key (organization_id, project_id, task_id) references tasks (organization_id, project_id, id) on delete cascade,
  foreign key (organization_id, predecessor_project_id, predecessor_id) references tasks (organization_id, project_id, id) on delete cascade
);
create index task_dependencies_predecessor on task_dependencies (organization_id, predecessor_id, task_id);
create index task_dependencies_project on task_dependencies (organization_id, project_id);
create index task_dependencies_out on task_dependencies (organization_id, project_id, predecessor_project_id)
  where project_id <> predecessor_project_id;
create index task_dependencies_in on task_dependencies (organization_id, predecessor_project_id, project_id)
  where project_id <> predecessor_project_id;
select fence('task_dependencies', 'select, insert, update, delete', 'select, delete');

-- The history of a task: n counts without a gap, and each step starts where the one before ended.
create table task_status_changes (
  organization_id text collate "C" not null,
  task_id text collate "C" not null,
  n integer not null check (n >= 1),
  from_status text,
  to_status text not null,
  progress smallint not null,
  notes text,
  actor_type text not null,
  actor_id text collate "C" not null,
  at timestamptz(3) not null,
  primary key (organization_id, task_id, n),
  foreign key (organization_id, task_id) references tasks on delete cascade
);
select fence('task_status_changes', 'select, insert', 'select, delete');

create table time_entries (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  task_id text collate "C" not null,
  person_id text collate "C" not null,
  "on" date not null,
  minutes integer not null check (minutes between 1 and 1440),
  note text not null default '' check (char_length(note) <= 2000),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, task_id) references tasks on delete cascade,
  foreign key (organization_id, person_id) references people
);
create index time_entries_task on time_entries (organization_id, task_id, "on");
create index time_entries_person on time_entries (organization_id, person_id, "on");
select fence('time_entries', 'select, insert, update, delete', 'select, delete');

create function search_tasks(words tsquery) returns setof text
  language sql stable security definer set search_path = public, pg_temp rows 100 as $$
  select id from tasks
  where organization_id = current_setting('app.organization') and search @@ words and deleted_at is null
$$;
revoke execute on function search_tasks from public;
grant execute on function search_tasks to operations_app;
