-- Lists of any length: what they are sorted by has an index with the id behind it, and a search gives ids, no more than asked for.

-- Written as a CASE, since the database asks no index what a function makes of a row that row security guards; so is COALESCE taken.
alter table projects add column name_order text generated always as (lower(name)) stored;
drop index projects_name, projects_status, projects_due, requests_open;
create index projects_name on projects (organization_id, name_order, id) where deleted_at is null;
create index projects_status on projects (organization_id, (case status when 'draft' then 1 when 'onboarding' then 2
  when 'active' then 3 when 'on_hold' then 4 when 'completed' then 5 when 'cancelled' then 6 end), id) where deleted_at is null;
create index projects_priority on projects (organization_id,
  (case priority when 'low' then 1 when 'medium' then 2 when 'high' then 3 when 'urgent' then 4 end), id) where deleted_at is null;
create index projects_start on projects (organization_id, (case when start_on is null then 'infinity' else start_on end), id) where deleted_at is null;
create index projects_due on projects (organization_id, (case when due_on is null then 'infinity' else due_on end), id) where deleted_at is null;
create index projects_progress on projects (organization_id, progress, id) where deleted_at is null;
create index projects_score on projects (organization_id, (case when health_score is null then -1 else health_score end), id) where deleted_at is null;

create index requests_resolve on requests (organization_id, (case when resolve_by is null then '9999-12-31 00:00:00+00' else resolve_by end), id);
create index requests_respond on requests (organization_id, (case when respond_by is null then '9999-12-31 00:00:00+00' else respond_by end), id);
create index requests_priority on requests (organization_id,
  (case priority when 'low' then 1 when 'medium' then 2 when 'high' then 3 when 'urgent' then 4 end), id);
create index requests_status on requests (organization_id, (case status when 'pending' then 1 when 'in_review' then 2
  when 'awaiting_client' then 3 when 'accepted' then 4 when 'completed' then 5 when 'declined' then 6 when 'cancelled' then 7 end), id);

create index pulse_signals_waiting on pulse_signals (organization_id,
  (case priority when 'low' then 1 when 'medium' then 2 when 'high' then 3 when 'urgent' then 4 end), id) where closed_at is null;
create index pulse_signals_priority on pulse_signals (organization_id,
  (case priority when 'low' then 1 when 'medium' then 2 when 'high' then 3 when 'urgent' then 4 end), id);

create index subscriptions_status on subscriptions (organization_id, (case status when 'incomplete' then 1
  when 'incomplete_expired' then 2 when 'trialing' then 3 when 'active' then 4 when 'past_due' then 5 when 'unpaid' then 6
  when 'paused' then 7 when 'canceled' then 8 end), id);
create index notifications_unread on notifications (organization_id, person_id, created_at, id) where read_at is null and deleted_at is null;
create index accounts_status on accounts (organization_id, (case status when 'active' then 1 when 'archived' then 2 end), id);

-- Of each row whether its project is there is looked up, however many projects there are.
create or replace view "_projects-tasks" with (security_invoker = true) as
  select t.organization_id, t.id, t.project_id, t.kind, t.title, t.description, t.status, t.status_before_block, t.blocked_reason,
    t.completion_notes, t.completed_at, t.priority, t.progress, t.stage, t.parent_id, t.required, t.start_on, t.due_on,
    t.duration_days, t.duration_minutes, t.estimate_minutes, t.weight, t.scheduling, t.constraint_kind, t.constraint_on,
    t.billable_minor, t.early_start_on, t.early_finish_on, t.late_start_on, t.late_finish_on, t.total_float_minutes,
    t.free_float_minutes, t.critical, t.request_id, t.version, t.created_at, t.updated_at
  from tasks t where t.deleted_at is null and exists (select from projects p
    where p.organization_id = t.organization_id and p.id = t.project_id and p.deleted_at is null offset 0);
create or replace view "_communications" with (security_invoker = true) as
  select c.organization_id, c.id, c.project_id, c.account_id, c.thread_type, c.thread_id, c.direction, c.channel, c.visibility,
    c.author_type, c.author_id, c.author_name, c.author_email, c.body, c.source, c.external_message_id, c.said_at, c.created_at
  from communications c where not exists (select from projects p
    where p.organization_id = c.organization_id and p.id = c.project_id and p.deleted_at is not null offset 0);

