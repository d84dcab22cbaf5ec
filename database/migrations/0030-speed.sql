-- Indexes of open tasks in the order they are asked for, each in place of another: what is late and what is blocked by its
-- priority, as Today tells it however many there are; and what is open in a project, required or not, by when it is due.

drop index tasks_overdue;
create index tasks_late on tasks (organization_id, priority, due_on, id)
  where deleted_at is null and status not in ('completed', 'cancelled');

drop index tasks_blocked;
create index tasks_blocked on tasks (organization_id, priority, due_on, id) where deleted_at is null and status = 'blocked';

drop index tasks_required_open;
create index tasks_open on tasks (organization_id, project_id, due_on)
  where deleted_at is null and status not in ('completed', 'cancelled');

-- A search over everything looks at no more than so many tasks: a common word finds most of them.
drop function search_tasks(tsquery);
create function search_tasks(words tsquery, most integer) returns setof tasks
  language plpgsql stable security definer set search_path = public, pg_temp rows 100 as $$
declare ours text := current_setting('app.organization');
begin
  return query select * from tasks where organization_id = ours and search @@ words and deleted_at is null limit most;
end $$;
revoke execute on function search_tasks from public;
grant execute on function search_tasks to operations_app;
