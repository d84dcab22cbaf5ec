-- The tables as they are after all migrations, drawn from the catalogue by `npm run generate`: to read, not to run.

create table migrations (
  name text not null,
  hash text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (name)
);

create table organizations (
  id text not null,
  name text not null,
  timezone text not null,
  currency text not null,
  work_week json not null,
  settings jsonb not null default '{}'::jsonb,
  demo boolean not null default false,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  locale text not null default 'en-GB'::text,
  PRIMARY KEY (id),
  CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  CHECK (((char_length(locale) >= 2) AND (char_length(locale) <= 35))),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  CHECK ((json_typeof(work_week) = 'object'::text))
);

create table people (
  organization_id text not null,
  id text not null,
  name text not null,
  email text not null,
  roles text[] not null default '{}'::text[],
  services text[] not null default '{}'::text[],
  skills text[] not null default '{}'::text[],
  availability_factor numeric(4,3) not null default 1,
  active boolean not null default true,
  joined_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK (((availability_factor >= (0)::numeric) AND (availability_factor <= (1)::numeric))),
  CHECK ((char_length(email) <= 254)),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  CHECK ((roles <@ ARRAY['project_admin'::text, 'project_manager'::text, 'team_lead'::text, 'account_manager'::text]))
);
CREATE UNIQUE INDEX people_email ON people USING btree (lower(email));
CREATE INDEX people_name ON people USING btree (organization_id, lower(name), id);

create table passwords (
  organization_id text not null,
  person_id text not null,
  hash text not null,
  changed_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, person_id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id)
);

create table weekly_capacities (
  organization_id text not null,
  person_id text not null,
  valid_from date not null,
  minutes integer[] not null,
  PRIMARY KEY (organization_id, person_id, valid_from),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  CHECK (((array_length(minutes, 1) = 7) AND (0 <= ALL (minutes)) AND (1440 >= ALL (minutes))))
);

create table teams (
  organization_id text not null,
  id text not null,
  name text not null,
  lead_id text,
  services text[] not null default '{}'::text[],
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, lead_id) REFERENCES people(organization_id, id),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);
CREATE INDEX teams_lead ON teams USING btree (organization_id, lead_id);

create table team_members (
  organization_id text not null,
  team_id text not null,
  person_id text not null,
  PRIMARY KEY (organization_id, team_id, person_id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, team_id) REFERENCES teams(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX team_members_person ON team_members USING btree (organization_id, person_id);

create table sessions (
  organization_id text not null,
  id text not null,
  person_id text not null,
  secret_hash bytea not null,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone not null default now(),
  client text not null default ''::text,
  PRIMARY KEY (organization_id, id),
  UNIQUE (secret_hash),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  CHECK ((char_length(client) <= 200))
);
CREATE INDEX sessions_expiry ON sessions USING btree (expires_at);
CREATE INDEX sessions_person ON sessions USING btree (organization_id, person_id);

create table api_tokens (
  organization_id text not null,
  id text not null,
  person_id text not null,
  name text not null,
  scopes text[] not null,
  secret_hash bytea not null,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone,
  PRIMARY KEY (organization_id, id),
  UNIQUE (secret_hash),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 100)))
);
CREATE INDEX api_tokens_person ON api_tokens USING btree (organization_id, person_id);

create table one_time_links (
  organization_id text not null,
  id text not null,
  person_id text not null,
  kind text not null,
  secret_hash bytea not null,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  UNIQUE (secret_hash),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  CHECK ((kind = ANY (ARRAY['invitation'::text, 'password_reset'::text])))
);
CREATE INDEX one_time_links_expiry ON one_time_links USING btree (expires_at);
CREATE INDEX one_time_links_person ON one_time_links USING btree (organization_id, person_id, kind);

create table activity (
  organization_id text not null,
  id text not null,
  entity_type text not null,
  entity_id text not null,
  version integer,
  project_id text,
  account_id text,
  event text not null,
  actor_type text not null,
  actor_id text not null,
  cause_id text,
  depth smallint not null default 0,
  changes jsonb not null default '{}'::jsonb,
  blanked_digest bytea,
  history boolean not null default false,
  at timestamp(3) with time zone not null,
  written bigint not null default nextval('activity_written'::regclass),
  "position" bigint,
  seq bigint,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK ((actor_type = ANY (ARRAY['person'::text, 'rule'::text, 'client'::text, 'integration'::text])))
);
CREATE INDEX activity_entity ON ONLY activity USING btree (organization_id, entity_type, entity_id, version);
CREATE INDEX activity_position ON ONLY activity USING btree ("position") WHERE ("position" IS NOT NULL);
CREATE INDEX activity_project ON ONLY activity USING btree (organization_id, project_id, id);
CREATE INDEX activity_seq ON ONLY activity USING btree (organization_id, seq) WHERE (seq IS NOT NULL);
CREATE INDEX activity_unplaced ON ONLY activity USING btree (written) WHERE ("position" IS NULL);

create table activity_heads (
  organization_id text not null,
  seq bigint not null,
  PRIMARY KEY (organization_id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id)
);

create table activity_relay (
  singleton boolean not null default true,
  "position" bigint not null default 0,
  beat bigint not null default 0,
  PRIMARY KEY (singleton),
  CHECK (singleton)
);

create table activity_readers (
  name text not null,
  "position" bigint not null,
  PRIMARY KEY (name)
);

create table idempotency_keys (
  organization_id text not null,
  actor_id text not null,
  method text not null,
  path text not null,
  key text not null,
  body_hash bytea not null,
  status smallint,
  headers jsonb,
  reply text,
  created_at timestamp(3) with time zone not null default now(),
  PRIMARY KEY (organization_id, actor_id, method, path, key),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK (((char_length(key) >= 1) AND (char_length(key) <= 255)))
);
CREATE INDEX idempotency_keys_age ON idempotency_keys USING btree (created_at);

create table outgoing_messages (
  organization_id text not null,
  id text not null,
  recipient text not null,
  subject text not null,
  body text not null,
  attempts integer not null default 0,
  next_attempt_at timestamp(3) with time zone not null,
  sent_at timestamp(3) with time zone,
  last_error text,
  created_at timestamp(3) with time zone not null,
  carrier text not null default 'email'::text,
  headers jsonb not null default '{}'::jsonb,
  communication_id text,
  external_id text,
  person_id text,
  notice_key text,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, person_id, notice_key),
  FOREIGN KEY (organization_id, communication_id) REFERENCES communications(organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  CHECK ((carrier = ANY (ARRAY['email'::text, 'slack'::text]))),
  CHECK (((person_id IS NULL) = (notice_key IS NULL)))
);
CREATE INDEX outgoing_messages_age ON outgoing_messages USING btree (created_at);
CREATE INDEX outgoing_messages_communication ON outgoing_messages USING btree (organization_id, communication_id) WHERE (communication_id IS NOT NULL);
CREATE INDEX outgoing_messages_due ON outgoing_messages USING btree (next_attempt_at) WHERE (sent_at IS NULL);
CREATE INDEX outgoing_messages_external ON outgoing_messages USING btree (organization_id, external_id) WHERE (external_id IS NOT NULL);

