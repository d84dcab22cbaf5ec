-- A hold that says until when; and the document's own names for its collections, each a view with its reader's rights.

alter table projects
  add column hold_until date check (hold_until is null or status = 'on_hold');

create view "_projects-tasks" with (security_invoker = true) as
  select t.organization_id, t.id, t.project_id, t.kind, t.title, t.description, t.status, t.status_before_block, t.blocked_reason,
    t.completion_notes, t.completed_at, t.priority, t.progress, t.stage, t.parent_id, t.required, t.start_on, t.due_on,
    t.duration_days, t.duration_minutes, t.estimate_minutes, t.weight, t.scheduling, t.constraint_kind, t.constraint_on,
    t.billable_minor, t.early_start_on, t.early_finish_on, t.late_start_on, t.late_finish_on, t.total_float_minutes,
    t.free_float_minutes, t.critical, t.request_id, t.version, t.created_at, t.updated_at
  from tasks t
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

-- A subscription is the client's: where its project is deleted it names none.
create view "_store.subscriptions" with (security_invoker = true) as
  select s.organization_id, s.id, s.account_id, p.id as project_id, s.product_type, s.product_name, s.tier, s.status, s.amount_minor,
    s.currency, s.interval, s.interval_count, s.discounts, s.monthly_value_minor, s.current_period_start, s.current_period_end,
    s.cancel_at_period_end, s.canceled_at, s.provider, s.external_id, s.version, s.created_at, s.updated_at
  from subscriptions s
  left join projects p on p.organization_id = s.organization_id and p.id = s.project_id and p.deleted_at is null;

create view "_communications" with (security_invoker = true) as
  select c.organization_id, c.id, c.project_id, c.account_id, c.thread_type, c.thread_id, c.direction, c.channel, c.visibility,
    c.author_type, c.author_id, c.author_name, c.author_email, c.body, c.source, c.external_message_id, c.said_at, c.created_at
  from communications c
  left join projects p on p.organization_id = c.organization_id and p.id = c.project_id
  where p.deleted_at is null;

-- The record of what happened stays, of deleted projects too.
create view "_activity" with (security_invoker = true) as
  select a.organization_id, a.id, a.seq, a.entity_type, a.entity_id, a.version, a.project_id, a.account_id, a.event, a.actor_type,
    a.actor_id, a.cause_id, a.changes, a.at
  from activity a;

grant select on "_projects-tasks", "_projects-pulse", "_store.subscriptions", "_communications", "_activity" to operations_app;
