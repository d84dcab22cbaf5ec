-- A server remembers who it looked up; the database confirms it again with whatever they ask for.

-- Who holds this session or token, and what they are. In plpgsql, which keeps its plan on every version; the laterals
-- have it go by key rather than read all people through, which the planner prefers while they are few.
create or replace function find_credential(hash bytea, at timestamptz)
  returns table (organization_id text, person_id text, name text, roles text[], scopes text[], session_id text,
                 token_id text, token_expires_at timestamptz, timezone text)
  language plpgsql stable security definer set search_path = public, pg_temp rows 1 as $$
#variable_conflict use_column
begin
  return query
  select p.organization_id, p.id, p.name, p.roles, c.scopes, c.session_id, c.token_id, c.token_expires_at, o.timezone
  from (select s.organization_id, s.person_id, '{*}'::text[] as scopes, s.id as session_id, null::text as token_id,
               null::timestamptz as token_expires_at
          from sessions s where s.secret_hash = hash and s.expires_at > at
        union all
        select t.organization_id, t.person_id, t.scopes, null, t.id, t.expires_at
          from api_tokens t where t.secret_hash = hash and (t.expires_at is null or t.expires_at > at)) c
  cross join lateral (select * from people
    where organization_id = c.organization_id and id = c.person_id and active limit 1) p
  cross join lateral (select * from organizations where id = p.organization_id limit 1) o;
end $$;

-- Fails unless all that find_credential tells is still what it told before, as text.
create function confirm_credential(hash bytea, at timestamptz, remembered text) returns void
  language plpgsql stable set search_path = public, pg_temp as $$
begin
  perform from find_credential(hash, at) holder where holder::text = remembered;
  if not found then raise exception 'the credential is not what it was' using errcode = 'OP401'; end if;
end $$;
