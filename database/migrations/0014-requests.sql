-- What clients ask for: requests with their clocks and histories, and the links by which a client asks without an account.

create table client_links (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  project_id text collate "C" not null,
  -- Whose it is: when the project moves to another client, the address is good for nobody.
  account_id text collate "C" not null,
  name text not null check (char_length(name) between 1 and 200),
  email text not null check (char_length(email) <= 254),
  secret_hash bytea not null unique,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, project_id) references projects on delete cascade,
  foreign key (organization_id, account_id) references accounts
);
create index client_links_project on client_links (organization_id, project_id, created_at, id);
select fence('client_links',
  'select (organization_id, id, project_id, account_id, name, email, expires_at, revoked_at, version, created_at, updated_at), insert, update',
  'select, delete');

-- Whose link this is, while it is good: not revoked, not expired, its project there, and its client the same and one still.
create function find_client_link(hash bytea, at timestamptz)
  returns table (organization_id text, organization_name text, timezone text, link_id text, name text, email text,
                 project_id text, project_name text, account_id text, account_name text)
  language sql stable security definer set search_path = public, pg_temp rows 1 as $$
  select o.id, o.name, o.timezone, l.id, l.name, l.email, p.id, p.name, a.id, a.name
  from client_links l
  join projects p on p.organization_id = l.organization_id and p.id = l.project_id and p.deleted_at is null
  join accounts a on a.organization_id = p.organization_id and a.id = p.account_id and a.id = l.account_id and a.status = 'active'
  join organizations o on o.id = l.organization_id
  where l.secret_hash = hash and l.revoked_at is null and l.expires_at > at
$$;
revoke execute on function find_client_link from public;
grant execute on function find_client_link to operations_app;

create table requests (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  project_id text collate "C" not null,
  account_id text collate "C" not null,
  title text not null check (char_length(title) between 1 and 300),
  body text not null default '' check (octet_length(body) <= 65536),
  type text not null check (type in ('change', 'content', 'access', 'question', 'issue', 'billing', 'cancellation', 'new_service')),
  priority text not null check (priority in ('low', 'medium', 'high', 'urgent')),
  source text not null check (source in ('portal', 'email', 'phone', 'api', 'internal')),
  requester_name text not null check (char_length(requester_name) between 1 and 200),
  requester_email text check (char_length(requester_email) <= 254),
  status text not null default 'pending'
    check (status in ('pending', 'in_review', 'awaiting_client', 'accepted', 'completed', 'declined', 'cancelled')),
  assignee_id text collate "C",
  -- The clocks run in working time. While they are stopped, what is left of each is kept, in milliseconds of it.
  respond_by timestamptz(3),
  resolve_by timestamptz(3),
  respond_left_ms bigint,
  resolve_left_ms bigint,
  clocks_stopped_at timestamptz(3),
  first_responded_at timestamptz(3),
  response_body text check (octet_length(response_body) <= 65536),
  response_by text collate "C",
  response_at timestamptz(3),
  resolution_status text check (resolution_status in ('accepted', 'completed', 'declined', 'awaiting_client')),
  duplicate_of text collate "C" check (duplicate_of <> id),
  closed_at timestamptz(3) check ((status in ('completed', 'declined', 'cancelled')) = (closed_at is not null)),
  search tsvector generated always as
    (setweight(to_tsvector('simple', words(title)), 'A') || to_tsvector('simple', words(left(body, 4000)))) stored,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  unique (organization_id, project_id, id),
  check ((response_body is null) = (response_at is null)),
  -- A running clock has a deadline, a stopped one what is left of it; what is closed or waits for the client has none running.
  check ((clocks_stopped_at is null) = (resolve_left_ms is null)),
  check (clocks_stopped_at is not null or resolve_by is not null),
  check (status in ('pending', 'in_review', 'accepted') or clocks_stopped_at is not null),
  foreign key (organization_id, project_id) references projects on delete cascade,
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, assignee_id) references people,
  foreign key (organization_id, project_id, duplicate_of) references requests (organization_id, project_id, id)
);
create index requests_project on requests (organization_id, project_id, created_at, id);
create index requests_created on requests (organization_id, created_at, id);
create index requests_updated on requests (organization_id, updated_at, id);
create index requests_open on requests (organization_id, coalesce(resolve_by, '9999-12-31 00:00:00+00'), id) where closed_at is null;
create index requests_accepted on requests (organization_id, id) where status = 'accepted';
create index requests_account on requests (organization_id, account_id, created_at, id);
create index requests_assignee on requests (organization_id, assignee_id) where assignee_id is not null;
create index requests_requester on requests (organization_id, project_id, lower(requester_email), created_at, id);
create index requests_search on requests using gin (search);
select fence('requests', 'select, insert, update', 'select, delete');

-- The history of a request: n counts without a gap, and each step starts where the one before ended.
create table request_status_changes (
  organization_id text collate "C" not null,
  request_id text collate "C" not null,
  n integer not null check (n >= 1),
  from_status text,
  to_status text not null,
  note text check (char_length(note) <= 5000),
  actor_type text not null,
  actor_id text collate "C" not null,
  at timestamptz(3) not null,
  primary key (organization_id, request_id, n),
  foreign key (organization_id, request_id) references requests on delete cascade
);
select fence('request_status_changes', 'select, insert', 'select, delete');

-- What a request was accepted into; a task's request is one of its own project.
alter table tasks
  add column request_id text collate "C",
  add foreign key (organization_id, project_id, request_id) references requests (organization_id, project_id, id);
create index tasks_request on tasks (organization_id, request_id) where request_id is not null;

create function search_requests(words tsquery) returns setof requests
  language plpgsql stable security definer set search_path = public, pg_temp rows 100 as $$
declare ours text := current_setting('app.organization');
begin
  return query select * from requests where organization_id = ours and search @@ words;
end $$;
revoke execute on function search_requests from public;
grant execute on function search_requests to operations_app;
