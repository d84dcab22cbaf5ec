-- An agency of any size: `large.projects` projects with twice as many tasks, a hundredth as many clients, 300 people and 100
-- teams, and of what else there is in proportion; under `large.organization`, around the instant `large.at`. One project has
-- 2,000 tasks and up to 12,000 of everything else. Set-based and deterministic; run by the administrator, whom neither row
-- security nor foreign keys hold up. People: 1 runs it all, 2 is on 2,500 projects, 3 on five, 4 looks after a hundredth of the
-- clients, 5 leads a team.

set session_replication_role = replica;
set synchronous_commit = off;
set timezone = 'UTC';
set work_mem = '64MB';
set maintenance_work_mem = '512MB';
set max_parallel_maintenance_workers = 2;

-- Indexes are built faster at the end than row by row.
create temp table later as
select indexrelid::regclass::text as name, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as definition from pg_index i
where indrelid in ('projects'::regclass, 'project_members'::regclass, 'tasks'::regclass, 'task_assignees'::regclass,
    'activity'::regclass, 'communications'::regclass, 'requests'::regclass, 'pulse_signals'::regclass, 'project_rollups'::regclass)
  and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
  and not exists (select 1 from projects limit 1);
do $$ declare i later; begin for i in select * from later loop execute 'drop index ' || i.name; end loop; end $$;

create function pg_temp.org() returns text language sql stable return current_setting('large.organization');
create function pg_temp.id(text, integer) returns text language sql immutable return $1 || '_06e' || lpad($2::text, 12, '0');
-- Which project the n-th of something hangs on: of the first `heavy` the first project, of the others one after another.
create function pg_temp.of_project(n integer, heavy integer, projects integer) returns integer language sql immutable
  return case when n <= heavy then 1 else 1 + n % projects end;
-- An instant as ids begin with it, see `platform/ids.ts`.
create function pg_temp.digit(ms bigint, place integer) returns text language sql immutable
  return substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (ms >> 5 * place & 31)::integer, 1);

create temp table size as
select p, 2 * p as tasks, greatest(p / 100, 20) as accounts, 300 as people, 100 as teams, greatest(p / 1250, 4) as every,
  current_setting('large.at')::timestamptz as at, interval '3 years' / p as step, least(9000, p / 4) as heavy
from (select current_setting('large.projects')::integer as p) x;

create temp table words as select
  array['Anna','Ben','Carla','David','Elif','Finn','Greta','Hugo','Ida','Jonas','Klara','Liam','Mara','Noah','Olga','Paul','Rosa','Sami','Tilda','Viktor'] as first_names,
  array['Albrecht','Berger','Conti','Demir','Eriksen','Fischer','Garcia','Hansen','Ivanova','Jansen','Kowalski','Larsen','Meyer','Novak','Olsen'] as last_names,
  array['Harbor','Bluebird','Cedar','Granite','Juniper','Lakeside','Meridian','Northgate','Orchard','Prairie'] as places,
  array['Dental','Bakery','Legal','Outdoor','Clinic'] as trades,
  array['Website redesign','Search campaign','Content calendar','Social media care','Spring ads','Newsletter','Local listings','Brand refresh'] as services,
  array['website','seo','content','social','ads','email','listings','custom'] as types,
  array['Kick-off meeting','Audit','Keyword research','Sitemap','Wireframes','Copywriting','Visual design','Image selection','Template build','Content entry',
        'Tracking setup','Accessibility check','Client review','Corrections','Search settings','Performance check','Launch plan','Launch','First report','Handover'] as titles;

insert into organizations (id, name, timezone, currency, work_week, created_at, updated_at)
select pg_temp.org(), 'Brightline', 'UTC', 'EUR', (
  select json_object_agg(day, case when day in ('sat', 'sun') then '[]'::json else '[{"from":"09:00","to":"17:00"}]' end order by n)
  from unnest(array['mon','tue','wed','thu','fri','sat','sun']) with ordinality w (day, n)), at, at from size;

insert into people (organization_id, id, name, email, roles, created_at, updated_at)
select pg_temp.org(), pg_temp.id('per', n), first_names[1 + n % 20] || ' ' || last_names[1 + n / 20 % 15],
  'person' || n || '@' || replace(pg_temp.org(), '_', '-') || '.example',
  case n when 1 then '{project_admin}'::text[] when 3 then '{}' when 4 then '{account_manager}' when 5 then '{team_lead}' else '{project_manager}' end, at, at
