-- Who is booked when: days off, allocations and the days that carry them, and the ledger of each person's days.

create table holidays (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  "on" date not null,
  name text not null check (char_length(name) between 1 and 200),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  unique (organization_id, "on")
);
select fence('holidays', 'select, insert, update, delete', 'select');

create table time_off (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  person_id text collate "C" not null,
  start_on date not null,
  end_on date not null check (end_on between start_on and start_on + 1099),
  -- Null where it is whole days.
  minutes_per_day integer check (minutes_per_day between 1 and 1440),
  note text not null default '' check (char_length(note) <= 2000),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people
);
create index time_off_person on time_off (organization_id, person_id, end_on);
select fence('time_off', 'select, insert, update, delete', 'select');

create table allocations (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  project_id text collate "C" not null,
  -- A person, or a placeholder for somebody with a skill or service.
  person_id text collate "C",
  placeholder_kind text check (placeholder_kind in ('skill', 'service')),
  placeholder_name text check (char_length(placeholder_name) between 1 and 60),
  task_id text collate "C",
  start_on date not null,
  end_on date not null check (end_on between start_on and start_on + 730),
  minutes_per_day integer check (minutes_per_day between 1 and 1440),
  percent smallint check (percent between 1 and 100),
  total_minutes integer check (total_minutes between 1 and 1052640),
  status text not null check (status in ('tentative', 'confirmed', 'released')),
  -- Why it was booked over somebody's capacity; null where it was not.
  override_reason text check (char_length(override_reason) between 1 and 1000),
  -- With its project; it comes back with it.
  deleted_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  check ((person_id is null) = (placeholder_kind is not null) and (placeholder_kind is null) = (placeholder_name is null)),
  check (num_nonnulls(minutes_per_day, percent, total_minutes) = 1),
  foreign key (organization_id, project_id) references projects on delete cascade,
  foreign key (organization_id, person_id) references people,
  -- A booking for a task is in the task's project.
  foreign key (organization_id, project_id, task_id) references tasks (organization_id, project_id, id) on delete cascade
);
create index allocations_project on allocations (organization_id, project_id, start_on, id) where deleted_at is null;
create index allocations_person on allocations (organization_id, person_id, end_on)
  where deleted_at is null and status <> 'released';
create index allocations_task on allocations (organization_id, task_id) where task_id is not null;
select fence('allocations', 'select, insert, update', 'select, delete');

-- How an allocation is carried, whatever its status: the days of its window that hold minutes of it.
create table allocation_days (
  organization_id text collate "C" not null,
  allocation_id text collate "C" not null,
  "on" date not null,
  minutes integer not null check (minutes > 0),
  primary key (organization_id, allocation_id, "on"),
  foreign key (organization_id, allocation_id) references allocations on delete cascade
);
select fence('allocation_days', 'select, insert, update, delete', 'select, delete');

-- THE LEDGER: what each person's day holds. A day has a row from its first booking on; days without one are free.
-- booked is the sum over confirmed allocations; overbook is what of it is over capacity, by an override or after a cut.
create table person_days (
  organization_id text collate "C" not null,
  person_id text collate "C" not null,
  "on" date not null,
  capacity_minutes integer not null check (capacity_minutes >= 0),
  booked_minutes integer not null check (booked_minutes >= 0),
  overbook_minutes integer not null default 0 check (overbook_minutes >= 0),
  primary key (organization_id, person_id, "on"),
  foreign key (organization_id, person_id) references people,
  constraint person_days_hold_no_more check (booked_minutes <= capacity_minutes + overbook_minutes)
);
-- Overloads are few, and looked for over everybody.
create index person_days_over on person_days (organization_id, "on", person_id) where overbook_minutes > 0;
select fence('person_days', 'select, insert, update', 'select');