create table accounts (
  organization_id text not null,
  id text not null,
  name text not null,
  status text not null default 'active'::text,
  parent_account_id text,
  external_id text,
  timezone text,
  contacts json not null default '[]'::json,
  last_synced_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  search tsvector generated,
  stripe_customer_id text,
  outside_version bigint,
  outside_status text,
  awaited_parent text,
  locale text,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, parent_account_id) REFERENCES accounts(organization_id, id),
  CHECK (((char_length(awaited_parent) >= 1) AND (char_length(awaited_parent) <= 200))),
  CHECK ((parent_account_id <> id)),
  CHECK (((outside_version IS NULL) = (outside_status IS NULL))),
  CHECK (((outside_version IS NULL) = (last_synced_at IS NULL))),
  CHECK (((outside_version IS NULL) OR (external_id IS NOT NULL))),
  CHECK ((json_typeof(contacts) = 'array'::text)),
  CHECK ((char_length(external_id) <= 200)),
  CHECK (((char_length(locale) >= 2) AND (char_length(locale) <= 35))),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  CHECK ((outside_status = ANY (ARRAY['active'::text, 'archived'::text]))),
  CHECK ((outside_version >= 0)),
  CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  CHECK ((stripe_customer_id ~ '^[A-Za-z0-9_-]{1,255}$'::text))
);
CREATE INDEX accounts_archived_outside ON accounts USING btree (organization_id, id) WHERE ((outside_status = 'archived'::text) AND (status = 'active'::text));
CREATE INDEX accounts_created ON accounts USING btree (organization_id, created_at, id);
CREATE UNIQUE INDEX accounts_external_id ON accounts USING btree (organization_id, external_id);
CREATE INDEX accounts_name ON accounts USING btree (organization_id, lower(name), id);
CREATE INDEX accounts_parent ON accounts USING btree (organization_id, parent_account_id);
CREATE INDEX accounts_search ON accounts USING gin (search);
CREATE INDEX accounts_status ON accounts USING btree (organization_id, (
CASE status
    WHEN 'active'::text THEN 1
    WHEN 'archived'::text THEN 2
    ELSE NULL::integer
END), id);
CREATE UNIQUE INDEX accounts_stripe_customer_id ON accounts USING btree (organization_id, stripe_customer_id);
CREATE INDEX accounts_updated ON accounts USING btree (organization_id, updated_at, id);

create table account_managers (
  organization_id text not null,
  account_id text not null,
  person_id text not null,
  PRIMARY KEY (organization_id, account_id, person_id),
  FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id)
);
CREATE INDEX account_managers_person ON account_managers USING btree (organization_id, person_id);

create table project_templates (
  organization_id text not null,
  id text not null,
  name text not null,
  type text not null,
  is_default boolean not null default false,
  engagement text not null,
  stages jsonb not null default '[]'::jsonb,
  tasks jsonb not null default '[]'::jsonb,
  deleted_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK (((deleted_at IS NULL) OR (NOT is_default))),
  CHECK ((engagement = ANY (ARRAY['retainer'::text, 'one_off'::text]))),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);
CREATE UNIQUE INDEX project_templates_default ON project_templates USING btree (organization_id, type) WHERE is_default;