from words, size, generate_series(1, people) n;
insert into teams (organization_id, id, name, lead_id, created_at, updated_at)
select pg_temp.org(), pg_temp.id('tea', n), 'Team ' || n, pg_temp.id('per', 4 + n), at, at from size, generate_series(1, teams) n;
insert into team_members (organization_id, team_id, person_id)
select pg_temp.org(), pg_temp.id('tea', 1 + n % teams), pg_temp.id('per', n) from size, generate_series(1, people) n;

insert into accounts (organization_id, id, name, status, parent_account_id, contacts, created_at, updated_at)
select pg_temp.org(), pg_temp.id('acc', n), places[1 + n % 10] || ' ' || trades[1 + n / 10 % 5] || ' ' || n,
  case when n % 20 = 0 then 'archived' else 'active' end, case when n % 10 = 9 and n > 10 then pg_temp.id('acc', n - 9) end,
  json_build_array(json_build_object('name', first_names[1 + n % 20] || ' ' || last_names[1 + n % 15], 'email', 'office' || n || '@client.example')),
  at - (accounts - n) * step * 90, at - n * 7919 % accounts * step * 90
from words, size, generate_series(1, accounts) n;
insert into account_managers (organization_id, account_id, person_id)
select pg_temp.org(), pg_temp.id('acc', n), pg_temp.id('per', case when n % 100 = 1 then 4 else 101 + n % 200 end) from size, generate_series(1, accounts) n;

-- What came later has the higher number; what changed last is anywhere among them.
create temp table p as
select n, pg_temp.id('prj', n) as id, pg_temp.id('acc', 1 + n % accounts) as account_id,
  (array['active','active','active','onboarding','completed','active','active','on_hold','completed','cancelled'])[1 + n % 10] as status,
  at - (p - n) * step as made, at - (n::bigint * 7919 % p)::integer * step as changed
from size, generate_series(1, p) n;
update p set status = 'draft' where n % 1000 = 7;
update p set status = 'active' where n = 1;
analyze p;

insert into projects (organization_id, id, name, account_id, type, engagement, status, status_before_hold, hold_reason, closed_at,
  priority, manager_id, team_id, start_on, due_on, progress, health_score, health_band, budget_minutes, contract_minor, currency,
  billing_mode, tags, created_at, updated_at)
select pg_temp.org(), p.id, places[1 + (1 + n % accounts) % 10] || ' ' || trades[1 + (1 + n % accounts) / 10 % 5] || ': ' || services[1 + n / 50 % 8] || ' ' || n,
  account_id, types[1 + n / 50 % 8], case when n % 4 = 0 then 'retainer' else 'one_off' end, status,
  case status when 'on_hold' then 'active' end, case status when 'on_hold' then 'Waiting for the budget' end,
  case when status in ('completed', 'cancelled') then made + interval '20 days' end,
  (array['low','medium','medium','high','urgent'])[1 + n / 3 % 5],
  pg_temp.id('per', case when n % every = 0 then 2 else 6 + n / 7 % (people - 5) end), pg_temp.id('tea', 1 + n / 11 % teams),
  made::date, made::date + 30 + n % 60, case status when 'completed' then 100 when 'draft' then 0 else n / 13 % 100 end,
  case when n % 17 > 0 then 40 + n / 5 % 60 end, case when n % 17 = 0 then 'unknown' else (array['healthy','healthy','healthy','watch','at_risk'])[1 + n / 29 % 5] end,
  60 * (20 + n % 200), 100000 + n % 1000 * 37, 'EUR', case when n % 4 = 0 then 'subscription' else 'fixed' end,
  array[(array['spring','launch','vip'])[1 + n % 3]] || case when n % 5000 = 3 then array['rare'] else '{}' end, made, changed
from words, size, p;

insert into project_members (organization_id, project_id, person_id)
select pg_temp.org(), id, pg_temp.id('per', 6 + (n * 7 + k * 53) % (people - 5)) from size, p, generate_series(1, 2) k
union all select pg_temp.org(), id, pg_temp.id('per', 2) from size, p where n % every = 1
union all select pg_temp.org(), id, pg_temp.id('per', 3) from size, p where n % (size.p / 5) = 2;

create temp table t as
select g.n, pg_temp.id('tsk', g.n) as id, p.n as pn, p.id as project_id, p.account_id, p.made + g.n % 7 * interval '1 day' as made, p.changed,
  case when p.status in ('completed', 'cancelled') then p.status
    else (array['completed','completed','in_progress','pending','pending','in_review','pending','blocked','pending','completed'])[1 + g.n / 7 % 10] end as status
