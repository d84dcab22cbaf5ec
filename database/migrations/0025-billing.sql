-- What clients are billed: a ledger that is only added to, and what of a project's progress counts for it.

create table billing_entries (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  account_id text collate "C" not null,
  -- No foreign key, and what it was called: entries outlive their project. So of the milestone.
  project_id text collate "C",
  project_name text,
  kind text not null check (kind in ('progress', 'milestone', 'charge', 'credit', 'cancellation', 'reopening', 'void', 'invoice', 'refund')),
  -- What the client owes more by it; less where it is negative.
  amount_minor bigint not null check (amount_minor <> 0 and amount_minor between -9007199254740991 and 9007199254740991),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Of progress: up to how much of which contract it bills.
  progress smallint check (progress between 0 and 100),
  contract_minor bigint check (contract_minor between 0 and 9007199254740991),
  -- Of a milestone.
  task_id text collate "C",
  task_title text,
  -- The entry that this one takes back, whole and once.
  reverses_id text collate "C",
  reversed_minor bigint generated always as (case when reverses_id is not null then -amount_minor end) stored,
  note text not null default '' check (char_length(note) <= 1000),
  -- By hand, while its project was cancelled: what the cancellation credits is without it.
  beyond_cancellation boolean not null default false check (not beyond_cancellation or kind in ('charge', 'credit')),
  -- The system that said so, and what it calls it there.
  provider text check (char_length(provider) between 1 and 50),
  external_id text check (char_length(external_id) between 1 and 200),
  -- Whatever is posted has a name of its own: posted again, it is there already.
  key text not null check (char_length(key) between 1 and 300),
  actor_type text not null,
  actor_id text collate "C" not null,
  -- The day in the organisation's zone.
  posted_on date not null,
  posted_at timestamptz(3) not null,
  primary key (organization_id, id),
  unique (organization_id, key),
  unique (organization_id, reverses_id),
  unique (organization_id, id, account_id, currency, amount_minor),
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, reverses_id, account_id, currency, reversed_minor)
    references billing_entries (organization_id, id, account_id, currency, amount_minor),
  check ((project_id is null) = (project_name is null)),
  check ((kind = 'progress') = (progress is not null) and (kind <> 'progress' or project_id is not null)),
  check (kind = 'progress' or contract_minor is null),
  check ((kind = 'milestone') = (task_id is not null) and (task_id is null) = (task_title is null)),
  check ((kind in ('void', 'reopening')) = (reverses_id is not null)),
  check (kind not in ('charge', 'invoice') or amount_minor > 0),
  check (kind not in ('credit', 'refund') or amount_minor < 0),
  check ((provider is null) = (external_id is null))
);
create index billing_entries_posted on billing_entries (organization_id, posted_at, id);
create index billing_entries_account on billing_entries (organization_id, account_id, posted_at, id);
create index billing_entries_project on billing_entries (organization_id, project_id, posted_at, id) where project_id is not null;
select fence('billing_entries', 'select, insert', 'select');

-- Entries that another system has taken over, and what it made of them.
create table billing_exports (
  organization_id text collate "C" not null,
  entry_id text collate "C" not null,
  provider text not null check (char_length(provider) between 1 and 50),
  external_id text not null check (char_length(external_id) between 1 and 200),
  exported_at timestamptz(3) not null,
  primary key (organization_id, entry_id),
  foreign key (organization_id, entry_id) references billing_entries
);
select fence('billing_exports', 'select, insert', 'select');

-- What was posted stays as it is, for the owner of the tables too; only a demo goes as a whole.
create function refuse_change_of_entries() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if exists (select from organizations o where o.id = old.organization_id and o.demo) then return old; end if;
  end if;
  raise exception 'billing entries are added, and stay as they are' using errcode = 'restrict_violation';
end $$;
create trigger entries_stay before update or delete on billing_entries for each row execute function refuse_change_of_entries();
create trigger all_entries_stay before truncate on billing_entries execute function refuse_change_of_entries();

alter table projects
  -- The highest progress that counted for billing, and the highest at which it was put on hold.
  add column accepted_progress smallint not null default 0 check (accepted_progress between 0 and 100),
  add column held_progress smallint not null default 0 check (held_progress between 0 and 100),
  -- What decides on its bill has changed since its ledger was brought in step.
  add column ledger_is_behind boolean not null default false,
  add check (held_progress <= accepted_progress);
create index projects_ledger_behind on projects (organization_id, id) where ledger_is_behind;

-- A billable milestone that was reached once, whatever became of it since.
alter table tasks add column reached boolean not null default false;

