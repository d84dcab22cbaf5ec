// What there is to copy in a database, read from its catalogue: tables, sequences, and what is put off while they are filled.
import type pg from 'pg'
import { JOBS_SCHEMA } from '../platform/jobs-schema.ts'

const SCHEMAS = `('public'::regnamespace, '${JOBS_SCHEMA}'::regnamespace)`
/** Parts are filled by way of the table they are parts of. */
const TABLES = `select c.* from pg_class c where c.relnamespace in ${SCHEMAS} and c.relkind in ('r', 'p') and not c.relispartition`

export interface TableColumns {
  /** With its schema, quoted. */
  name: string
  /** Those that hold what was put there; not those that are computed. */
  columns: string[]
}

export async function tablesOf(client: pg.Client): Promise<TableColumns[]> {
  const { rows } = await client.query<TableColumns>(`
    select format('%I.%I', c.relnamespace::regnamespace, c.relname) as name,
      array(select quote_ident(a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from (${TABLES}) c order by 1`)
  return rows
}

export interface SequenceState {
  name: string
  last: string
  called: boolean
}

export async function sequencesOf(client: pg.Client): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c where c.relnamespace in ${SCHEMAS} and c.relkind = 'S' order by 1`,
  )
  const states: SequenceState[] = []
  for (const { name } of rows) {
    const { rows: found } = await client.query<Omit<SequenceState, 'name'>>(
      `select last_value::text as last, is_called as called from ${name}`,
    )
    states.push(...found.map((state) => ({ name, ...state })))
  }
  return states
}

/** The months that the log has parts for, newest first. */
export async function monthsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(`
    select to_char(to_date(substr(c.relname, 10), 'YYYY_MM'), 'YYYY-MM-DD') as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.activity'::regclass and c.relname ~ '^activity_\\d{4}_\\d\\d$' order by 1 desc`)
  return rows.map(({ month }) => month)
}

/**
 * What stands in the way of filling tables in any order, and how it is put back: references, triggers, row security that is
 * forced on the owner, and indexes, which are made faster at the end.
 */
export async function obstacles(client: pg.Client): Promise<{ away: string[]; back: string[] }> {
  const { rows } = await client.query<{ away: string; back: string }>(`
    with t as (select oid, oid::regclass::text as name, relforcerowsecurity as forced from (${TABLES}) c)
    select format('alter table %s drop constraint %I', name, k.conname) as away,
      format('alter table %s add constraint %I %s', name, k.conname, pg_get_constraintdef(k.oid)) as back
    from t join pg_constraint k on k.conrelid = t.oid where k.contype = 'f' and k.conparentid = 0
    union all
    select format('alter table %s disable trigger user', name), format('alter table %s enable trigger user', name)
    from t where exists (select from pg_trigger g where g.tgrelid = t.oid and not g.tgisinternal)
    union all
    select format('alter table %s no force row level security', name), format('alter table %s force row level security', name)
    from t where forced`)
  return { away: rows.map(({ away }) => away), back: rows.map(({ back }) => back) }
}