from size, generate_series(1, tasks) g(n), p where p.n = pg_temp.of_project(g.n, 2000, size.p);
analyze t;

insert into tasks (organization_id, id, project_id, title, status, status_before_block, blocked_reason, completed_at, priority,
  progress, stage, start_on, due_on, duration_days, estimate_minutes, scheduling, early_start_on, early_finish_on, created_at, updated_at)
select pg_temp.org(), id, project_id, titles[1 + n % 20] || ' ' || services[1 + n / 20 % 8] || ' ' || n, status,
  case status when 'blocked' then 'pending' end, case status when 'blocked' then 'waiting_client' end,
  case status when 'completed' then made + interval '5 days' end, (array['low','medium','medium','high'])[1 + n / 3 % 4],
  case status when 'completed' then 100 when 'in_progress' then 30 when 'in_review' then 80 else 0 end,
  (array['onboarding','work','review','launch'])[1 + n % 4], made::date, made::date + 3 + n % 40, 3, 60 * (1 + n % 12), 'manual',
  made::date, made::date + 3 + n % 40, made, changed
from words, t;
insert into task_assignees (organization_id, task_id, person_id)
select pg_temp.org(), id, pg_temp.id('per', 6 + (pn * 7 + n % 2 * 53) % (people - 5)) from size, t
union all select pg_temp.org(), id, pg_temp.id('per', 3) from size, t where pn % (size.p / 5) = 2
union all select pg_temp.org(), id, pg_temp.id('per', 2) from size, t where n % greatest((tasks + 8999) / 9000, 2) = 1;
insert into task_dependencies (organization_id, task_id, predecessor_id, type, project_id, predecessor_project_id)
select pg_temp.org(), id, pg_temp.id('tsk', n - 1), 'FS', project_id, project_id from t where n between 2 and 2000 and n % 3 > 0;
insert into escalations (organization_id, kind, subject_id, project_id, episode, step, raised)
select pg_temp.org(), 'task_overdue', id, project_id, (made::date + 3 + n % 40)::text, 4, true from t
where status = 'pending' and n % 100 = 7 and made::date + 3 + n % 40 < (select at::date from size);
insert into task_status_changes (organization_id, task_id, n, from_status, to_status, progress, actor_type, actor_id, at)
select pg_temp.org(), id, 1, 'pending', 'blocked', 0, 'person', pg_temp.id('per', 1), made from t where status = 'blocked';
insert into time_entries (organization_id, id, task_id, person_id, "on", minutes, created_at, updated_at)
select pg_temp.org(), pg_temp.id('ent', n), id, pg_temp.id('per', case when n % 2 = 0 then 2 when n % 3 = 0 then 3 else 1 + n % people end),
  made::date, 90, made, changed from size, t where n <= 2 * heavy;

create temp table r as
select g.n, p.id as project_id, p.account_id, at - (g.n::bigint * 7919 % (size.p / 5))::integer * step * 5 as made,
  (array['pending','in_review','completed','declined','completed','awaiting_client','completed','completed'])[1 + g.n / 3 % 8] as state
from size, generate_series(1, size.p / 5) g(n), p where p.n = pg_temp.of_project(g.n, heavy / 2, size.p);
analyze r;
insert into requests (organization_id, id, project_id, account_id, title, body, type, priority, source, requester_name, requester_email,
  status, assignee_id, respond_by, resolve_by, clocks_stopped_at, resolve_left_ms, closed_at, created_at, updated_at)
select pg_temp.org(), pg_temp.id('req', n), project_id, account_id,
  (array['New opening hours','The form does not send','Another picture on the first page','Access for our new colleague'])[1 + n % 4] || ' ' || n,
  'As agreed on the phone; please tell us when it is done.', (array['content','issue','change','access'])[1 + n % 4],
  (array['low','medium','high','urgent'])[1 + n / 5 % 4], (array['email','portal','phone'])[1 + n % 3], 'Berta Berger', 'berta@client.example',
  state, pg_temp.id('per', 1 + n % people), case when runs then made + interval '8 hours' end, case when runs then made + interval '3 days' end,
  case when not runs then made end, case when not runs then 0 end, case when state in ('completed', 'declined') then made end, made, made + interval '1 hour'
from size, (select *, state in ('pending', 'in_review') as runs from r) r;

insert into communications (organization_id, id, project_id, account_id, thread_type, thread_id, direction, channel, visibility,
  author_type, author_id, author_name, body, said_at, created_at)
