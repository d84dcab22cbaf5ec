-- The demo agencies: whether they are made, and how they go again.

-- One row each. It names its organisation and does not refer to it, since it outlives it: a demo that was removed is not
-- made again. Neither made nor removed: the making was cut off, and what it left is to be removed before the next try.
create table demo_organizations (
  organization_id text collate "C" primary key,
  made_at timestamptz(3),
  removed_at timestamptz(3)
);
select fence('demo_organizations', '', 'select, insert, update');

-- Removes a demo organisation with every row it has, its activity included; nothing that is not a demo. Tables go in the
-- order of their references, read from the catalogue, so that a table that is added is not forgotten.
create function remove_demo_organization(organization text)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  owned regclass;
begin
  perform from organizations o where o.id = organization and o.demo for update;
  if not found then return false; end if;
  for owned in
    with recursive reach (relation, steps) as (
      select 'organizations'::regclass::oid, 0
      union
      select c.conrelid, reach.steps + 1 from reach
      join pg_constraint c on c.contype = 'f' and c.confrelid = reach.relation and c.conrelid <> c.confrelid
      where reach.steps < 100)
    select relation from reach where steps > 0 group by relation order by max(steps) desc
  loop
    execute format('delete from %s where organization_id = $1', owned) using organization;
  end loop;
  delete from organizations o where o.id = organization;
  return true;
end $$;
revoke execute on function remove_demo_organization from public;
grant execute on function remove_demo_organization to operations_worker;

-- Has the planner look at what is in the tables, which only their owner may; in the middle of filling them, it can not wait
-- until the server does so by itself.
create function analyze_tables()
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  filled regclass;
begin
  for filled in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
    execute format('analyze %s', filled);
  end loop;
end $$;
revoke execute on function analyze_tables from public;
grant execute on function analyze_tables to operations_worker;
