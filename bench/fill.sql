-- The agency that the bench measures: 50 clients, 200 people, 10,000 projects with 20 tasks each, and what happened so far.
-- Set-based and deterministic; run by the administrator, whom neither row security nor foreign keys hold up.

set session_replication_role = replica;
set synchronous_commit = off;
set timezone = 'UTC';
set work_mem = '64MB';
set maintenance_work_mem = '256MB';

-- Indexes are built faster at the end than row by row.
-- Those of a table in parts are made on all of them.
create temp table later as
select indexrelid::regclass::text as name, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as definition from pg_index i
where indrelid in ('projects'::regclass, 'tasks'::regclass, 'task_assignees'::regclass, 'task_dependencies'::regclass, 'activity'::regclass)
  and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid);
do $$ declare i later; begin for i in select * from later loop execute 'drop index ' || i.name; end loop; end $$;

create temp table words as select
  array['Anna','Ben','Carla','David','Elif','Finn','Greta','Hugo','Ida','Jonas','Klara','Liam','Mara','Noah','Olga','Paul','Rosa','Sami','Tilda','Viktor'] as first_names,
  array['Albrecht','Berger','Conti','Demir','Eriksen','Fischer','Garcia','Hansen','Ivanova','Jansen'] as last_names,
  array['Harbor','Bluebird','Cedar','Granite','Juniper','Lakeside','Meridian','Northgate','Orchard','Prairie'] as places,
  array['Dental','Bakery','Legal','Outdoor','Clinic'] as trades,
  array['Website redesign','Search campaign','Content calendar','Social media care','Spring ads','Newsletter','Local listings','Brand refresh'] as services,
  array['website','seo','content','social','ads','email','listings','custom'] as types,
  array['Kick-off meeting','Audit','Keyword research','Sitemap','Wireframes','Copywriting','Visual design','Image selection','Template build','Content entry',
        'Tracking setup','Accessibility check','Client review','Corrections','Search settings','Performance check','Launch plan','Launch','First report','Handover'] as titles;

insert into organizations (id, name, timezone, currency, work_week, created_at, updated_at)
select 'org_06ebench', 'Brightline', 'UTC', 'EUR', (
  select json_object_agg(day, case when day in ('sat', 'sun') then '[]'::json else '[{"from":"09:00","to":"17:00"}]' end order by n)
  from unnest(array['mon','tue','wed','thu','fri','sat','sun']) with ordinality w (day, n)), now(), now();

insert into people (organization_id, id, name, email, roles, created_at, updated_at)
select 'org_06ebench', 'per_06e' || lpad(n::text, 23, '0'),
  first_names[1 + n % 20] || ' ' || last_names[1 + n / 20 % 10], 'person' || n || '@brightline.example',
  case n when 1 then '{project_admin}'::text[] when 2 then '{project_manager}' else '{}' end, now(), now()
from words, generate_series(1, 200) n;

insert into teams (organization_id, id, name, lead_id, created_at, updated_at)
select 'org_06ebench', 'tea_06e' || lpad(n::text, 23, '0'), 'Team ' || n, 'per_06e' || lpad((10 * n)::text, 23, '0'), now(), now()
from generate_series(1, 20) n;

insert into accounts (organization_id, id, name, created_at, updated_at)
select 'org_06ebench', 'acc_06e' || lpad(n::text, 23, '0'), places[1 + n % 10] || ' ' || trades[1 + n / 10 % 5], now(), now()
from words, generate_series(1, 50) n;

-- Working days are Monday to Friday: how many there are before a date, and the date that has so many before it.
create function pg_temp.working_days(date) returns integer language sql immutable
  return 5 * (($1 - date '2024-01-01') / 7) + least(($1 - date '2024-01-01') % 7, 5);
create function pg_temp.working_day(integer) returns date language sql immutable
  return date '2024-01-01' + 7 * ($1 / 5) + $1 % 5;

create temp table p as
select n, 'prj_06e' || lpad(n::text, 23, '0') as id, 'acc_06e' || lpad((1 + n % 50)::text, 23, '0') as account_id,
  (array['active','active','active','onboarding','completed','active','active','on_hold','active','cancelled'])[1 + n % 10] as status,
  timestamptz '2026-11-20 17:00Z' - n * interval '53 minutes' as at,
  -- The four weeks that its schedule is asked for begin here.
  date_trunc('week', timestamptz '2026-11-20 17:00Z' - n * interval '53 minutes')::date - 28 as monday
from generate_series(1, 10000) n;

