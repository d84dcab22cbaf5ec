-- A second factor beside the password (time-based codes), and sessions that end when nobody uses them.

-- When it was last used, to within some minutes, and what it was opened with, as it says itself.
alter table sessions
  add column used_at timestamptz(3) not null default now(),
  add column client text not null default '' check (char_length(client) <= 200);
grant select (used_at, client) on sessions to operations_app;

create table second_factors (
  organization_id text collate "C" not null,
  person_id text collate "C" not null,
  -- Encrypted with a key that the database does not know.
  sealed_secret bytea not null,
  confirmed_at timestamptz(3) not null,
  -- Each code is good once: the half minute of the last one that was taken.
  last_step bigint not null default 0,
  recovery_hashes bytea[] not null,
  primary key (organization_id, person_id),
  foreign key (organization_id, person_id) references people
);
select fence('second_factors', 'select (organization_id, person_id, sealed_secret, confirmed_at, last_step), insert, delete, update (last_step)', 'select, delete');

-- Uses a recovery code up; false where it is none of theirs.
create function use_recovery_code(person text, hash bytea) returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  with used as (update second_factors set recovery_hashes = array_remove(recovery_hashes, hash)
    where organization_id = current_setting('app.organization') and person_id = person and hash = any(recovery_hashes)
    returning 1)
  select exists (select 1 from used)
$$;

create function count_recovery_codes(person text) returns integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(max(cardinality(recovery_hashes)), 0) from second_factors
  where organization_id = current_setting('app.organization') and person_id = person
$$;

-- Says that a session is in use; only now and then is that written down.
create function touch_session(hash bytea, at timestamptz) returns void
  language sql security definer set search_path = public, pg_temp as $$
  update sessions set used_at = at where secret_hash = hash and used_at < at - interval '5 minutes'
$$;

-- Ends the session that a browser brought along, whoever is signed in by it.
create function end_session(hash bytea) returns void
  language sql security definer set search_path = public, pg_temp as $$
  delete from sessions where secret_hash = hash
$$;

-- Who holds this session or token, and what they are. A session that nobody used for a day is over.
drop function find_credential;
create function find_credential(hash bytea, at timestamptz)
  returns table (organization_id text, person_id text, name text, roles text[], scopes text[], session_id text,
                 token_id text, token_expires_at timestamptz, timezone text, session_since timestamptz,
                 lacks_second_factor boolean)
  language plpgsql stable security definer set search_path = public, pg_temp rows 1 as $$
#variable_conflict use_column
begin
  return query
  select p.organization_id, p.id, p.name, p.roles, c.scopes, c.session_id, c.token_id, c.token_expires_at, o.timezone,
    c.session_since,
    c.session_id is not null and coalesce((o.settings->>'secondFactorRequired')::boolean, false) and not exists (
      select 1 from second_factors f
      where f.organization_id = p.organization_id and f.person_id = p.id)
  from (select s.organization_id, s.person_id, '{*}'::text[] as scopes, s.id as session_id, null::text as token_id,
               null::timestamptz as token_expires_at, s.created_at as session_since
          from sessions s where s.secret_hash = hash and s.expires_at > at and s.used_at > at - interval '24 hours'
        union all
        select t.organization_id, t.person_id, t.scopes, null, t.id, t.expires_at, null
          from api_tokens t where t.secret_hash = hash and (t.expires_at is null or t.expires_at > at)) c
  cross join lateral (select * from people
    where organization_id = c.organization_id and id = c.person_id and active limit 1) p
  cross join lateral (select * from organizations where id = p.organization_id limit 1) o;
end $$;

revoke execute on function find_credential, touch_session, end_session, use_recovery_code, count_recovery_codes from public;
grant execute on function find_credential, touch_session, end_session, use_recovery_code, count_recovery_codes to operations_app;
