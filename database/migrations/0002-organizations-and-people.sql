-- Who there is: organisations, their people, teams and each person's working week.

create table organizations (
  id text collate "C" primary key,
  name text not null check (char_length(name) between 1 and 200),
  timezone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- { mon: [{ from: '09:00', to: '13:00' }, …], … sun: [] }; json, not jsonb: the days keep their order.
  work_week json not null check (json_typeof(work_week) = 'object'),
  settings jsonb not null default '{}',
  demo boolean not null default false,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
select fence('organizations', 'select, insert, update', 'select', 'id');

create table people (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  name text not null check (char_length(name) between 1 and 200),
  email text not null check (char_length(email) <= 254),
  roles text[] not null default '{}'
    check (roles <@ array['project_admin', 'project_manager', 'team_lead', 'account_manager']),
  services text[] not null default '{}',
  skills text[] not null default '{}',
  availability_factor numeric(4, 3) not null default 1 check (availability_factor between 0 and 1),
  active boolean not null default true,
  -- When they first set a password; until then an invitation may be open.
  joined_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id)
);
-- One e-mail address is one person in the whole installation: it is what one signs in with.
create unique index people_email on people (lower(email));
create index people_name on people (organization_id, lower(name), id);
select fence('people', 'select, insert, update', 'select');

-- Kept apart from people, so that no query of people can carry a password's hash out.
create table passwords (
  organization_id text collate "C" not null,
  person_id text collate "C" not null,
  hash text not null,
  changed_at timestamptz(3) not null,
  primary key (organization_id, person_id),
  foreign key (organization_id, person_id) references people
);
select fence('passwords', 'select (organization_id, person_id), insert, update');

create table weekly_capacities (
  organization_id text collate "C" not null,
  person_id text collate "C" not null,
  valid_from date not null,
  -- Monday to Sunday.
  minutes integer[] not null check (array_length(minutes, 1) = 7 and 0 <= all (minutes) and 1440 >= all (minutes)),
  primary key (organization_id, person_id, valid_from),
  foreign key (organization_id, person_id) references people
);
select fence('weekly_capacities', 'select, insert, update, delete', 'select');

create table teams (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  name text not null check (char_length(name) between 1 and 200),
  lead_id text collate "C",
  services text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, lead_id) references people
);
create index teams_lead on teams (organization_id, lead_id);
select fence('teams', 'select, insert, update, delete', 'select');

create table team_members (
  organization_id text collate "C" not null,
  team_id text collate "C" not null,
  person_id text collate "C" not null,
  primary key (organization_id, team_id, person_id),
  foreign key (organization_id, team_id) references teams on delete cascade,
  foreign key (organization_id, person_id) references people
);
create index team_members_person on team_members (organization_id, person_id);
select fence('team_members', 'select, insert, delete', 'select');
