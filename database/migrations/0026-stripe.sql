-- Stripe: which customer a client is there, what is still to be fetched from it, and what was bought and has no project yet.

alter table accounts add column stripe_customer_id text check (stripe_customer_id ~ '^[A-Za-z0-9_-]{1,255}$');
create unique index accounts_stripe_customer_id on accounts (organization_id, stripe_customer_id);

-- The events that came in: what comes again is known.
create table stripe_events (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null check (char_length(id) between 1 and 255),
  type text not null check (char_length(type) between 1 and 100),
  received_at timestamptz(3) not null,
  primary key (organization_id, id)
);
create index stripe_events_received on stripe_events (received_at);
select fence('stripe_events', 'select, insert', 'select, delete');

-- What is to be looked at, or done, at Stripe, once however often it was asked for; gone when it is done. An event says no
-- more than that something is to be looked at: so none can come too late, or out of order.
create table stripe_errands (
  organization_id text collate "C" not null references organizations,
  kind text not null check (kind in ('subscription', 'payment', 'invoice', 'entry')),
  subject text collate "C" not null check (char_length(subject) between 1 and 255),
  -- How often it was asked for: asked for again while it is done, it is done again.
  asked integer not null default 1,
  asked_at timestamptz(3) not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null,
  -- Who is at it. What they found is saved only where nobody took over meanwhile: theirs would be the older look.
  claim text,
  last_error text check (char_length(last_error) <= 500),
  primary key (organization_id, kind, subject)
);
create index stripe_errands_due on stripe_errands (next_attempt_at);
select fence('stripe_errands', 'select, insert, update, delete', 'select, update');

-- Subscriptions that were bought and wait for their project.
create table purchases (
  organization_id text collate "C" not null,
  subscription_id text collate "C" not null,
  bought_at timestamptz(3) not null,
  template_id text collate "C",
  primary key (organization_id, subscription_id),
  foreign key (organization_id, subscription_id) references subscriptions on delete cascade
);
select fence('purchases', 'select, insert, delete');

-- Whose a system outside is (a Stripe account, an account system): the organisation that the settings name, or the only one there is beside the demo.
create function connected_organization(named text)
  returns table (organization_id text, timezone text)
  language sql stable security definer set search_path = public, pg_temp rows 1 as $$
  select o.id, o.timezone from organizations o
  where case when named is not null then o.id = named
    else not exists (select 1 from organizations other where other.id <> o.id and (o.demo or not other.demo)) end
$$;
revoke execute on function connected_organization from public;
grant execute on function connected_organization to operations_app, operations_worker;
