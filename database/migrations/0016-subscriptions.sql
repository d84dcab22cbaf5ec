-- What clients have bought and pay for, as the provider says it.

create table subscriptions (
  organization_id text collate "C" not null references organizations,
  id text collate "C" not null,
  account_id text collate "C" not null,
  project_id text collate "C",
  product_type text not null,
  product_name text not null check (char_length(product_name) between 1 and 200),
  tier text check (char_length(tier) between 1 and 100),
  status text not null
    check (status in ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'canceled')),
  amount_minor bigint not null check (amount_minor between 0 and 9007199254740991),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  interval text not null check (interval in ('day', 'week', 'month', 'year')),
  interval_count smallint not null default 1 check (interval_count between 1 and 365),
  -- [{ name, percentOff } or { name, amountOffMinor }]
  discounts jsonb not null default '[]' check (jsonb_typeof(discounts) = 'array'),
  -- Of a month, net of discounts; what it is follows from the columns above (domain/subscription.ts).
  monthly_value_minor bigint not null check (monthly_value_minor between 0 and 9007199254740991),
  current_period_start timestamptz(3),
  current_period_end timestamptz(3) check (current_period_end > current_period_start),
  cancel_at_period_end boolean not null default false,
  canceled_at timestamptz(3) check ((status = 'canceled') = (canceled_at is not null)),
  -- The system that it mirrors and what it is called there; null where it is kept here by hand.
  provider text check (char_length(provider) between 1 and 50),
  external_id text check (char_length(external_id) between 1 and 200),
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (organization_id, id),
  check ((provider is null) = (external_id is null)),
  foreign key (organization_id, account_id) references accounts,
  foreign key (organization_id, project_id) references projects on delete set null (project_id)
);
create unique index subscriptions_external on subscriptions (organization_id, provider, external_id) where external_id is not null;
create index subscriptions_created on subscriptions (organization_id, created_at, id);
create index subscriptions_updated on subscriptions (organization_id, updated_at, id);
create index subscriptions_account on subscriptions (organization_id, account_id, created_at, id);
create index subscriptions_project on subscriptions (organization_id, project_id) where project_id is not null;
select fence('subscriptions', 'select, insert, update, delete', 'select, update (project_id)');
