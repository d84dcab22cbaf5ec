-- What was said: messages in threads, the addresses that answers come back to, the files that hang on things, and the chat
-- channels of projects. A message is written once and never changed.

create table communications (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  -- Null only in the thread of a signal that is about a client as a whole.
  project_id text collate "C",
  account_id text collate "C",
  thread_type text not null check (thread_type in ('project', 'task', 'request', 'signal')),
  thread_id text collate "C" not null,
  direction text not null check (direction in ('incoming', 'outgoing', 'internal')),
  channel text not null check (channel in ('portal', 'email', 'chat', 'phone', 'api')),
  visibility text not null check (visibility in ('internal', 'client')),
  author_type text not null check (author_type in ('person', 'rule', 'client', 'integration')),
  author_id text collate "C" not null,
  author_name text not null check (char_length(author_name) between 1 and 200),
  author_email text check (char_length(author_email) <= 254),
  body text not null check (octet_length(body) between 1 and 65536),
  -- Where it came from, where that was another system, and what it is called there: delivered twice it is here once.
  source text,
  external_message_id text check (char_length(external_message_id) between 1 and 500),
  -- When it was said, which is earlier than created_at where it was delivered late.
  said_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  primary key (organization_id, id),
  -- What goes to the client or comes from them is theirs to see, and nothing else is.
  check ((direction = 'internal') = (visibility = 'internal')),
  check ((source is null) = (external_message_id is null)),
  check (said_at <= created_at),
  check (project_id is not null or thread_type = 'signal'),
  check (thread_type <> 'project' or thread_id = project_id),
  foreign key (organization_id, project_id) references projects on delete cascade,
  foreign key (organization_id, account_id) references accounts
);
create unique index communications_external on communications (organization_id, source, external_message_id)
  where external_message_id is not null;
create index communications_thread on communications (organization_id, thread_type, thread_id, said_at, id);
create index communications_project on communications (organization_id, project_id, said_at, id);
create index communications_account on communications (organization_id, account_id) where account_id is not null;
-- A project that moves to another client takes its messages along: the only column that ever changes.
select fence('communications', 'select, insert, update (account_id)', 'select, delete');

-- Each mail that goes to a client carries an address of its own to answer to; only its hash is kept.
create table reply_addresses (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  communication_id text collate "C" not null,
  -- Whose mail it was: once the project is another client's, the address leads nowhere.
  account_id text collate "C" not null,
  name text not null,
  email text not null,
  secret_hash bytea not null unique,
  created_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, communication_id) references communications on delete cascade,
  foreign key (organization_id, account_id) references accounts
);
create index reply_addresses_communication on reply_addresses (organization_id, communication_id);
select fence('reply_addresses', 'insert, select (organization_id, id, communication_id, name, email)', 'select, delete');