-- Who is number 2 manages every eighth project and is on the team of another eighth: 2,500 in all.
insert into projects (organization_id, id, name, description, account_id, type, engagement, status, status_before_hold, hold_reason,
  closed_at, priority, manager_id, team_id, start_on, due_on, progress, health_score, health_band, budget_minutes, contract_minor,
  currency, billing_mode, tags, created_at, updated_at)
select 'org_06ebench', p.id,
  places[1 + (1 + n % 50) % 10] || ' ' || trades[1 + (1 + n % 50) / 10 % 5] || ': ' || services[1 + n / 50 % 8] || ' ' || 2024 + n % 3,
  'Agreed with the client in the yearly meeting; details are in the offer.', account_id, types[1 + n / 50 % 8],
  case when n % 4 = 0 then 'retainer' else 'one_off' end, status,
  case status when 'on_hold' then 'active' end, case status when 'on_hold' then 'Waiting for the budget' end,
  case when status in ('completed', 'cancelled') then at end,
  (array['low','medium','medium','high','urgent'])[1 + n % 5],
  'per_06e' || lpad(case when n % 8 = 0 then 2 else 3 + n % 38 end::text, 23, '0'), 'tea_06e' || lpad((1 + n % 20)::text, 23, '0'),
  monday - 35, at::date + 30 + n % 60, case status when 'completed' then 100 when 'cancelled' then 0 else 30 end,
  40 + n % 60, (array['healthy','watch','at_risk'])[1 + n % 3], 60 * (20 + n % 200), 100000 + n * 37,
  'EUR', case when n % 4 = 0 then 'subscription' else 'fixed' end, array[(array['spring','launch','vip'])[1 + n % 3]], at - interval '60 days', at
from words, p;

insert into project_members (organization_id, project_id, person_id)
select 'org_06ebench', id, 'per_06e' || lpad((41 + (n * 7 + k * 53) % 160)::text, 23, '0') from p, generate_series(1, 3) k
union all
select 'org_06ebench', id, 'per_06e' || lpad('2', 23, '0') from p where n % 8 = 4;

-- What waits for a task begins after it, so no link is broken.
create temp table t as
select p.n * 20 + k as n, k, 'tsk_06e' || lpad((p.n * 20 + k)::text, 23, '0') as id, p.id as project_id, p.account_id, p.at,
  p.at - interval '60 days' + k * interval '3 days' as made_at,
  monday + k + (array[-1, 1, 0])[1 + k % 3] as start_on,
  monday + k + (array[1, 20, 15])[1 + k % 3] as due_on, monday + 39 as last_on,
  case when p.status = 'completed' then 'completed' when p.status = 'cancelled' then 'cancelled'
    when k < 6 then 'completed' when k < 11 then 'in_progress' when k = 11 then 'blocked' when k = 12 then 'in_review' else 'pending' end as status
from p, generate_series(0, 19) k;

-- What the plan makes of them, so that it writes nothing but what a request changes. Who is followed, as 13 is by its
-- children and 0, 3, 6 … by the next, can not be later at all; the others not later than the last one.
create temp table planned as
select id, completed_at, ends_on, spare, spare = 0 and status <> 'completed' as critical,
  case status when 'completed' then start_on else pg_temp.working_day(pg_temp.working_days(start_on) + spare) end as late_start_on,
  case when status = 'completed' then ends_on when k = 13 then last_on
    else pg_temp.working_day(pg_temp.working_days(ends_on + 1) + spare - 1) end as late_finish_on
from (select *, case when status = 'completed' or k % 3 = 0 or k = 13 then 0
    else pg_temp.working_days(last_on + 1) - pg_temp.working_days(ends_on + 1) end as spare
  from (select *, coalesce(completed_at::date, due_on) as ends_on
    from (select *, case status when 'completed' then least((due_on + time '15:00')::timestamptz, at) end as completed_at from t) t) t) t
where status <> 'cancelled';

insert into tasks (organization_id, id, project_id, kind, title, description, status, status_before_block, blocked_reason, completed_at,
  priority, progress, stage, parent_id, start_on, due_on, duration_days, estimate_minutes, scheduling,
  early_start_on, early_finish_on, late_start_on, late_finish_on, total_float_minutes, free_float_minutes, critical, created_at, updated_at)