create table projects (
  organization_id text not null,
  id text not null,
  name text not null,
  description text not null default ''::text,
  account_id text not null,
  type text not null,
  engagement text not null,
  calendar jsonb,
  status text not null,
  status_before_hold text,
  hold_reason text,
  close_reason text,
  closed_at timestamp(3) with time zone,
  priority text not null,
  manager_id text,
  team_id text,
  template_id text,
  start_on date,
  due_on date,
  progress smallint not null default 0,
  health_score smallint,
  health_band text not null default 'unknown'::text,
  health_worst text,
  budget_minutes integer,
  contract_minor bigint,
  currency text not null,
  billing_mode text not null,
  tags text[] not null default '{}'::text[],
  deleted_at timestamp(3) with time zone,
  delete_reason text,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  search tsvector generated,
  health_computed_at timestamp(3) with time zone,
  hold_until date,
  set_up_asked_at timestamp(3) with time zone,
  accepted_progress smallint not null default 0,
  held_progress smallint not null default 0,
  ledger_is_behind boolean not null default false,
  name_order text generated,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, manager_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, team_id) REFERENCES teams(organization_id, id),
  FOREIGN KEY (organization_id, template_id) REFERENCES project_templates(organization_id, id),
  CHECK (((accepted_progress >= 0) AND (accepted_progress <= 100))),
  CHECK ((billing_mode = ANY (ARRAY['fixed'::text, 'milestone'::text, 'subscription'::text, 'none'::text]))),
  CHECK ((budget_minutes >= 0)),
  CHECK (((status = 'on_hold'::text) = (status_before_hold IS NOT NULL))),
  CHECK (((status = ANY (ARRAY['completed'::text, 'cancelled'::text])) = (closed_at IS NOT NULL))),
  CHECK ((due_on >= start_on)),
  CHECK (((deleted_at IS NULL) = (delete_reason IS NULL))),
  CHECK (((hold_until IS NULL) OR (status = 'on_hold'::text))),
  CHECK ((held_progress <= accepted_progress)),
  CHECK (((contract_minor >= 0) AND (contract_minor <= '9007199254740991'::bigint))),
  CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  CHECK ((char_length(description) <= 20000)),
  CHECK ((engagement = ANY (ARRAY['retainer'::text, 'one_off'::text]))),
  CHECK ((health_band = ANY (ARRAY['healthy'::text, 'watch'::text, 'at_risk'::text, 'unknown'::text]))),
  CHECK (((health_score >= 0) AND (health_score <= 100))),
  CHECK (((held_progress >= 0) AND (held_progress <= 100))),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  CHECK ((priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'urgent'::text]))),
  CHECK (((progress >= 0) AND (progress <= 100))),
  CHECK ((status = ANY (ARRAY['draft'::text, 'onboarding'::text, 'active'::text, 'on_hold'::text, 'completed'::text, 'cancelled'::text])))
);
CREATE INDEX projects_account ON projects USING btree (organization_id, account_id, updated_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_created ON projects USING btree (organization_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_deleted ON projects USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX projects_due ON projects USING btree (organization_id, (
CASE
    WHEN (due_on IS NULL) THEN 'infinity'::date
    ELSE due_on
END), id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_going_on ON projects USING btree (organization_id, status, id) WHERE ((deleted_at IS NULL) AND (status = ANY (ARRAY['onboarding'::text, 'active'::text])));
CREATE INDEX projects_health_age ON projects USING btree (health_computed_at NULLS FIRST) WHERE ((deleted_at IS NULL) AND (status = ANY (ARRAY['onboarding'::text, 'active'::text, 'on_hold'::text])));
CREATE INDEX projects_held_until ON projects USING btree (organization_id, hold_until, id) WHERE ((hold_until IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX projects_ledger_behind ON projects USING btree (organization_id, id) WHERE ledger_is_behind;
CREATE INDEX projects_manager ON projects USING btree (organization_id, manager_id, id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_name ON projects USING btree (organization_id, name_order, id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_priority ON projects USING btree (organization_id, (
CASE priority
    WHEN 'low'::text THEN 1
    WHEN 'medium'::text THEN 2
    WHEN 'high'::text THEN 3
    WHEN 'urgent'::text THEN 4
    ELSE NULL::integer
END), id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_progress ON projects USING btree (organization_id, progress, id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_score ON projects USING btree (organization_id, (
CASE
    WHEN (health_score IS NULL) THEN '-1'::integer
    ELSE (health_score)::integer
END), id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_search ON projects USING gin (words_by_week(organization_id, created_at, search)) WITH (fastupdate=off);
CREATE INDEX projects_start ON projects USING btree (organization_id, (
CASE
    WHEN (start_on IS NULL) THEN 'infinity'::date
    ELSE start_on
END), id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_status ON projects USING btree (organization_id, (
CASE status
    WHEN 'draft'::text THEN 1
    WHEN 'onboarding'::text THEN 2
    WHEN 'active'::text THEN 3
    WHEN 'on_hold'::text THEN 4
    WHEN 'completed'::text THEN 5
    WHEN 'cancelled'::text THEN 6
    ELSE NULL::integer
END), id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_team ON projects USING btree (organization_id, team_id) WHERE (deleted_at IS NULL);
CREATE INDEX projects_to_set_up ON projects USING btree (organization_id, set_up_asked_at, id) WHERE ((set_up_asked_at IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX projects_updated ON projects USING btree (organization_id, updated_at, id) WHERE (deleted_at IS NULL);

create table project_members (
  organization_id text not null,
  project_id text not null,
  person_id text not null,
  PRIMARY KEY (organization_id, project_id, person_id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX project_members_person ON project_members USING btree (organization_id, person_id, project_id);

create table tasks (
  organization_id text not null,
  id text not null,
  project_id text not null,
  kind text not null default 'task'::text,
  title text not null,
  description text not null default ''::text,
  status text not null default 'pending'::text,
  status_before_block text,
  blocked_reason text,
  completion_notes text,
  completed_at timestamp(3) with time zone,
  priority text not null,
  progress smallint not null default 0,
  stage text,
  parent_id text,
  required boolean not null default true,
  start_on date,
  due_on date,
  duration_days integer,
  duration_minutes integer,
  estimate_minutes integer,
  weight integer not null default 1,
  scheduling text not null default 'automatic'::text,
  constraint_kind text,
  constraint_on date,
  billable_minor bigint,
  early_start_on date,
  early_finish_on date,
  late_start_on date,
  late_finish_on date,
  total_float_minutes integer,
  free_float_minutes integer,
  critical boolean not null default false,
  deleted_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  search tsvector generated,
  request_id text,
  reached boolean not null default false,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, project_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, project_id, parent_id) REFERENCES tasks(organization_id, project_id, id),
  FOREIGN KEY (organization_id, project_id, request_id) REFERENCES requests(organization_id, project_id, id),
  CHECK (((billable_minor >= 0) AND (billable_minor <= '9007199254740991'::bigint))),
  CHECK (((status = 'blocked'::text) = (status_before_block IS NOT NULL))),
  CHECK (((status = 'blocked'::text) = (blocked_reason IS NOT NULL))),
  CHECK (((status = 'completed'::text) = (completed_at IS NOT NULL))),
  CHECK ((((progress >= 0) AND (progress <= 100)) AND ((status <> 'completed'::text) OR (progress = 100)))),
  CHECK ((parent_id <> id)),
  CHECK ((due_on >= start_on)),
  CHECK (((constraint_kind IS NULL) = (constraint_on IS NULL))),
  CHECK ((constraint_kind = ANY (ARRAY['not_before'::text, 'must_finish_by'::text]))),
  CHECK ((char_length(description) <= 20000)),
  CHECK (((duration_days >= 0) AND (duration_days <= 3650))),
  CHECK ((duration_minutes >= 0)),
  CHECK ((estimate_minutes >= 0)),
  CHECK ((kind = ANY (ARRAY['task'::text, 'milestone'::text]))),
  CHECK ((priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'urgent'::text]))),
  CHECK ((scheduling = ANY (ARRAY['automatic'::text, 'manual'::text]))),
  CHECK ((char_length(stage) <= 100)),
  CHECK ((status = ANY (ARRAY['pending'::text, 'in_progress'::text, 'in_review'::text, 'blocked'::text, 'completed'::text, 'cancelled'::text]))),
  CHECK (((char_length(title) >= 1) AND (char_length(title) <= 300))),
  CHECK (((weight >= 0) AND (weight <= 1000)))
);
CREATE INDEX tasks_blocked ON tasks USING btree (organization_id, priority, due_on, id) WHERE ((deleted_at IS NULL) AND (status = 'blocked'::text));
CREATE INDEX tasks_late ON tasks USING btree (organization_id, priority, due_on, id) WHERE ((deleted_at IS NULL) AND (status <> ALL (ARRAY['completed'::text, 'cancelled'::text])));
CREATE INDEX tasks_open ON tasks USING btree (organization_id, project_id, due_on) WHERE ((deleted_at IS NULL) AND (status <> ALL (ARRAY['completed'::text, 'cancelled'::text])));
CREATE INDEX tasks_parent ON tasks USING btree (organization_id, parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX tasks_project ON tasks USING btree (organization_id, project_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX tasks_request ON tasks USING btree (organization_id, request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX tasks_search ON tasks USING gin (words_by_week(organization_id, created_at, search)) WITH (fastupdate=off);

create table task_assignees (
  organization_id text not null,
  task_id text not null,
  person_id text not null,
  PRIMARY KEY (organization_id, task_id, person_id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, task_id) REFERENCES tasks(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX task_assignees_person ON task_assignees USING btree (organization_id, person_id, task_id);

create table task_dependencies (
  organization_id text not null,
  task_id text not null,
  predecessor_id text not null,
  type text not null,
  lag_days integer not null default 0,
  lag_minutes integer,
  project_id text not null,
  predecessor_project_id text not null,
  PRIMARY KEY (organization_id, task_id, predecessor_id),
  FOREIGN KEY (organization_id, predecessor_project_id, predecessor_id) REFERENCES tasks(organization_id, project_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, project_id, task_id) REFERENCES tasks(organization_id, project_id, id) ON DELETE CASCADE,
  CHECK ((predecessor_id <> task_id)),
  CHECK (((lag_days >= '-3650'::integer) AND (lag_days <= 3650))),
  CHECK (((lag_minutes >= '-5256000'::integer) AND (lag_minutes <= 5256000))),
  CHECK ((type = ANY (ARRAY['FS'::text, 'SS'::text, 'FF'::text, 'SF'::text])))
);
CREATE INDEX task_dependencies_in ON task_dependencies USING btree (organization_id, predecessor_project_id, project_id) WHERE (project_id <> predecessor_project_id);
CREATE INDEX task_dependencies_out ON task_dependencies USING btree (organization_id, project_id, predecessor_project_id) WHERE (project_id <> predecessor_project_id);
CREATE INDEX task_dependencies_predecessor ON task_dependencies USING btree (organization_id, predecessor_id, task_id);
CREATE INDEX task_dependencies_project ON task_dependencies USING btree (organization_id, project_id);

create table task_status_changes (
  organization_id text not null,
  task_id text not null,
  n integer not null,
  from_status text,
  to_status text not null,
  progress smallint not null,
  notes text,
  actor_type text not null,
  actor_id text not null,
  at timestamp(3) with time zone not null,
  blocked_reason text,
  PRIMARY KEY (organization_id, task_id, n),
  FOREIGN KEY (organization_id, task_id) REFERENCES tasks(organization_id, id) ON DELETE CASCADE,
  CHECK ((n >= 1))
);

create table time_entries (
  organization_id text not null,
  id text not null,
  task_id text not null,
  person_id text not null,
  "on" date not null,
  minutes integer not null,
  note text not null default ''::text,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, task_id) REFERENCES tasks(organization_id, id) ON DELETE CASCADE,
  CHECK (((minutes >= 1) AND (minutes <= 1440))),
  CHECK ((char_length(note) <= 2000))
);
CREATE INDEX time_entries_person ON time_entries USING btree (organization_id, person_id, "on");
CREATE INDEX time_entries_task ON time_entries USING btree (organization_id, task_id, "on");

create table demo_organizations (
  organization_id text not null,
  made_at timestamp(3) with time zone,
  removed_at timestamp(3) with time zone,
  PRIMARY KEY (organization_id)
);

create table holidays (
  organization_id text not null,
  id text not null,
  "on" date not null,
  name text not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, "on"),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);

create table time_off (
  organization_id text not null,
  id text not null,
  person_id text not null,
  start_on date not null,
  end_on date not null,
  minutes_per_day integer,
  note text not null default ''::text,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  CHECK (((end_on >= start_on) AND (end_on <= (start_on + 1099)))),
  CHECK (((minutes_per_day >= 1) AND (minutes_per_day <= 1440))),
  CHECK ((char_length(note) <= 2000))
);
CREATE INDEX time_off_person ON time_off USING btree (organization_id, person_id, end_on);

create table allocations (
  organization_id text not null,
  id text not null,
  project_id text not null,
  person_id text,
  placeholder_kind text,
  placeholder_name text,
  task_id text,
  start_on date not null,
  end_on date not null,
  minutes_per_day integer,
  percent smallint,
  total_minutes integer,
  status text not null,
  override_reason text,
  deleted_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, project_id, task_id) REFERENCES tasks(organization_id, project_id, id) ON DELETE CASCADE,
  CHECK (((end_on >= start_on) AND (end_on <= (start_on + 730)))),
  CHECK ((((person_id IS NULL) = (placeholder_kind IS NOT NULL)) AND ((placeholder_kind IS NULL) = (placeholder_name IS NULL)))),
  CHECK ((num_nonnulls(minutes_per_day, percent, total_minutes) = 1)),
  CHECK (((minutes_per_day >= 1) AND (minutes_per_day <= 1440))),
  CHECK (((char_length(override_reason) >= 1) AND (char_length(override_reason) <= 1000))),
  CHECK (((percent >= 1) AND (percent <= 100))),
  CHECK ((placeholder_kind = ANY (ARRAY['skill'::text, 'service'::text]))),
  CHECK (((char_length(placeholder_name) >= 1) AND (char_length(placeholder_name) <= 60))),
  CHECK ((status = ANY (ARRAY['tentative'::text, 'confirmed'::text, 'released'::text]))),
  CHECK (((total_minutes >= 1) AND (total_minutes <= 1052640)))
);
CREATE INDEX allocations_person ON allocations USING btree (organization_id, person_id, end_on) WHERE ((deleted_at IS NULL) AND (status <> 'released'::text));
CREATE INDEX allocations_project ON allocations USING btree (organization_id, project_id, start_on, id) WHERE (deleted_at IS NULL);
CREATE INDEX allocations_task ON allocations USING btree (organization_id, task_id) WHERE (task_id IS NOT NULL);

create table allocation_days (
  organization_id text not null,
  allocation_id text not null,
  "on" date not null,
  minutes integer not null,
  PRIMARY KEY (organization_id, allocation_id, "on"),
  FOREIGN KEY (organization_id, allocation_id) REFERENCES allocations(organization_id, id) ON DELETE CASCADE,
  CHECK ((minutes > 0))
);

create table person_days (
  organization_id text not null,
  person_id text not null,
  "on" date not null,
  capacity_minutes integer not null,
  booked_minutes integer not null,
  overbook_minutes integer not null default 0,
  PRIMARY KEY (organization_id, person_id, "on"),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  CHECK ((booked_minutes >= 0)),
  CHECK ((capacity_minutes >= 0)),
  CHECK ((booked_minutes <= (capacity_minutes + overbook_minutes))),
  CHECK ((overbook_minutes >= 0))
);
CREATE INDEX person_days_over ON person_days USING btree (organization_id, "on", person_id) WHERE (overbook_minutes > 0);

create table baselines (
  organization_id text not null,
  id text not null,
  project_id text not null,
  name text not null,
  note text not null default ''::text,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  CHECK ((char_length(note) <= 2000))
);
CREATE INDEX baselines_project ON baselines USING btree (organization_id, project_id, created_at, id);

create table baseline_tasks (
  organization_id text not null,
  baseline_id text not null,
  task_id text not null,
  title text not null,
  status text not null,
  start_on date,
  due_on date,
  duration_days integer,
  estimate_minutes integer,
  PRIMARY KEY (organization_id, baseline_id, task_id),
  FOREIGN KEY (organization_id, baseline_id) REFERENCES baselines(organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, task_id) REFERENCES tasks(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX baseline_tasks_task ON baseline_tasks USING btree (organization_id, task_id);

create table calendar_feeds (
  organization_id text not null,
  id text not null,
  person_id text not null,
  kind text not null,
  project_id text,
  team_id text,
  secret_hash bytea not null,
  created_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  UNIQUE (secret_hash),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, team_id) REFERENCES teams(organization_id, id) ON DELETE CASCADE,
  CHECK ((((kind = 'project'::text) = (project_id IS NOT NULL)) AND ((kind = 'team'::text) = (team_id IS NOT NULL)))),
  CHECK ((kind = ANY (ARRAY['mine'::text, 'project'::text, 'team'::text])))
);
CREATE INDEX calendar_feeds_person ON calendar_feeds USING btree (organization_id, person_id, created_at, id);
CREATE INDEX calendar_feeds_project ON calendar_feeds USING btree (organization_id, project_id) WHERE (project_id IS NOT NULL);
CREATE INDEX calendar_feeds_team ON calendar_feeds USING btree (organization_id, team_id) WHERE (team_id IS NOT NULL);

create table communications (
  organization_id text not null,
  id text not null,
  project_id text,
  account_id text,
  thread_type text not null,
  thread_id text not null,
  direction text not null,
  channel text not null,
  visibility text not null,
  author_type text not null,
  author_id text not null,
  author_name text not null,
  author_email text,
  body text not null,
  source text,
  external_message_id text,
  said_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK ((char_length(author_email) <= 254)),
  CHECK (((char_length(author_name) >= 1) AND (char_length(author_name) <= 200))),
  CHECK ((author_type = ANY (ARRAY['person'::text, 'rule'::text, 'client'::text, 'integration'::text]))),
  CHECK (((octet_length(body) >= 1) AND (octet_length(body) <= 65536))),
  CHECK ((channel = ANY (ARRAY['portal'::text, 'email'::text, 'chat'::text, 'phone'::text, 'api'::text]))),
  CHECK (((direction = 'internal'::text) = (visibility = 'internal'::text))),
  CHECK (((source IS NULL) = (external_message_id IS NULL))),
  CHECK ((said_at <= created_at)),
  CHECK (((project_id IS NOT NULL) OR (thread_type = 'signal'::text))),
  CHECK (((thread_type <> 'project'::text) OR (thread_id = project_id))),
  CHECK ((direction = ANY (ARRAY['incoming'::text, 'outgoing'::text, 'internal'::text]))),
  CHECK (((char_length(external_message_id) >= 1) AND (char_length(external_message_id) <= 500))),
  CHECK ((thread_type = ANY (ARRAY['project'::text, 'task'::text, 'request'::text, 'signal'::text]))),
  CHECK ((visibility = ANY (ARRAY['internal'::text, 'client'::text])))
);
CREATE INDEX communications_account ON communications USING btree (organization_id, account_id) WHERE (account_id IS NOT NULL);
CREATE UNIQUE INDEX communications_external ON communications USING btree (organization_id, source, external_message_id) WHERE (external_message_id IS NOT NULL);
CREATE INDEX communications_project ON communications USING btree (organization_id, project_id, said_at, id);
CREATE INDEX communications_thread ON communications USING btree (organization_id, thread_type, thread_id, said_at, id);

create table reply_addresses (
  organization_id text not null,
  id text not null,
  communication_id text not null,
  account_id text not null,
  name text not null,
  email text not null,
  secret_hash bytea not null,
  created_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  UNIQUE (secret_hash),
  FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  FOREIGN KEY (organization_id, communication_id) REFERENCES communications(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX reply_addresses_communication ON reply_addresses USING btree (organization_id, communication_id);

create table attachments (
  organization_id text not null,
  id text not null,
  project_id text not null,
  subject_type text,
  subject_id text,
  visibility text not null,
  name text not null,
  content_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  storage_key text not null,
  uploader_type text not null,
  uploader_id text not null,
  uploader_name text not null,
  deleted_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, storage_key),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK (((subject_type IS NULL) = (subject_id IS NULL))),
  CHECK ((char_length(content_type) <= 127)),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 255))),
  CHECK ((size_bytes > 0)),
  CHECK ((subject_type = ANY (ARRAY['task'::text, 'request'::text, 'communication'::text]))),
  CHECK ((uploader_type = ANY (ARRAY['person'::text, 'rule'::text, 'client'::text, 'integration'::text]))),
  CHECK ((visibility = ANY (ARRAY['internal'::text, 'client'::text])))
);
CREATE INDEX attachments_project ON attachments USING btree (organization_id, project_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX attachments_subject ON attachments USING btree (organization_id, subject_type, subject_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX attachments_unbound ON attachments USING btree (created_at) WHERE ((subject_type IS NULL) OR (deleted_at IS NOT NULL));

create table discarded_files (
  organization_id text not null,
  storage_key text not null,
  due_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, storage_key)
);
CREATE INDEX discarded_files_due ON discarded_files USING btree (due_at);

create table project_channels (
  organization_id text not null,
  id text not null,
  project_id text not null,
  provider text not null,
  external_id text not null,
  visibility text not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, project_id, provider),
  UNIQUE (provider, external_id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 100))),
  CHECK ((provider = 'slack'::text)),
  CHECK ((visibility = ANY (ARRAY['internal'::text, 'client'::text])))
);

create table client_links (
  organization_id text not null,
  id text not null,
  project_id text not null,
  account_id text not null,
  name text not null,
  email text not null,
  secret_hash bytea not null,
  expires_at timestamp(3) with time zone not null,
  revoked_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  UNIQUE (secret_hash),
  FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK ((char_length(email) <= 254)),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);
CREATE INDEX client_links_project ON client_links USING btree (organization_id, project_id, created_at, id);

create table requests (
  organization_id text not null,
  id text not null,
  project_id text not null,
  account_id text not null,
  title text not null,
  body text not null default ''::text,
  type text not null,
  priority text not null,
  source text not null,
  requester_name text not null,
  requester_email text,
  status text not null default 'pending'::text,
  assignee_id text,
  respond_by timestamp(3) with time zone,
  resolve_by timestamp(3) with time zone,
  respond_left_ms bigint,
  resolve_left_ms bigint,
  clocks_stopped_at timestamp(3) with time zone,
  first_responded_at timestamp(3) with time zone,
  response_body text,
  response_by text,
  response_at timestamp(3) with time zone,
  resolution_status text,
  duplicate_of text,
  closed_at timestamp(3) with time zone,
  search tsvector generated,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  response_priority text,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, project_id, id),
  FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  FOREIGN KEY (organization_id, assignee_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, project_id, duplicate_of) REFERENCES requests(organization_id, project_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK ((octet_length(body) <= 65536)),
  CHECK ((duplicate_of <> id)),
  CHECK (((status = ANY (ARRAY['completed'::text, 'declined'::text, 'cancelled'::text])) = (closed_at IS NOT NULL))),
  CHECK (((response_body IS NULL) = (response_at IS NULL))),
  CHECK (((clocks_stopped_at IS NULL) = (resolve_left_ms IS NULL))),
  CHECK (((clocks_stopped_at IS NOT NULL) OR (resolve_by IS NOT NULL))),
  CHECK (((status = ANY (ARRAY['pending'::text, 'in_review'::text, 'accepted'::text])) OR (clocks_stopped_at IS NOT NULL))),
  CHECK ((priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'urgent'::text]))),
  CHECK ((char_length(requester_email) <= 254)),
  CHECK (((char_length(requester_name) >= 1) AND (char_length(requester_name) <= 200))),
  CHECK ((resolution_status = ANY (ARRAY['accepted'::text, 'completed'::text, 'declined'::text, 'awaiting_client'::text]))),
  CHECK ((octet_length(response_body) <= 65536)),
  CHECK ((response_priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'urgent'::text]))),
  CHECK ((source = ANY (ARRAY['portal'::text, 'email'::text, 'phone'::text, 'api'::text, 'internal'::text]))),
  CHECK ((status = ANY (ARRAY['pending'::text, 'in_review'::text, 'awaiting_client'::text, 'accepted'::text, 'completed'::text, 'declined'::text, 'cancelled'::text]))),
  CHECK (((char_length(title) >= 1) AND (char_length(title) <= 300))),
  CHECK ((type = ANY (ARRAY['change'::text, 'content'::text, 'access'::text, 'question'::text, 'issue'::text, 'billing'::text, 'cancellation'::text, 'new_service'::text])))
);
CREATE INDEX requests_accepted ON requests USING btree (organization_id, id) WHERE (status = 'accepted'::text);
CREATE INDEX requests_account ON requests USING btree (organization_id, account_id, created_at, id);
CREATE INDEX requests_assignee ON requests USING btree (organization_id, assignee_id) WHERE (assignee_id IS NOT NULL);
CREATE INDEX requests_created ON requests USING btree (organization_id, created_at, id);
CREATE INDEX requests_due ON requests USING btree (organization_id, (
CASE
    WHEN ((first_responded_at IS NULL) AND (respond_by < resolve_by)) THEN respond_by
    ELSE resolve_by
END), id) WHERE ((closed_at IS NULL) AND (clocks_stopped_at IS NULL));
CREATE INDEX requests_priority ON requests USING btree (organization_id, (
CASE priority
    WHEN 'low'::text THEN 1
    WHEN 'medium'::text THEN 2
    WHEN 'high'::text THEN 3
    WHEN 'urgent'::text THEN 4
    ELSE NULL::integer
END), id);
CREATE INDEX requests_project ON requests USING btree (organization_id, project_id, created_at, id);
CREATE INDEX requests_requester ON requests USING btree (organization_id, project_id, lower(requester_email), created_at, id);
CREATE INDEX requests_resolve ON requests USING btree (organization_id, (
CASE
    WHEN (resolve_by IS NULL) THEN '9999-12-31 00:00:00+00'::timestamp with time zone
    ELSE resolve_by
END), id);
CREATE INDEX requests_respond ON requests USING btree (organization_id, (
CASE
    WHEN (respond_by IS NULL) THEN '9999-12-31 00:00:00+00'::timestamp with time zone
    ELSE respond_by
END), id);
CREATE INDEX requests_search ON requests USING gin (words_by_week(organization_id, created_at, search)) WITH (fastupdate=off);
CREATE INDEX requests_status ON requests USING btree (organization_id, (
CASE status
    WHEN 'pending'::text THEN 1
    WHEN 'in_review'::text THEN 2
    WHEN 'awaiting_client'::text THEN 3
    WHEN 'accepted'::text THEN 4
    WHEN 'completed'::text THEN 5
    WHEN 'declined'::text THEN 6
    WHEN 'cancelled'::text THEN 7
    ELSE NULL::integer
END), id);
CREATE INDEX requests_updated ON requests USING btree (organization_id, updated_at, id);

create table request_status_changes (
  organization_id text not null,
  request_id text not null,
  n integer not null,
  from_status text,
  to_status text not null,
  note text,
  actor_type text not null,
  actor_id text not null,
  at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, request_id, n),
  FOREIGN KEY (organization_id, request_id) REFERENCES requests(organization_id, id) ON DELETE CASCADE,
  CHECK ((n >= 1)),
  CHECK ((char_length(note) <= 5000))
);

create table pulse_metrics (
  organization_id text not null,
  id text not null,
  project_id text not null,
  metric text not null,
  value smallint not null,
  source text not null,
  note text not null default ''::text,
  recorded_at timestamp(3) with time zone not null,
  actor_type text not null,
  actor_id text not null,
  created_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK ((metric = ANY (ARRAY['schedule'::text, 'progress'::text, 'responsiveness'::text, 'communication'::text, 'client_satisfaction'::text, 'workload'::text, 'billing'::text, 'budget'::text]))),
  CHECK ((char_length(note) <= 2000)),
  CHECK ((source = ANY (ARRAY['manual'::text, 'integration'::text]))),
  CHECK (((value >= 0) AND (value <= 100)))
);
CREATE INDEX pulse_metrics_series ON pulse_metrics USING btree (organization_id, project_id, metric, recorded_at, id);

create table pulse_days (
  organization_id text not null,
  project_id text not null,
  "on" date not null,
  score smallint,
  band text not null,
  worst text,
  metrics jsonb not null,
  inputs jsonb not null,
  formula smallint not null,
  computed_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, project_id, "on"),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK ((band = ANY (ARRAY['healthy'::text, 'watch'::text, 'at_risk'::text, 'unknown'::text]))),
  CHECK (((score IS NULL) = (band = 'unknown'::text))),
  CHECK (((score >= 0) AND (score <= 100)))
);

create table pulse_signals (
  organization_id text not null,
  id text not null,
  account_id text,
  project_id text,
  person_id text,
  type text not null,
  priority text not null,
  status text not null default 'pending'::text,
  title text not null,
  evidence jsonb not null default '{}'::jsonb,
  dedupe_key text not null,
  assignee_id text,
  snoozed_until timestamp(3) with time zone,
  resolution text,
  closed_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  said jsonb,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  FOREIGN KEY (organization_id, assignee_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK (((status = 'snoozed'::text) = (snoozed_until IS NOT NULL))),
  CHECK (((status = ANY (ARRAY['completed'::text, 'dismissed'::text, 'auto_resolved'::text])) = (closed_at IS NOT NULL))),
  CHECK ((num_nonnulls(account_id, project_id, person_id) >= 1)),
  CHECK (((char_length(dedupe_key) >= 1) AND (char_length(dedupe_key) <= 300))),
  CHECK ((priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'urgent'::text]))),
  CHECK ((char_length(resolution) <= 2000)),
  CHECK ((jsonb_typeof(said) = 'object'::text)),
  CHECK ((status = ANY (ARRAY['pending'::text, 'acknowledged'::text, 'snoozed'::text, 'completed'::text, 'dismissed'::text, 'auto_resolved'::text]))),
  CHECK (((char_length(title) >= 1) AND (char_length(title) <= 300))),
  CHECK ((type = ANY (ARRAY['churn_risk'::text, 'inactive_request'::text, 'quarterly_check_in'::text, 'client_silent'::text, 'onboarding_stalled'::text, 'capacity_overload'::text, 'schedule_slip'::text, 'payment_past_due'::text, 'budget_burn'::text, 'task_overdue'::text, 'task_blocked'::text, 'request_overdue'::text, 'other'::text])))
);
CREATE INDEX pulse_signals_account ON pulse_signals USING btree (organization_id, account_id) WHERE (account_id IS NOT NULL);
CREATE INDEX pulse_signals_assignee ON pulse_signals USING btree (organization_id, assignee_id) WHERE (assignee_id IS NOT NULL);
CREATE INDEX pulse_signals_created ON pulse_signals USING btree (organization_id, created_at, id);
CREATE UNIQUE INDEX pulse_signals_open ON pulse_signals USING btree (organization_id, dedupe_key) WHERE (closed_at IS NULL);
CREATE INDEX pulse_signals_person ON pulse_signals USING btree (organization_id, person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX pulse_signals_priority ON pulse_signals USING btree (organization_id, (
CASE priority
    WHEN 'low'::text THEN 1
    WHEN 'medium'::text THEN 2
    WHEN 'high'::text THEN 3
    WHEN 'urgent'::text THEN 4
    ELSE NULL::integer
END), id);
CREATE INDEX pulse_signals_project ON pulse_signals USING btree (organization_id, project_id) WHERE (project_id IS NOT NULL);
CREATE INDEX pulse_signals_snoozed ON pulse_signals USING btree (snoozed_until) WHERE (snoozed_until IS NOT NULL);
CREATE INDEX pulse_signals_updated ON pulse_signals USING btree (organization_id, updated_at, id);
CREATE INDEX pulse_signals_waiting ON pulse_signals USING btree (organization_id, (
CASE priority
    WHEN 'low'::text THEN 1
    WHEN 'medium'::text THEN 2
    WHEN 'high'::text THEN 3
    WHEN 'urgent'::text THEN 4
    ELSE NULL::integer
END), id) WHERE (closed_at IS NULL);

create table subscriptions (
  organization_id text not null,
  id text not null,
  account_id text not null,
  project_id text,
  product_type text not null,
  product_name text not null,
  tier text,
  status text not null,
  amount_minor bigint not null,
  currency text not null,
  "interval" text not null,
  interval_count smallint not null default 1,
  discounts jsonb not null default '[]'::jsonb,
  monthly_value_minor bigint not null,
  current_period_start timestamp(3) with time zone,
  current_period_end timestamp(3) with time zone,
  cancel_at_period_end boolean not null default false,
  canceled_at timestamp(3) with time zone,
  provider text,
  external_id text,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE SET NULL (project_id),
  CHECK (((amount_minor >= 0) AND (amount_minor <= '9007199254740991'::bigint))),
  CHECK ((current_period_end > current_period_start)),
  CHECK (((status = 'canceled'::text) = (canceled_at IS NOT NULL))),
  CHECK (((provider IS NULL) = (external_id IS NULL))),
  CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  CHECK ((jsonb_typeof(discounts) = 'array'::text)),
  CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 200))),
  CHECK (("interval" = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'year'::text]))),
  CHECK (((interval_count >= 1) AND (interval_count <= 365))),
  CHECK (((monthly_value_minor >= 0) AND (monthly_value_minor <= '9007199254740991'::bigint))),
  CHECK (((char_length(product_name) >= 1) AND (char_length(product_name) <= 200))),
  CHECK (((char_length(provider) >= 1) AND (char_length(provider) <= 50))),
  CHECK ((status = ANY (ARRAY['incomplete'::text, 'incomplete_expired'::text, 'trialing'::text, 'active'::text, 'past_due'::text, 'unpaid'::text, 'paused'::text, 'canceled'::text]))),
  CHECK (((char_length(tier) >= 1) AND (char_length(tier) <= 100)))
);
CREATE INDEX subscriptions_account ON subscriptions USING btree (organization_id, account_id, created_at, id);
CREATE INDEX subscriptions_canceled ON subscriptions USING btree (organization_id, canceled_at) WHERE (canceled_at IS NOT NULL);
CREATE INDEX subscriptions_created ON subscriptions USING btree (organization_id, created_at, id);
CREATE UNIQUE INDEX subscriptions_external ON subscriptions USING btree (organization_id, provider, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX subscriptions_project ON subscriptions USING btree (organization_id, project_id) WHERE (project_id IS NOT NULL);
CREATE INDEX subscriptions_status ON subscriptions USING btree (organization_id, (
CASE status
    WHEN 'incomplete'::text THEN 1
    WHEN 'incomplete_expired'::text THEN 2
    WHEN 'trialing'::text THEN 3
    WHEN 'active'::text THEN 4
    WHEN 'past_due'::text THEN 5
    WHEN 'unpaid'::text THEN 6
    WHEN 'paused'::text THEN 7
    WHEN 'canceled'::text THEN 8
    ELSE NULL::integer
END), id);
CREATE INDEX subscriptions_unpaid ON subscriptions USING btree (organization_id, id) WHERE (status = ANY (ARRAY['past_due'::text, 'unpaid'::text]));
CREATE INDEX subscriptions_updated ON subscriptions USING btree (organization_id, updated_at, id);

create table notifications (
  organization_id text not null,
  id text not null,
  person_id text not null,
  kind text not null,
  entity_type text not null,
  entity_id text not null,
  also text[] not null default '{}'::text[],
  project_id text,
  account_id text,
  title text not null,
  body text not null default ''::text,
  cause_id text,
  dedupe_key text not null,
  covers text[] not null default '{}'::text[],
  telling_id text not null,
  actor_type text not null,
  actor_id text not null,
  actor_name text not null,
  created_at timestamp(3) with time zone not null,
  read_at timestamp(3) with time zone,
  deleted_at timestamp(3) with time zone,
  carried_at timestamp(3) with time zone,
  mail text,
  digest_on date,
  said jsonb,
  body_said jsonb,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, person_id, dedupe_key),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK ((actor_type = ANY (ARRAY['person'::text, 'rule'::text, 'client'::text, 'integration'::text]))),
  CHECK ((jsonb_typeof(body_said) = 'object'::text)),
  CHECK ((mail = ANY (ARRAY['instant'::text, 'digest'::text, 'off'::text]))),
  CHECK ((jsonb_typeof(said) = 'object'::text))
);
CREATE INDEX notifications_age ON notifications USING btree (created_at);
CREATE INDEX notifications_of_person ON notifications USING btree (organization_id, person_id, created_at, id);
CREATE INDEX notifications_of_project ON notifications USING btree (organization_id, project_id);
CREATE INDEX notifications_telling ON notifications USING btree (organization_id, telling_id, person_id);
CREATE INDEX notifications_to_carry ON notifications USING btree (created_at) WHERE (carried_at IS NULL);
CREATE INDEX notifications_to_digest ON notifications USING btree (created_at) WHERE ((mail = 'digest'::text) AND (digest_on IS NULL) AND (read_at IS NULL) AND (deleted_at IS NULL));
CREATE INDEX notifications_unread ON notifications USING btree (organization_id, person_id, created_at, id) WHERE ((read_at IS NULL) AND (deleted_at IS NULL));

create table alerts (
  organization_id text not null,
  id text not null,
  fingerprint text not null,
  severity text not null,
  title text not null,
  detail jsonb not null default '{}'::jsonb,
  count integer not null default 1,
  first_at timestamp(3) with time zone not null,
  last_at timestamp(3) with time zone not null,
  acknowledged_at timestamp(3) with time zone,
  acknowledged_by text,
  acknowledgement text,
  cleared_at timestamp(3) with time zone,
  cleared_by text,
  tell_at timestamp(3) with time zone,
  told_at timestamp(3) with time zone,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  said jsonb,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, acknowledged_by) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, cleared_by) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK (((acknowledged_at IS NULL) = (acknowledged_by IS NULL))),
  CHECK ((count > 0)),
  CHECK (((char_length(fingerprint) >= 1) AND (char_length(fingerprint) <= 300))),
  CHECK ((jsonb_typeof(said) = 'object'::text)),
  CHECK ((severity = ANY (ARRAY['warning'::text, 'critical'::text])))
);
CREATE INDEX alerts_cleared ON alerts USING btree (cleared_at) WHERE (cleared_at IS NOT NULL);
CREATE INDEX alerts_first ON alerts USING btree (organization_id, first_at, id);
CREATE INDEX alerts_last ON alerts USING btree (organization_id, last_at, id);
CREATE UNIQUE INDEX alerts_open ON alerts USING btree (organization_id, fingerprint) WHERE (cleared_at IS NULL);
CREATE INDEX alerts_to_tell ON alerts USING btree (tell_at) WHERE (tell_at IS NOT NULL);

