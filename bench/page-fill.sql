-- What the page is opened on beside the agency of fill.sql, around the day of the run: a plan of 2,000 linked tasks, three months
-- of everybody's bookings, requests, signals and health. Deterministic but for that day; run by the
-- administrator in the session that ran fill.sql, whose counting of working days is used.

set session_replication_role = replica;
set synchronous_commit = off;
set timezone = 'UTC';
set work_mem = '64MB';

create function pg_temp.person(integer) returns text language sql immutable
  return 'per_06e' || lpad($1::text, 23, '0');
create function pg_temp.project(integer) returns text language sql immutable
  return 'prj_06e' || lpad($1::text, 23, '0');

insert into team_members (organization_id, team_id, person_id)
select 'org_06ebench', 'tea_06e' || lpad((1 + n % 20)::text, 23, '0'), pg_temp.person(n) from generate_series(1, 200) n;
update people set skills = array[(array['copywriting', 'design', 'frontend', 'seo', 'video'])[1 + length(name) % 5]];

insert into projects (organization_id, id, name, account_id, type, engagement, status, priority, manager_id, team_id, start_on,
  due_on, health_score, health_band, budget_minutes, currency, billing_mode, created_at, updated_at)
select 'org_06ebench', 'prj_06eplan', 'Harbor Dental: New platform', account_id, 'website', 'one_off', 'active', 'high', pg_temp.person(2),
  team_id, current_date - 14, current_date + 380, 71, 'watch', 600000, 'EUR', 'fixed', now(), now()
from projects where id = pg_temp.project(1);

-- Ten stages of twenty groups: a group is a parent with nine tasks of two days, one after another; every group begins three days
-- after the one before it, every stage fifteen.
create temp table plan as
select s, g, c, s * 200 + g * 10 + c as n, first_day, 'tsk_06eplan' || lpad((s * 200 + g * 10 + c)::text, 5, '0') as id,
  pg_temp.working_day(first_day) as start_on, pg_temp.working_day(first_day + 1) as due_on
from (select *, pg_temp.working_days(current_date - 14) + s * 15 + g * 3 + 2 * greatest(c - 1, 0) as first_day
  from generate_series(0, 9) s, generate_series(0, 19) g, generate_series(0, 9) c) x;
update plan set due_on = pg_temp.working_day(first_day + 17) where c = 0;

insert into tasks (organization_id, id, project_id, title, status, completed_at, priority, progress, stage, parent_id, start_on, due_on,
  duration_days, estimate_minutes, constraint_kind, constraint_on, early_start_on, early_finish_on, created_at, updated_at)
select 'org_06ebench', id, 'prj_06eplan', (array['Module', 'Concept', 'Wireframes', 'Copywriting', 'Visual design', 'Template build',
    'Content entry', 'Tracking setup', 'Client review', 'Corrections'])[1 + c] || ' ' || 1 + s * 20 + g, status,
  case status when 'completed' then due_on + time '15:00' end, (array['low', 'medium', 'medium', 'high'])[1 + n % 4],
  case status when 'completed' then 100 when 'in_progress' then 30 else 0 end, 'stage_' || 1 + s,
  case when c > 0 then 'tsk_06eplan' || lpad((n - c)::text, 5, '0') end, start_on, due_on, case when c > 0 then 2 end, 960,
  case when n = 1 then 'not_before' end, case when n = 1 then start_on end, start_on, due_on, now(), now()
from (select *, case when due_on < current_date then 'completed' when start_on <= current_date then 'in_progress' else 'pending' end as status from plan) p;

insert into task_assignees (organization_id, task_id, person_id)
select 'org_06ebench', id, pg_temp.person(41 + (n * 7 + n / 10) % 24) from plan where c > 0;
insert into task_dependencies (organization_id, task_id, predecessor_id, type, lag_days, project_id, predecessor_project_id)
select 'org_06ebench', to_id, 'tsk_06eplan' || lpad(from_n::text, 5, '0'), type, lag_days, 'prj_06eplan', 'prj_06eplan' from (
  select id as to_id, n - 1 as from_n, 'FS' as type, 0 as lag_days from plan where c > 1
  union all select id, n - 10, 'SS', 3 from plan where c = 1 and g > 0
  union all select id, n - 200, 'SS', 15 from plan where c = 1 and g = 0 and s > 0
  union all select id, n - 11, 'FF', 0 from plan where c in (3, 6, 9) and g > 0) l;

-- Twenty that have no dates yet, and two states of the plan to compare with.
insert into tasks (organization_id, id, project_id, title, status, priority, progress, stage, estimate_minutes, created_at, updated_at)
select 'org_06ebench', 'tsk_06eidea' || lpad(n::text, 5, '0'), 'prj_06eplan', 'Idea ' || n, 'pending', 'medium', 0, 'stage_1', 960, now(), now()
from generate_series(1, 20) n;
insert into baselines (organization_id, id, project_id, name, created_at, updated_at)
select 'org_06ebench', 'bsl_06e' || n, 'prj_06eplan', (array['As agreed', 'As begun'])[n], now(), now() from generate_series(1, 2) n;
insert into baseline_tasks (organization_id, baseline_id, task_id, title, status, start_on, due_on, duration_days)
select t.organization_id, b.id, t.id, t.title, 'pending', t.start_on - 7 * (3 - right(b.id, 1)::int), t.due_on - 7 * (3 - right(b.id, 1)::int), t.duration_days
from tasks t join baselines b on b.organization_id = t.organization_id and b.project_id = t.project_id where t.start_on is not null;