select 'org_06ebench', t.id, project_id, 'task', titles[1 + k], 'As in the checklist; ask the account manager where it is unclear.', status,
  case status when 'blocked' then 'pending' end, case status when 'blocked' then 'waiting_client' end,
  completed_at, (array['low','medium','medium','high'])[1 + n % 4],
  case status when 'completed' then 100 when 'in_progress' then 30 when 'in_review' then 80 else 0 end,
  (array['onboarding','work','review','launch'])[1 + k / 5], case when k in (14, 15) then 'tsk_06e' || lpad((n - k + 13)::text, 23, '0') end,
  start_on, due_on, 3, 60 * (1 + n % 12), 'manual',
  case when p.id is not null then start_on end, ends_on, late_start_on, late_finish_on, 480 * spare, 480 * spare, coalesce(critical, false), made_at, at
from words, t left join planned p on p.id = t.id;

-- The three of the project's team take turns.
insert into task_assignees (organization_id, task_id, person_id)
select 'org_06ebench', id, 'per_06e' || lpad((41 + (n / 20 * 7 + (1 + k % 3) * 53) % 160)::text, 23, '0') from t
union all
select 'org_06ebench', id, 'per_06e' || lpad((41 + (n / 20 * 7 + (1 + (k + 1) % 3) * 53) % 160)::text, 23, '0') from t where k % 5 = 0;

insert into task_dependencies (organization_id, task_id, predecessor_id, type, lag_days, project_id, predecessor_project_id)
select 'org_06ebench', id, 'tsk_06e' || lpad((n - 1)::text, 23, '0'), 'FS', 0, project_id, project_id from t where k % 3 = 1;

insert into task_status_changes (organization_id, task_id, n, from_status, to_status, progress, actor_type, actor_id, at)
select 'org_06ebench', id, 1, null, 'pending', 0, 'person', 'per_06e' || lpad('1', 23, '0'), made_at from t
union all
select 'org_06ebench', id, 2, 'pending', status, 100, 'person', 'per_06e' || lpad('1', 23, '0'), made_at + interval '4 days' from t where status <> 'pending';

insert into time_entries (organization_id, id, task_id, person_id, "on", minutes, created_at, updated_at)
select 'org_06ebench', 'ent_06e' || lpad(n::text, 23, '0'), id, 'per_06e' || lpad((3 + n % 198)::text, 23, '0'), made_at::date, 90, made_at, made_at
from t where k in (0, 1, 6);

-- All of it has its place and counts as sealed, which nobody proves here.
insert into activity (organization_id, id, entity_type, entity_id, version, project_id, account_id, event, actor_type, actor_id, changes, at, position, seq)
select 'org_06ebench', 'act_06e' || lpad(n::text, 23, '0'), 'task', id, 1, project_id, account_id, 'task.created', 'person',
  'per_06e' || lpad('1', 23, '0'), '{"status": {"to": "pending"}}', made_at, s, s
from (select t.*, row_number() over (order by n) as s from t) t;
insert into activity_heads (organization_id, seq) select 'org_06ebench', count(*) from t;
update activity_relay set position = (select count(*) from t);
insert into activity_seals (organization_id, batch, first_seq, last_seq, entries, previous, digest, signature, last_at, sealed_at)
select 'org_06ebench', 1, 1, count(*), decode(repeat('00', 32 * count(*)::int), 'hex'), '', '', '', max(made_at), max(made_at) from t;

-- Half an hour a day for a week: of one of the team, and of somebody else in the week after. Nobody's day holds too much.
insert into allocations (organization_id, id, project_id, person_id, start_on, end_on, minutes_per_day, status, created_at, updated_at)
select 'org_06ebench', 'alc_06e' || lpad((n * 2 + week)::text, 23, '0'), id,
  'per_06e' || lpad(case week when 1 then 41 + (n * 7 + 53) % 160 else 3 + n % 38 end::text, 23, '0'),
  monday + 7 * week, monday + 7 * week + 4, 30, case status when 'on_hold' then 'tentative' else 'confirmed' end, at - interval '60 days', at
from p, generate_series(1, 2) week where status not in ('completed', 'cancelled');

insert into allocation_days (organization_id, allocation_id, "on", minutes)
select organization_id, id, start_on + n, minutes_per_day from allocations, generate_series(0, 4) n;

insert into person_days (organization_id, person_id, "on", capacity_minutes, booked_minutes)
select a.organization_id, a.person_id, d."on", 480, sum(d.minutes)
from allocations a join allocation_days d on d.organization_id = a.organization_id and d.allocation_id = a.id
where a.status = 'confirmed' group by 1, 2, 3;

do $$ declare i later; begin for i in select * from later loop execute i.definition; end loop; end $$;
drop table words, p, t, planned, later;
set session_replication_role = origin;
