-- A search gives its rows, so that what is found is not looked up a second time by its id. The organisation stays in the WHERE:
-- row security does not reach into a function of the owner.

drop function search_projects(tsquery);
create function search_projects(words tsquery) returns setof projects
  language sql stable security definer set search_path = public, pg_temp rows 100 as $$
  select * from projects
  where organization_id = current_setting('app.organization') and search @@ words and deleted_at is null
$$;

drop function search_tasks(tsquery);
create function search_tasks(words tsquery) returns setof tasks
  language sql stable security definer set search_path = public, pg_temp rows 100 as $$
  select * from tasks
  where organization_id = current_setting('app.organization') and search @@ words and deleted_at is null
$$;

drop function search_accounts(tsquery);
create function search_accounts(words tsquery) returns setof accounts
  language sql stable security definer set search_path = public, pg_temp rows 100 as $$
  select * from accounts where organization_id = current_setting('app.organization') and search @@ words
$$;

revoke execute on function search_projects, search_tasks, search_accounts from public;
grant execute on function search_projects, search_tasks, search_accounts to operations_app;
