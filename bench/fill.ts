// Fills a migrated database with the bench's agency and hands out what the load asks for: ids and the two credentials.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { hashSecret } from '../server/access/authenticate.ts'

export const ORGANIZATION = 'org_06ebench'
const person = (number: number): string => `per_06e${String(number).padStart(23, '0')}`
export const ADMIN = person(1)
/** On 2,500 projects, as their manager or in their team. */
export const MANAGER = person(2)

/** A project that takes tasks. */
export interface OpenProject {
  id: string
  /** The four weeks that its work lies in. */
  from: string
  to: string
  /** When a new task is due: after its start, and before the last of its tasks, so that it moves none of them. */
  dueOn: string
}

export interface Corpus {
  adminToken: string
  managerToken: string
  projectIds: string[]
  openProjects: OpenProject[]
  /** Tasks in progress, neighbours from different projects. */
  taskIds: string[]
}

export async function fill(client: pg.Client): Promise<Corpus> {
  await client.query(await readFile(new URL('fill.sql', import.meta.url), 'utf8'))
  await client.query('vacuum analyze')
  const ids = async (sql: string) => (await client.query<{ id: string }>(sql)).rows.map((row) => row.id)
  return {
    adminToken: await makeToken(client, ADMIN),
    managerToken: await makeToken(client, MANAGER),
    projectIds: await ids('select id from projects order by md5(id)'),
    openProjects: await openProjects(client),
    taskIds: await ids(`select id from tasks where status = 'in_progress' order by md5(id)`),
  }
}

async function openProjects(client: pg.Client): Promise<OpenProject[]> {
  const { rows } = await client.query<OpenProject>(
    `select id, (start_on + 35)::text as "from", (start_on + 62)::text as "to", (start_on + 59)::text as "dueOn" from projects
     where status not in ('completed', 'cancelled') order by md5(id)`,
  )
  return rows
}

async function makeToken(client: pg.Client, personId: string): Promise<string> {
  const token = `po_${randomBytes(24).toString('base64url')}`
  await client.query(
    `insert into api_tokens (organization_id, id, person_id, name, scopes, secret_hash, created_at)
     values ($1, $2, $3, 'bench', '{*}', $4, now())`,
    [ORGANIZATION, `tok_${personId}`, personId, hashSecret(token)],
  )
  return token
}