-- Which thread an answer belongs to; none where its project is deleted or has become another client's.
create function find_reply_address(hash bytea)
  returns table (organization_id text, organization_name text, timezone text, communication_id text, thread_type text,
                 thread_id text, project_id text, account_id text, name text, email text, said_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp rows 1 as $$
  select o.id, o.name, o.timezone, c.id, c.thread_type, c.thread_id, c.project_id, c.account_id, r.name, r.email, c.said_at
  from reply_addresses r
  join communications c on c.organization_id = r.organization_id and c.id = r.communication_id
  join organizations o on o.id = r.organization_id
  left join projects p on p.organization_id = c.organization_id and p.id = c.project_id
  where r.secret_hash = hash and p.deleted_at is null and coalesce(p.account_id, r.account_id) = r.account_id
$$;

create table attachments (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  project_id text collate "C" not null,
  -- Null until the message is said that it was uploaded for; what stays so goes after a day.
  subject_type text check (subject_type in ('task', 'request', 'communication')),
  subject_id text collate "C" check ((subject_type is null) = (subject_id is null)),
  visibility text not null check (visibility in ('internal', 'client')),
  name text not null check (char_length(name) between 1 and 255),
  content_type text not null check (char_length(content_type) <= 127),
  size_bytes bigint not null check (size_bytes > 0),
  sha256 bytea not null,
  -- Where its bytes are in the store; never told.
  storage_key text not null,
  uploader_type text not null check (uploader_type in ('person', 'rule', 'client', 'integration')),
  uploader_id text collate "C" not null,
  uploader_name text not null,
  deleted_at timestamptz(3),
  created_at timestamptz(3) not null,
  primary key (organization_id, id),
  unique (organization_id, storage_key),
  foreign key (organization_id, project_id) references projects on delete cascade
);
create index attachments_subject on attachments (organization_id, subject_type, subject_id, created_at, id) where deleted_at is null;
create index attachments_project on attachments (organization_id, project_id, created_at, id) where deleted_at is null;
create index attachments_unbound on attachments (created_at) where subject_type is null or deleted_at is not null;
select fence('attachments', 'select, insert, update (subject_type, subject_id, visibility, deleted_at)', 'select, delete');

-- Bytes in the store that nothing tells of any more, or not yet: written down before the bytes are, crossed out by what
-- comes to tell of them, and removed from the store when their time is over. Outlives its organisation, whose files it names.
create table discarded_files (
  organization_id text collate "C" not null,
  storage_key text not null,
  due_at timestamptz(3) not null,
  primary key (organization_id, storage_key)
);
create index discarded_files_due on discarded_files (due_at);
select fence('discarded_files', 'insert, select, delete', 'select, delete');

-- However an attachment goes (swept, or with its project or organisation), its bytes follow.
create function discard_file() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into discarded_files values (old.organization_id, old.storage_key, old.created_at) on conflict do nothing;
  return null;
end $$;
revoke execute on function discard_file from public;
create trigger attachment_gone after delete on attachments for each row execute function discard_file();

-- The chat channel of a project: what is said in one is said in the other. One that the client is in too carries only what is
-- theirs to see.
create table project_channels (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  project_id text collate "C" not null,
  provider text not null check (provider in ('slack')),
  external_id text not null check (char_length(external_id) between 1 and 100),
  visibility text not null check (visibility in ('internal', 'client')),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  unique (provider, external_id),
  unique (organization_id, project_id, provider),
  foreign key (organization_id, project_id) references projects on delete cascade
);
select fence('project_channels', 'select, insert, update, delete', 'select, delete');

-- Which project a chat channel belongs to; none where that is deleted.
create function find_channel(from_provider text, channel text)
  returns table (organization_id text, organization_name text, timezone text, project_id text, account_id text, visibility text)
  language sql stable security definer set search_path = public, pg_temp rows 1 as $$
  select o.id, o.name, o.timezone, p.id, p.account_id, c.visibility
  from project_channels c
  join projects p on p.organization_id = c.organization_id and p.id = c.project_id and p.deleted_at is null
  join organizations o on o.id = c.organization_id
  where c.provider = from_provider and c.external_id = channel
$$;

-- What goes out goes by mail or by chat; what of it tells a message says which, and what the other side called it.
alter table outgoing_messages
  add column carrier text not null default 'email' check (carrier in ('email', 'slack')),
  add column headers jsonb not null default '{}',
  add column communication_id text collate "C",
  add column external_id text,
  add foreign key (organization_id, communication_id) references communications on delete cascade;
create index outgoing_messages_communication on outgoing_messages (organization_id, communication_id)
  where communication_id is not null;
create index outgoing_messages_external on outgoing_messages (organization_id, external_id) where external_id is not null;
grant select (organization_id, id, carrier, communication_id, external_id, attempts, next_attempt_at, sent_at, created_at)
  on outgoing_messages to operations_app;

revoke execute on function find_reply_address, find_channel from public;
grant execute on function find_reply_address, find_channel to operations_app;
