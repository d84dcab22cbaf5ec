-- A hold that says until when; and the document's own names for its collections, each a view with its reader's rights.

alter table projects
  add column hold_until date check (hold_until is null or status = 'on_hold');

create view "_projects-tasks" with (security_invoker = true) as
  select t.* from tasks t
  join projects p on p.organization_id = t.organization_id and p.id = t.project_id and p.deleted_at is null
  where t.deleted_at is null;

create view "_projects-pulse" with (security_invoker = true) as
  select m.organization_id, m.id, m.project_id, m.metric, m.value, m.source, m.note, m.recorded_at
  from pulse_metrics m
  join projects p on p.organization_id = m.organization_id and p.id = m.project_id and p.deleted_at is null
  union all
  select d.organization_id, d.project_id || ':' || d."on" || ':' || (v.metric ->> 'metric'), d.project_id, v.metric ->> 'metric',
    (v.metric ->> 'value')::smallint, 'computed', '', d.computed_at
  from pulse_days d
  join projects p on p.organization_id = d.organization_id and p.id = d.project_id and p.deleted_at is null
  cross join lateral jsonb_array_elements(d.metrics) v (metric)
  where v.metric ->> 'value' is not null;

create view "_store.subscriptions" with (security_invoker = true) as select * from subscriptions;

create view "_communications" with (security_invoker = true) as
  select c.* from communications c
  left join projects p on p.organization_id = c.organization_id and p.id = c.project_id
  where p.deleted_at is null;

create view "_activity" with (security_invoker = true) as select * from activity;

grant select on "_projects-tasks", "_projects-pulse", "_store.subscriptions", "_communications", "_activity" to operations_app;