create table activity_seals (
  organization_id text not null,
  batch integer not null,
  first_seq bigint not null,
  last_seq bigint not null,
  entries bytea not null,
  previous bytea not null,
  digest bytea not null,
  signature bytea not null,
  last_at timestamp(3) with time zone not null,
  sealed_at timestamp(3) with time zone not null,
  retired_at timestamp(3) with time zone,
  retired_signature bytea,
  PRIMARY KEY (organization_id, batch),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK ((batch >= 1)),
  CHECK ((last_seq >= first_seq)),
  CHECK ((octet_length(entries) = (32 * ((last_seq - first_seq) + 1)))),
  CHECK (((retired_at IS NULL) = (retired_signature IS NULL)))
);
CREATE INDEX activity_seals_kept ON activity_seals USING btree (organization_id, last_at) WHERE (retired_at IS NULL);

create table rule_settings (
  organization_id text not null,
  rule text not null,
  enabled boolean not null,
  settings jsonb not null default '{}'::jsonb,
  cool_down_minutes integer not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, rule),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK (((cool_down_minutes >= 0) AND (cool_down_minutes <= 43200)))
);

create table rule_runs (
  organization_id text not null,
  id text not null,
  rule text not null,
  at timestamp(3) with time zone not null,
  entry_id text,
  subject_id text not null,
  outcome text not null,
  did text not null default ''::text,
  error text,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK (((outcome = 'failed'::text) = (error IS NOT NULL))),
  CHECK ((outcome = ANY (ARRAY['done'::text, 'failed'::text])))
);
CREATE INDEX rule_runs_age ON rule_runs USING btree (at);
CREATE INDEX rule_runs_of_rule ON rule_runs USING btree (organization_id, rule, at, id);
CREATE INDEX rule_runs_of_subject ON rule_runs USING btree (organization_id, rule, subject_id, at);

