// Every row that is written, noted by the database in the transaction that writes it: what a request left behind, and the way
// back to before it. What was rolled back left nothing.
import type { TestDatabase } from '../database.ts'

export interface Written {
  table: string
  op: 'INSERT' | 'UPDATE' | 'DELETE'
  was: Record<string, unknown> | null
  now: Record<string, unknown> | null
}

/** Of one organisation. */
export interface Journal {
  /** What was written since the last undo or the start, in order. */
  read(): Promise<Written[]>
  /** How far it is. */
  at(): Promise<number>
  /** What came of all since then, row by row: as each was, and as it is now. */
  netSince(at: number): Promise<Written[]>
  /** Takes back all that `read` tells. */
  undo(): Promise<void>
  /** Keeps it, and begins anew. */
  forget(): Promise<void>
}

let setUp: Promise<unknown> | undefined
/** In all tables of the product and of its queue, for as long as the database is there. */
export const startJournals = ({ admin }: TestDatabase): Promise<unknown> => (setUp ??= admin.query(SETUP))

export function journalOf({ admin }: TestDatabase, organizationId: string): Journal {
  return {
    async read() {
      const { rows } = await admin.query<Written>(
        'select "table", op, was, "now" from faults.journal where whose = $1 order by n',
        [organizationId],
      )
      return rows
    },
    async at() {
      const { rows } = await admin.query<{ at: number }>('select coalesce(max(n), 0)::int as at from faults.journal')
      return rows[0]?.at ?? 0
    },
    async netSince(at) {
      const { rows } = await admin.query<Written & { keys: string[] | null }>(
        `select j."table", j.op, j.was, j."now", (select array_agg(a.attname::text) from pg_index i join pg_attribute a
           on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indrelid = j."table"::regclass and i.indisprimary) as keys
         from faults.journal j where whose = $1 and n > $2 order by n`,
        [organizationId, at],
      )
      return folded(rows)
    },
    undo: async () => void (await admin.query('select faults.undo($1)', [organizationId])),
    forget: async () => void (await admin.query('delete from faults.journal where whose = $1', [organizationId])),
  }
}

function folded(rows: readonly (Written & { keys: string[] | null })[]): Written[] {
  const net = new Map<string, Written>()
  for (const { table, was, now, keys } of rows) {
    const row = now ?? was ?? {}
    const key = JSON.stringify([table, ...(keys ?? Object.keys(row)).map((name) => row[name])])
    const first = net.get(key)
    const before = first ? first.was : was
    net.set(key, { table, op: now === null ? 'DELETE' : before === null ? 'INSERT' : 'UPDATE', was: before, now })
  }
  return [...net.values()].filter(({ was, now }) => was !== null || now !== null)
}

const SETUP = `
create schema faults;
create table faults.journal (n bigint generated always as identity primary key, whose text, "table" text, op text, was jsonb, "now" jsonb);
create function faults.note() returns trigger language plpgsql security definer set search_path = faults as $$
declare was jsonb; "now" jsonb; it jsonb;
begin
  if tg_op <> 'INSERT' then was := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then "now" := to_jsonb(new); end if;
  it := coalesce("now", was);
  insert into faults.journal (whose, "table", op, was, "now") values (
    coalesce(it ->> 'organization_id', it -> 'data' ->> 'organizationId', it ->> 'id'),
    tg_table_schema || '.' || tg_table_name, tg_op, was, "now");
  return null;
end $$;
create index on faults.journal (whose);
create function faults.undo(organization text) returns void language plpgsql as $$
declare e record; columns text; keys text;
begin
  -- Neither the product's triggers nor its foreign keys have a say in it, nor is it noted.
  set local session_replication_role = replica;
  for e in select * from faults.journal where whose = organization order by n desc loop
    select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
      where attrelid = e."table"::regclass and attnum > 0 and not attisdropped and attgenerated = '';
    select string_agg(format('t.%1$I = r.%1$I', attname), ' and ') into keys from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indrelid = e."table"::regclass and i.indisprimary;
    if e."now" is not null then
      execute format('delete from %1$s t using jsonb_populate_record(null::%1$s, $1) r where %2$s', e."table", coalesce(keys, 't = r')) using e."now";
    end if;
    if e.was is not null then
      execute format('insert into %1$s (%2$s) overriding system value select %2$s from jsonb_populate_record(null::%1$s, $1)', e."table", columns) using e.was;
    end if;
  end loop;
  delete from faults.journal where whose = organization;
  -- Nothing else tells those who keep replies that they are to forget them.
  insert into quiet_changes (organization_id) values (organization);
end $$;
do $$ declare t regclass; begin
  for t in select c.oid::regclass from pg_class c where c.relkind in ('r', 'p') and not c.relispartition
    and c.relnamespace in ('public'::regnamespace, 'jobs'::regnamespace) loop
    execute format('create trigger zz_faults after insert or update or delete on %s for each row execute function faults.note()', t);
  end loop;
end $$`