insert into requests (organization_id, id, project_id, account_id, title, body, type, priority, source, requester_name, requester_email,
  status, respond_by, resolve_by, clocks_stopped_at, resolve_left_ms, closed_at, created_at, updated_at)
select 'org_06ebench', 'req_06e' || lpad(n::text, 23, '0'), p.id, account_id,
  (array['New opening hours', 'The form does not send', 'Another picture on the first page', 'Access for our new colleague'])[1 + n % 4] || ' ' || n,
  'As agreed on the phone; please tell us when it is done.', (array['content', 'issue', 'change', 'access'])[1 + n % 4],
  (array['low', 'medium', 'high', 'urgent'])[1 + n % 4], 'email', 'Berta Berger', 'berta@client.example', state,
  case when state <> 'completed' then made + interval '8 hours' end, case when state <> 'completed' then made + interval '3 days' end,
  case when state = 'completed' then made end, case when state = 'completed' then 0 end, case when state = 'completed' then made end, made, made
from (select n, now() - n * interval '37 minutes' as made, (array['pending', 'in_review', 'pending', 'completed'])[1 + n % 4] as state
  from generate_series(1, 800) n) x
join projects p on p.id = pg_temp.project(1 + x.n * 10);

insert into request_status_changes (organization_id, request_id, n, to_status, actor_type, actor_id, at)
select organization_id, id, 1, status, 'person', pg_temp.person(1), created_at from requests;

-- Two bookings at a time of everybody, one after another for three months; every seventh person has days that hold too much.
create temp table booked as
select n, k, part, 'alc_06epage' || n || '_' || k || '_' || part as id, from_on + 14 * k as start_on, from_on + 14 * k + 11 as end_on,
  case part when 0 then 120 + 30 * ((n + k) % 5) else 60 + 30 * ((n * 3 + k) % 5) + case when n % 7 = 0 then 180 else 0 end end as minutes
from (select date_trunc('week', current_date)::date - 7 as from_on) f,
  generate_series(1, 200) n, generate_series(0, 7) k, generate_series(0, 1) part;
insert into allocations (organization_id, id, project_id, person_id, start_on, end_on, minutes_per_day, status, created_at, updated_at)
select 'org_06ebench', id, case when n between 41 and 64 and part = 0 then 'prj_06eplan' else pg_temp.project(1 + (n * 31 + k * 7 + part) % 2000 * 5) end,
  pg_temp.person(n), start_on, end_on, minutes, case when part = 1 and k % 4 = 3 then 'tentative' else 'confirmed' end, now(), now() from booked;
insert into allocation_days (organization_id, allocation_id, "on", minutes)
select 'org_06ebench', id, start_on + d, minutes from booked, generate_series(0, 11) d where d % 7 < 5;
insert into allocations (organization_id, id, project_id, placeholder_kind, placeholder_name, start_on, end_on, minutes_per_day, status, created_at, updated_at)
select 'org_06ebench', 'alc_06eopen' || n, pg_temp.project(1 + n * 20), 'skill', (array['copywriting', 'design', 'frontend'])[1 + n % 3],
  current_date + n, current_date + n + 6, 240, 'tentative', now(), now() from generate_series(1, 20) n;
delete from person_days;
insert into person_days (organization_id, person_id, "on", capacity_minutes, booked_minutes, overbook_minutes)
select a.organization_id, a.person_id, d."on", 480, sum(d.minutes), greatest(0, sum(d.minutes) - 480)
from allocations a join allocation_days d on d.organization_id = a.organization_id and d.allocation_id = a.id
where a.status = 'confirmed' and a.person_id is not null group by 1, 2, 3;

insert into pulse_days (organization_id, project_id, "on", score, band, metrics, inputs, formula, computed_at)
select organization_id, id, current_date - d, 85, case when d = 9 and health_score % 40 = 0 then 'healthy' else health_band end, '{}', '{}', 1, now()
from projects, unnest(array[9, 5, 2]) d where health_band is not null and id <> 'prj_06eplan';
insert into pulse_signals (organization_id, id, account_id, project_id, type, priority, title, dedupe_key, created_at, updated_at)
select organization_id, 'sig_' || id, account_id, id, 'schedule_slip', 'high', 'The launch slips by some days', id, now(), now()
from projects where id in (select pg_temp.project(n * 25) from generate_series(1, 300) n);
insert into escalations (organization_id, kind, subject_id, project_id, episode, step, raised)
select t.organization_id, 'task_overdue', t.id, t.project_id, t.due_on::text, 4, true from tasks t join projects p on p.id = t.project_id
where t.status = 'pending' and t.due_on < current_date and t.id like '%7' and p.status = 'active' order by t.due_on desc limit 300;

drop table plan, booked;
set session_replication_role = origin;
analyze;
