-- Projects, who works on them, and the templates they are made from.

create table project_templates (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  name text not null check (char_length(name) between 1 and 200),
  type text not null,
  -- Whether it is the one for its type when a project names none.
  is_default boolean not null default false,
  engagement text not null check (engagement in ('retainer', 'one_off')),
  stages jsonb not null default '[]',
  tasks jsonb not null default '[]',
  -- Kept after deletion: projects go on naming what they were made from.
  deleted_at timestamptz(3) check (deleted_at is null or not is_default),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id)
);
create unique index project_templates_default on project_templates (organization_id, type) where is_default;
select fence('project_templates', 'select, insert, update, delete', 'select');

create table projects (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  name text not null check (char_length(name) between 1 and 200),
  description text not null default '' check (char_length(description) <= 20000),
  account_id text collate "C" not null,
  type text not null,
  engagement text not null check (engagement in ('retainer', 'one_off')),
  calendar jsonb,
  status text not null
    check (status in ('draft', 'onboarding', 'active', 'on_hold', 'completed', 'cancelled')),
  status_before_hold text check ((status = 'on_hold') = (status_before_hold is not null)),
  hold_reason text,
  close_reason text,
  closed_at timestamptz(3) check ((status in ('completed', 'cancelled')) = (closed_at is not null)),
  priority text not null check (priority in ('low', 'medium', 'high', 'urgent')),
  manager_id text collate "C",
  team_id text collate "C",
  template_id text collate "C",
  start_on date,
  due_on date check (due_on >= start_on),
  progress smallint not null default 0 check (progress between 0 and 100),
  health_score smallint check (health_score between 0 and 100),
  health_band text not null default 'unknown' check (health_band in ('healthy', 'watch', 'at_risk', 'unknown')),
  health_worst text,
  budget_minutes integer check (budget_minutes >= 0),
  contract_minor bigint check (contract_minor between 0 and 9007199254740991),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  billing_mode text not null check (billing_mode in ('fixed', 'milestone', 'subscription', 'none')),
  tags text[] not null default '{}',
  deleted_at timestamptz(3),
  delete_reason text check ((deleted_at is null) = (delete_reason is null)),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  search tsvector generated always as
    (setweight(to_tsvector('simple', words(name)), 'A') || to_tsvector('simple', words(left(description, 4000)))) stored,
  primary key (organization_id, id),
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, manager_id) references people,
  foreign key (organization_id, team_id) references teams,
  foreign key (organization_id, template_id) references project_templates
);
create index projects_updated on projects (organization_id, updated_at, id) where deleted_at is null;
create index projects_created on projects (organization_id, created_at, id) where deleted_at is null;
create index projects_name on projects (organization_id, lower(name), id) where deleted_at is null;
create index projects_due on projects (organization_id, coalesce(due_on, 'infinity'), id) where deleted_at is null;
create index projects_status on projects (organization_id, status, updated_at, id) where deleted_at is null;
create index projects_account on projects (organization_id, account_id, updated_at, id) where deleted_at is null;
create index projects_manager on projects (organization_id, manager_id, id) where deleted_at is null;
create index projects_team on projects (organization_id, team_id) where deleted_at is null;
create index projects_search on projects using gin (search);
create index projects_deleted on projects (deleted_at) where deleted_at is not null;
select fence('projects', 'select, insert, update', 'select, delete');

create table project_members (
  organization_id text collate "C" not null,
  project_id text collate "C" not null,
  person_id text collate "C" not null,
  primary key (organization_id, project_id, person_id),
  foreign key (organization_id, project_id) references projects on delete cascade,
  foreign key (organization_id, person_id) references people
);
create index project_members_person on project_members (organization_id, person_id, project_id);
select fence('project_members', 'select, insert, delete', 'select, delete');

-- A project that is purged leaves in the activity that it was, what happened to it, by whom, and why it was deleted; what was
-- written in it goes.
create function blank_activity(organization text, project text) returns bigint
  language sql security definer set search_path = public, pg_temp as $$
  with blanked as (
    update activity set blanked_digest = coalesce(blanked_digest, sha256(convert_to(changes::text, 'UTF8'))),
      changes = case when event = 'project.deleted' then jsonb_build_object('reason', changes -> 'reason') else '{}' end
    where organization_id = organization and project_id = project and changes <> '{}' returning 1)
  select count(*) from blanked
$$;
revoke execute on function blank_activity from public;
grant execute on function blank_activity to operations_worker;

-- Text search knows no leakproof operator, so under row security it would lose its index: the organisation is here in the WHERE.
create function search_projects(words tsquery) returns setof text
  language sql stable security definer set search_path = public, pg_temp rows 100 as $$
  select id from projects
  where organization_id = current_setting('app.organization') and search @@ words and deleted_at is null
$$;
revoke execute on function search_projects from public;
grant execute on function search_projects to operations_app;
