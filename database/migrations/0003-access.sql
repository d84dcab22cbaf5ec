-- How people get in: sessions, API tokens, links that work once. Only hashes of secrets are kept.
-- Before the organisation is known, each look-up goes through one function: hash in, organisation and person out.

create table sessions (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  person_id text collate "C" not null,
  secret_hash bytea not null unique,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people
);
create index sessions_person on sessions (organization_id, person_id);
create index sessions_expiry on sessions (expires_at);
select fence('sessions', 'select (organization_id, id, person_id, created_at, expires_at), insert, delete', 'select, delete');

create table api_tokens (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  person_id text collate "C" not null,
  name text not null check (char_length(name) between 1 and 200),
  -- Names of permissions, or '*' for all that the person may do.
  scopes text[] not null check (cardinality(scopes) between 1 and 100),
  secret_hash bytea not null unique,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people
);
create index api_tokens_person on api_tokens (organization_id, person_id);
select fence('api_tokens', 'select (organization_id, id, person_id, name, scopes, created_at, expires_at), insert, delete',
  'select, delete');

create table one_time_links (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  person_id text collate "C" not null,
  kind text not null check (kind in ('invitation', 'password_reset')),
  secret_hash bytea not null unique,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  primary key (organization_id, id),
  foreign key (organization_id, person_id) references people
);
create index one_time_links_person on one_time_links (organization_id, person_id, kind);
create index one_time_links_expiry on one_time_links (expires_at);
select fence('one_time_links', 'select (organization_id, id, person_id, kind, created_at, expires_at), insert, delete',
  'select, delete');

-- Who holds this session or token, and what they are; one indexed read per request.
create function find_credential(hash bytea, at timestamptz)
  returns table (organization_id text, person_id text, name text, roles text[], scopes text[], session_id text,
                 token_id text, token_expires_at timestamptz, timezone text)
  language sql stable security definer set search_path = public, pg_temp rows 1 as $$
  select p.organization_id, p.id, p.name, p.roles, c.scopes, c.session_id, c.token_id, c.token_expires_at, o.timezone
  from (select s.organization_id, s.person_id, '{*}'::text[] as scopes, s.id as session_id, null::text as token_id,
               null::timestamptz as token_expires_at
          from sessions s where s.secret_hash = hash and s.expires_at > at
        union all
        select t.organization_id, t.person_id, t.scopes, null, t.id, t.expires_at
          from api_tokens t where t.secret_hash = hash and (t.expires_at is null or t.expires_at > at)) c
  join people p on p.organization_id = c.organization_id and p.id = c.person_id and p.active
  join organizations o on o.id = p.organization_id
$$;

-- The active person with this address, and the hash of their password where they have one.
create function find_sign_in(address text)
  returns table (organization_id text, organization_name text, timezone text, person_id text, name text, email text,
                 roles text[], hash text)
  language sql stable security definer set search_path = public, pg_temp rows 1 as $$
  select o.id, o.name, o.timezone, p.id, p.name, p.email, p.roles, w.hash
  from people p join organizations o on o.id = p.organization_id
  left join passwords w on w.organization_id = p.organization_id and w.person_id = p.id
  where lower(p.email) = lower(address) and p.active
$$;

-- The hash of one's own password, to check the current one before a change.
create function find_password(person text)
  returns text language sql stable security definer set search_path = public, pg_temp as $$
  select w.hash from passwords w
  where w.organization_id = current_setting('app.organization') and w.person_id = person
$$;

-- Whose link this is, while it is good.
create function find_one_time_link(hash bytea, link_kind text, at timestamptz)
  returns table (organization_id text, organization_name text, timezone text, person_id text, name text, email text,
                 roles text[], link_id text, expires_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp rows 1 as $$
  select o.id, o.name, o.timezone, p.id, p.name, p.email, p.roles, l.id, l.expires_at
  from one_time_links l
  join people p on p.organization_id = l.organization_id and p.id = l.person_id and p.active
  join organizations o on o.id = p.organization_id
  where l.secret_hash = hash and l.kind = link_kind and l.expires_at > at
$$;

revoke execute on function find_credential, find_sign_in, find_password, find_one_time_link from public;
grant execute on function find_credential, find_sign_in, find_password, find_one_time_link to operations_app;