create table failed_jobs (
  organization_id text not null,
  id text not null,
  queue text not null,
  what text not null,
  content jsonb not null,
  status text not null,
  error text not null,
  tries integer not null,
  failed_at timestamp(3) with time zone not null,
  failed_as text not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK ((status = ANY (ARRAY['failed'::text, 'requested'::text, 'done'::text, 'dismissed'::text])))
);
CREATE INDEX failed_jobs_age ON failed_jobs USING btree (updated_at);
CREATE INDEX failed_jobs_open ON failed_jobs USING btree (organization_id, what) WHERE (status = ANY (ARRAY['failed'::text, 'requested'::text]));
CREATE INDEX failed_jobs_order ON failed_jobs USING btree (organization_id, failed_at, id);

create table task_series (
  organization_id text not null,
  id text not null,
  project_id text not null,
  key text not null,
  recurrence text not null,
  starts_on date not null,
  next_on date,
  task jsonb not null,
  created_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, project_id, key),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK ((next_on > starts_on))
);
CREATE INDEX task_series_due ON task_series USING btree (organization_id, next_on, id) WHERE (next_on IS NOT NULL);

create table task_occurrences (
  organization_id text not null,
  series_id text not null,
  occurs_on date not null,
  task_id text not null,
  PRIMARY KEY (organization_id, series_id, occurs_on),
  FOREIGN KEY (organization_id, series_id) REFERENCES task_series(organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, task_id) REFERENCES tasks(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX task_occurrences_task ON task_occurrences USING btree (organization_id, task_id);

create table escalations (
  organization_id text not null,
  kind text not null,
  subject_id text not null,
  project_id text,
  episode text not null,
  step smallint not null,
  raised boolean not null,
  acted_at timestamp(3) with time zone,
  next_check_at timestamp(3) with time zone,
  PRIMARY KEY (organization_id, kind, subject_id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK (((step >= 0) AND (step <= 10)))
);
CREATE INDEX escalations_due ON escalations USING btree (organization_id, kind, next_check_at) WHERE (next_check_at IS NOT NULL);
CREATE INDEX escalations_project ON escalations USING btree (organization_id, project_id, kind) WHERE (project_id IS NOT NULL);

create table project_looks (
  organization_id text not null,
  project_id text not null,
  connection_id text not null,
  person_id text not null,
  seen_until timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, project_id, connection_id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX project_looks_age ON project_looks USING btree (organization_id, seen_until);

create table notification_preferences (
  organization_id text not null,
  person_id text not null,
  kinds jsonb not null default '{}'::jsonb,
  digest_hour smallint not null,
  quiet_from smallint,
  quiet_to smallint,
  muted_project_ids text[] not null default '{}'::text[],
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  locale text,
  PRIMARY KEY (organization_id, person_id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  CHECK ((((quiet_to >= 0) AND (quiet_to <= 1439)) AND (quiet_to <> quiet_from))),
  CHECK (((quiet_from IS NULL) = (quiet_to IS NULL))),
  CHECK (((digest_hour >= 0) AND (digest_hour <= 23))),
  CHECK ((jsonb_typeof(kinds) = 'object'::text)),
  CHECK (((char_length(locale) >= 2) AND (char_length(locale) <= 35))),
  CHECK ((cardinality(muted_project_ids) <= 200)),
  CHECK (((quiet_from >= 0) AND (quiet_from <= 1439)))
);

create table notification_digests (
  organization_id text not null,
  person_id text not null,
  "on" date not null,
  created_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, person_id, "on"),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id)
);
CREATE INDEX notification_digests_age ON notification_digests USING btree (created_at);

create table mute_links (
  organization_id text not null,
  id text not null,
  person_id text not null,
  kind text,
  project_id text,
  secret_hash bytea not null,
  created_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  UNIQUE (secret_hash),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX mute_links_age ON mute_links USING btree (created_at);
CREATE INDEX mute_links_project ON mute_links USING btree (organization_id, project_id);

create table billing_entries (
  organization_id text not null,
  id text not null,
  account_id text not null,
  project_id text,
  project_name text,
  kind text not null,
  amount_minor bigint not null,
  currency text not null,
  progress smallint,
  contract_minor bigint,
  task_id text,
  task_title text,
  reverses_id text,
  reversed_minor bigint generated,
  note text not null default ''::text,
  beyond_cancellation boolean not null default false,
  provider text,
  external_id text,
  key text not null,
  actor_type text not null,
  actor_id text not null,
  posted_on date not null,
  posted_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, id, account_id, currency, amount_minor),
  UNIQUE (organization_id, key),
  UNIQUE (organization_id, reverses_id),
  FOREIGN KEY (organization_id, account_id) REFERENCES accounts(organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, reverses_id, account_id, currency, reversed_minor) REFERENCES billing_entries(organization_id, id, account_id, currency, amount_minor),
  CHECK (((amount_minor <> 0) AND ((amount_minor >= '-9007199254740991'::bigint) AND (amount_minor <= '9007199254740991'::bigint)))),
  CHECK (((NOT beyond_cancellation) OR (kind = ANY (ARRAY['charge'::text, 'credit'::text])))),
  CHECK (((project_id IS NULL) = (project_name IS NULL))),
  CHECK ((((kind = 'progress'::text) = (progress IS NOT NULL)) AND ((kind <> 'progress'::text) OR (project_id IS NOT NULL)))),
  CHECK (((kind = 'progress'::text) OR (contract_minor IS NULL))),
  CHECK ((((kind = 'milestone'::text) = (task_id IS NOT NULL)) AND ((task_id IS NULL) = (task_title IS NULL)))),
  CHECK (((kind = ANY (ARRAY['void'::text, 'reopening'::text])) = (reverses_id IS NOT NULL))),
  CHECK (((kind <> ALL (ARRAY['charge'::text, 'invoice'::text])) OR (amount_minor > 0))),
  CHECK (((kind <> ALL (ARRAY['credit'::text, 'refund'::text])) OR (amount_minor < 0))),
  CHECK (((provider IS NULL) = (external_id IS NULL))),
  CHECK (((contract_minor >= 0) AND (contract_minor <= '9007199254740991'::bigint))),
  CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 200))),
  CHECK (((char_length(key) >= 1) AND (char_length(key) <= 300))),
  CHECK ((kind = ANY (ARRAY['progress'::text, 'milestone'::text, 'charge'::text, 'credit'::text, 'cancellation'::text, 'reopening'::text, 'void'::text, 'invoice'::text, 'refund'::text]))),
  CHECK ((char_length(note) <= 1000)),
  CHECK (((progress >= 0) AND (progress <= 100))),
  CHECK (((char_length(provider) >= 1) AND (char_length(provider) <= 50)))
);
CREATE INDEX billing_entries_account ON billing_entries USING btree (organization_id, account_id, posted_at, id);
CREATE INDEX billing_entries_posted ON billing_entries USING btree (organization_id, posted_at, id);
CREATE INDEX billing_entries_project ON billing_entries USING btree (organization_id, project_id, posted_at, id) WHERE (project_id IS NOT NULL);