-- Progress counts while the project is active, or on hold from there: until then its plan is being put together, and one task
-- of one that is done is not all of the work. What a cancellation leaves as the whole of the work does not count either.
create function keep_what_was_earned() returns trigger language plpgsql as $$
begin
  new.accepted_progress := greatest(new.accepted_progress, old.accepted_progress);
  new.held_progress := greatest(new.held_progress, old.held_progress);
  if new.status = 'completed' then
    new.accepted_progress := 100;
  elsif (new.status = 'active' or new.status_before_hold = 'active')
    and (new.progress > old.progress or old.status in ('draft', 'onboarding')) then
    new.accepted_progress := greatest(new.accepted_progress, new.progress);
  end if;
  if new.status = 'on_hold' and old.status <> 'on_hold' then
    new.held_progress := greatest(new.held_progress, least(new.progress, new.accepted_progress));
  end if;
  if old.status = 'draft' and new.status not in ('draft', 'cancelled') then
    update tasks set reached = true where organization_id = new.organization_id and project_id = new.id
      and kind = 'milestone' and status = 'completed' and billable_minor is not null and deleted_at is null;
  end if;
  new.ledger_is_behind := new.ledger_is_behind
    or (new.status = 'cancelled') <> (old.status = 'cancelled')
    or (array[old.billing_mode, new.billing_mode] && array['fixed', 'milestone']
      and (new.accepted_progress, new.held_progress, new.contract_minor, new.billing_mode, new.status = 'draft')
        is distinct from (old.accepted_progress, old.held_progress, old.contract_minor, old.billing_mode, old.status = 'draft'));
  return new;
end $$;
create trigger earned before update of status, progress, contract_minor, billing_mode, accepted_progress, held_progress on projects
  for each row execute function keep_what_was_earned();

create function keep_what_was_reached() returns trigger language plpgsql as $$
begin
  update projects set ledger_is_behind = ledger_is_behind or billing_mode = 'milestone'
    where organization_id = new.organization_id and id = new.project_id and status <> 'draft';
  new.reached := new.reached or (found and new.status = 'completed' and new.billable_minor is not null and new.deleted_at is null);
  return new;
end $$;
create trigger reached before insert or update of status, billable_minor, deleted_at on tasks
  for each row when (new.kind = 'milestone' and (new.billable_minor is not null or new.reached))
  execute function keep_what_was_reached();

-- An id that money was billed under is not given again: what was billed would be another project's.
create function refuse_billed_id() returns trigger language plpgsql as $$
begin
  if exists (select from billing_entries b where b.organization_id = new.organization_id and b.project_id = new.id) then
    raise exception 'something was billed for a project of this id' using errcode = 'unique_violation', constraint = 'projects_pkey';
  end if;
  return new;
end $$;
create trigger id_not_billed before insert on projects for each row execute function refuse_billed_id();

-- However it comes about, and however many post at once: never more than the contract times the highest progress, never more
-- than a milestone says, and a cancellation credits exactly what was posted until then.
create function guard_billing_entry() returns trigger language plpgsql as $$
declare
  project projects;
  total numeric;
  most bigint;
begin
  select * into project from projects p
    where p.organization_id = new.organization_id and p.id = new.project_id and p.currency = new.currency for no key update;
  if not found then raise exception 'it bills no project' using errcode = 'check_violation'; end if;
  if new.kind = 'cancellation' then
    select coalesce(sum(b.amount_minor), 0) + new.amount_minor into total from billing_entries b
      left join billing_entries v on b.kind = 'void' and v.organization_id = b.organization_id and v.id = b.reverses_id
      where b.organization_id = new.organization_id and b.project_id = new.project_id and b.currency = new.currency
        and coalesce(v.kind, b.kind) not in ('invoice', 'refund') and not coalesce(v.beyond_cancellation, b.beyond_cancellation);
    if project.status <> 'cancelled' or total <> 0 then
      raise exception 'a cancellation credits what was posted' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.kind = 'progress' then
    most := project.contract_minor * project.accepted_progress / 100;
  else
    select t.billable_minor into most from tasks t
      where t.organization_id = new.organization_id and t.project_id = new.project_id and t.id = new.task_id and t.reached;
  end if;
  select coalesce(sum(b.amount_minor), 0) + new.amount_minor into total from billing_entries b
    where b.organization_id = new.organization_id and b.project_id = new.project_id and b.kind = new.kind
      and b.task_id is not distinct from new.task_id;
  if total < 0 or (new.amount_minor > 0 and total > coalesce(most, 0)) then
    raise exception 'more than was earned' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guarded before insert on billing_entries
  for each row when (new.kind in ('progress', 'milestone', 'cancellation')) execute function guard_billing_entry();
