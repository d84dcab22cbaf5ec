-- Servers keep replies in memory. Before they give one they ask whether anything was committed since they asked last: what the
-- log says of it, and the few things that change without an entry.

-- Changes that no entry tells, of replies that are kept: one row for each, of a project or of the organisation.
create table quiet_changes (
  organization_id text collate "C" not null references organizations,
  project_id text collate "C",
  written_by xid8 not null default pg_current_xact_id(),
  written_at timestamptz(3) not null default now()
);
create index quiet_changes_organization on quiet_changes (organization_id);
create index quiet_changes_written_by on quiet_changes (written_by);
create index quiet_changes_written_at on quiet_changes (written_at);
select fence('quiet_changes', '', 'select, delete');

-- Health is derived: it is kept anew with each change and each day, and recorded only where its band changes.
create function tell_health_quietly() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into quiet_changes (organization_id, project_id) select distinct organization_id, project_id from kept;
  return null;
end $$;
create trigger pulse_days_made after insert on pulse_days
  referencing new table as kept for each statement execute function tell_health_quietly();
create trigger pulse_days_changed after update on pulse_days
  referencing new table as kept for each statement execute function tell_health_quietly();

-- When an account was last brought into step shows beside it, also where nothing else of it changed.
create function tell_step_quietly() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into quiet_changes (organization_id) values (new.organization_id);
  return null;
end $$;
create trigger accounts_in_step after update of last_synced_at on accounts
  for each row when (new.last_synced_at is distinct from old.last_synced_at) execute function tell_step_quietly();

-- What was committed since `seen`, of all organisations, beyond the log's place `upto` and the entries without a place that are
-- `known`; and which of these credentials still are what they were. All of it is as of one instant, which `seen` then names.
-- Where nothing at all was committed, it looks at nothing but the credentials. Undefined `changes`: too much to tell.
create function what_changed(inout seen text, inout upto bigint, inout known text[], hashes text[], stamps text[], at timestamptz,
                             out holds boolean[], out changes json)
  language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  most constant integer := 500;
  before constant text := seen;
  place bigint;
  waiting text[];
begin
  holds := array(select exists (select from find_credential(decode(c.hash, 'hex'), at) holder where holder::text = c.stamp)
    from unnest(hashes, stamps) with ordinality c (hash, stamp, n) order by c.n);
  seen := pg_current_snapshot();
  changes := '[]';
  if seen = before then return; end if;
  select r.position into place from activity_relay r;
  waiting := array(select a.id from activity a where a.position is null order by a.written limit most + 1);
  if before is null or place < upto or place - upto > most or cardinality(waiting) > most then
    changes := null;
  else
    changes := changes_between(before::pg_snapshot, upto, place, known);
  end if;
  upto := place;
  known := waiting;
end $$;

-- Each change with what it is about: the kind of thing, its organisation, and its project with all that links tie to that one.
create function changes_between(before pg_snapshot, after_place bigint, upto bigint, known text[]) returns json
  language sql stable set search_path = public, pg_temp as $$
  with recursive changed as materialized (
    select a.organization_id, a.project_id, a.entity_type as kind from activity a
      where a.position > after_place and a.position <= upto and a.id <> all (known)
    union
    select a.organization_id, a.project_id, a.entity_type from activity a where a.position is null and a.id <> all (known)
    union
    select q.organization_id, q.project_id, 'quiet' from quiet_changes q
      where q.written_by >= pg_snapshot_xmin(before) and not pg_visible_in_snapshot(q.written_by, before)),
  near (organization_id, id) as (
    select organization_id, project_id from changed where project_id is not null
    union
    select near.organization_id, case when d.project_id = near.id then d.predecessor_project_id else d.project_id end
    from near join task_dependencies d on d.organization_id = near.organization_id and d.project_id <> d.predecessor_project_id
      and (d.project_id = near.id or d.predecessor_project_id = near.id))
  select coalesce(json_agg(json_build_array(c.organization_id, c.project_id, c.kind)), '[]') from (
    select * from changed union select organization_id, id, 'tied' from near) c
$$;
revoke execute on function what_changed, changes_between, tell_health_quietly, tell_step_quietly from public;
grant execute on function what_changed to operations_app;
