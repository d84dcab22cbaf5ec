// A client who comes by their link: who they are, how much they may ask, and the transaction they act in.
import { sql } from 'kysely'
import { Problem } from '../../domain/problems.ts'
import type { ProjectStatus } from '../../domain/project.ts'
import { hashSecret } from '../access/authenticate.ts'
import { count } from '../access/sign-in-limits.ts'
import { unavailable } from '../platform/database-errors.ts'
import type { Visit } from '../platform/endpoint.ts'
import { reading, transaction, type Context, type Tx } from '../platform/transaction.ts'
import { addressLimits, linkLimits } from './portal-limits.ts'

/** Where somebody comes from who is not known yet. */
type Caller = Pick<Visit, 'database' | 'now' | 'address' | 'publicUrl'>

/** One person of one client, in one project. */
export interface Client {
  organizationId: string
  organizationName: string
  timezone: string
  linkId: string
  name: string
  email: string
  projectId: string
  projectName: string
  accountName: string
}

/** The same whether it never was, is revoked or expired, or its project or client are gone. */
const linkNotFound = () => new Problem('link_not_found', 'Ask who sent it to you for a new one.')

/** Reads on behalf of whoever holds the link. */
export async function asClient<T>(
  visit: Caller,
  token: string,
  work: (tx: Tx, client: Client) => Promise<T>,
): Promise<T> {
  const client = await findClient(visit, token, 'read')
  return reading(visit.database, contextOf(client, visit), (tx) => work(tx, client))
}

/** The project in which a client writes, held. */
export interface HeldProject {
  id: string
  accountId: string
  status: ProjectStatus
}

/** Writes on behalf of whoever holds the link, which is still good when it is committed. */
export async function writingAsClient<T>(
  visit: Visit,
  token: string,
  work: (tx: Tx, client: Client, project: HeldProject) => Promise<T>,
): Promise<T> {
  const client = await findClient(visit, token, 'write')
  return transaction(visit.database, contextOf(client, visit), async (tx) => work(tx, client, await hold(tx, client)))
}

/** Who holds the link, counted as reading or writing once more; `link_not_found` where nobody does. */
export async function findClient(
  { database, now, address }: Caller,
  token: string,
  does: 'read' | 'write',
): Promise<Client> {
  await count(addressLimits(address, does))
  const [client] = await database
    .query<Client>(
      sql`select organization_id as "organizationId", organization_name as "organizationName", timezone, link_id as "linkId",
        name, email, project_id as "projectId", project_name as "projectName", account_name as "accountName"
      from find_client_link(${hashSecret(token)}, ${now})`,
    )
    .catch((error: unknown) => {
      throw unavailable(error)
    })
  if (!client) throw linkNotFound()
  await count(linkLimits(client.linkId, does))
  return client
}

/** A client has no role and no scope: what is theirs is said in each query. */
export function contextOf(
  { linkId: id, name, organizationId, timezone }: Client,
  { now, publicUrl }: Pick<Caller, 'now' | 'publicUrl'>,
): Context {
  const actor = { type: 'client' as const, id, name, organizationId, roles: [], tokenScopes: [], timezone }
  return { actor, permission: 'request.create', scopes: [], now, publicUrl }
}

/** Holds the project, and the link against being revoked meanwhile. */
export async function hold(tx: Tx, { linkId }: Client): Promise<HeldProject> {
  const project = await tx.first<HeldProject>(sql`
    select p.id, p.account_id as "accountId", p.status from client_links l
    join projects p on p.organization_id = l.organization_id and p.id = l.project_id
    join accounts a on a.organization_id = p.organization_id and a.id = p.account_id
    where l.organization_id = ${tx.actor.organizationId} and l.id = ${linkId} and l.revoked_at is null and l.expires_at > ${tx.now}
      and l.account_id = p.account_id and p.deleted_at is null and a.status = 'active'
    for no key update of p for key share of a for share of l`)
  if (!project) throw linkNotFound()
  return project
}
