-- A search gives its rows, so that what else is asked of them is asked of what was found. The organisation stays in the WHERE:
-- row security does not reach into a function of the owner. In plpgsql, which keeps its plan and reads the organisation
-- once, where a condition would read it for every row.

drop function search_projects(tsquery);
create function search_projects(words tsquery) returns setof projects
  language plpgsql stable security definer set search_path = public, pg_temp rows 100 as $$
declare ours text := current_setting('app.organization');
begin
  return query select * from projects where organization_id = ours and search @@ words and deleted_at is null;
end $$;

drop function search_tasks(tsquery);
create function search_tasks(words tsquery) returns setof tasks
  language plpgsql stable security definer set search_path = public, pg_temp rows 100 as $$
declare ours text := current_setting('app.organization');
begin
  return query select * from tasks where organization_id = ours and search @@ words and deleted_at is null;
end $$;

drop function search_accounts(tsquery);
create function search_accounts(words tsquery) returns setof accounts
  language plpgsql stable security definer set search_path = public, pg_temp rows 100 as $$
declare ours text := current_setting('app.organization');
begin
  return query select * from accounts where organization_id = ours and search @@ words;
end $$;

revoke execute on function search_projects, search_tasks, search_accounts from public;
grant execute on function search_projects, search_tasks, search_accounts to operations_app;
