-- The agency's clients and who looks after them.

create table accounts (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  name text not null check (char_length(name) between 1 and 200),
  status text not null default 'active' check (status in ('active', 'archived')),
  parent_account_id text collate "C" check (parent_account_id <> id),
  external_id text check (char_length(external_id) <= 200),
  timezone text,
  contacts jsonb not null default '[]',
  last_synced_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, parent_account_id) references accounts
);
create unique index accounts_external_id on accounts (organization_id, external_id);
create index accounts_name on accounts (organization_id, lower(name), id);
create index accounts_updated on accounts (organization_id, updated_at, id);
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