select pg_temp.org(), pg_temp.id('com', g.n), p.id, p.account_id, kind, case kind when 'project' then p.id else pg_temp.id('tsk', least(g.n, 2000)) end,
  case when g.n % 3 = 0 then 'internal' when g.n % 3 = 1 then 'incoming' else 'outgoing' end, 'email', case when g.n % 3 = 0 then 'internal' else 'client' end,
  'person', pg_temp.id('per', 1), 'Anna Albrecht', 'We talked about the launch; corrections ' || g.n || ' are on their way.',
  at - (size.p / 5 - g.n) * step * 5, at - (size.p / 5 - g.n) * step * 5
from size, generate_series(1, size.p / 5) g(n), p, (values (0, 'project'), (1, 'task')) k (of, kind)
where p.n = pg_temp.of_project(g.n, heavy, size.p) and of = case when g.n <= heavy and g.n % 2 = 0 then 1 else 0 end;
insert into communications (organization_id, id, project_id, account_id, thread_type, thread_id, direction, channel, visibility,
  author_type, author_id, author_name, body, said_at, created_at)
select pg_temp.org(), 'com_06er' || n, project_id, account_id, 'request', pg_temp.id('req', n), 'incoming', 'email', 'client',
  'client', 'cli_1', 'Berta Berger', 'Is there any news?', made, made from r where n % 4 = 0;

insert into attachments (organization_id, id, project_id, subject_type, subject_id, visibility, name, content_type, size_bytes, sha256,
  storage_key, uploader_type, uploader_id, uploader_name, created_at)
select pg_temp.org(), pg_temp.id('att', g.n), p.id, 'task', pg_temp.id('tsk', least(g.n, 2000)), case when g.n % 3 = 0 then 'client' else 'internal' end,
  'picture-' || g.n || '.png', 'image/png', 1000 + g.n, '', 'k' || g.n, 'person', pg_temp.id('per', 1), 'Anna Albrecht', at - (size.p / 20 - g.n) * step * 20
from size, generate_series(1, size.p / 20) g(n), p where p.n = pg_temp.of_project(g.n, least(heavy, size.p / 40), size.p);

insert into pulse_signals (organization_id, id, account_id, project_id, type, priority, status, title, evidence, dedupe_key, assignee_id,
  snoozed_until, closed_at, created_at, updated_at)
select pg_temp.org(), pg_temp.id('sig', s.n), account_id, p.id, s.type, (array['low','medium','high','urgent'])[1 + s.n / 3 % 4], s.status, 'The launch slips by some days',
  case when s.type = 'task_blocked' then '{"taskId": "x", "waitsForClient": true}'::jsonb else '{}' end, 'key ' || s.n, pg_temp.id('per', 1 + s.n % people),
  case s.status when 'snoozed' then at + interval '3 days' end, case when s.status in ('completed', 'auto_resolved') then made end, made, changed
from size, (select n, (array['schedule_slip','client_silent','budget_burn','task_overdue','task_blocked','inactive_request'])[1 + n % 6] as type,
    (array['pending','acknowledged','auto_resolved','completed','snoozed','auto_resolved'])[1 + n / 6 % 6] as status
  from size, generate_series(1, size.p / 5) n) s, p where p.n = 1 + s.n * 4 % size.p;

insert into activity (organization_id, id, entity_type, entity_id, version, project_id, account_id, event, actor_type, actor_id, changes, at, position, seq)
select pg_temp.org(), 'act_' || pg_temp.digit(ms, 9) || pg_temp.digit(ms, 8) || pg_temp.digit(ms, 7) || pg_temp.digit(ms, 6) || pg_temp.digit(ms, 5)
    || pg_temp.digit(ms, 4) || pg_temp.digit(ms, 3) || pg_temp.digit(ms, 2) || pg_temp.digit(ms, 1) || pg_temp.digit(ms, 0) || lpad(a.n::text, 16, '0'),
  case when a.n % 4 = 0 then 'project' else 'task' end, case when a.n % 4 = 0 then p.id else pg_temp.id('tsk', a.n) end, 1, p.id, p.account_id,
  (array['project.updated', 'task.created', 'task.status_changed', 'task.status_changed'])[1 + a.n % 4], 'person', pg_temp.id('per', 1 + a.n / 3 % 300),
  '{"status": {"from": "pending", "to": "in_progress"}}', a.at, base + a.n, a.n
