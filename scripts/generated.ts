// The files that are drawn from the code: the API's contract, the permission matrix, the picture of the schema, the words of the page.
import type pg from 'pg'
import { PERMISSIONS, permissionNames, ROLES, type Grants } from '../domain/permissions.ts'
import { endpointsOf, VERSION } from '../server/app.ts'
import { asyncApiDocument } from '../server/live/asyncapi.ts'
import { openApiDocument } from '../server/platform/openapi.ts'
import { drawApiTypes, type OpenApi } from './draw-api-types.ts'
import { languageFiles, type Contract } from './page-words.ts'

/** Each file's path from the project's root with its content; `client` is connected to a migrated database. */
export async function generatedFiles(client: pg.ClientBase): Promise<Record<string, string>> {
  const contract = openApiDocument(
    endpointsOf(() => true),
    VERSION,
  )
  return {
    'docs/api/openapi.json': `${JSON.stringify(contract, null, 2)}\n`,
    'web/api-types.ts': drawApiTypes(contract as unknown as OpenApi),
    'docs/api/asyncapi.json': `${JSON.stringify(asyncApiDocument(VERSION), null, 2)}\n`,
    'docs/api/permissions.md': permissionMatrix(),
    ...(await languageFiles(contract as unknown as Contract)),
    'database/schema.sql': await schemaPicture(client),
  }
}

function permissionMatrix(): string {
  const roles = [...ROLES, 'member'] as const
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`
  const lines = permissionNames.map((name) => {
    const grants: Grants = PERMISSIONS[name]
    return row([`\`${name}\``, ...roles.map((role) => grants[role] ?? '')])
  })
  const doors = endpointsOf(() => true).filter((endpoint) => endpoint.may !== 'public')
  return `# Who may do what

Drawn from \`domain/permissions.ts\` by \`npm run generate\`; how far each scope reaches is said there. \`member\` is everyone who is signed in.

${row(['permission', ...roles])}
${row(['---', ...roles.map(() => '---')])}
${lines.join('\n')}

## Which endpoint asks for which permission

${row(['endpoint', 'permission'])}
${row(['---', '---'])}
${doors.map(({ method, path, may }) => row([`\`${method} ${path}\``, `\`${may}\``])).join('\n')}
`
}

/** Tables with their columns, keys and checks, in the order they were made. */
export async function schemaPicture(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string; columns: string[]; constraints: string[]; indexes: string[] }>(`
    select c.relname as name,
      array(select format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
          case when d.adbin is null then '' when a.attgenerated = 's' then ' generated' else ' default ' || pg_get_expr(d.adbin, d.adrelid) end)
        from pg_attribute a left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
      array(select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'f', 'u', 'c')
        order by array_position(array['p', 'u', 'f', 'c'], k.contype::text), k.conname) as constraints,
      array(select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class n on n.oid = i.indexrelid
        where i.indrelid = c.oid and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid) order by n.relname) as indexes
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by c.oid`)
  const tables = rows.map(
    ({ name, columns, constraints, indexes }) =>
      `create table ${name} (\n${[...columns, ...constraints].map((line) => `  ${line}`).join(',\n')}\n);\n${indexes.map((index) => `${index.replace('public.', '')};\n`).join('')}`,
  )
  return `-- The tables as they are after all migrations, drawn from the catalogue by \`npm run generate\`: to read, not to run.\n\n${tables.join('\n')}`
}