create table billing_exports (
  organization_id text not null,
  entry_id text not null,
  provider text not null,
  external_id text not null,
  exported_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, entry_id),
  FOREIGN KEY (organization_id, entry_id) REFERENCES billing_entries(organization_id, id),
  CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 200))),
  CHECK (((char_length(provider) >= 1) AND (char_length(provider) <= 50)))
);

create table stripe_events (
  organization_id text not null,
  id text not null,
  type text not null,
  received_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK (((char_length(id) >= 1) AND (char_length(id) <= 255))),
  CHECK (((char_length(type) >= 1) AND (char_length(type) <= 100)))
);
CREATE INDEX stripe_events_received ON stripe_events USING btree (received_at);

create table stripe_errands (
  organization_id text not null,
  kind text not null,
  subject text not null,
  asked integer not null default 1,
  asked_at timestamp(3) with time zone not null,
  attempts integer not null default 0,
  next_attempt_at timestamp(3) with time zone not null,
  claim text,
  last_error text,
  PRIMARY KEY (organization_id, kind, subject),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK ((kind = ANY (ARRAY['subscription'::text, 'payment'::text, 'invoice'::text, 'entry'::text]))),
  CHECK ((char_length(last_error) <= 500)),
  CHECK (((char_length(subject) >= 1) AND (char_length(subject) <= 255)))
);
CREATE INDEX stripe_errands_due ON stripe_errands USING btree (next_attempt_at);