-- An index of words hands out all that has a word before anybody can stop it, and of a common word that is most of the table. So
-- a word is indexed together with its organisation and the week that its row was made in: a search asks week by week, the
-- newest first, and stops when it has enough. Entries are written at once: what waits for it would be read through each week.
create function week_of(at timestamptz) returns integer language sql immutable parallel safe
  return floor(extract(epoch from at at time zone 'UTC') / 604800);
create function words_by_week(organization text, at timestamptz, search tsvector) returns tsvector
  language sql immutable parallel safe
  return array_to_tsvector(array(select organization || '/' || week_of(at) || '/' || word from unnest(tsvector_to_array(search)) word));

-- The weeks until an instant, the newest first.
create function weeks_until(until timestamptz, since timestamptz) returns setof integer
  language sql immutable parallel safe
  return generate_series(week_of(until), week_of(coalesce(since, until)), -1);

drop index tasks_search;
create index tasks_search on tasks using gin (words_by_week(organization_id, created_at, search)) with (fastupdate = off);
drop function search_tasks(tsquery, integer);
create function search_tasks(words text[], until timestamptz, most integer) returns setof text
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan rows 100 as $$
declare
  ours text := current_setting('app.organization');
  asked text := (select string_agg(quote_literal('@' || word) || ':*', ' & ') from unnest(words) word);
  since timestamptz := (select f.created_at from projects f where f.organization_id = ours and f.deleted_at is null order by f.created_at limit 1);
begin
  return query select f.id from weeks_until(until, since) week cross join lateral (
    select x.id from tasks x where words_by_week(x.organization_id, x.created_at, x.search) @@ replace(asked, '@', ours || '/' || week || '/')::tsquery
      and x.organization_id = ours and x.deleted_at is null offset 0) f limit most;
end $$;

drop index projects_search;
create index projects_search on projects using gin (words_by_week(organization_id, created_at, search)) with (fastupdate = off);
drop function search_projects(tsquery);
create function search_projects(words text[], until timestamptz, most integer) returns setof text
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan rows 100 as $$
declare
  ours text := current_setting('app.organization');
  asked text := (select string_agg(quote_literal('@' || word) || ':*', ' & ') from unnest(words) word);
  since timestamptz := (select f.created_at from projects f where f.organization_id = ours and f.deleted_at is null order by f.created_at limit 1);
begin
  return query select f.id from weeks_until(until, since) week cross join lateral (
    select x.id from projects x where words_by_week(x.organization_id, x.created_at, x.search) @@ replace(asked, '@', ours || '/' || week || '/')::tsquery
      and x.organization_id = ours and x.deleted_at is null offset 0) f limit most;
end $$;

drop index requests_search;
create index requests_search on requests using gin (words_by_week(organization_id, created_at, search)) with (fastupdate = off);
drop function search_requests(tsquery);
create function search_requests(words text[], until timestamptz, most integer) returns setof text
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan rows 100 as $$
declare
  ours text := current_setting('app.organization');
  asked text := (select string_agg(quote_literal('@' || word) || ':*', ' & ') from unnest(words) word);
  since timestamptz := (select f.created_at from requests f where f.organization_id = ours order by f.created_at limit 1);
begin
  return query select f.id from weeks_until(until, since) week cross join lateral (
    select x.id from requests x where words_by_week(x.organization_id, x.created_at, x.search) @@ replace(asked, '@', ours || '/' || week || '/')::tsquery
      and x.organization_id = ours offset 0) f limit most;
end $$;

-- Clients are few: they are asked at once.
drop function search_accounts(tsquery);
create function search_accounts(words text[], until timestamptz, most integer) returns setof text
  language plpgsql stable security definer set search_path = public, pg_temp rows 100 as $$
declare
  ours text := current_setting('app.organization');
  asked tsquery := (select string_agg(quote_literal(word) || ':*', ' & ') from unnest(words) word)::tsquery;
begin
  return query select x.id from accounts x where x.organization_id = ours and x.search @@ asked limit most;
end $$;
revoke execute on function search_tasks, search_projects, search_requests, search_accounts from public;
grant execute on function search_tasks, search_projects, search_requests, search_accounts to operations_app;

-- What is due of what is open, by the time that comes first of the two that the client was promised.
create index requests_due on requests (organization_id,
  (case when first_responded_at is null and respond_by < resolve_by then respond_by else resolve_by end), id)
  where closed_at is null and clocks_stopped_at is null;
