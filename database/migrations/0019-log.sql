-- What proves the log: each organisation's entries, sealed in batches, each chained to the one before and signed with a key
-- that the database does not know. And how the log is kept in months, and what has had its time goes.

create table activity_seals (
  organization_id text collate "C" not null references organizations,
  batch integer not null check (batch >= 1),
  first_seq bigint not null,
  last_seq bigint not null check (last_seq >= first_seq),
  -- 32 bytes for each entry, in the order of seq: which one is not what it was can be said.
  entries bytea not null,
  previous bytea not null,
  digest bytea not null,
  signature bytea not null,
  -- The latest instant among its entries.
  last_at timestamptz(3) not null,
  sealed_at timestamptz(3) not null,
  -- Its entries went when their time was over; that, too, is signed.
  retired_at timestamptz(3),
  retired_signature bytea,
  primary key (organization_id, batch),
  check (octet_length(entries) = 32 * (last_seq - first_seq + 1)),
  check ((retired_at is null) = (retired_signature is null))
);
create index activity_seals_kept on activity_seals (organization_id, last_at) where retired_at is null;
select fence('activity_seals', 'select', 'select, insert');

-- Takes away the entries of one batch whose time is over; its seal stays. Never sooner than after a year, whoever asks.
create function retire_activity(organization text, sealed integer, gone_at timestamptz, proof bytea) returns bigint
  language sql security definer set search_path = public, pg_temp as $$
  with seal as (
    update activity_seals s set retired_at = gone_at, retired_signature = proof
    where s.organization_id = organization and s.batch = sealed and s.retired_at is null and s.last_at < now() - interval '12 months'
    returning s.first_seq, s.last_seq),
  gone as (
    delete from activity a using seal s
    where a.organization_id = organization and a.seq between s.first_seq and s.last_seq returning 1)
  select count(*) from gone
$$;
revoke execute on function retire_activity from public;
grant execute on function retire_activity to operations_worker;

-- The first id that an instant can have: ids begin with their milliseconds, ten letters of this alphabet.
create function first_activity_id(at timestamptz) returns text
  language plpgsql immutable as $$
declare
  rest bigint := floor(extract(epoch from at) * 1000);
  said text := '';
begin
  for i in 1..10 loop
    said := substr('0123456789abcdefghjkmnpqrstvwxyz', (rest % 32)::int + 1, 1) || said;
    rest := rest / 32;
  end loop;
  return 'act_' || said;
end $$;

-- Makes what is missing of this month's partition and the next two, moving what of them lies in the default one; drops those
-- of past months that nothing is left in. Answers how many it made and dropped.
create function keep_activity_months(at timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
  month timestamptz := date_trunc('month', at, 'UTC');
  part text;
  done integer := 0;
begin
  perform pg_advisory_xact_lock(7326005);
  for i in 1..3 loop
    part := 'activity_' || to_char(month at time zone 'UTC', 'YYYY_MM');
    if to_regclass('public.' || part) is null then
      -- The whole of it: who waits to write chooses the part anew, and would not if only the default part were held.
      lock table activity in access exclusive mode;
      execute format('create table %I (like activity including defaults including constraints)', part);
      perform fence(part::regclass, '');
      execute format('with moved as (delete from activity_default where id >= $1 and id < $2 returning *) insert into %I select * from moved', part)
        using first_activity_id(month), first_activity_id(month + interval '1 month');
      execute format('alter table activity attach partition %I for values from (%L) to (%L)',
        part, first_activity_id(month), first_activity_id(month + interval '1 month'));
      done := done + 1;
    end if;
    month := month + interval '1 month';
  end loop;
  return done + drop_empty_activity_months(at);
end $$;

-- Months that are over for so long that only what was to be kept was left in them.
create function drop_empty_activity_months(at timestamptz) returns integer
  language plpgsql set search_path = public, pg_temp as $$
declare
  part text;
  filled boolean;
  done integer := 0;
begin
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'activity'::regclass and c.relname ~ '^activity_\d{4}_\d\d$'
      and c.relname < 'activity_' || to_char(at at time zone 'UTC' - interval '12 months', 'YYYY_MM')
  loop
    execute format('select exists (select from %I)', part) into filled;
    if not filled then
      execute format('drop table %I', part);
      done := done + 1;
    end if;
  end loop;
  return done;
end $$;
revoke execute on function keep_activity_months, drop_empty_activity_months from public;
grant execute on function keep_activity_months to operations_worker;