create table purchases (
  organization_id text not null,
  subscription_id text not null,
  bought_at timestamp(3) with time zone not null,
  template_id text,
  PRIMARY KEY (organization_id, subscription_id),
  FOREIGN KEY (organization_id, subscription_id) REFERENCES subscriptions(organization_id, id) ON DELETE CASCADE
);

create table account_syncs (
  organization_id text not null,
  id text not null,
  source text not null,
  status text not null,
  started_by text,
  counts jsonb not null,
  rows jsonb not null default '[]'::jsonb,
  error text,
  tries integer not null default 1,
  started_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone not null,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  FOREIGN KEY (organization_id, started_by) REFERENCES people(organization_id, id),
  CHECK (((status = 'failed'::text) = (error IS NOT NULL))),
  CHECK ((jsonb_typeof(rows) = 'array'::text)),
  CHECK ((source = ANY (ARRAY['pull'::text, 'delivery'::text, 'file'::text]))),
  CHECK ((status = ANY (ARRAY['done'::text, 'failed'::text])))
);
CREATE INDEX account_syncs_age ON account_syncs USING btree (ended_at);
CREATE INDEX account_syncs_order ON account_syncs USING btree (organization_id, ended_at, id);
CREATE INDEX account_syncs_started_by ON account_syncs USING btree (organization_id, started_by);