from (select coalesce(max(position), 0) as base from activity) b,
  (select n, (extract(epoch from s.at) * 1000)::bigint as ms, s.at, heavy, p as projects
    from size, generate_series(1, p) n, lateral (select size.at - (p - n) * step as at) s) a, p
where p.n = pg_temp.of_project(a.n, heavy, projects);
insert into activity_heads (organization_id, seq) select pg_temp.org(), p from size;
update activity_relay set position = (select max(position) from activity);

insert into notifications (organization_id, id, person_id, kind, entity_type, entity_id, project_id, account_id, title, dedupe_key, telling_id,
  actor_type, actor_id, actor_name, created_at, read_at, carried_at, mail)
select pg_temp.org(), pg_temp.id('not', g.n), pg_temp.id('per', case when g.n <= heavy then 2 when g.n % 100 = 0 then 3 else 1 + g.n % people end), 'task_assigned', 'task', t.id, t.project_id, t.account_id,
  'You were assigned', 'key ' || g.n, 'telling', 'person', pg_temp.id('per', 1), 'Anna Albrecht', at - (heavy * 2 - g.n) * interval '1 minute',
  case when g.n % 3 = 0 then at end, at, 'off'
from size, generate_series(1, heavy * 2) g(n), t where t.n = g.n * (size.tasks / (heavy * 2));

insert into subscriptions (organization_id, id, account_id, project_id, product_type, product_name, status, amount_minor, currency, "interval",
  monthly_value_minor, canceled_at, provider, external_id, created_at, updated_at)
select pg_temp.org(), pg_temp.id('sub', s.n), p.account_id, p.id, types[1 + s.n % 8], services[1 + s.n % 8], state, 49900, 'EUR', 'month', 49900,
  case state when 'canceled' then changed end, 'stripe', 'x' || s.n, made, changed
from size, words, (select n, (array['active','active','active','past_due','canceled','trialing'])[1 + n % 6] as state from size, generate_series(1, size.p / 10) n) s, p
where p.n = s.n;
insert into billing_entries (organization_id, id, account_id, project_id, project_name, kind, amount_minor, currency, key, actor_type, actor_id, posted_on, posted_at)
select pg_temp.org(), pg_temp.id('bil', n), account_id, id, 'Harbor Dental', case when n % 10 = 0 then 'credit' else 'charge' end,
  case when n % 10 = 0 then -100 else 25000 end, 'EUR', 'key ' || n, 'person', pg_temp.id('per', 1), made::date, made
from size, p where n <= size.p / 5;
insert into billing_exports (organization_id, entry_id, provider, external_id, exported_at)
select pg_temp.org(), pg_temp.id('bil', n), 'stripe', 'x' || n, changed from size, p where n <= size.p / 5 and n % 2 = 0;

insert into pulse_days (organization_id, project_id, "on", score, band, metrics, inputs, formula, computed_at)
select pg_temp.org(), id, at::date - 8, 85, case when n % 40 = 0 then 'healthy' else 'watch' end, '[]', '{}', 1, at from size, p where status = 'active' and n % 17 > 0;
insert into project_rollups (organization_id, project_id, measure, "on", n, total)
select pg_temp.org(), id, measure, least(made + interval '20 days', at)::date, 2, 120 from size, p, unnest(array['created', 'in_pending']) measure;

insert into allocations (organization_id, id, project_id, person_id, start_on, end_on, minutes_per_day, status, created_at, updated_at)
select pg_temp.org(), pg_temp.id('alc', n), id, pg_temp.id('per', 6 + n % (people - 5)), at::date - 7, at::date + 30, 30, 'confirmed', made, changed
from size, p where n <= 8 * people;
insert into allocation_days (organization_id, allocation_id, "on", minutes) select pg_temp.org(), a.id, start_on + d, minutes_per_day
from allocations a, generate_series(0, 37) d where a.organization_id = pg_temp.org();
insert into person_days (organization_id, person_id, "on", capacity_minutes, booked_minutes, overbook_minutes)
select organization_id, person_id, start_on + d, 480, sum(minutes_per_day), 60 + greatest(0, sum(minutes_per_day) - 480)
from allocations a, generate_series(0, 37) d where a.organization_id = pg_temp.org() group by 1, 2, 3;

do $$ declare i later; begin for i in select * from later loop execute i.definition; end loop; end $$;
drop table later, size, words, p, t, r;
drop function pg_temp.org, pg_temp.id, pg_temp.of_project, pg_temp.digit;
set session_replication_role = origin;
