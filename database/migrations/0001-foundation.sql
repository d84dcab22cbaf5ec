-- The ground every table stands on: the rights of the three roles, and one call that fences a table in.
-- The migration runs as operations_owner; people's requests as operations_app; background work as operations_worker.

grant usage on schema public to operations_app, operations_worker;

-- Instants go out as RFC 3339 UTC with milliseconds, always three digits; json's own rendering drops trailing zeros.
create function instant(at timestamptz) returns text
  language sql stable parallel safe
  return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- Text as the words that a search splits into: PostgreSQL's parser would keep hosts, addresses and a/b as one.
create function words(said text) returns text
  language sql immutable parallel safe
  return regexp_replace(said, '[!-/:-@[-`{-~]+', ' ', 'g');

-- Fences a table: row security forced, the organisation of the transaction for the app, all rows for the owner's own
-- functions, and for the worker what it was given. The app is granted just the verbs named.
create function fence(name regclass, app text, worker text default '', organization text default 'organization_id')
  returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy own_organization on %s to operations_app
    using (%I = current_setting(''app.organization'', true)) with check (%I = current_setting(''app.organization'', true))',
    name, organization, organization);
  execute format('create policy functions_of_the_owner on %s to operations_owner using (true) with check (true)', name);
  if app <> '' then execute format('grant %s on %s to operations_app', app, name); end if;
  if worker <> '' then
    execute format('create policy background_work on %s to operations_worker using (true) with check (true)', name);
    execute format('grant %s on %s to operations_worker', worker, name);
  end if;
end $$;
revoke execute on function fence from public;