create table project_rollups (
  organization_id text not null,
  project_id text not null,
  measure text not null,
  "on" date not null,
  n integer not null,
  total bigint not null,
  amounts integer[],
  PRIMARY KEY (organization_id, project_id, measure, "on"),
  FOREIGN KEY (organization_id, project_id) REFERENCES projects(organization_id, id) ON DELETE CASCADE,
  CHECK ((n > 0))
);
CREATE INDEX project_rollups_days ON project_rollups USING btree (organization_id, measure, "on", project_id) INCLUDE (n, total);

create table person_rollups (
  organization_id text not null,
  person_id text not null,
  "on" date not null,
  capacity_minutes integer not null,
  booked_minutes integer not null,
  worked_minutes integer not null,
  PRIMARY KEY (organization_id, person_id, "on"),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id),
  CHECK ((booked_minutes >= 0)),
  CHECK ((capacity_minutes >= 0)),
  CHECK ((worked_minutes >= 0))
);
CREATE INDEX person_rollups_days ON person_rollups USING btree (organization_id, "on", person_id);

create table rollups_due (
  organization_id text not null,
  kind text not null,
  id text not null,
  since_seq bigint,
  PRIMARY KEY (organization_id, kind, id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CHECK ((kind = ANY (ARRAY['project'::text, 'person'::text])))
);

create table rollup_heads (
  organization_id text not null,
  seq bigint not null,
  PRIMARY KEY (organization_id),
  FOREIGN KEY (organization_id) REFERENCES organizations(id)
);

create table quiet_changes (
  organization_id text not null,
  project_id text,
  written_by xid8 not null default pg_current_xact_id(),
  written_at timestamp(3) with time zone not null default now(),
  FOREIGN KEY (organization_id) REFERENCES organizations(id)
);
CREATE INDEX quiet_changes_organization ON quiet_changes USING btree (organization_id);
CREATE INDEX quiet_changes_written_at ON quiet_changes USING btree (written_at);
CREATE INDEX quiet_changes_written_by ON quiet_changes USING btree (written_by);

create table second_factors (
  organization_id text not null,
  person_id text not null,
  sealed_secret bytea not null,
  confirmed_at timestamp(3) with time zone not null,
  last_step bigint not null default 0,
  recovery_hashes bytea[] not null,
  PRIMARY KEY (organization_id, person_id),
  FOREIGN KEY (organization_id, person_id) REFERENCES people(organization_id, id)
);
