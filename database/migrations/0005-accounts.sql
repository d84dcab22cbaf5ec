-- The agency's clients and who looks after them.

create table accounts (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  name text not null check (char_length(name) between 1 and 200),
  status text not null default 'active' check (status in ('active', 'archived')),
  parent_account_id text collate "C" check (parent_account_id <> id),
  external_id text check (char_length(external_id) <= 200),
  timezone text,
  -- json, not jsonb: what people typed keeps its order.
  contacts json not null default '[]' check (json_typeof(contacts) = 'array'),
  last_synced_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  search tsvector generated always as
    (setweight(to_tsvector('simple', words(name)), 'A')
      || to_tsvector('simple', words(regexp_replace(contacts::text, '"(name|email|phone|role)":', ' ', 'g')))) stored,
  primary key (organization_id, id),
  foreign key (organization_id, parent_account_id) references accounts
);
create unique index accounts_external_id on accounts (organization_id, external_id);
create index accounts_name on accounts (organization_id, lower(name), id);
create index accounts_updated on accounts (organization_id, updated_at, id);
create index accounts_created on accounts (organization_id, created_at, id);
create index accounts_search on accounts using gin (search);
create index accounts_parent on accounts (organization_id, parent_account_id);
select fence('accounts', 'select, insert, update', 'select');

create table account_managers (
  organization_id text collate "C" not null,
  account_id text collate "C" not null,
  person_id text collate "C" not null,
  primary key (organization_id, account_id, person_id),
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, person_id) references people
);
create index account_managers_person on account_managers (organization_id, person_id);
select fence('account_managers', 'select, insert, delete', 'select');

create function search_accounts(words tsquery) returns setof text
  language sql stable security definer set search_path = public, pg_temp rows 100 as $$
  select id from accounts where organization_id = current_setting('app.organization') and search @@ words
$$;
revoke execute on function search_accounts from public;
grant execute on function search_accounts to operations_app;
